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
# as it is to be typed: a path of the scenario, an option, a day
TYPED = re.compile(r"[a-z0-9-]+([.\[][a-z0-9_+D\]-]+)+|D[+-]\d+|[a-z_]+")
LETTER = re.compile(r"[^\W\d_]")


def unsaid(blocks: Iterable[Block], scenario: Scenario, *, typed: bool = False) -> set[str]:
    """Texts in blocks that are no message of the catalogue, no number, and nothing that is written
    in the scenario or the catalogue of factors; and numbers that are no `Number`.

    With `typed` a text may also be one that is to be typed as it stands, or names fields of the
    scenario: "storage, open".
    """
    written = _written(scenario)
    ids = {key.replace("-", " ") for key in _ids(scenario)}
    fields_ = _fields(scenario) if typed else set()

    def is_fine(text: str) -> bool:
        if text in SIGNS or text in ids or not LETTER.search(text):
            return True
        if text in _said_in_english():
            return False
        if typed and TYPED.fullmatch(text):
            return True
        if all(part in fields_ or part in written for part in text.split(", ")):
            return True
        return all(part in written for part in _parts(text, written))

    return {text for text in _loose(tuple(blocks)) if not is_fine(text)}


def _parts(text: str, written: set[str]) -> list[str]:
    """A text that is written, or the two ends of a lane."""
    return [text] if text in written else text.split("–")


@cache
def _said_in_english() -> frozenset[str]:
    """What the catalogue has French for: none of it may stand as a mere text."""
    texts = (message.text("what", "en") or "" for message in catalogue().values())
    return frozenset(text for text in texts if "{" not in text)


def _written(scenario: Scenario) -> set[str]:
    """Every text and id of a scenario and its factors; ids as words too, titles up to a comma."""
    texts = {*_texts(scenario), *_texts(factbook_of(scenario))}
    words = {text.replace("-", " ") for text in texts}
    return texts | words | {text.partition(",")[0] for text in texts}


def _ids(scenario: Scenario) -> Iterator[str]:
    """What a scenario itself calls its entries."""
    for name in type(scenario).model_fields:
        section = getattr(scenario, name)
        if isinstance(section, dict):
            yield from section


def _fields(scenario: Scenario) -> set[str]:
    """The fields of everything that is written, as words; the places in lists."""
    models = [*_models(scenario), *_models(factbook_of(scenario))]
    names = {name.strip("_").replace("_", " ") for model in models for name in model}
    return names | {str(number) for number in range(10)}


def _models(thing: Any) -> Iterator[Iterable[str]]:
    match thing:
        case BaseModel():
            yield type(thing).model_fields
            for name in type(thing).model_fields:
                yield from _models(getattr(thing, name))
        case dict():
            for value in thing.values():
                yield from _models(value)
        case tuple():
            for part in thing:
                yield from _models(part)


def _texts(thing: Any) -> Iterator[str]:
    match thing:
        case BaseModel():
            for name in type(thing).model_fields:
                yield from _texts(getattr(thing, name))
        case dict():
            for key, value in thing.items():
                yield from _texts(key)
                yield from _texts(value)
        case tuple() | list():
            for part in thing:
                yield from _texts(part)
        case str() if not isinstance(thing, Enum):
            yield str(thing)


def _loose(thing: Any) -> Iterator[str]:
    """The mere texts in a block, and those that messages are filled with."""
    match thing:
        case Said():
            for value in thing.values.values():
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
            yield from _loose(getattr(thing, field.name))
