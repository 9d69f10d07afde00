"""The styles of a document, by what they are for; a template that lacks one gets the next best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.report.blocks import Tone

Document = Any  # the package that writes documents is not loaded here

# names of styles in the order of preference
PARAGRAPHS: Mapping[str, tuple[str, ...]] = {
    "section": ("Heading 1",),
    "subsection": ("Heading 2",),
    "minor": ("Heading 3", "Heading 2"),
    "body": ("Body Text", "Normal"),
    "caption": ("Caption", "Body Text", "Normal"),
    "cell": ("Table Text", "Normal"),
    "head": ("Table Heading", "Table Text", "Normal"),
    "source": ("Source", "Body Text", "Normal"),
    Tone.GOOD.value: ("In Order", "Body Text", "Normal"),
    Tone.WARNING.value: ("Caution", "Body Text", "Normal"),
    Tone.BAD.value: ("Problem", "Body Text", "Normal"),
    Tone.NOTE.value: ("Note", "Body Text", "Normal"),
    Tone.PLAIN.value: ("Body Text", "Normal"),
}
TABLES = ("Report Table", "Table Grid", "Normal Table")


def paragraph_styles(document: Document) -> dict[str, str]:
    """The id of the style for each purpose; a purpose for which there is none is left out."""
    known = _ids(document)
    found = {
        purpose: next((known[name] for name in names if name in known), None)
        for purpose, names in PARAGRAPHS.items()
    }
    return {purpose: id_ for purpose, id_ in found.items() if id_ is not None}


def table_style(document: Document) -> str | None:
    """The id of the style of tables."""
    known = _ids(document)
    return next((known[name] for name in TABLES if name in known), None)


def _ids(document: Document) -> dict[str, str]:
    return {style.name: style.style_id for style in document.styles if style.name}
