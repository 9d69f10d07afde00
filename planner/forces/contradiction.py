"""Decisions that cannot be kept: which of them, and which limits, contradict each other.

Requirements may always stay short, so only units that a decision fixes can be in the way: of the
ceilings of forces, the limits on contributors, what was pledged, and each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.errors import HardLimit, LimitConflict, six_digits
from planner.forces.constraints import FAMILIES
from planner.forces.problem import ForceProblem, Ints
from planner.forces.variables import ForceVariables, axes, declare
from planner.lp import Contradictions, Group, LinearModel, Member, Part, Rows, SolveOptions
from planner.lp import contradictions as contradictions_of
from planner.lp.matrix import Csr, Matrix
from planner.messages import said
from planner.scenario.schema.forces import Decision
from planner.scenario.schema.scenario import Scenario


@dataclass(frozen=True, eq=False)
class _Limit:
    """A value of the scenario with its words and its rows; `days` [rows, 2] are the first and the
    last day of each, None where it is of all days. `sign` is -1 where it gives way downwards."""

    path: tuple[str | int, ...]
    code: str
    values: dict[str, object]
    amount: float
    unit: str
    group: Group
    sign: float = 1.0
    days: Ints | None = None


@dataclass(frozen=True, eq=False)
class _Model:
    scenario: Scenario
    problem: ForceProblem
    model: LinearModel
    variables: ForceVariables

    def days_of(self, period: Ints) -> Ints:
        """[rows, 2] first and last day of periods."""
        starts, lengths = self.problem.starts[period], self.problem.lengths[period]
        return np.stack([starts, starts + lengths - 1], axis=1)


def conflicts_of(
    scenario: Scenario, problem: ForceProblem, options: SolveOptions
) -> tuple[tuple[LimitConflict, ...], bool]:
    """What contradicts what in a force problem, and whether that is all.

    At the time limit of the options it is what is known by then.
    """
    model = LinearModel("limits", axes(problem))
    variables = declare(model, problem)
    for family in FAMILIES:
        family(model, problem, variables)
    source = _Model(scenario, problem, model, variables)
    limits = [limit for kind in KINDS for limit in kind(source)]
    groups = [limit.group for limit in limits]
    told: Contradictions = contradictions_of(_with_wide_gates(source), groups, options)
    found = tuple(
        LimitConflict(
            tuple(_member(limits[member.group], member) for member in each.members),
            each.is_irreducible,
            each.is_smallest,
        )
        for each in told.found
        if each.members
    )
    return found, told.are_all


def decisions_in(scenario: Scenario, conflict: LimitConflict) -> list[Decision]:
    """The decisions among the limits of a conflict."""
    places = [member.path[1] for member in conflict.members if member.path[0] == "decisions"]
    return [scenario.decisions[place] for place in places if isinstance(place, int)]


def _member(limit: _Limit, member: Member) -> HardLimit:
    known = member.more is not None and member.less is not None
    days = None
    if limit.days is not None and member.binding:
        # bounds of columns come after the rows, and have no days
        rows = [row for row in member.binding if row < len(limit.days)]
        days = limit.days[rows] if rows else None
    return HardLimit(
        path=limit.path,
        words=said(limit.code, **limit.values),
        amount=limit.amount,
        unit=limit.unit,
        days=None if days is None else (int(days[:, 0].min()), int(days[:, 1].max())),
        missing=limit.sign * (member.more or 0.0) if known else None,
    )


def _with_wide_gates(source: _Model) -> Matrix:
    """The matrix, with as many units of a contributor on a requirement as there could be: the model
    keeps to what was pledged there too, and would do so where that is lifted."""
    matrix, rows = source.model.matrix(), source.model.rows("cohesion")
    wide = source.problem.units.sum() + sum(units for _, _, units in source.problem.fixed)
    gate = np.zeros(matrix.rhs.size, dtype=np.bool_)
    gate[rows.part] = True
    works = np.zeros(matrix.lower.size, dtype=np.bool_)
    works[source.variables.works.ids] = True
    entry = np.repeat(gate, matrix.csr.lengths) & works[matrix.csr.indices]
    values = np.where(entry, -wide, matrix.csr.values)
    return replace(matrix, csr=Csr(matrix.csr.starts, matrix.csr.indices, values))


# ---------------------------------------------------------------------------------------- limits


def _decisions(source: _Model) -> Iterator[_Limit]:
    problem, rows = source.problem, source.model.rows("decision")
    row_of: dict[tuple[str, str, float], list[int]] = {}
    for row, (p, r, units) in enumerate(problem.fixed):
        key = problem.pledges[p], problem.requirements[r], units
        row_of.setdefault(key, []).append(row)
    for i, decision in enumerate(source.scenario.decisions):
        if decision.units is None:
            continue
        units = decision.units.value
        mine = row_of.get((decision.pledge, decision.requirement, units))
        if mine:
            yield _Limit(
                path=("decisions", i),
                code="limits.decision",
                values={
                    "units": f"{units:g}",
                    "pledge": decision.pledge,
                    "requirement": decision.requirement,
                },
                amount=units,
                unit=said("limits.unit-units"),
                group=Group(Part(np.array([rows.first + mine.pop(0)])), size=units),
                sign=-1.0,
            )


def _pledged(source: _Model) -> Iterator[_Limit]:
    problem, rows = source.problem, source.model.rows("assignment")
    assigned = source.variables.assigned.ids
    for row, p in enumerate(rows.keys["pledge"].tolist()):
        name, units = problem.pledges[p], float(problem.units[p])
        mine = Part(assigned[problem.tour_pledge == p])
        yield _Limit(
            path=("pledges", name, "units"),
            code="limits.pledged-units",
            values={"pledge": name, "amount": six_digits(units)},
            amount=units,
            unit=said("limits.unit-units"),
            group=Group(Part(np.array([rows.first + row])), upper=mine, size=units),
        )


def _ceilings(source: _Model) -> Iterator[_Limit]:
    problem, rows = source.problem, source.model.rows("ceiling")
    for f, name in enumerate(problem.forces):
        mine = np.flatnonzero(rows.keys["force"] == f)
        ceiling = float(problem.ceiling[f])
        if mine.size:
            yield _Limit(
                path=("forces", name, "personnel"),
                code="limits.ceiling",
                values={"force": name, "amount": six_digits(ceiling)},
                amount=ceiling,
                unit=said("limits.unit-persons"),
                group=Group(_part(rows, mine), size=ceiling),
                days=source.days_of(rows.keys["period"][mine]),
            )


def _contributions(source: _Model) -> Iterator[_Limit]:
    problem, rows = source.problem, source.model.rows("concentration")
    for f, name in enumerate(problem.forces):
        mine = np.flatnonzero(rows.keys["force"] == f)
        force = source.scenario.forces[name]
        if mine.size and force.largest_contribution is not None:
            share = force.largest_contribution.value
            weight = force.personnel.value or 1.0
            yield _Limit(
                path=("forces", name, "largest_contribution"),
                code="limits.largest-contribution",
                values={"force": name, "amount": six_digits(share)},
                amount=share,
                unit="",
                group=Group(_part(rows, mine, weight), size=share),
                days=source.days_of(rows.keys["period"][mine]),
            )


def _contributors(source: _Model) -> Iterator[_Limit]:
    problem, rows = source.problem, source.model.rows("contributors")
    for row, r in enumerate(rows.keys["requirement"].tolist()):
        name, most = problem.requirements[r], float(problem.most_contributors[r])
        yield _Limit(
            path=("requirements", name, "most_contributors"),
            code="limits.most-contributors",
            values={"requirement": name, "amount": six_digits(most)},
            amount=most,
            unit=said("limits.unit-contributors"),
            group=Group(_part(rows, np.array([row])), size=most),
        )


def _shares(source: _Model) -> Iterator[_Limit]:
    problem, rows = source.problem, source.model.rows("minimum")
    for r in np.unique(rows.keys["requirement"]).tolist():
        name, share = problem.requirements[r], float(problem.least_share[r])
        mine = np.flatnonzero(rows.keys["requirement"] == r)
        yield _Limit(
            path=("requirements", name, "least_share"),
            code="limits.least-share",
            values={"requirement": name, "amount": six_digits(share)},
            amount=share,
            unit="",
            group=Group(_part(rows, mine, float(problem.peak[r]) or 1.0), size=share),
            sign=-1.0,
        )


def _part(rows: Rows, members: Ints, weight: float = 1.0) -> Part:
    return Part(rows.first + members, weight)


KINDS: tuple[Callable[[_Model], Iterator[_Limit]], ...] = (
    _decisions,
    _pledged,
    _ceilings,
    _contributions,
    _contributors,
    _shares,
)
