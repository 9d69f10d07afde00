"""What a report is made from, whatever its format: blocks, tables, JSON, and what made the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planner.analysis import compare
from planner.dossier import Dossier, packed
from planner.lp import SolveOptions
from planner.messages import Language, in_language, said
from planner.planning import Plan
from planner.records.comparison import Comparison
from planner.records.contract import Meta, Part, json_text
from planner.records.funding import FundingPlan
from planner.records.prepare import Prepared
from planner.records.publish import funding_result, meta_part
from planner.records.publish.comparison import comparison_part
from planner.records.publish.prepare import prepare_result
from planner.records.publish.readiness import readiness_result
from planner.records.publish.risk import risk_result
from planner.records.publish.sweep import sweep_result
from planner.records.risk import Risk
from planner.records.sweep import Sweep
from planner.report.blocks import Block, Heard, spoken
from planner.report.exports.comparison import comparison_tables
from planner.report.exports.funding import funding_tables
from planner.report.exports.plan import plan_tables
from planner.report.exports.prepare import prepare_tables
from planner.report.exports.readiness import readiness_tables
from planner.report.exports.risk import risk_tables
from planner.report.exports.sweep import sweep_table
from planner.report.full import full_report
from planner.report.render.icalendar import icalendar
from planner.report.render.tables import DataTable
from planner.report.sections.comparison import comparison_blocks
from planner.report.sections.council import council_blocks
from planner.report.sections.funding import funding_blocks
from planner.report.sections.prepare import prepare_blocks
from planner.report.sections.readiness import entry_title, readiness_blocks
from planner.report.sections.risk import risk_blocks
from planner.report.sections.sweep import sweep_blocks
from planner.scenario import Scenario

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
    calendar: Callable[[Language], str] | None = None
    """What falls due, as iCalendar; None for a report without such days."""
    one_page: bool = False
    """True for a report that is to stand on one page of paper."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What the report says and shows."""
        return tuple(self.made_blocks())

    def heard(self, language: Language) -> Heard:
        """The blocks as a reader of a language gets them, made once for all formats."""
        if language not in self._heard:
            self._heard[language] = spoken(self.blocks, language)
        return self._heard[language]

    @cached_property
    def _heard(self) -> dict[Language, Heard]:
        return {}

    @cached_property
    def tables(self) -> tuple[DataTable, ...]:
        """The records behind it as typed tables."""
        return tuple(self.made_tables())


def content_of(dossier: Dossier) -> Content:
    """What the reports of a dossier are made from."""
    return Content(
        made_blocks=lambda: full_report(dossier),
        made_tables=lambda: plan_tables(dossier),
        json=dossier.to_json,
        stamp=lambda language: stamp_of(dossier, language),
        kept=lambda: packed(dossier),
    )


def comparison_content(dossiers: Sequence[Dossier], names: Sequence[str] = ()) -> Content:
    """What the reports of a comparison are made from; `names` tell the plans apart."""
    plans = [dossier.plan for dossier in dossiers]
    found = compare(plans, names)
    metas = [dossier.meta for dossier in dossiers]
    return Content(
        made_blocks=lambda: comparison_blocks(found, plans),
        made_tables=lambda: comparison_tables(found),
        json=lambda: json_text(
            comparison_part(metas, found).model_dump(mode="json", by_alias=True)
        ),
        stamp=lambda language: tuple(_stamps(found, metas, language)),
    )


def sweep_content(found: Sweep, scenario: Scenario, options: SolveOptions) -> Content:
    """What the reports of a sweep are made from."""
    return _answer(
        meta_part(scenario, options),
        lambda: sweep_blocks(scenario, found),
        lambda: (sweep_table(found, scenario),),
        lambda meta: sweep_result(meta, found),
    )


def risk_content(found: Risk, scenario: Scenario, options: SolveOptions) -> Content:
    """What the reports of risk are made from."""
    return _answer(
        meta_part(scenario, options),
        lambda: risk_blocks(scenario, found),
        lambda: risk_tables(found, scenario),
        lambda meta: risk_result(meta, found),
    )


def prepare_content(found: Prepared, scenario: Scenario, options: SolveOptions) -> Content:
    """What the reports of what to prepare are made from."""
    return _answer(
        meta_part(scenario, options),
        lambda: prepare_blocks(scenario, found),
        lambda: prepare_tables(found, scenario),
        lambda meta: prepare_result(meta, found),
    )


def funding_content(found: FundingPlan, scenario: Scenario, options: SolveOptions) -> Content:
    """What the reports of who pays are made from."""
    return _answer(
        meta_part(scenario, options),
        lambda: funding_blocks(scenario, found),
        lambda: funding_tables(found, scenario),
        lambda meta: funding_result(meta, found),
    )


def readiness_content(plan: Plan, *, council: bool = False) -> Content:
    """What the reports of readiness are made from; with `council` the page for the Council."""
    found = plan.readiness
    assert found is not None
    blocks = council_blocks if council else readiness_blocks
    answer = _answer(
        meta_part(plan.scenario, plan.options),
        lambda: blocks(plan),
        lambda: readiness_tables(found, plan.scenario),
        lambda meta: readiness_result(meta, found),
    )
    return replace(
        answer,
        calendar=lambda language: icalendar(plan.scenario, found.calendar, language, entry_title),
        one_page=council,
    )


def _answer(
    meta: Meta,
    blocks: Callable[[], Iterable[Block]],
    tables: Callable[[], Iterable[DataTable]],
    result: Callable[[Meta], Part],
) -> Content:
    """The answer of one command, whose JSON is its `result`."""
    return Content(
        made_blocks=blocks,
        made_tables=tables,
        json=lambda: json_text(result(meta).model_dump(mode="json", by_alias=True)),
        stamp=lambda language: _told(meta, language),
    )


def _stamps(
    found: Comparison, metas: Iterable[Meta], language: Language
) -> Iterator[tuple[str, str]]:
    """What made each plan."""
    for plan, meta in zip(found.plans, metas, strict=True):
        for name, value in _stamped(meta):
            yield f"{plan.name}: {in_language(name, language)}", value


def stamp_of(dossier: Dossier, language: Language = "en") -> Stamp:
    """What made a plan and from what, as names and values in a language."""
    return _told(dossier.meta, language)


def _told(meta: Meta, language: Language) -> Stamp:
    return tuple((in_language(name, language), value) for name, value in _stamped(meta))


def _stamped(meta: Meta) -> Iterator[tuple[str, str]]:
    yield said("stamp.planner"), meta.planner_version
    yield said("stamp.scenario"), meta.scenario
    yield said("stamp.scenario-hash"), meta.scenario_sha256
    yield said("stamp.catalogue-hash"), meta.catalogue_sha256
    yield said("stamp.solver"), f"{meta.solver} {meta.solver_version}"
