"""Blocks as a reader gets them: every text in a language, on one line, harmless to a terminal.

Titles come from scenarios, and those from anyone: every renderer begins with this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from planner.errors import printable
from planner.messages import Language, Number, Said, in_language
from planner.report.blocks.block import Block

# white space, but for the spaces at which no line ends
SPACES = re.compile(r"[^\S\u00a0\u202f]+")
# French sets these marks apart, and no line begins with one or ends with «
FRENCH_SPACES = re.compile(r" (?=[:;?!%»])|(?<=«) ")


class Heard(tuple[Block, ...]):
    """Blocks as a reader gets them, in one language."""

    language: Language = "en"


def spoken(blocks: Iterable[Block], language: Language = "en") -> Heard:
    """The blocks with every text in `language` and without what a terminal acts on; what is heard
    already stays as it is."""
    if isinstance(blocks, Heard) and blocks.language == language:
        return blocks
    heard = Heard(_spoken(block, language) for block in blocks)
    heard.language = language
    return heard


def harmless_text(text: str) -> str:
    """A text on one line, with what a terminal would act on written as escapes.

    No-break spaces stay where they are, but for those at the ends.
    """
    return printable(SPACES.sub(" ", text.strip()))


def _spoken(thing: Any, language: Language) -> Any:
    """A text, or a dataclass or tuple that holds texts; anything else is itself."""
    match thing:
        case Enum():
            return thing
        case Number():  # keeps its value, by which a table is sorted
            return thing.spelled(language)
        case str():
            text = harmless_text(in_language(thing, language))
            french = language == "fr" and isinstance(thing, Said)
            return FRENCH_SPACES.sub("\u00a0", text) if french else text
        case tuple():
            return tuple(_spoken(part, language) for part in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changed = {}
    for field in fields(thing):
        before = getattr(thing, field.name)
        after = _spoken(before, language)
        if after is not before:
            changed[field.name] = after
    return replace(thing, **changed) if changed else thing
