"""From files to one checked scenario; every fault of a phase is raised at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.catalogue import factbook
from planner.errors import Fault, InputError, Place, fault
from planner.scenario.changes import apply_changes
from planner.scenario.checks import broken_rules
from planner.scenario.document import Document, Places, dotted, parse_value, read_document
from planner.scenario.faults import faults_of
from planner.scenario.quantities import in_item_units
from planner.scenario.schema.scenario import Scenario
from planner.scenario.tables import inside, read_tables

IDENTITY = {"format", "id", "title", "summary", "classification", "sources", "extends", "changes"}
SECTION_OF_KIND = {
    "source": "sources",
    "capability": "capabilities",
    "unit": "units",
    "item": "items",
    "storage group": "storage_groups",
    "vehicle": "vehicles",
    "container": "containers",
    "tempo": "tempos",
    "climate": "climates",
    "force": "forces",
    "site": "sites",
    "lane": "lanes",
}


@dataclass(frozen=True)
class Loaded:
    """A checked scenario and the places where its values were written."""

    scenario: Scenario
    places: Places


def load(path: str | Path, changes: Iterable[str] = ()) -> Scenario:
    """Read and check the scenario at `path`.

    `changes` are texts such as "pledges.togo.units=2", applied last.
    Raises `InputError` with every fault that was found.
    """
    return load_with_places(path, changes).scenario


def load_with_places(path: str | Path, changes: Iterable[str] = ()) -> Loaded:
    """As `load`, and where every value was written."""
    file = Path(path)
    document = _read(file, file.parent, ())
    _apply_settings(document, changes)
    return validate(document)


def from_mapping(data: Mapping[str, Any]) -> Scenario:
    """Check a scenario that was made in memory: the same rules, without places."""
    return validate(Document(dict(data), Places())).scenario


def validate(document: Document) -> Loaded:
    """Check a document against the schema, then against the rules that span sections."""
    known = known_ids(document.data)
    context = {"known": known, "d_day": _d_day(document.data)}
    try:
        scenario = Scenario.model_validate(document.data, context=context)
    except ValidationError as error:
        raise InputError(faults_of(error, Scenario, document.places, known)) from None
    scenario, faults = in_item_units(scenario)
    faults.extend(broken_rules(scenario))
    if faults:
        raise InputError(
            Fault(f.what, dotted(f.path), document.places.of_value(f.path), f.seen, f.allowed)
            for f in faults
        )
    return Loaded(scenario, document.places)


def known_ids(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """By kind, the ids that the data and the catalogue define."""
    shipped = factbook()
    known = {}
    for kind, section in SECTION_OF_KIND.items():
        own = data.get(section)
        names = {str(name) for name in own} if isinstance(own, dict) else set()
        known[kind] = frozenset(names | set(getattr(shipped, section, ())))
    return known


def _d_day(data: Mapping[str, Any]) -> dt.date | None:
    calendar = data.get("calendar")
    written = calendar.get("d_day") if isinstance(calendar, dict) else None
    if isinstance(written, dt.date):
        return written
    try:
        return dt.date.fromisoformat(str(written))
    except ValueError:
        return None


def _read(file: Path, folder: Path, children: tuple[Path, ...]) -> Document:
    document = read_tables(read_document(file), folder)
    parent = document.data.get("extends")
    if parent is None:
        if "changes" in document.data:
            place = document.places.of_key(("changes",))
            raise fault("changes without a parent to change", path="changes", place=place)
        return document
    place = document.places.of_value(("extends",))
    if not isinstance(parent, str):
        raise fault("extends must name a file", path="extends", place=place, seen=repr(parent))
    target = inside(folder, parent, place, "extends")
    chain = (*children, file.resolve())
    if target.resolve() in chain:
        seen = " -> ".join(step.name for step in (*chain, target.resolve()))
        raise fault("scenarios extend each other in a circle", path="extends", place=place, seen=seen)
    return _extended(_read(target, folder, chain), document)


def _extended(parent: Document, child: Document) -> Document:
    strangers = [name for name in child.data if name not in IDENTITY]
    if strangers:
        raise InputError(
            Fault(
                "a scenario that extends another writes sections as changes",
                name,
                child.places.of_key((name,)),
                allowed=f"under changes: {name}.<entry>: …",
            )
            for name in strangers
        )
    changes = child.data.get("changes", {})
    if not isinstance(changes, dict):
        place = child.places.of_value(("changes",))
        raise fault("changes must map dotted paths to values", path="changes", place=place)
    for name in IDENTITY & set(child.data):
        _take_over(parent, child, name)
    apply_changes(parent, changes, child.places, ("changes",))
    return parent


def _take_over(parent: Document, child: Document, name: str) -> None:
    value = child.data[name]
    if name == "sources" and isinstance(value, dict):
        value = {**(parent.data.get(name) or {}), **value}
    elif name != "sources":
        parent.places.cut((name,))
    parent.data[name] = value
    parent.places.graft((name,), child.places, (name,))


def _apply_settings(document: Document, settings: Iterable[str]) -> None:
    faults: list[Fault] = []
    for setting in settings:
        path, equals, text = setting.partition("=")
        file = f"--set {path}"
        if not equals or not path:
            allowed = "path=value, such as pledges.togo.units=2"
            faults.append(Fault("not a change", place=Place("--set"), seen=setting, allowed=allowed))
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
