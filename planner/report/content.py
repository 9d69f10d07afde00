"""What a report is made from, whatever its format: blocks, tables, JSON, and what made the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.dossier import Dossier, packed
from planner.messages import Language, in_language, said
from planner.report.blocks import Block
from planner.report.exports.dossier import dossier_tables
from planner.report.full import full_report
from planner.report.render.tables import DataTable

Stamp = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Content:
    """What a report is made from, whatever its format.

    `kept` is what a plan file holds; None for a report that none can be kept of. Blocks are made
    when a format first asks for them.
    """

    made_blocks: Callable[[], Iterable[Block]]
    made_tables: Callable[[], Iterable[DataTable]]
    json: Callable[[], str]
    stamp: Callable[[Language], Stamp] = lambda _: ()
    kept: Callable[[], bytes] | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What the report says and shows."""
        return tuple(self.made_blocks())

    @cached_property
    def tables(self) -> tuple[DataTable, ...]:
        """The records behind it as typed tables."""
        return tuple(self.made_tables())


def content_of(dossier: Dossier) -> Content:
    """What the reports of a dossier are made from."""
    return Content(
        made_blocks=lambda: full_report(dossier),
        made_tables=lambda: dossier_tables(dossier),
        json=dossier.to_json,
        stamp=lambda language: stamp_of(dossier, language),
        kept=lambda: packed(dossier),
    )


def stamp_of(dossier: Dossier, language: Language = "en") -> Stamp:
    """What made a plan and from what, as names and values in a language."""
    return tuple((in_language(name, language), value) for name, value in _stamped(dossier))


def _stamped(dossier: Dossier) -> Iterator[tuple[str, str]]:
    meta = dossier.meta
    yield said("stamp.planner"), meta.planner_version
    yield said("stamp.scenario"), meta.scenario
    yield said("stamp.scenario-hash"), meta.scenario_sha256
    yield said("stamp.catalogue-hash"), meta.catalogue_sha256
    yield said("stamp.solver"), f"{meta.solver} {meta.solver_version}"
