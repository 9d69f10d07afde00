"""From files to one checked scenario; every fault of a phase is raised at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.errors import Fault, InputError, Place, Severity, fault, in_reading_order
from planner.messages import said
from planner.scenario.changes import apply_changes
from planner.scenario.checks import broken_rules, doubts
from planner.scenario.document import (
    LONGEST_SEEN,
    Document,
    Places,
    dotted,
    parse_value,
    read_document,
)
from planner.scenario.faults import faults_of
from planner.scenario.known import known_ids
from planner.scenario.limits import MOST_PARENTS, MOST_SETTINGS
from planner.scenario.partial import broken_in_part
from planner.scenario.quantities import in_item_units
from planner.scenario.reading import reading_once
from planner.scenario.rules import Broken
from planner.scenario.schema.days import d_day_of
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sheets import is_workbook, read_workbook
from planner.scenario.tables import TABLE_SECTIONS, inside, read_tables

IDENTITY = {"format", "id", "title", "summary", "classification", "sources", "extends", "changes"}


@dataclass(frozen=True)
class Loaded:
    """A checked scenario and the places where its values were written."""

    scenario: Scenario
    places: Places
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What was written, as plain data: tables read in, the changes to a parent made."""
    files: tuple[str, ...] = ()
    """The real paths of all files that were read: the scenario, its parents, their tables."""


def written(scenario: Loaded | Scenario) -> Mapping[str, Any]:
    """A scenario as plain data: of one that was read what was written."""
    if isinstance(scenario, Loaded) and scenario.data:
        return scenario.data
    made = scenario.scenario if isinstance(scenario, Loaded) else scenario
    return made.model_dump(mode="json", by_alias=True, exclude_unset=True)


def load(path: str | Path, changes: Iterable[str] = ()) -> Scenario:
    """Read and check the scenario at `path`.

    `changes` are texts such as "pledges.togo.units=2", applied last.
    Raises `InputError` with every fault that was found.
    """
    return load_with_places(path, changes).scenario


def load_with_places(path: str | Path, changes: Iterable[str] = ()) -> Loaded:
    """As `load`, and where every value was written."""
    file = Path(path)
    with reading_once() as read:
        document = _read(file, file.parent, ())
        with _faults_added(document):
            _apply_settings(document, changes)
            read_tables(document, file.parent)
    return replace(validate(document), files=tuple(read.contents))


def from_mapping(data: Mapping[str, Any]) -> Scenario:
    """Check a scenario that was made in memory: the same rules, without places."""
    return validate(Document(dict(data), Places())).scenario


def validate(document: Document) -> Loaded:
    """Check a document against the schema, then against the rules that span sections."""
    known = known_ids(document.data, document.unread)
    context = {"known": known, "d_day": d_day_of(document.data)}
    # a section with every entry commented out is an empty one
    empty = {name for name in TABLE_SECTIONS & set(document.data) if document.data[name] is None}
    data = {name: value for name, value in document.data.items() if name not in empty}
    try:
        scenario = Scenario.model_validate(data, context=context)
    except ValidationError as error:
        found = faults_of(error, Scenario, document.places, known)
        if not document.unread:
            unsound = {str(details["loc"][0]) for details in error.errors() if details["loc"]}
            parts = broken_in_part(data, unsound, context)
            found += [as_fault(broken, document.places) for broken in parts]
        raise InputError(_with_earlier(document, found)) from None
    if document.unread:  # the rules would miss what could not be read
        raise InputError(_with_earlier(document, ()))
    scenario, broken = in_item_units(scenario)
    broken.extend(broken_rules(scenario))
    found = [as_fault(f, document.places) for f in broken]
    if found or document.faults:
        raise InputError(_with_earlier(document, found))
    return Loaded(scenario, document.places, data)


def _with_earlier(document: Document, found: Iterable[Fault]) -> list[Fault]:
    """Faults of the text and of what it says; where a value could not be read, only the former."""
    unread = {fault.place for fault in document.faults}
    return in_reading_order(
        [*document.faults, *(fault for fault in found if fault.place not in unread)]
    )


def doubts_with_places(loaded: Loaded) -> tuple[Fault, ...]:
    """What a careful reader would ask about a scenario, each with its place."""
    return tuple(as_fault(doubt, loaded.places, "warning") for doubt in doubts(loaded.scenario))


def as_fault(broken: Broken, places: Places, severity: Severity = "error") -> Fault:
    """What a check found, with the place at which it is written."""
    return Fault(
        broken.what,
        dotted(broken.path),
        (places.of_key if broken.about_key else places.of_value)(broken.path),
        broken.seen,
        broken.allowed,
        broken.nearest,
        severity=severity,
        check=broken.check,
    )


def _read(file: Path, folder: Path, children: tuple[Path, ...]) -> Document:
    document = read_workbook(file) if is_workbook(file) else read_document(file)
    with _faults_added(document):
        return _completed(document, file, folder, children)


@contextmanager
def _faults_added(document: Document) -> Iterator[None]:
    """Faults raised here are raised together with those that the document already has."""
    try:
        yield
    except InputError as error:
        found = dict.fromkeys([*document.faults, *error.faults])
        raise InputError(in_reading_order(found)) from None


def _completed(
    document: Document, file: Path, folder: Path, children: tuple[Path, ...]
) -> Document:
    """The document with its tables read, and as a change to its parent where it has one."""
    parent = document.data.get("extends")
    if parent is None:
        if "changes" in document.data:
            place = document.places.of_key(("changes",))
            raise fault(said("changes-without-parent"), path="changes", place=place)
        return read_tables(document, folder, file.parent)
    place = document.places.of_value(("extends",))
    if not isinstance(parent, str):
        raise fault(said("extends-not-a-file"), path="extends", place=place, seen=repr(parent))
    target = inside(folder, parent, place, "extends", file.parent)
    chain = (*children, file.resolve())
    if target.resolve() in chain:
        seen = " -> ".join(step.name for step in (*chain, target.resolve()))
        raise fault(said("extends-in-circle"), path="extends", place=place, seen=seen)
    if len(chain) > MOST_PARENTS:
        raise fault(said("too-many-parents", most=MOST_PARENTS), place=place)
    extended = _extended(_read(target, folder, chain), document)
    return read_tables(extended, folder, file.parent)


def _extended(parent: Document, child: Document) -> Document:
    strangers = [name for name in child.data if name not in IDENTITY]
    if strangers:
        raise InputError(
            Fault(
                said("extends-writes-sections", name=name),
                name,
                child.places.of_key((name,)),
            )
            for name in strangers
        )
    changes = child.data.get("changes", {})
    if not isinstance(changes, dict):
        place = child.places.of_value(("changes",))
        raise fault(said("changes-not-a-mapping"), path="changes", place=place)
    if parent.unread:  # a change to what could not be read would be a fault of its own
        raise InputError(parent.faults)
    parent.faults.extend(child.faults)
    for name in sorted(IDENTITY & set(child.data)):
        _take_over(parent, child, name)
    apply_changes(parent, changes, child.places, ("changes",))
    return parent


def _take_over(parent: Document, child: Document, name: str) -> None:
    value = child.data[name]
    inherited = parent.data.get(name)
    if name == "sources" and isinstance(value, dict) and isinstance(inherited, dict):
        value = {**inherited, **value}
    else:
        parent.places.cut((name,))
    parent.data[name] = value
    parent.places.graft((name,), child.places, (name,))


def _apply_settings(document: Document, settings: Iterable[str]) -> None:
    faults: list[Fault] = []
    settings = list(settings)
    if len(settings) > MOST_SETTINGS:
        what = said("limit.changes", most=MOST_SETTINGS)
        raise fault(what, place=Place("--set"), seen=f"{len(settings):,}")
    for setting in settings:
        path, equals, text = setting.partition("=")
        file = f"--set {path}"
        if not equals or not path:
            place, seen = Place("--set"), setting[:LONGEST_SEEN]
            faults.append(Fault(said("not-a-change"), "", place, seen))
            continue
        try:
            value, places = parse_value(text, file)
            shifted = Places()
            shifted.graft((path,), places, ())
            shifted.keys[(path,)] = Place(file)
            apply_changes(document, {path: value}, shifted, ())
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
