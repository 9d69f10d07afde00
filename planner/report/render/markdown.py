"""Markdown, for notes and tickets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.report.blocks import Block, Heading, Line, Table, Tone


def markdown(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown."""
    return "\n".join(line for block in blocks for line in _lines(block)).lstrip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    yield ""
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_escaped(text)}"
        case Line(text, tone):
            said = _escaped(text)
            yield f"**{said}**" if tone in (Tone.BAD, Tone.WARNING) else said
        case Table():
            yield _row(column.name for column in block.columns)
            yield _row("---:" if column.number else "---" for column in block.columns)
            for cells in block.rows:
                yield _row(cells)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(text: str) -> str:
    for mark in ("\\", "|", "*", "_", "<", "`", "["):
        text = text.replace(mark, f"\\{mark}")
    return text
