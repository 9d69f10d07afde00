"""Pictures in characters and tables, for text, Markdown and the terminal."""

from planner.report.render.characters.ink import ASCII, UNICODE, Ink, ink_for
from planner.report.render.characters.pictures import Written, in_characters
from planner.report.render.characters.strips import Strip, Strips, strip_lines

__all__ = [
    "ASCII",
    "UNICODE",
    "Ink",
    "Strip",
    "Strips",
    "Written",
    "in_characters",
    "ink_for",
    "strip_lines",
]
