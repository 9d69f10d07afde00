"""A scenario with figures of other values: its own, or the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.errors import InputError, fault
from planner.messages import said
from planner.scenario.book import SECTIONS, factbook_of
from planner.scenario.document import as_index, parts_of
from planner.scenario.loading import from_mapping
from planner.scenario.provenance import CATALOGUE
from planner.scenario.rewriting import BESIDE, Written
from planner.scenario.schema.scenario import Scenario

CONSUMPTION = "consumption"


def with_figure(scenario: Scenario, path: str, value: float) -> Scenario:
    """The scenario with `value`, in the figure's own unit, at `path` as the register has it.

    It is checked as if it had been written so. A figure of the catalogue is changed by an entry of
    the scenario's own in its place, which everything that is planned from it sees. Raises
    `InputError` where there is no such figure, or where the scenario then breaks a rule.
    """
    data = dict(Written(scenario).data)
    section = parts_of(path)[0]
    if section in BESIDE:
        data |= scenario.model_dump(
            mode="json", by_alias=True, exclude_unset=True, include={section}
        )
    put_figures(data, factbook_of(scenario), {path: value})
    return from_mapping(data)


def put_figures(data: dict[str, Any], book: Factbook, figures: Mapping[str, float]) -> None:
    """Write figures by path into the sections of a scenario, each in its own unit.

    Raises `InputError` where there is no such figure.
    """
    for path, value in figures.items():
        steps = parts_of(path)
        if steps[0] == CATALOGUE:
            steps = steps[1:]
            _override(data, book, steps, path)
        figure = _figure_at(data, steps, path)
        figure["value"] = value
        for end, holds in (("low", float.__le__), ("high", float.__ge__)):
            if figure.get(end) is not None and not holds(float(figure[end]), value):
                del figure[end]  # a figure that is multiplied may leave its own range


def _override(data: dict[str, Any], book: Factbook, steps: list[str], path: str) -> None:
    """Write the catalogue's entry into the scenario; of a rate only the field in question."""
    section, name = (*steps, "", "")[:2]
    if section not in (*SECTIONS, CONSUMPTION) or name not in getattr(book, section):
        raise _no_figure(path)
    entry: BaseModel = getattr(book, section)[name]
    plain = entry.model_dump(mode="json", exclude_unset=True, by_alias=True)
    entries = data.setdefault(section, {})
    if section != CONSUMPTION:
        entries.setdefault(name, plain)
    elif len(steps) > 2 and steps[2] in plain:
        entries.setdefault(name, {}).setdefault(steps[2], plain[steps[2]])


def _figure_at(data: dict[str, Any], steps: list[str], path: str) -> dict[str, Any]:
    here: Any = data
    for step in steps:
        key = as_index(step) if isinstance(here, list) else step
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            raise _no_figure(path) from None
    if not isinstance(here, dict) or "value" not in here or not set(here) <= _FIELDS:
        raise _no_figure(path)
    return here


_FIELDS = set(Figure.model_fields)


def _no_figure(path: str) -> InputError:
    return fault(said("no-such-figure"), path=path)
