"""A text file as plain data that remembers where every value was written.

YAML is composed to nodes, not loaded: the nodes keep line and column, duplicate keys stay visible,
and nothing is ever constructed from the file but mappings, lists, text, numbers, booleans and null.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from planner.errors import Fault, InputError, Place, fault, in_reading_order
from planner.messages import Said, said
from planner.scenario.limits import (
    DEEPEST,
    LARGEST_FILE_BYTES,
    LARGEST_YAML_BYTES,
    LONGEST_TEXT,
    MOST_DIGITS,
    MOST_NODES,
)
from planner.scenario.reading import read_bytes

LONGEST_SEEN = 40
# how a plan file begins
GZIP = b"\x1f\x8b"
# Below it a number loses digits, or becomes 0.
SMALLEST = 1e-300

TAG = "tag:yaml.org,2002:"
HALF = re.compile("[\ud800-\udfff]")
INDEX = re.compile(r"[0-9]{1,6}")

KeyPath = tuple[str | int, ...]


class Cells(Protocol):
    """Where the cells of a table stand; worked out only for those that are asked about."""

    def nearest(self, path: KeyPath) -> Place:
        """Place of the cell at `path`, or of the nearest thing around it that was written."""
        ...

    def every(self) -> Iterator[tuple[KeyPath, Place]]:
        """Each path that was written, with its place."""
        ...


@dataclass
class Places:
    """Where each path of a document was written: the value, and the key that holds it."""

    values: dict[KeyPath, Place] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    tables: dict[str | int, Cells] = field(default_factory=dict)
    """The sections that stand in a table: nothing of them is in `values` and `keys`."""

    def of_value(self, path: KeyPath) -> Place:
        """Place of the value at `path`, or of the nearest thing around it that was written."""
        if path and path[0] in self.tables:
            return self.tables[path[0]].nearest(path)
        return self._nearest(self.values, path)

    def of_key(self, path: KeyPath) -> Place:
        """Place of the key at `path`, or of the nearest thing around it that was written."""
        return self.keys.get(path) or self.of_value(path)

    @staticmethod
    def _nearest(places: dict[KeyPath, Place], path: KeyPath) -> Place:
        for end in range(len(path), -1, -1):
            if path[:end] in places:
                return places[path[:end]]
        return Place()

    def cut(self, *paths: KeyPath) -> None:
        """Forget `paths` and everything below them."""
        for path in paths:
            if len(path) == 1:
                self.tables.pop(path[0], None)
            self._spell_out(path)
        gone = frozenset(paths)
        for places in (self.values, self.keys):
            for known in [p for p in places if _above(p, gone) is not None]:
                del places[known]

    def _spell_out(self, path: KeyPath) -> None:
        """Write down every cell of the table that `path` leads into: a part of it is to change."""
        for section in path[:1] or tuple(self.tables):
            if (cells := self.tables.pop(section, None)) is not None:
                for known, place in cells.every():
                    self.values[known] = self.keys[known] = place

    def graft(self, path: KeyPath, other: Places, at: KeyPath) -> None:
        """Take over what `other` knows at and below `at`, as `path`."""
        self.graft_all({at: path}, other)

    def graft_all(self, paths: Mapping[KeyPath, KeyPath], other: Places) -> None:
        """Take over what `other` knows at and below each path, as the one that it is mapped to.

        All in one pass: each alone, ten thousand changes would walk ten thousand times.
        """
        for old, new in paths.items():
            self._spell_out(new)
            other._spell_out(old)
        for mine, theirs in ((self.values, other.values), (self.keys, other.keys)):
            for known, place in list(theirs.items()):
                if (at := _above(known, paths)) is not None:
                    mine[paths[at] + known[len(at) :]] = place


def _above(path: KeyPath, paths: Container[KeyPath]) -> KeyPath | None:
    """The beginning of `path`, or all of it, that is one of `paths`; None where none is."""
    return next((path[:end] for end in range(len(path) + 1) if path[:end] in paths), None)


@dataclass
class Document:
    """Plain data, the places where it was written, and what was already found wrong with it."""

    data: dict[str, Any]
    places: Places
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Sections with entries that could not be read, so that not every id is known."""


def read_text(path: Path, most: int = LARGEST_FILE_BYTES, too_large: Said | None = None) -> str:
    """The text of a file, or one fault that says why it cannot be read."""
    raw = read_bytes(path, most, too_large)
    if raw.startswith(GZIP):
        raise fault(said("plan-file-not-here"), place=Place(str(path)))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(
            said("not-text-file"),
            place=Place(str(path)),
            seen=said("seen.byte", byte=f"0x{raw[error.start]:02x}", offset=error.start),
        ) from None
    return text


def read_document(path: Path) -> Document:
    """Read one YAML file whose top is a mapping."""
    too_large = said("limit.scenario-file", most=LARGEST_YAML_BYTES)
    text = read_text(path, LARGEST_YAML_BYTES, too_large)
    return parse_document(text, str(path))


def parse_document(text: str, file: str) -> Document:
    """Parse YAML text whose top is a mapping; `file` names it in places.

    Faults that leave the rest readable (a duplicate key, a tag) are noted in the document, so that
    they can be raised together with those of the schema.
    """
    root = _compose(text, file)
    if not isinstance(root, MappingNode):
        seen = said("seen.empty-file") if root is None else _shape(root)
        raise fault(said("nothing-to-plan-with"), place=Place(file), seen=seen)
    builder = _Builder(file)
    data = builder.value(root, ())
    return Document(data, builder.places, builder.faults)


def parse_value(text: str, file: str) -> tuple[Any, Places]:
    """Parse one YAML value, such as the right-hand side of `--set path=value`."""
    root = _compose(text, file)
    if root is None:
        return None, Places(values={(): Place(file)})
    builder = _Builder(file)
    value = builder.value(root, ())
    if builder.faults:
        raise InputError(in_reading_order(builder.faults))
    return value, builder.places


class _Counting(Composer):
    """Composes nodes as long as they are not too many, nor nested too deeply: a bomb is not built
    first and refused then."""

    file = ""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader=loader)
        self.nodes = self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """As its own, counted."""
        self.nodes += 1
        self.depth += 1
        if self.nodes > MOST_NODES or self.depth > DEEPEST + 1:
            mark = self.parser.peek_event().start_mark
            place = Place(self.file, mark.line + 1, mark.column + 1)
            raise _too_many(place) if self.nodes > MOST_NODES else _too_deep(place)
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _counting(file: str) -> type[Composer]:
    class Counting(_Counting):
        pass

    Counting.file = file
    return Counting


def _compose(text: str, file: str) -> Node | None:
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.Composer = _counting(file)
        yaml.composer.warn_double_anchors = False
        node: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        why = " ".join(part for part in (error.problem, error.context) if part)
        tab = "'\\t'" in why
        raise fault(
            said("yaml-tab") if tab else said("yaml-not-valid", why=why), place=place
        ) from None
    except YAMLError as error:
        why = str(error).splitlines()[0] if str(error) else said("yaml.unreadable")
        raise fault(said("yaml-not-valid", why=why), place=Place(file)) from None
    except (KeyError, ValueError):  # ruamel: an unknown %YAML version, an escape beyond Unicode
        raise fault(said("yaml-version-or-escape"), place=Place(file)) from None
    except RecursionError:
        raise _too_deep(Place(file)) from None
    return node


def _too_deep(place: Place) -> InputError:
    return fault(said("limit.depth", most=DEEPEST), place=place)


def _too_many(place: Place) -> InputError:
    return fault(said("limit.nodes", most=MOST_NODES), place=place)


def _shape(node: Node) -> str:
    if isinstance(node, MappingNode):
        return said("seen.mapping")
    if isinstance(node, SequenceNode):
        return said("seen.list")
    return said("seen.text", text=_short(str(node.value)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SEEN else text[:LONGEST_SEEN] + "…"


class _Builder:
    """Turns composed nodes into plain data, noting places and collecting faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places = Places()
        self.faults: list[Fault] = []
        self.nodes = 0

    def _place(self, node: Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _fault(self, what: Said, node: Node, path: KeyPath, seen: str) -> None:
        self.faults.append(Fault(what, dotted(path), self._place(node), seen))

    def value(self, node: Node, path: KeyPath) -> Any:
        """The node as plain data; its places and faults are noted on the way."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _too_many(self._place(node))
        if len(path) > DEEPEST:
            raise _too_deep(self._place(node))
        self.places.values[path] = self._place(node)
        if isinstance(node, ScalarNode):
            return self._scalar(node, path)
        if node.tag not in (f"{TAG}map", f"{TAG}seq"):
            self._unknown_tag(node, path)
        if isinstance(node, MappingNode):
            return dict(self._entries(node, path))
        return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]

    def _entries(self, node: MappingNode, path: KeyPath) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, ScalarNode):
                self._fault(said("key-not-a-name"), key, path, seen=_shape(key))
                continue
            name = self._text(key, path)
            if name in seen:
                where = said("seen.key-on-line", line=seen[name])
                self._fault(said("duplicate-key"), key, (*path, name), seen=where)
                continue
            seen[name] = key.start_mark.line + 1
            self.places.keys[(*path, name)] = self._place(key)
            yield name, self.value(child, (*path, name))

    def _scalar(self, node: Node, path: KeyPath) -> Any:
        text = str(node.value)
        match str(node.tag).removeprefix(TAG):
            case "null":
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int" | "float":
                return self._number(node, text, path)
            case "str" | "timestamp" | "value" | "merge":
                return self._text(node, path)
        self._unknown_tag(node, path)
        return None

    def _text(self, node: Node, path: KeyPath) -> str:
        """The text of a node, in which two halves of a character are one, as JSON writes them."""
        text = str(node.value)
        if len(text) > LONGEST_TEXT:
            most = LONGEST_TEXT
            self._fault(said("limit.text", most=most), node, path, seen=_short(text))
            return _short(text)
        if HALF.search(text) is None:
            return text
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        if (half := HALF.search(joined)) is not None:
            self._fault(said("half-a-character"), node, path, seen=ascii(half[0])[1:-1])
        return HALF.sub("\ufffd", joined)

    def _unknown_tag(self, node: Node, path: KeyPath) -> None:
        tag = _short(str(node.tag).replace(TAG, "!!"))
        seen = said("seen.tag-on", tag=tag, what=_shape(node))
        self._fault(said("unknown-tag"), node, path, seen=seen)

    def _number(self, node: Node, text: str, path: KeyPath) -> float | int | None:
        digits = text.replace("_", "")
        whole = str(node.tag).endswith(":int")
        if len(digits) > MOST_DIGITS:
            self._fault(said("limit.digits", most=MOST_DIGITS), node, path, seen=_short(digits))
            return None
        try:
            number = _whole(digits) if whole else float(digits)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._fault(said("number-not-finite"), node, path, seen=_short(text))
            return None
        if not whole and vanishes(number, digits):
            self._fault(said("limit.small-number"), node, path, seen=_short(text))
            return None
        return number


def vanishes(number: float, digits: str) -> bool:
    """Whether a number is 0, or nearly, only because it is too small: 0.1e-400."""
    return abs(number) < SMALLEST and any(d in "123456789" for d in digits.lower().split("e")[0])


def _whole(digits: str) -> int:
    base = {"0x": 16, "0o": 8, "0b": 2}.get(digits.lstrip("+-")[:2].lower(), 10)
    return int(digits, base)


def as_index(part: str) -> int | None:
    """The position in a list that a part of a dotted path stands for; None where it is a name."""
    return int(part) if INDEX.fullmatch(part) else None


def copied(data: Any) -> Any:
    """Plain data of which every part can be changed without changing the old one."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data


def parts_of(path: str) -> list[str]:
    """The steps of a dotted path; an index stands as in messages, seasons[0], or as seasons.0."""
    return path.replace("[", ".").replace("]", "").split(".")


def path_of(path: str) -> KeyPath:
    """The steps of a dotted path; positions in lists stand as numbers."""
    steps = ((step, as_index(step)) for step in parts_of(path))
    return tuple(step if index is None else index for step, index in steps)


def dotted(path: KeyPath) -> str:
    """A path as a planner reads it: pledges.nigeria.units, lanes.a.seasons[0].months."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
