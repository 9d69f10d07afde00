"""The pictures of a dossier say what its records hold, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.ids import SiteId
from planner.dossier import Dossier
from planner.messages import Said, in_language
from planner.records.forces import Cause, Fill, Reason, RequirementFill, Stretch
from planner.records.provenance import Headline
from planner.records.what_if import Position, Slider, WhatIf
from planner.report import blocks
from planner.report.blocks import Block, HeatMap, Layers, Spans, StepKind, Waterfall
from planner.report.full import SECTIONS, full_report
from planner.report.pictures.build_up import MOST_LAYERS, build_up
from planner.report.pictures.coverage import MOST_COLUMNS, coverage, share_filled
from planner.report.pictures.curves import curves, shown_days
from planner.report.pictures.gantt import Shown, gantt, listed
from planner.report.pictures.tornado import tornado
from planner.report.pictures.waterfall import days_by_cause, waterfall
from planner.report.pictures.what_if import what_if
from planner.sustainment.days import ENOUGH_DAYS
from planner.sustainment.goods.loads import mass_t
from tests.report.support import dossier_of, generation_of
from tests.report.test_provenance import camp, found

NAMES = ("first", "short", "mission")
Picture = Callable[[Dossier], Iterable[Block]]


def one(picture: Picture, dossier: Dossier) -> Any:
    """The only block of a picture, below its heading where it has one."""
    [block] = [block for block in picture(dossier) if not isinstance(block, blocks.Heading)]
    return block


def with_requirements(entries: Iterable[RequirementFill]) -> Dossier:
    """The dossier of the mission with other records of what is filled."""
    dossier, generation = dossier_of("mission"), generation_of()
    plan = replace(generation.plan, requirements=tuple(entries))
    return replace(dossier, plan=replace(dossier.plan, generation=replace(generation, plan=plan)))


# ------------------------------------------------------------------------------------- waterfall


@pytest.mark.parametrize("name", ["short", "mission"])
def test_the_waterfall_comes_from_the_goal_and_to_it(name: str) -> None:
    dossier = dossier_of(name)
    assert dossier.plan.forces is not None
    picture: Waterfall = one(waterfall, dossier)
    first, *steps, last = picture.steps
    goal = sum(goal.value for goal in dossier.plan.forces.goals if goal.name == "unfilled")
    assert (first.kind, last.kind) == (StepKind.TOTAL, StepKind.TOTAL)
    assert {step.kind for step in steps} == {StepKind.LESS}
    missing = sum(step.amount for step in steps)
    assert missing == pytest.approx(goal, rel=1e-5)
    assert first.amount - missing == pytest.approx(last.amount, rel=1e-5)
    # each of them is a cause of the plan
    causes = days_by_cause(dossier.plan.forces)
    assert {step.name for step in steps} == {cause.value for cause in causes}


def test_the_days_of_the_waterfall_are_those_of_the_stretches() -> None:
    # but for what is wanted in one of several states, which counts on average
    for entry in generation_of().plan.requirements:
        if not generation_of().scenario.requirements[entry.requirement].states:
            days = [(s.until - s.start, s.required, s.shortfall) for s in entry.stretches]
            required = sum(length * wanted for length, wanted, _ in days) / entry.required
            missing = sum(length * short for length, _, short in days) / entry.required
            assert entry.required_days == pytest.approx(required)
            assert entry.unfilled_days == pytest.approx(missing, abs=1e-4)


@given(
    st.lists(
        st.tuples(st.floats(0, 1000), st.lists(st.sampled_from(Cause), max_size=4, unique=True)),
        min_size=1,
        max_size=6,
    ),
    st.data(),
)
def test_any_waterfall_adds_up(
    written: list[tuple[float, list[Cause]]], data: st.DataObject
) -> None:
    [entry, *_] = generation_of().plan.requirements
    entries = []
    for more, causes in written:
        days = [data.draw(st.floats(0.01, 500)) for _ in causes]
        reasons = tuple(Reason(c, 1.0, d) for c, d in zip(causes, days, strict=True))
        missing = sum(days)
        entries.append(
            replace(
                entry,
                shortfall=1.0,
                reasons=reasons,
                required_days=missing + more,
                unfilled_days=missing,
            )
        )
    first, *steps, last = one(waterfall, with_requirements(entries)).steps
    total = sum(step.amount for step in steps)
    assert first.amount - total == pytest.approx(last.amount, abs=1e-6)
    assert all(step.amount >= 0 for step in (first, *steps, last))
    assert [s.amount for s in steps] == sorted((s.amount for s in steps), reverse=True)


def test_days_without_a_reason_are_said_to_have_none() -> None:
    [entry, *_] = generation_of().plan.requirements
    bare = replace(entry, shortfall=1.0, reasons=(), required_days=10.0, unfilled_days=4.0)
    steps = one(waterfall, with_requirements([bare])).steps
    assert [(step.name, step.amount) for step in steps] == [
        ("required", 10.0),
        ("reason not found", 4.0),
        ("filled", 6.0),
    ]


def test_there_is_no_waterfall_where_nothing_is_short() -> None:
    full = replace(generation_of().plan.requirements[0], shortfall=0.0)
    assert list(waterfall(with_requirements([full]))) == []


# -------------------------------------------------------------------------------------- coverage


def day_by_day(picture: HeatMap) -> Iterator[tuple[int, str, int, float | None]]:
    """Panel, row, day and value."""
    for p, panel in enumerate(picture.panels):
        for row in panel.rows:
            for value, (start, until) in zip(row.values, pairwise(picture.edges), strict=True):
                yield from ((p, row.name, day, value) for day in range(start, until))


def asked(entry: RequirementFill, fill: Fill, day: int) -> float | None:
    """The share filled on a day, from the records."""
    return next((share_filled(s) for s in entry.by_fill[fill] if s.start <= day < s.until), None)


def test_coverage_is_what_the_stretches_say_on_every_day() -> None:
    picture: HeatMap = one(coverage, dossier_of("mission"))
    entries = {entry.title: entry for entry in generation_of().plan.requirements}
    assert [row.name for row in picture.panels[0].rows] == [
        entry.title
        for entry in sorted(entries.values(), key=lambda e: (e.force, e.tier, e.requirement))
    ]
    seen = list(day_by_day(picture))
    assert len(seen) == 3 * len(entries) * len(picture.days)
    for panel, name, day, value in seen:
        assert value == asked(entries[name], tuple(Fill)[panel], day)
        assert value is None or 0 <= value <= 1


def stretches(draw: Callable[[Any], Any]) -> tuple[Stretch, ...]:
    """Stretches of one or two days, one after another or with a gap."""
    days, found = draw(st.lists(st.integers(0, 2), min_size=1, max_size=400)), []
    at = 0
    for i, length in enumerate(days):
        if length:
            found.append(Stretch(at, at + length, 1.0, (i % 4) / 3))
        at += max(1, length)
    return tuple(found)


@settings(max_examples=25)
@given(st.data())
def test_a_column_of_many_days_shows_the_worst_of_them(data: st.DataObject) -> None:
    drawn = stretches(data.draw) or (Stretch(0, 1, 1.0, 0.5),)
    [entry, *_] = generation_of().plan.requirements
    entry = replace(entry, stretches=drawn, by_fill=dict.fromkeys(Fill, drawn))
    picture: HeatMap = one(coverage, with_requirements([entry]))
    edges = picture.edges
    assert len(edges) - 1 <= MOST_COLUMNS
    assert (edges[0], edges[-1]) == (drawn[0].start, drawn[-1].until)
    assert list(edges) == sorted(set(edges))
    for panel in picture.panels:
        [row] = panel.rows
        for value, (start, until) in zip(row.values, pairwise(edges), strict=True):
            shares = [asked(entry, Fill.PLEDGED, day) for day in range(start, until)]
            assert value == min((s for s in shares if s is not None), default=None)


def test_coverage_tells_how_many_are_full() -> None:
    picture: HeatMap = one(coverage, dossier_of("mission"))
    last = picture.edges[-1] - 1
    wanted = [v for p, _, day, v in day_by_day(picture) if p == 2 and day == last and v is not None]
    full = sum(value == 1 for value in wanted)
    assert f"on D+{last} {full} of {len(wanted)} by what is deployable" in picture.told


def test_requirements_of_one_title_are_told_apart_by_their_force() -> None:
    entries = [replace(e, title="Engineers") for e in generation_of().plan.requirements]
    picture: HeatMap = one(coverage, with_requirements(entries))
    names = {row.name for row in picture.panels[0].rows}
    assert names == {"Engineers (Mission)", "Engineers (Host forces)"}


# ----------------------------------------------------------------------------------------- gantt


def test_each_line_of_the_force_list_is_a_row() -> None:
    generation = generation_of()
    picture: Spans = one(gantt, dossier_of("mission"))
    lines = listed(generation)
    assert len(picture.legend) == len(Shown)
    assert len(lines) < len(generation.deployment.lines)  # the trucks of the police are no unit
    for row, line in zip(picture.rows, lines, strict=True):
        assert row.name.startswith(line.title)
        assert row.group == generation.scenario.forces[line.force].title
        spans = {kind: [(s.start, s.until) for s in row.spans if s.kind == kind] for kind in Shown}
        assert days_of(spans[Shown.MOVEMENT]) == days_of([(line.departs, line.arrives)])
        assert days_of(spans[Shown.RECEPTION]) == days_of([(line.arrives, line.in_place)])
        assert days_of(spans[Shown.WANTED]) == days_of([(line.required_by, line.in_place)])
        assert len(days_of(spans[Shown.WANTED])) == line.late_days
        reliefs = [(relief.arrives, relief.leaves) for relief in line.reliefs]
        assert days_of(spans[Shown.RELIEF]) == days_of(reliefs)
        [entry] = [
            a
            for a in generation.plan.assignments
            if (a.pledge, a.requirement, a.arrival)
            == (line.pledge, line.requirement, line.in_place)
        ]
        on_duty, barred = days_of(spans[Shown.ON_DUTY]), days_of(spans[Shown.BARRED])
        assert on_duty == days_of(entry.present)
        assert on_duty | barred == days_of(entry.theatre)
        assert not on_duty & barred


def days_of(spans: Iterable[tuple[int, int]]) -> set[int]:
    """Every day of the spans."""
    return {day for start, until in spans for day in range(start, until)}


def test_every_kind_of_days_is_seen_in_the_mission() -> None:
    picture: Spans = one(gantt, dossier_of("mission"))
    assert {span.kind for row in picture.rows for span in row.spans} == set(Shown)
    for row in picture.rows:
        for span in row.spans:
            assert picture.days.start <= span.start < span.until <= picture.days.until
            assert picture.legend[span.kind] in span.told


def test_rows_of_a_group_stand_together() -> None:
    groups = [row.group for row in one(gantt, dossier_of("mission")).rows]
    runs = [group for i, group in enumerate(groups) if i == 0 or groups[i - 1] != group]
    assert len(runs) == len(set(groups)) == 2


def test_what_is_marked() -> None:
    deployment = generation_of().deployment
    reached = {(m.reached_on, m.title) for m in deployment.milestones if m.reached_on is not None}
    marks = {(mark.day, mark.name) for mark in one(gantt, dossier_of("mission")).marks}
    assert (0, "D-day") in marks
    assert (40, "Operations begins") in marks
    assert reached
    assert {(day, f"{title} reached") for day, title in reached} <= marks


# ---------------------------------------------------------------------------------------- curves


@pytest.mark.parametrize("name", ["first", "short"])
def test_curves_are_the_days_of_supply_of_the_records(name: str) -> None:
    plan = dossier_of(name).plan
    assert plan.sustainment is not None
    picture, records = one(curves, dossier_of(name)), plan.sustainment.curves
    shown = shown_days(plan, records)
    known = ~np.isnan(shown.days)
    assert (shown.days[known] == np.minimum(records.days_of_supply, shown.top)[known]).all()
    assert (records.days_of_supply[known] < ENOUGH_DAYS).all()
    for bound, asked_for in ((shown.low, records.low_days), (shown.high, records.high_days)):
        there = ~np.isnan(bound)
        assert (bound[there] == np.minimum(asked_for, shown.top)[there]).all()
    # no day is left out on which somebody is there and the stock will run out
    for n, site in enumerate(records.sites):
        arrival = plan.laydown.first_arrival(site)
        if arrival is not None:
            first = max(0, arrival - 1 - records.start)
            runs_out = records.days_of_supply[n] < ENOUGH_DAYS
            wanted = runs_out & records.kept[n][:, None]
            assert (known[n, :, first:] == wanted[:, first:]).all()
            assert not known[n, :, :first].any()
    drawn = sum(len(panel.curves) for panel in picture.panels)
    assert drawn == int(known.any(axis=2).sum())
    for panel in picture.panels:
        for curve in panel.curves:
            assert len(curve.values) == len(picture.days)


def test_sites_that_fail_come_first() -> None:
    plan = dossier_of("short").plan
    assert plan.sustainment is not None
    bad = {entry.site for entry in plan.sustainment.unmet}
    bad |= {entry.site for entry in plan.sustainment.breaches}
    urgent = [panel.urgent for panel in one(curves, dossier_of("short")).panels]
    assert urgent == sorted(urgent, reverse=True)
    assert sum(urgent) == len(bad) > 0


def test_nights_below_the_band_are_the_breaches() -> None:
    plan = dossier_of("short").plan
    assert plan.sustainment is not None
    records = plan.sustainment.curves
    below = records.days_of_supply < records.low_days - 1e-6
    nights = {
        (records.sites[n], records.items[k], int(d) + records.start)
        for n, k, d in zip(*np.nonzero(below), strict=True)
    }
    breaches = plan.sustainment.breaches
    assert {(site, item) for site, item, _ in nights} == {(b.site, b.item) for b in breaches}
    for breach in breaches:
        mine = {day for site, item, day in nights if (site, item) == (breach.site, breach.item)}
        assert {breach.start, breach.until - 1} <= mine


# -------------------------------------------------------------------------------------- build-up


def test_what_has_built_up_on_the_eve_is_what_must_stand_there() -> None:
    dossier = dossier_of("first")
    supply = dossier.plan.sustainment
    assert supply is not None
    picture: Layers = one(build_up, dossier)
    sites = {stock.site: stock.need_by for stock in supply.prepositioned}
    assert len(picture.layers) == len(sites) > 0
    for layer in picture.layers:
        [site] = [s for s in sites if dossier.plan.scenario.sites[s].title == layer.name]
        there = sum(stock.load.tonnes for stock in supply.prepositioned if stock.site == site)
        eve = sites[site] - 1 - picture.days.start
        assert layer.values[eve] == pytest.approx(there)
        assert (layer.values >= 0).all()
    curves_ = supply.curves
    first = picture.days.start - curves_.start
    mass = np.array([mass_t(dossier.plan.factbook, item) for item in curves_.items])
    rows = [curves_.sites.index(site) for site in sites]
    tonnes = (curves_.stock[rows] * mass[:, None]).sum(axis=(0, 1))
    whole = np.sum([layer.values for layer in picture.layers], axis=0)
    assert whole == pytest.approx(tonnes[first : first + len(picture.days)])


def test_many_sites_are_few_layers_and_nothing_is_lost() -> None:
    dossier = dossier_of("first")
    plan = dossier.plan
    assert plan.sustainment is not None
    many, stock = 30, plan.sustainment.prepositioned[0]
    number = plan.sustainment.curves.sites.index(stock.site)
    records = plan.sustainment.curves
    titled = plan.scenario.sites[stock.site]
    names = [SiteId(f"{stock.site}-{i}") for i in range(many)]
    sites = {name: titled.model_copy(update={"title": name}) for name in names}
    scenario = plan.scenario.model_copy(update={"sites": {**plan.scenario.sites, **sites}})
    scaled = np.stack([records.stock[number] * (i + 1) for i in range(many)])
    supply = replace(
        plan.sustainment,
        curves=replace(records, sites=tuple(names), stock=scaled),
        prepositioned=tuple(replace(stock, site=name) for name in names),
    )
    large = Dossier(replace(plan, scenario=scenario, sustainment=supply))
    picture: Layers = one(build_up, large)
    assert len(picture.layers) == MOST_LAYERS + 1
    assert picture.layers[-1].name == "20 other sites"
    # the largest are those with names of their own
    assert {layer.name for layer in picture.layers[:-1]} == set(names[-MOST_LAYERS:])
    whole = np.sum([layer.values for layer in picture.layers], axis=0)
    single = one(
        build_up,
        Dossier(replace(plan, sustainment=replace(plan.sustainment, prepositioned=(stock,)))),
    )
    assert whole == pytest.approx(single.layers[0].values * sum(range(1, many + 1)))


# ---------------------------------------------------------------------------- tornado and what-if


def test_tornadoes_are_titled_and_told() -> None:
    dossier = replace(dossier_of("first"), provenance=found())
    dossier = replace(dossier, plan=replace(dossier.plan, scenario=camp()))
    bars = [block for block in tornado(dossier) if isinstance(block, blocks.Bars)]
    moved = [entry for entry in found().tornadoes if entry.swings]
    assert len(bars) == len(moved) > 0
    for picture, entry in zip(bars, moved, strict=True):
        assert picture.base == entry.base
        assert [(bar.low, bar.high) for bar in picture.rows] == [
            (swing.low, swing.high) for swing in entry.swings[:10]
        ]
        assert picture.title
        assert picture.rows[0].name in picture.told
    # the title of the report and its marking stand there once
    assert not [b for b in tornado(dossier) if isinstance(b, blocks.Marking)]


def slider(title: str, unmet: tuple[float | None, ...]) -> Slider:
    positions = tuple(
        Position(f"{i}", {} if value is None else {Headline.GAP: 5.0, Headline.UNMET: value})
        for i, value in enumerate(unmet)
    )
    return Slider(title.lower(), title, positions, 1)


SLIDERS = WhatIf(
    (Headline.GAP, Headline.UNMET),
    {Headline.GAP: 5.0, Headline.UNMET: 7.0},
    (slider("Trucks", (70.0, 7.0, None)), slider("Pledges", (9.0, 7.0))),
    None,
)


def test_what_if_has_every_position_of_every_slider() -> None:
    dossier = replace(dossier_of("first"), what_if=SLIDERS)
    assert next(iter(what_if(dossier))) == blocks.Heading("If things turn out otherwise")
    picture: blocks.WhatIf = one(what_if, dossier)
    assert [number.base for number in picture.numbers] == [5.0, 7.0]
    trucks, pledges = picture.sliders
    assert [step.values for step in trucks.steps] == [(5.0, 70.0), (5.0, 7.0), (None, None)]
    assert [step.label for step in pledges.steps] == ["0", "1"]
    assert (trucks.base, pledges.base) == (1, 1)
    # the gap does not move; unmet demand is moved most by the trucks
    assert "between 7 and 70 t, moved most by Trucks" in picture.told


def test_what_if_says_on_which_blocks_it_was_planned_and_that_nothing_moves() -> None:
    blocks_ = one(what_if, replace(dossier_of("first"), what_if=replace(SLIDERS, blocks=14)))
    assert "blocks of up to 14 days" in blocks_.told
    still = replace(SLIDERS, sliders=(slider("Pledges", (7.0, 7.0)),))
    assert "none of it moves" in one(what_if, replace(dossier_of("first"), what_if=still)).told


# --------------------------------------------------------------------------------- the full report


def test_the_full_report_has_every_picture_with_its_french() -> None:
    dossier = replace(dossier_of("mission"), what_if=SLIDERS)
    pictures = [b for b in full_report(dossier) if isinstance(b, blocks.Picture)]
    kinds = [type(block) for block in pictures]
    assert kinds == [
        blocks.HeatMap,
        blocks.Waterfall,
        blocks.Spans,
        blocks.Layers,
        blocks.Curves,
        blocks.WhatIf,
    ]
    for picture in pictures:
        for text in (picture.title, picture.told):
            assert isinstance(text, Said)
            assert in_language(text, "fr") != text


def test_a_dossier_without_an_answer_has_no_pictures() -> None:
    plan = replace(dossier_of("first").plan, generation=None, sustainment=None)
    dossier = Dossier(plan)
    for picture in (gantt, coverage, waterfall, build_up, curves, tornado, what_if):
        assert list(picture(dossier)) == []
    parts = [part for section in SECTIONS.values() for part in section]
    assert len(parts) == len(set(parts))
