"""Messages with their values filled in, and numbers: English texts that can be said in French."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from planner.messages.catalogue import Language, Part, message

NO_BREAK = "\u202f"
"""What sets thousands apart in French: a narrow space at which no line ends."""
FRENCH_MARKS = str.maketrans({",": NO_BREAK, ".": ","})


class Said(str):
    """The English text of one part of a message, which knows where it comes from."""

    code: str
    part: Part
    values: Mapping[str, object]
    capital: bool
    """Whether it begins with a capital letter, whatever the catalogue has."""

    def __new__(
        cls, code: str, part: Part, values: Mapping[str, object], capital: bool = False
    ) -> Said:
        english = _filled(code, part, "en", values)
        text = str.__new__(cls, _capital(english) if capital else english)
        text.code, text.part, text.values, text.capital = code, part, values, capital
        return text

    def __reduce__(self) -> tuple[type[Said], tuple[str, Part, Mapping[str, object], bool]]:
        return (Said, (self.code, self.part, self.values, self.capital))

    def spelled(self, language: Language) -> str:
        """The same text in a language."""
        text = _filled(self.code, self.part, language, self.values)
        return _capital(text) if self.capital else text


class Number(str):
    """A number as it is read in English, which knows its value and how it is read in French."""

    value: float
    english: str
    french: str

    def __new__(cls, english: str, french: str, value: float, language: Language = "en") -> Number:
        text = str.__new__(cls, french if language == "fr" else english)
        text.english, text.french, text.value = english, french, value
        return text

    def __reduce__(self) -> tuple[type[Number], tuple[str, str, float]]:
        return (Number, (self.english, self.french, self.value))

    def spelled(self, language: Language) -> Number:
        """The same number as it is read in a language."""
        return Number(self.english, self.french, self.value, language)


def number(english: str, value: float) -> Number:
    """A number from how it is read in English, 1,234.5: in French the comma is for decimals."""
    return Number(english, english.translate(FRENCH_MARKS), value)


def capital(text: str) -> str:
    """A text that begins with a capital letter, in every language."""
    if isinstance(text, Said):
        return Said(text.code, text.part, text.values, capital=True)
    return _capital(text)


def said(code: str, /, **values: object) -> Said:
    """What is wrong, by the code of the catalogue. Raises KeyError for a code that it lacks, or
    a value that its text speaks of and that is not given."""
    return Said(code, "what", values)


def joined(code: str, parts: Sequence[str]) -> str:
    """Parts as one text, in every language: `code` says how one stands `before` one `after` it."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    middle = len(parts) // 2
    return said(code, before=joined(code, parts[:middle]), after=joined(code, parts[middle:]))


def allowed_of(what: str) -> Said | None:
    """What is allowed where `what` was said; None where the catalogue says nothing of it."""
    return _part_of(what, "allowed")


def remedy_of(what: str) -> Said | None:
    """What helps where `what` was said; None where the catalogue says nothing of it."""
    return _part_of(what, "remedy")


def code_of(what: str) -> str | None:
    """The code of a message; None for a text that is none."""
    return what.code if isinstance(what, Said) else None


def in_language(text: str, language: Language) -> str:
    """A message or a number in a language; any other text as it is."""
    return text.spelled(language) if isinstance(text, Said | Number) else text


def _part_of(what: str, part: Part) -> Said | None:
    if not isinstance(what, Said) or message(what.code).text(part, "en") is None:
        return None
    return Said(what.code, part, what.values)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(code: str, part: Part, language: Language, values: Mapping[str, object]) -> str:
    text = message(code).text(part, language)
    if text is None:
        raise KeyError(f"the catalogue of messages has no {part} for {code!r} in {language!r}")
    told = {
        name: in_language(value, language) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return FRENCH.vformat(text, (), told) if language == "fr" else text.format_map(told)


class _FrenchFormatter(string.Formatter):
    """Sets thousands apart by a space; the decimal point stays, as it is written in a scenario."""

    def format_field(self, value: object, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return text.replace(",", " ") if isinstance(value, int | float) else text


FRENCH = _FrenchFormatter()
