"""The public API as a typed file: mypy reads it in strict mode, and tests/test_planning.py runs it.

Each annotation says what a caller may rely on; one that no longer holds fails in mypy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import planner


def api(path: Path) -> None:
    """Uses every public name once, as a notebook would."""
    version: str = planner.__version__
    scenario: planner.Scenario = planner.load(path)
    scenario = planner.load(str(path), ["title=Another title"])
    data: Mapping[str, Any] = {"format": 1, "id": "empty"}
    empty: planner.Scenario = planner.from_mapping(data)
    workbook: bytes = planner.to_workbook(planner.load_with_places(path), "fr")
    yaml: str = planner.to_yaml(empty)
    assert workbook
    assert yaml

    options: planner.SolveOptions = planner.SolveOptions(solver="HiGHS", time_limit=60.0)
    told: list[str] = []
    tell: Callable[[str], None] = told.append
    plan: planner.Plan = planner.plan(scenario, options, exact=True, progress=tell)
    status: Literal["met", "unmet", "limit"] = plan.status
    text: str = plan.to_json()
    result: dict[str, Any] = plan.to_dict()
    shares: dict[str, dict[str, float]] = plan.shares

    for force in planner.gap(scenario):
        person_days: float = force.person_days
        tonnes: list[float] = [load.tonnes for load in force.items]
        assert person_days > 0 < sum(tonnes)
    if plan.forces is not None:
        short: list[float] = [entry.shortfall for entry in plan.forces.requirements]
        assert short
    if plan.generation is not None:
        never: list[str] = [
            milestone.title
            for milestone in plan.generation.deployment.milestones
            if milestone.reached_on is None
        ]
        assert not never
    if plan.sustainment is not None:
        leave_by: list[int] = [stock.leave_by for stock in plan.sustainment.prepositioned]
        assert leave_by

    found_alone: planner.Generation = planner.generate(scenario, strength="low")
    alone: Literal["met", "unmet", "limit"] = found_alone.status
    lists = planner.asks(scenario, options)
    asked: list[tuple[str, float, int]] = [
        (line.title, line.units, line.latest_arrival) for line in lists.shortest.lines
    ]
    closes: bool = lists.cheapest.closes_all_gaps
    causes: list[str] = [
        reason.cause.value for why in planner.reasons(scenario).values() for reason in why
    ]
    others = planner.alternatives(scenario, count=1, within=0.1, strength="base")
    moved: list[float] = [other.difference for other in others.others]
    lines = planner.deployment(scenario).lines
    late: list[int] = [line.late_days for line in lines]
    full: planner.Scenario = planner.as_solved(scenario)
    cost = planner.price(full, full.decisions, options)
    prices: list[float] = [goal.difference for goal in cost.goals]
    assert all((alone, asked, closes, causes, late, prices))
    assert len(moved) <= 1

    late_by: list[int | None] = [answer.most for answer in planner.lateness(scenario, options)]
    survival = planner.survive(scenario, 7, options, start=0)
    extra_tonnes: float = survival.tonnes - survival.without
    assert late_by
    assert extra_tonnes >= 0

    asked_for: list[tuple[str, float]] = [(a.what, a.value) for a in planner.shortages(scenario)]
    why = planner.explain(scenario, "requirements.engineers-base", options, to=0.0)
    changed: list[tuple[str, str]] = [
        (change.before, change.after)
        for remedy in (why.single, why.cheapest)
        if remedy is not None
        for change in remedy.changes
    ]
    same = planner.explanation_of(planner.plan(scenario, options), why.what)
    assert why.is_met == (same.value <= same.goal)
    assert len(asked_for) + len(changed) >= 0
    rests_on = planner.provenance(
        scenario, options, headlines=["gap_tonnes"], figures=(), top=5, workers=1, progress=tell
    )
    most: list[tuple[str, float]] = [
        (swing.entry.path, swing.size) for entry in rests_on.tornadoes for swing in entry.swings
    ]
    assert most

    slider = "what_if.trucks={title: Trucks, paths: [fleets.trucks.count], values: [0]}"
    swept = planner.what_if(planner.load(path, [slider]), options, workers=1, progress=tell)
    positions: list[tuple[str, list[float]]] = [
        (position.label, list(position.values.values()))
        for entry in swept.sliders
        for position in entry.positions
    ]
    assert len(positions) == 2
    with TemporaryDirectory() as folder:
        dossier = planner.Dossier(plan, provenance=rests_on, what_if=swept)
        planner.write_report(dossier, Path(folder, "a.plan"), f"{folder}/a.md", language="fr")
        planner.write_report(plan, Path(folder, "b.json"))
        kept: planner.Dossier = planner.read_dossier(Path(folder, "a.plan"))
        assert kept.to_json() == dossier.to_json()
    less: planner.Dossier = planner.gather(
        scenario, options, provenance=False, what_if=True, exact=True, workers=1, progress=tell
    )
    assert less.what_if is None

    sure = planner.risk(scenario, 50, 1, options, supply_draws=0, within=0.4, progress=tell)
    assert sure.forces is not None
    met: list[tuple[float, float]] = [(x.met.low, x.met.high) for x in sure.forces.requirements]
    worst: float = sure.forces.unfilled.worst
    assert met
    assert worst >= 0

    doubts: Sequence[object] = planner.check(scenario)
    found: Sequence[object] = planner.search_factors("diesel")
    assert all((version, text, result, shares, found, told, status == "unmet"))
    assert not doubts

    try:
        planner.plan(empty)
    except planner.InputError as error:
        faults: tuple[planner.Fault, ...] = error.faults
        what: str = faults[0].what
        near: str | None = faults[0].nearest
        assert what
        assert near is None
    no_plan: type[planner.PlannerError] = planner.NoPlanError
    assert issubclass(no_plan, planner.PlannerError)
