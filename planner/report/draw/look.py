"""In which language and colours a drawing is made."""

from __future__ import annotations

from dataclasses import dataclass

from planner.messages import Language, in_language
from planner.report.draw.palette import Colour, for_pages
from planner.report.numbers import quantity


@dataclass(frozen=True, slots=True)
class Look:
    """The language of the drawer's own words, and the colour of each name of the palette."""

    language: Language = "en"
    colour: Colour = for_pages

    def say(self, text: str) -> str:
        """A message or a number in the language of the drawing."""
        return in_language(text, self.language)

    def number(self, value: float) -> str:
        """A number as it is read."""
        return self.say(quantity(value))
