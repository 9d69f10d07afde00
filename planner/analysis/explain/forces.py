"""Questions about force generation: why a requirement is short."""

from __future__ import annotations

from planner.errors import InputError
from planner.forces.decisions import unkept
from planner.forces.host_nation import expanded
from planner.forces.instance import force_problem
from planner.forces.result import Filled, days_unfilled
from planner.forces.solve import solve
from planner.forces.views import View
from planner.lp import SolveOptions
from planner.records.explanation import Subject
from planner.scenario import Scenario, factbook_of


class RequirementQuestion:
    """The requirement-days that stay unfilled of one requirement."""

    unit = "requirement-days"

    def __init__(self, scenario: Scenario, subject: Subject, options: SolveOptions) -> None:
        self.scenario, self.subject, self.options = scenario, subject, options
        self.cut_short = False
        """True once a time limit ended a fill before its last goal."""

    def planned(self, scenario: Scenario) -> float:
        """What stays unfilled once another scenario is planned."""
        return self.unfilled(self.filled(scenario))

    def unfilled(self, filled: Filled) -> float:
        """What an assignment leaves unfilled of it."""
        names = [str(name) for name in filled.problem.requirements]
        return float(days_unfilled(filled)[names.index(self.subject.id)])

    def filled(self, scenario: Scenario) -> Filled:
        """The deployable fill of a scenario; raises `InputError` for decisions that cannot be kept,
        as force generation does."""
        book = factbook_of(scenario)
        full = expanded(scenario, book)
        if faults := unkept(full, book):
            raise InputError(faults)
        filled = solve(force_problem(full, book, View()), self.options)
        self.cut_short |= filled.stopped_early
        return filled
