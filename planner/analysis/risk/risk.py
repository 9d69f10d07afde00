"""How sure a plan is: what it comes to when what nobody knows turns out in many ways."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version

import numpy as np

from planner.analysis.engine import Engine, engine_of
from planner.analysis.engine.job import Job, answers
from planner.analysis.engine.program import program
from planner.analysis.ledger import Ledger
from planner.analysis.risk.coverage import Held, covered, held_of
from planner.analysis.risk.draws import STRATA, Floats, Source, Unknowns, batch, unknowns_in
from planner.analysis.risk.drivers import MOST_RANKED, STATES, Inputs, shares_of_variance
from planner.analysis.risk.forces import ForceTally
from planner.analysis.risk.pledged import pledge_of
from planner.analysis.risk.supplied import SupplyTally
from planner.analysis.risk.supply import Given, SupplyDraw, at_draw, back, given_of, out
from planner.analysis.risk.turned import Turned, turns_of
from planner.analysis.trial import fielded
from planner.catalogue import Factbook
from planner.errors import NoPlanError, Place, fault
from planner.generation import as_solved, with_phases_placed
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.publish import meta_part
from planner.records.risk import Convergence, Drivers, Estimate, Risk, UnknownTold
from planner.scenario import Scenario, factbook_of

Progress = Callable[[str], None]
MOST_DRAWS = 10_000_000
MOST_SUPPLY_DRAWS = 100_000
# After so many batches it is looked at whether every chance is known well enough.
LOOKED_AT = 10
# Draws that a worker takes at once: each takes from a tenth of a second to many seconds.
CHUNK = 2
# How often an estimate is noted on its way.
NOTED = 40
UNFILLED, UNMET = "unfilled_requirement_days", "unmet_tonnes"


def risk(
    scenario: Scenario,
    draws: int = 10_000,
    seed: int = 0,
    options: SolveOptions | None = None,
    *,
    supply_draws: int = 100,
    within: float | None = None,
    engine: Engine | None = None,
    ledger: Ledger | None = None,
    progress: Progress = lambda _: None,
) -> Risk:
    """How sure the plan of a scenario is, over so many draws of what is not known.

    Who serves where is held as planned, and so are the stock before the first troops and what is
    opened. Requirements are looked at in every draw, without a solver; supply in the first
    `supply_draws` of them, each a plan of its own. Draws are made 50 at a time, so their number is
    rounded up. With `within` no more are made once every chance is known so closely, 19 times of
    20. The same seed gives the same numbers, whatever the engine and however many workers it has.

    Raises `InputError` where nothing is unknown, or nothing could fail, `NoPlanError` as `plan`
    does, and where no draw has a supply plan.
    """
    _check(draws, supply_draws, within)
    options = options or SolveOptions()
    if not scenario.requirements and not scenario.equipment and not scenario.plans_supply:
        raise fault(said("nothing-to-risk"), path=scenario.id)
    scenario = with_phases_placed(scenario, options, progress)
    run = _Run(scenario, seed, options, within, engine or engine_of(), ledger, progress)
    run.cover(draws)
    run.supply(min(draws, supply_draws))
    return run.answer(draws)


def _check(draws: int, supply_draws: int, within: float | None) -> None:
    for name, count, least, most in (
        ("--draws", draws, 1, MOST_DRAWS),
        ("--supply-draws", supply_draws, 0, MOST_SUPPLY_DRAWS),
    ):
        if not least <= count <= most:
            what = said("risk-draws", least=least, most=most)
            raise fault(what, place=Place(name), seen=f"{count:,}")
    if within is not None and not 0 < within < 1:
        raise fault(said("risk-within"), place=Place("--within"), seen=f"{within:g}")


@dataclass
class _Run:
    """One run, part by part."""

    scenario: Scenario
    seed: int
    options: SolveOptions
    within: float | None
    engine: Engine
    ledger: Ledger | None
    progress: Progress
    book: Factbook = field(init=False)
    unknowns: Unknowns = field(init=False)
    forces: ForceTally | None = None
    supplied: SupplyTally | None = None
    totals: list[Floats] = field(default_factory=list)
    drivers: list[Drivers] = field(default_factory=list)
    convergence: list[Convergence] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = factbook_of(self.scenario)
        self.unknowns = unknowns_in(self.scenario, self.book)
        self.progress("force generation")
        self.fielded, self.laydown = fielded(self.scenario, self.book, self.options)

    # ------------------------------------------------------------------------------------- forces

    def cover(self, draws: int) -> None:
        """Requirements, draw by draw."""
        if self.fielded is None or not self.fielded.problem.requirements:
            return
        held = held_of(as_solved(self.scenario), self.book, self.fielded)
        self.forces, inputs, path = ForceTally.of(held), Inputs(), []
        batches = math.ceil(draws / STRATA)
        for number in range(batches):
            numbers = batch(self.unknowns, self.seed, number)
            drawn = self.unknowns.drawn(numbers)
            states = self.unknowns.states_in(numbers)
            self.forces.add(found := covered(held, drawn, states))
            inputs.add(drawn, states, held.with_states)
            if len(self.totals) * STRATA < MOST_RANKED:
                self.totals.append(found.unfilled[:, held.listed].sum(axis=1))
            if (number + 1) % max(1, batches // NOTED) == 0 or number + 1 == batches:
                path.append((self.forces.draws, self.forces.total.mean))
            if (number + 1) % LOOKED_AT == 0:
                self.progress(f"requirements: {self.forces.draws:,} of {batches * STRATA:,} draws")
                if self._is_known(self.forces.chances()):
                    break
        self.convergence.append(Convergence(UNFILLED, tuple(path)))
        self._force_drivers(held, inputs)

    def _is_known(self, chances: Sequence[Estimate]) -> bool:
        return self.within is not None and all(one.half_width <= self.within for one in chances)

    def _force_drivers(self, held: Held, inputs: Inputs) -> None:
        """What drives the requirement-days unfilled."""
        self.progress("what drives requirement-days unfilled")
        ranked = inputs.drivers(np.concatenate(self.totals))

        def unfilled(numbers: Floats) -> Floats:
            drawn, states = self.unknowns.drawn(numbers), self.unknowns.states_in(numbers)
            return np.asarray(covered(held, drawn, states).unfilled[:, held.listed].sum(axis=1))

        def matters(source: Source, member: str) -> bool:
            return pledge_of(source, member) in held.pledges

        shares = shares_of_variance(self.unknowns, self.seed, unfilled, matters) if ranked else ()
        self.drivers.append(Drivers(UNFILLED, ranked, shares))

    # ------------------------------------------------------------------------------------- supply

    def supply(self, draws: int) -> None:
        """Supply, in the first draws."""
        if not self.scenario.plans_supply or not draws:
            return
        self.progress("sustainment: the plan as it is")
        given = given_of(self.scenario, self.fielded, self.laydown, self.options)
        calendar = self.scenario.calendar
        assert calendar is not None
        days = calendar.end - calendar.start
        self.supplied = tally = SupplyTally(given, self.book, calendar.start, days)
        inputs, batches = Inputs(), math.ceil(draws / STRATA)
        waves = (
            [range(batches)] if self.within is None else [range(n, n + 1) for n in range(batches)]
        )
        for wave in waves:
            tasks = list(self._turns(wave, inputs))
            tally.add(
                answers(self._job(given, tasks, wave), self.engine, self.ledger, self.progress)
            )
            if self._is_known(tally.chances()):
                break
        if not tally.known:
            raise NoPlanError("infeasible", said("risk-no-draw", why=tally.draws[0].told))
        self.convergence.append(Convergence(UNMET, tuple(tally.settled())))
        if len(tally.known) == len(tally.draws):  # else inputs and numbers are not of one draw
            self.drivers.append(Drivers(UNMET, inputs.drivers(tally.unmet)))

    def _turns(self, wave: range, inputs: Inputs) -> Iterator[Turned]:
        for number in wave:
            numbers = batch(self.unknowns, self.seed, number)
            drawn = self.unknowns.drawn(numbers)
            inputs.add(drawn, self.unknowns.states_in(numbers))
            yield from turns_of(self.scenario, drawn, STRATA)

    def _job(
        self, given: Given, tasks: list[Turned], wave: range
    ) -> Job[Given, Turned, SupplyDraw]:
        meta = meta_part(self.scenario, self.options)
        about = {
            "kind": "risk",
            "meta": meta.model_dump(mode="json"),
            "program": {**program(), "scipy": version("scipy")},
            "options": asdict(self.options),
            "seed": self.seed,
            "batches": [wave.start, wave.stop],
        }
        return Job(at_draw, given, tasks, about, CHUNK, out, back, "supply")

    # ------------------------------------------------------------------------------------- answer

    def answer(self, wanted: int) -> Risk:
        """What the run found."""
        return Risk(
            seed=self.seed,
            wanted=wanted,
            within=self.within,
            implied=not self.scenario.uncertainty,
            unknowns=tuple(self._told()),
            forces=None if self.forces is None else self.forces.risk(),
            supply=None if self.supplied is None else self.supplied.risk(),
            drivers=tuple(self.drivers),
            convergence=tuple(self.convergence),
        )

    def _told(self) -> Iterator[UnknownTold]:
        """What was drawn."""
        for one in self.unknowns.sources:
            yield UnknownTold(one.name, one.unknown.title, one.unknown.effect, len(one.members))
        if self.unknowns.states:
            yield UnknownTold(STATES, said("unknown.states"), "states", self.unknowns.states)
