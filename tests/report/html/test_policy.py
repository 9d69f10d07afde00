"""The page lets in what stands in it and nothing else, and asks for nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from planner.messages import LANGUAGES
from planner.report.render import html as package
from tests.report.html.reader import Element
from tests.report.html.support import read_sample

ASSETS = sorted((Path(package.__file__).parent / "assets").iterdir())
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "cite")
ALL = [(language, hostile) for language in LANGUAGES for hostile in (False, True)]


@pytest.fixture(params=ALL, ids=lambda of: f"{of[0]}-{'hostile' if of[1] else 'plain'}")
def tree(request: pytest.FixtureRequest) -> Element:
    """The page of the samples."""
    language, hostile = request.param
    return read_sample(language, hostile=hostile)


def hashed(text: str) -> str:
    """A text as a policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy_of(tree: Element) -> dict[str, list[str]]:
    """The policy of a page, by what it is about."""
    meta = tree.one("meta", **{"http-equiv": "Content-Security-Policy"})
    parts = (part.split() for part in meta["content"].split("; "))
    return {name: values for name, *values in parts}


def test_the_policy_lets_in_what_stands_in_the_page(tree: Element) -> None:
    assert policy_of(tree) == {
        "default-src": ["'none'"],
        "style-src": [hashed(style.text) for style in tree.all("style")],
        "script-src": [hashed(script.text) for script in tree.all("script")],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_the_policy_comes_before_all_that_it_is_for(tree: Element) -> None:
    tags = [(element.tag, element.get("http-equiv")) for element in tree.one("head").walk()]
    assert tags[:2] == [("meta", ""), ("meta", "Content-Security-Policy")]


def test_nothing_is_styled_or_run_beside_it(tree: Element) -> None:
    for element in tree.walk():
        assert "style" not in element.attributes, element
        assert [name for name in element.attributes if name.startswith("on")] == []


def test_nothing_is_loaded(tree: Element) -> None:
    assert tree.all("link", "img", "iframe", "object", "embed", "form", "base", "audio") == []
    for element in tree.walk():
        assert [name for name in LOADING if name in element.attributes] == []
        assert element.get("xlink:href").startswith("#") or not element.get("xlink:href")
    assert "url(" not in tree.one("style").text
    assert "@import" not in tree.one("style").text


def test_every_script_is_run_once_where_it_is_needed() -> None:
    tree = read_sample()
    scripts = [script.text for script in tree.all("script")]
    assert len(scripts) == len(set(scripts))
    assert all('"use strict"' in script for script in scripts)


@pytest.mark.parametrize("file", ASSETS, ids=lambda file: file.name)
def test_no_file_of_the_page_speaks_of_the_network(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\s\"']*", text))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    for word in ("fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML", "localStorage"):
        assert word not in text
    assert "</" not in text
