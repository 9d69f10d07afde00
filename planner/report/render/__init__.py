"""Renderers: blocks to text for a terminal, plain text, Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.messages import Language
from planner.report.blocks import Block
from planner.report.render.markdown import markdown
from planner.report.render.plain import plain

Renderer = Callable[[Iterable[Block], Language], str]

FORMATS: dict[str, Renderer] = {"text": plain, "markdown": markdown}


def render(blocks: Iterable[Block], format_: str, language: Language = "en") -> str:
    """Blocks as text in one of `FORMATS`."""
    return FORMATS[format_](blocks, language)
