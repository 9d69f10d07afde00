"""A document in little type with narrow margins: for what is to stand on one page."""

from __future__ import annotations

from typing import Any

Document = Any

TYPE, SPACE, EDGE = 0.85, 0.6, 0.7
"""Of what a template has: the size of its type, the space between paragraphs, its margins."""


def shrink(document: Document) -> None:
    """Make the type, the spaces and the margins of a document smaller."""
    for style in document.styles:
        if getattr(style, "font", None) is not None and style.font.size is not None:
            style.font.size = int(style.font.size * TYPE)
        if hasattr(style, "paragraph_format"):
            _closer(style.paragraph_format)
    for section in document.sections:
        for edge in ("top_margin", "right_margin", "bottom_margin", "left_margin"):
            setattr(section, edge, int(getattr(section, edge) * EDGE))


def _closer(paragraphs: Any) -> None:
    for space in ("space_before", "space_after"):
        written = getattr(paragraphs, space)
        if written is not None:
            setattr(paragraphs, space, int(written * SPACE))
