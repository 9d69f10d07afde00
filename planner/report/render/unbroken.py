"""A text of Rich whose lines never end at a no-break space: 1 234 567 stays together."""

from __future__ import annotations

from rich import text
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment

# Rich ends lines at any white space; these stand in meanwhile, and are in no text that is shown
HELD = {"\u00a0": "\ue000", "\u202f": "\ue001"}
TO_HELD = str.maketrans(HELD)
FROM_HELD = str.maketrans({held: space for space, held in HELD.items()})


class Text:
    """A text in one style, for a console or the cell of a table."""

    def __init__(self, words: str, style: str = "") -> None:
        self.held = text.Text(words.translate(TO_HELD), style=style)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Its lines, as wide as there is room."""
        for part in console.render(self.held, options):
            yield Segment(part.text.translate(FROM_HELD), part.style, part.control)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """The width of its longest word, and that of all of it on one line."""
        return Measurement.get(console, options, self.held)
