"""The catalogue of messages: the files in `data/`, read when the first message is said.

Commands that tell only of faults never wait for the texts of reports: the files that hold those,
`report-*.toml`, are read once a code is asked for that the others do not have.
"""

from __future__ import annotations

import json
import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal, get_args

Language = Literal["en", "fr"]
Part = Literal["what", "allowed", "remedy"]

Entry = dict[str, dict[str, str]]
"""The texts of a message by language and part."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
PARTS: tuple[Part, ...] = get_args(Part)
# the plain form of a file: a code, and below it one line for each part in each language
HEAD = re.compile(r'\["([a-z0-9.-]+)"\]')
OF_REPORTS = "report-"
"""How the name of a file begins that holds texts of reports."""


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
    return MappingProxyType(_messages(files_of_catalogue()))


def message(code: str) -> Message:
    """The message of a code; raises KeyError for a code that there is not."""
    found = _half(of_reports=False).get(code)
    return _half(of_reports=True)[code] if found is None else found


@cache
def _half(*, of_reports: bool) -> Mapping[str, Message]:
    """The messages of reports, or all others."""
    return _messages(
        (file.name, file.read_text("utf-8"))
        for file in _files()
        if file.name.startswith(OF_REPORTS) is of_reports
    )


def _messages(texts: Iterable[tuple[str, str]]) -> dict[str, Message]:
    """What the files of these names and texts hold, by code."""
    found: dict[str, Message] = {}
    for name, text in texts:
        for code, entry in entries_of(text).items():
            if code in found:
                raise ValueError(f"the message {code!r} stands in {name} and in an earlier file")
            found[code] = Message(code, MappingProxyType(dict(_texts(entry))))
    return found


def files_of_catalogue() -> Iterator[tuple[str, str]]:
    """Name and text of each file, in the order of their names."""
    return ((file.name, file.read_text("utf-8")) for file in _files())


def _files() -> list[Traversable]:
    folder = files(__package__).joinpath("data")
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return sorted(found, key=lambda file: file.name)


def entries_of(text: str) -> dict[str, Entry]:
    """What a file of the catalogue holds, by code.

    Every command that says anything waits for it, and tomllib takes long over the plain form in
    which the files are written: that is read line by line. Any other TOML is left to tomllib.
    """
    try:
        return _plain_entries(text)
    except ValueError:
        return tomllib.loads(text)


def _plain_entries(text: str) -> dict[str, Entry]:
    """The entries of a file in the plain form; raises ValueError for any other form."""
    found: dict[str, Entry] = {}
    entry: Entry | None = None
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        name, equals, quoted = line.partition(" = ")
        if equals and entry is not None:
            language, part = name.split(".")
            texts = entry.setdefault(language, {})
            if part in texts:
                raise ValueError(line)
            texts[part] = _unquoted(quoted)
        elif (head := HEAD.fullmatch(line)) and head[1] not in found:
            entry = found[head[1]] = {}
        else:
            raise ValueError(line)
    return found


def _unquoted(text: str) -> str:
    """The text within quotes; raises ValueError for quotes that are not plain."""
    inside = text[1:-1]
    if text[:1] == text[-1:] == '"' and '"' not in inside and "\\" not in inside:
        return inside
    value = json.loads(text)  # escapes are those of JSON
    if not isinstance(value, str):
        raise ValueError(text)
    return value


def _texts(entry: Entry) -> Iterator[tuple[tuple[Part, Language], str]]:
    for language in LANGUAGES:
        for part in PARTS:
            if (text := entry.get(language, {}).get(part)) is not None:
                yield (part, language), text


def values_of(text: str) -> frozenset[str]:
    """The names of the values that a text speaks of."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
