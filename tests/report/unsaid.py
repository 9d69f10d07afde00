"""Finds in blocks what a reader of French would read in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from planner.messages import Number, Said, catalogue
from planner.report.blocks import Block
from planner.scenario import Scenario, factbook_of

# the same in every language
SIGNS = {"m3", "USD", "L", "kg", "t", "t-km", "I", "II", "III", "IV", "V", "VI", "VIII", "IX", "X"}
# as it is to be typed: a path of the scenario, a day
TYPED = re.compile(r"[a-z0-9-]+([.\[][a-z0-9_+D\]-]+)+|D[+-]\d+")
LETTER = re.compile(r"[^\W\d_]")
# what a scenario says in its own words
TOLD = {
    *("title", "classification", "contributor", "institution", "origin", "embarkation"),
    *("source", "assumption", "note", "locator"),
}
# of a picture: ids, and words by which a renderer chooses a sign
SILENT = {"id", "symbol", "symbols", "mode", "origin", "destination"}
# of a message: the fields of a figure, and where it has no title its section, as they are written
KEYS = {("figure.named", "fields"), ("figure.named", "name")}


def unsaid(blocks: Iterable[Block], *scenarios: Scenario) -> set[str]:
    """Texts in blocks that are no message of the catalogue, no number, and nothing that is written
    in the scenarios or the catalogue of factors; and numbers that are no `Number`."""
    own = {text for scenario in scenarios for text in _own(scenario)}
    written = {text for scenario in scenarios for text in _written(scenario)}

    def is_fine(text: str) -> bool:
        if text in SIGNS or text in own or TYPED.fullmatch(text) or not LETTER.search(text):
            return True
        if text in _said_in_english():
            return False
        # the two ends of a lane are titles of sites
        return text in written or all(part in written for part in text.split("–"))

    return {text for text in _loose(tuple(blocks)) if not is_fine(text)}


@cache
def _said_in_english() -> frozenset[str]:
    """What the catalogue has French for: none of it may stand as a mere text."""
    texts = (message.text("what", "en") or "" for message in catalogue().values())
    return frozenset(text for text in texts if "{" not in text)


def _own(scenario: Scenario) -> Iterator[str]:
    """The titles of a scenario, and what it calls its entries, as words."""
    yield from (text for name, text in _texts(scenario) if name in TOLD)
    for name in type(scenario).model_fields:
        section = getattr(scenario, name)
        if isinstance(section, dict):
            yield from (str(key).replace("-", " ") for key in section)


def _written(scenario: Scenario) -> Iterator[str]:
    """Every text and id of a scenario and its factors; ids as words too, titles up to a comma."""
    for thing in (scenario, factbook_of(scenario)):
        for _, text in _texts(thing):
            yield from (text, text.replace("-", " "), text.partition(",")[0])


def _texts(thing: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the name of the field that holds it, and every key of a mapping."""
    match thing:
        case BaseModel():
            for field in type(thing).model_fields:
                yield from _texts(getattr(thing, field), field)
        case dict():
            for key, value in thing.items():
                yield from _texts(key)
                yield from _texts(value, name)
        case tuple() | list():
            for part in thing:
                yield from _texts(part, name)
        case str() if not isinstance(thing, Enum):
            yield name, str(thing)


def _loose(thing: Any) -> Iterator[str]:
    """The mere texts in a block, and those that messages are filled with."""
    match thing:
        case Said():
            for name, value in thing.values.items():
                if isinstance(value, Said) or (thing.code, name) not in KEYS:
                    yield from _loose(value)
                if isinstance(value, float):
                    yield f"{thing.code}: {value!r} is no Number"
        case Number() | Enum():
            return
        case str():
            yield thing
        case tuple():
            for part in thing:
                yield from _loose(part)
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            if field.name not in SILENT:
                yield from _loose(getattr(thing, field.name))
