"""Rules and questions on benchmarks, gates, reports and events."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.errors import listed
from planner.messages import said
from planner.scenario.carried import carried_days, days_in, matching, own_days
from planner.scenario.checks.circles import circles
from planner.scenario.reports import due_days
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.policies import PolicyKind
from planner.scenario.schema.readiness import Evidence, EvidenceKind
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sound_part import require_whole

# ------------------------------------------------------------------------------------------- gates


def gates_open_one_way(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does no gate wait for itself, directly or through others?"""
    steps = (
        ((name, i), name, needed)
        for name, gate in scenario.gates.items()
        for i, needed in enumerate(gate.needs_gates)
    )
    for (name, i), circle in circles(steps):
        alone = len(circle) == 2
        yield Broken(
            ("gates", name, "needs_gates", i),
            said("gate-waits-for-itself" if alone else "gates-wait-for-each-other"),
            seen=" -> ".join(circle),
        )


def phases_wait_for_gates(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Has every phase that waits, or carries days, a gate to wait for and a day to wait from?"""
    for name, phase in scenario.phases.items():
        if phase.carries and not phase.waits:
            yield Broken(("phases", name, "carries"), said("carries-without-waiting"))
        if phase.waits and not phase.gates:
            yield Broken(("phases", name, "waits"), said("waits-for-nothing"), seen="true")
        elif phase.waits and phase.from_ is None:
            yield Broken(("phases", name, "waits"), said("waits-without-day"), seen="true")


def carried_paths_are_days(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every path that a phase carries name a day that may move, and no other phase carries?"""
    if not any(phase.carries for phase in scenario.phases.values()):
        return
    require_whole(scenario)
    days = days_in(scenario)
    for name, phase in scenario.phases.items():
        for i, pattern in enumerate(phase.carries):
            if not matching(days, pattern):
                yield Broken(("phases", name, "carries", i), said("carries-no-day"), seen=pattern)
    yield from _carried_twice(scenario)


def _carried_twice(scenario: Scenario) -> Iterator[Broken]:
    """Days that two phases would move, each by as much as it waits itself."""
    waiting = [name for name, phase in scenario.phases.items() if phase.waits]
    owner = {path: name for name in waiting for path in own_days(name)}
    for name in waiting:
        for path in carried_days(scenario, name):
            other = owner.setdefault(path, name)
            if other != name:
                what = said("carried-twice", other=other)
                yield Broken(("phases", name, "carries"), what, seen=path)
                break


# -------------------------------------------------------------------------------------- benchmarks


def evidence_is_of_its_force(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is everything that evidence counts of the force whose readiness it shows?"""
    for name, benchmark in scenario.benchmarks.items():
        evidence, path = benchmark.evidence, ("benchmarks", name, "evidence")
        for section in ("equipment", "training"):
            for i, entry in enumerate(getattr(evidence, section)):
                force = getattr(scenario, section)[entry].force
                if force != evidence.force:
                    what = said("evidence-of-other-force", force=force)
                    yield Broken((*path, section, i), what, seen=entry)
        for i, policy in enumerate(evidence.policies):
            kind = scenario.policies[policy].kind
            if kind is not PolicyKind.AHEAD_OF_TROOPS:
                what = said("evidence-of-other-policy", kind=kind.value)
                yield Broken((*path, "policies", i), what, seen=policy)


def evidence_can_be_computed(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does the scenario hold what each benchmark is computed from?"""
    for name, benchmark in scenario.benchmarks.items():
        lack = _lacking(scenario, benchmark.evidence)
        if lack is not None:
            yield Broken(("benchmarks", name, "evidence"), said("evidence-of-nothing", lack=lack))


def _lacking(scenario: Scenario, evidence: Evidence) -> str | None:
    """The section that evidence is computed from and that has nothing for it."""
    kind, force = evidence.kind, evidence.force
    of_force = [entry for entry in scenario.requirements.values() if entry.force == force]
    if kind is EvidenceKind.STAFFING:
        return None if of_force else "requirements"
    if kind is EvidenceKind.CLIMATE:
        return None if any(entry.site for entry in of_force) else "requirements"
    if kind is EvidenceKind.CAPABILITIES:
        wanted = {entry.capability for entry in of_force}
        return None if set(evidence.capabilities) <= wanted else "requirements"
    if kind is EvidenceKind.EQUIPMENT:
        listed_ = [entry for entry in scenario.equipment.values() if entry.force == force]
        return None if listed_ or of_force else "equipment"
    if kind is EvidenceKind.STOCK:
        kinds = {policy.kind for policy in scenario.policies.values()}
        there = scenario.plans_supply and PolicyKind.AHEAD_OF_TROOPS in kinds
        return None if there else "policies"
    if kind is EvidenceKind.TRAINING:
        taught = any(entry.force == force for entry in scenario.training.values())
        return None if taught or evidence.trained.value else "training"
    return None


def gates_guard_something(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which gates guard no phase, and are needed by no other gate?"""
    guarding = {gate for phase in scenario.phases.values() for gate in phase.gates}
    guarding |= {gate for entry in scenario.gates.values() for gate in entry.needs_gates}
    for name in scenario.gates:
        if name not in guarding:
            known = listed(scenario.phases)
            what = said("gate-guards-nothing", phases=known)
            yield Broken(("gates", name), what, seen=name, about_key=True)


# ---------------------------------------------------------------------------------------- calendar


def reports_fall_due(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which reports fall due on no day of the calendar?"""
    if scenario.calendar is None:
        return
    for name, report in scenario.reports.items():
        if not due_days(scenario, report):
            every, within = report.every, report.within
            figure = every if every is not None else within
            assert figure is not None
            field = "every" if every is not None else "within"
            yield Broken(
                ("reports", name, field),
                said("report-never-due", start=show_day(report.from_)),
                seen=f"{figure.value:g}",
            )


def events_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which events lie outside the calendar?"""
    if scenario.calendar is None:
        return
    start, end = scenario.calendar.start, scenario.calendar.end
    for name, event in scenario.events.items():
        if not start <= event.on < end:
            what = said("event-outside-calendar", start=show_day(start), end=show_day(end))
            yield Broken(("events", name, "on"), what, seen=show_day(event.on))


def words_are_given_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which statements, confirmations and decisions come only after the calendar?"""
    if scenario.calendar is None:
        return
    last = show_day(scenario.calendar.end - 1)
    for path, day in _words(scenario):
        if day >= scenario.calendar.end:
            yield Broken(path, said("word-after-calendar", last=last), seen=show_day(day))


def _words(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], int]]:
    """The days on which somebody states, confirms or decides something, by their paths."""
    for name, benchmark in scenario.benchmarks.items():
        if benchmark.evidence.met is not None:
            yield ("benchmarks", name, "evidence", "met"), benchmark.evidence.met
    for gate, entry in scenario.gates.items():
        if entry.confirmation is not None and entry.confirmation.on is not None:
            yield ("gates", gate, "confirmation", "on"), entry.confirmation.on
    for one, assessment in scenario.due_diligence.items():
        if assessment.on is not None:
            yield ("due_diligence", one, "on"), assessment.on
