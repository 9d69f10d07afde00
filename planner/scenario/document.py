"""A text file as plain data that remembers where every value was written.

YAML is composed to nodes, not loaded: the nodes keep line and column, duplicate keys stay visible,
and nothing is ever constructed from the file but mappings, lists, text, numbers, booleans and null.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from planner.errors import Fault, InputError, Place, fault

LARGEST_FILE_BYTES = 20_000_000
DEEPEST = 30
MOST_NODES = 500_000
MOST_DIGITS = 30

KeyPath = tuple[str | int, ...]


@dataclass
class Places:
    """Where each path of a document was written: the value, and the key that holds it."""

    values: dict[KeyPath, Place] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)

    def of_value(self, path: KeyPath) -> Place:
        """Place of the value at `path`, or of the nearest thing around it that was written."""
        return self._nearest(self.values, path)

    def of_key(self, path: KeyPath) -> Place:
        """Place of the key at `path`, or of the nearest thing around it that was written."""
        return self.keys.get(path) or self._nearest(self.values, path)

    @staticmethod
    def _nearest(places: dict[KeyPath, Place], path: KeyPath) -> Place:
        for end in range(len(path), -1, -1):
            if path[:end] in places:
                return places[path[:end]]
        return Place()

    def cut(self, path: KeyPath) -> None:
        """Forget `path` and everything below it."""
        for places in (self.values, self.keys):
            for known in [p for p in places if p[: len(path)] == path]:
                del places[known]

    def graft(self, path: KeyPath, other: Places, at: KeyPath) -> None:
        """Take over what `other` knows at and below `at`, as `path`."""
        for mine, theirs in ((self.values, other.values), (self.keys, other.keys)):
            for known, place in list(theirs.items()):
                if known[: len(at)] == at:
                    mine[path + known[len(at) :]] = place


@dataclass
class Document:
    """Plain data and the places where it was written."""

    data: dict[str, Any]
    places: Places


def read_text(path: Path) -> str:
    """The text of a file, or one fault that says why it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise fault(
                "the file is too large",
                place=Place(str(path)),
                seen=f"{path.stat().st_size:,} bytes",
                allowed=f"at most {LARGEST_FILE_BYTES:,} bytes",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise fault(
            f"cannot be read: {error.strerror or error}", place=Place(str(path))
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(
            "not a text file",
            place=Place(str(path)),
            seen=f"byte 0x{raw[error.start]:02x} at offset {error.start}",
            allowed="UTF-8 text",
        ) from None
    return text


def read_document(path: Path) -> Document:
    """Read one YAML file whose top is a mapping."""
    return parse_document(read_text(path), str(path))


def parse_document(text: str, file: str) -> Document:
    """Parse YAML text whose top is a mapping; `file` names it in places."""
    root = _compose(text, file)
    if not isinstance(root, MappingNode):
        seen = "an empty file" if root is None else _shape(root)
        raise fault(
            "nothing to plan with", place=Place(file), seen=seen, allowed="a mapping of sections"
        )
    return _Builder(file).document(root)


def parse_value(text: str, file: str) -> tuple[Any, Places]:
    """Parse one YAML value, such as the right-hand side of `--set path=value`."""
    root = _compose(text, file)
    if root is None:
        return None, Places(values={(): Place(file)})
    builder = _Builder(file)
    value = builder.checked(root)
    return value, builder.places


def _compose(text: str, file: str) -> Node | None:
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        said = " ".join(part for part in (error.problem, error.context) if part)
        raise fault(f"not valid YAML: {said}", place=place) from None
    except YAMLError as error:
        said = str(error).splitlines()[0] if str(error) else "unreadable"
        raise fault(f"not valid YAML: {said}", place=Place(file)) from None
    except RecursionError:
        raise _too_deep(Place(file)) from None
    return node


def _too_deep(place: Place) -> InputError:
    return fault("nested too deeply", place=place, allowed=f"at most {DEEPEST} levels")


def _shape(node: Node) -> str:
    names = {MappingNode: "a mapping", SequenceNode: "a list"}
    return names.get(type(node), f"the text {str(node.value)[:40]!r}")


class _Builder:
    """Turns composed nodes into plain data, noting places and collecting faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places = Places()
        self.faults: list[Fault] = []
        self.nodes = 0

    def document(self, root: MappingNode) -> Document:
        return Document(self.checked(root), self.places)

    def checked(self, root: Node) -> Any:
        data = self._value(root, ())
        if self.faults:
            raise InputError(self.faults)
        return data

    def _place(self, node: Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _fault(self, what: str, node: Node, path: KeyPath, **fields: str) -> None:
        self.faults.append(Fault(what, dotted(path), self._place(node), **fields))

    def _value(self, node: Node, path: KeyPath) -> Any:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise fault(
                "too many values once aliases are followed",
                place=self._place(node),
                allowed=f"at most {MOST_NODES:,}",
            )
        if len(path) > DEEPEST:
            raise _too_deep(self._place(node))
        self.places.values[path] = self._place(node)
        if isinstance(node, MappingNode):
            return dict(self._entries(node, path))
        if isinstance(node, SequenceNode):
            return [self._value(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _entries(self, node: MappingNode, path: KeyPath) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, ScalarNode):
                self._fault("a key must be a name", key, path, seen=_shape(key))
                continue
            name = str(key.value)
            if name in seen:
                said = f"the key stands here and on line {seen[name]}"
                self._fault("duplicate key", key, (*path, name), seen=said)
                continue
            seen[name] = key.start_mark.line + 1
            self.places.keys[(*path, name)] = self._place(key)
            yield name, self._value(child, (*path, name))

    def _scalar(self, node: Node, path: KeyPath) -> Any:
        text = str(node.value)
        match str(node.tag).rpartition(":")[2]:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int" | "float":
                return self._number(node, text, path)
            case "str" | "timestamp":
                return text
        self._fault("a tag that the format does not know", node, path, seen=str(node.tag))
        return None

    def _number(self, node: Node, text: str, path: KeyPath) -> float | int | None:
        digits = text.replace("_", "")
        whole = str(node.tag).endswith(":int")
        if len(digits) > MOST_DIGITS:
            self._fault("a number with too many digits", node, path, seen=digits[:20] + "…")
            return None
        try:
            number: float | int = int(digits, 0 if digits[:2].lower() in _BASES else 10) if whole else float(digits)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._fault("not a finite number", node, path, seen=text)
            return None
        return number


_BASES = ("0x", "0o", "0b")


def dotted(path: KeyPath) -> str:
    """A path as a planner reads it: pledges.nigeria.units, lanes.a.seasons[0].months."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
