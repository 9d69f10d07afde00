"""The catalogue of messages: the files in `data/`, read when the first message is said."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

Language = Literal["en", "fr"]
Part = Literal["what", "allowed", "remedy"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class Message:
    """The texts of one code; `{name}` in a text stands for a value."""

    code: str
    texts: MappingProxyType[tuple[Part, Language], str]

    def text(self, part: Part, language: Language) -> str | None:
        """A part in a language; None for a part that the message does not have."""
        return self.texts.get((part, language))


@cache
def catalogue() -> MappingProxyType[str, Message]:
    """Every message by its code; raises ValueError for a code that stands in two files."""
    found: dict[str, Message] = {}
    for name, text in files_of_catalogue():
        for code, entry in tomllib.loads(text).items():
            if code in found:
                raise ValueError(f"the message {code!r} stands in {name} and in an earlier file")
            found[code] = Message(code, MappingProxyType(dict(_texts(entry))))
    return MappingProxyType(found)


def files_of_catalogue() -> Iterator[tuple[str, str]]:
    """Name and text of each file, in the order of their names."""
    folder = files(__package__).joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name, file.read_text("utf-8")


def _texts(entry: dict[str, dict[str, str]]) -> Iterator[tuple[tuple[Part, Language], str]]:
    for language in LANGUAGES:
        for part in PARTS:
            if (text := entry.get(language, {}).get(part)) is not None:
                yield (part, language), text


def values_of(text: str) -> frozenset[str]:
    """The names of the values that a text speaks of."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
