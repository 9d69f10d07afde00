"""Where results go: standard output, or a file that is either the old one or the whole new one."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import Place, fault, listed, nearest

if TYPE_CHECKING:
    from planner.report.blocks import Block

SUFFIXES = {".json": "json", ".md": "markdown", ".txt": "text"}
CHOICES = ("text", "json", "markdown")


def choose_format(given: str | None, output: Path | None) -> str:
    """The format asked for: by name, else by the suffix of the output file, else text."""
    if given is not None:
        if given not in CHOICES:
            raise fault(
                "unknown format",
                place=Place("--format"),
                seen=given,
                allowed=listed(CHOICES),
                nearest=nearest(given, CHOICES),
            )
        return given
    if output is None:
        return "text"
    if output.suffix not in SUFFIXES:
        raise fault(
            "the suffix names no format",
            place=Place("-o"),
            seen=output.name,
            allowed=f"--format, or a file ending in {listed(SUFFIXES)}",
        )
    return SUFFIXES[output.suffix]


def deliver(text: str, output: Path | None) -> None:
    """Write `text` to standard output or, whole or not at all, to a file."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, output)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise fault(
            f"cannot be written: {error.strerror or error}", place=Place(str(output))
        ) from None


def deliver_blocks(blocks: Iterable[Block], format_: str, output: Path | None) -> None:
    """Show blocks: by Rich on a terminal, else as whole plain text or Markdown."""
    from planner.report.render import render

    if output is None and format_ == "text" and _is_terminal():
        from rich.console import Console

        from planner.report.render.terminal import show

        show(blocks, Console())
        return
    deliver(render(blocks, format_), output)


@contextmanager
def progress(quiet: bool) -> Iterator[object]:
    """Yields a function that shows what goes on, on standard error and only on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("planning") as status:
        yield status.update


def _is_terminal() -> bool:
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
