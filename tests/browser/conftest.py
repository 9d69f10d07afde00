"""A real browser, with the network off, that opens pages from files as a reader would.

The tests need the extra `browser` and Chromium on the machine; without them they are skipped and
say so, and with PLANNER_BROWSER=required they fail.
"""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REQUIRED = os.environ.get("PLANNER_BROWSER") == "required"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, HIGH = 1400, 900
PATIENCE_MS = 10_000


@dataclass
class Opened:
    """A page in the browser, and what happened while it was open."""

    page: Page
    path: Path
    complaints: list[str] = field(default_factory=list)
    """What the browser complained of: errors of scripts, breaches of the policy, warnings."""
    requests: list[str] = field(default_factory=list)
    """What was asked for beside the file itself."""


Open = Callable[..., Opened]


def lacking(what: str) -> NoReturn:
    """Skips the test, or fails it where a browser is required."""
    if REQUIRED:
        pytest.fail(f"{what}, and PLANNER_BROWSER=required", pytrace=False)
    pytest.skip(what)


def package(name: str) -> Any:
    """A package of the extra `browser`."""
    try:
        return importlib.import_module(name)
    except ImportError:
        lacking(f"{name} is not installed: pip install -e '.[test,browser]'")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    api = package("playwright.sync_api")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        lacking("there is no Chromium on this machine: apt-get install chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a file; every page is closed after the test, and none may have complained."""
    opened: list[Opened] = []

    def opening(path: Path, *, width: int = WIDE, height: int = HIGH, **options: Any) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        context.set_default_timeout(PATIENCE_MS)
        one = Opened(context.new_page(), path)
        address = path.as_uri()
        one.page.on("console", lambda message: one.complaints.append(message.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on(
            "request",
            lambda request: one.requests.append(request.url) if request.url != address else None,
        )
        one.page.goto(address)
        opened.append(one)
        return one

    yield opening
    for one in opened:
        one.page.context.close()
        assert one.complaints == []
        assert one.requests == []
