"""What a figure is called where people read of it: what it belongs to, then what it says of it."""

from __future__ import annotations

from collections.abc import Callable

from planner.catalogue import Factbook
from planner.catalogue.walk import title_of
from planner.messages import said
from planner.scenario import Scenario
from planner.scenario.document import parts_of
from planner.scenario.provenance import CATALOGUE
from planner.scenario.titles import lane_title, readable, short_title, supply_title

SPECIAL: dict[str, Callable[[Scenario, str], str]] = {
    "lanes": lane_title,
    "sites": short_title,
    "supplies": supply_title,
}
# what the name of a rate says already
SILENT = {"consumption": "rate"}


def figure_name(scenario: Scenario, book: Factbook, path: str) -> str:
    """The figure at a path of the register: "Gao: storage, water".

    `book` is the catalogue as the scenario sees it.
    """
    parts = parts_of(path)
    if parts[0] == CATALOGUE:
        parts = parts[1:]
    section, *rest = parts
    is_entry = bool(rest) and isinstance(getattr(scenario, section, None), dict | tuple)
    entry, fields = (rest[0], rest[1:]) if is_entry or len(rest) > 1 else ("", rest)
    name = _entry(scenario, book, section, entry)
    told = [readable(f"{int(f) + 1}" if f.isdigit() else f).replace("_", " ") for f in fields]
    if fields[:1] == [SILENT.get(section)]:
        told = told[1:]
    return said("figure.named", name=name, fields=", ".join(told)) if told else name


def _entry(scenario: Scenario, book: Factbook, section: str, id_: str) -> str:
    if section in SPECIAL and id_ in getattr(scenario, section):
        return SPECIAL[section](scenario, id_)
    if section == "consumption" and id_ in book.consumption:
        return title_of(getattr(book, section)[id_], book)
    for holder in (scenario, book):
        entries = getattr(holder, section, None)
        if isinstance(entries, dict) and id_ in entries:
            return getattr(entries[id_], "title", "") or readable(id_)
    number = f" {int(id_) + 1}" if id_.isdigit() else f" {id_}" if id_ else ""
    return f"{readable(section).rstrip('s') if id_ else readable(section)}{number}"
