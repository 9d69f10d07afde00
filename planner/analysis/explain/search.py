"""The cheapest change, and the cheapest set of changes, that bring a number to what is asked.

A change is taken for a remedy only once the changed scenario was planned anew and shows it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.analysis.explain.levers import Lever, applied
from planner.errors import InputError, NoPlanError
from planner.records.explanation import CLOSE, NoHelp, Why
from planner.scenario import Scenario
from planner.scenario.sound import proven_sound
from planner.sustainment.relief import Question

Changes = Mapping[Lever, float]
Progress = Callable[[str], None]
# A model puts shares and whole steps a little differently from a plan: an amount that falls short
# is raised by so many of its steps at most, twice as many each time.
RAISES = 5
NEVER = float("inf")


@dataclass
class Trial:
    """Plans of changed scenarios; each is made once.

    `solve` gives the number for a scenario, `plan` the same as a user would plan it.
    """

    scenario: Scenario
    goal: float
    solve: Callable[[Scenario], float]
    plan: Callable[[Scenario], float]
    progress: Progress
    _known: dict[tuple[tuple[Lever, float], ...], float] = field(default_factory=dict)
    _planned: dict[tuple[tuple[Lever, float], ...], float] = field(default_factory=dict)

    def know(self, number: float) -> None:
        """Take the number of the scenario as it is from a solve that was made already."""
        self._known[()] = number

    def left(self, changes: Changes) -> float:
        """What the number comes to with some changes; infinite where they leave no plan."""
        return self._after(changes, self.solve, self._known)

    def planned(self, changes: Changes) -> float:
        """The same, by the whole plan of the changed scenario."""
        if self.plan == self.solve:
            return self.left(changes)
        return self._after(changes, self.plan, self._planned)

    def meets(self, left: float) -> bool:
        """Whether a number is what was asked for."""
        return left <= self.goal + CLOSE * (1 + abs(self.goal))

    def _after(
        self,
        changes: Changes,
        number: Callable[[Scenario], float],
        known: dict[tuple[tuple[Lever, float], ...], float],
    ) -> float:
        key = tuple((lever, amount) for lever, amount in changes.items() if amount > 0)
        if key not in known:
            if key:
                self.progress(f"trying {', '.join(lever.title for lever, _ in key)}")
            try:
                known[key] = number(proven_sound(applied(self.scenario, dict(key))))
            except (InputError, NoPlanError):
                known[key] = NEVER
        return known[key]

    def least(
        self, lever: Lever, others: Changes, left: Callable[[Changes], float] | None = None
    ) -> float:
        """The smallest amount of a change, in whole steps, that meets the goal together with
        others; as much as it may be where less does not. By `self.left`, or by another reckoning
        of what is left."""
        left = left or self.left
        low, high = 0, max(1, math.ceil(lever.most / lever.step - CLOSE))
        while high - low > 1:
            middle = (low + high) // 2
            amount = min(lever.most, middle * lever.step)
            met = self.meets(left({**others, lever: amount}))
            low, high = (low, middle) if met else (middle, high)
        return min(lever.most, lever.rounded(high * lever.step))


@dataclass(frozen=True)
class Found:
    """A change or a set of them, and what is left once it is planned."""

    changes: Changes
    left: float

    @property
    def size(self) -> float:
        """What the changes count for, added up."""
        return sum(lever.size(amount) for lever, amount in self.changes.items())


@dataclass(frozen=True)
class Levers:
    """What may be changed. Those that only move limits of the model are `linear`, each with its
    relief; `question` asks them all at once. The others are `stepped`, and tried."""

    linear: tuple[Lever, ...] = ()
    stepped: tuple[Lever, ...] = ()
    question: Question | None = None
    idle: tuple[Lever, ...] = ()
    """Proposed by the scenario, and behind nothing in the model."""
    quick: bool = True
    """True where a trial takes a second or so: then every change is tried by itself."""

    @property
    def slopes(self) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
        """[linear] what the first unit of each takes off the number."""
        return None if self.question is None else self.question.slopes


def alone(trial: Trial, levers: Levers) -> tuple[list[Found], list[Found], list[NoHelp]]:
    """Every change by itself: those that meet the goal, the cheapest first; what the others leave,
    the least first; and those that are of no help."""
    meeting: list[Found] = []
    partly: list[Found] = []
    idle: list[NoHelp] = []
    base = trial.left({})
    idle += [NoHelp(lever.path, lever.title, Why.PRICE) for lever in levers.idle]
    for lever, amount, left in _tried(trial, levers):
        if amount is not None:
            meeting.append(Found({lever: amount}, left))
        elif _is_less(left, base):
            partly.append(Found({lever: lever.most}, left))
        else:
            idle.append(NoHelp(lever.path, lever.title, _why(lever, left, levers)))
    return (
        sorted(meeting, key=lambda found: (found.size, _names(found))),
        sorted(partly, key=lambda found: (found.left, found.size, _names(found))),
        idle,
    )


def _is_less(left: float, base: float) -> bool:
    return left < base - CLOSE * (1 + abs(base))


def _by_plan(trial: Trial, lever: Lever) -> tuple[float | None, float]:
    """What `_tried` says of a lever, by whole plans: of plans that are as good as each other the
    model may end at one with the shortage here, and the plan of the changed scenario at another."""
    left = trial.planned({lever: lever.most})
    if not trial.meets(left):
        return None, left
    amount = trial.least(lever, {}, trial.planned)
    return amount, trial.planned({lever: amount})


def _why(lever: Lever, left: float, levers: Levers) -> Why:
    if left == NEVER:
        return Why.FORBIDDEN
    if levers.quick:
        return Why.TRIED
    return Why.PRICE if lever in levers.linear and levers.slopes is not None else Why.TOGETHER


def _names(found: Found) -> tuple[str, ...]:
    return tuple(lever.title for lever in found.changes)


def _tried(trial: Trial, levers: Levers) -> Iterator[tuple[Lever, float | None, float]]:
    """Each lever with the least amount that meets the goal, None where none does, and what is left
    then, or with as much of it as may be."""
    if levers.quick:
        yield from _each(trial, levers)
    else:
        yield from _by_price(trial, levers)


def _by_price(trial: Trial, levers: Levers) -> Iterator[tuple[Lever, float | None, float]]:
    """As `_tried`, for plans too large to try each lever: those without a price, and those that
    are of no help even all together, are passed over."""
    question = levers.question
    for number, lever in enumerate(levers.linear):
        assert question is not None
        if question.slopes is not None and question.slopes[number] <= CLOSE / max(1.0, lever.most):
            yield lever, None, trial.left({})
            continue
        which = np.arange(len(levers.linear)) == number
        amounts = question.amounts(which, np.ones(len(levers.linear)), trial.goal)
        if amounts is None:
            yield lever, None, question.helps(which)
        else:
            yield lever, lever.rounded(float(amounts[number])), trial.goal
    helpless = _helpless_by_section(trial, levers.stepped)
    for lever in levers.stepped:
        if lever in helpless:
            yield lever, None, trial.left({})
            continue
        left = trial.left({lever: lever.most})
        if trial.meets(left):
            yield lever, trial.least(lever, {}), trial.goal
        else:
            yield lever, None, left


def _each(trial: Trial, levers: Levers) -> Iterator[tuple[Lever, float | None, float]]:
    """As `_tried`, each lever by the model of the changed scenario. The elastic model only says
    where to look: it keeps other goals as they are, and a plan may make them better first."""
    for lever in (*levers.linear, *levers.stepped):
        left = trial.left({lever: lever.most})
        if not trial.meets(left):
            helps = _is_less(left, trial.left({}))
            yield (lever, None, left) if helps else (lever, *_by_plan(trial, lever))
            continue
        amount = _guess(trial, levers, lever)
        yield lever, trial.least(lever, {}) if amount is None else amount, trial.goal


def _guess(trial: Trial, levers: Levers, lever: Lever) -> float | None:
    """The amount that the elastic model says, where it meets the goal and a step less does not."""
    if lever not in levers.linear or levers.question is None:
        return None
    number = levers.linear.index(lever)
    which = np.arange(len(levers.linear)) == number
    amounts = levers.question.amounts(which, np.ones(len(levers.linear)), trial.goal)
    if amounts is None:
        return None
    amount = lever.rounded(float(amounts[number]))
    fits = trial.meets(trial.left({lever: amount}))
    less = max(0.0, amount - lever.step)
    return amount if fits and not trial.meets(trial.left({lever: less})) else None


def worth(trial: Trial, lever: Lever) -> float:
    """What the first unit of a change takes off the number, solved again."""
    one = min(1.0 if lever.step <= 1.0 else lever.step, lever.most)
    return (trial.left({}) - trial.left({lever: one})) / one


def _helpless_by_section(trial: Trial, levers: Sequence[Lever]) -> frozenset[Lever]:
    """As `_helpless`, each section of the scenario by itself: a lower policy helps where no lane
    does."""
    sections = dict.fromkeys(lever.path[0] for lever in levers)
    groups = ([lever for lever in levers if lever.path[0] == section] for section in sections)
    return frozenset[Lever]().union(*(_helpless(trial, group) for group in groups))


def _helpless(trial: Trial, levers: Sequence[Lever]) -> frozenset[Lever]:
    """Those that are of no help even all together: found by halves, since of many days that could
    be moved few matter, and each costs a solve."""
    if len(levers) < 2:
        return frozenset()
    base, left = trial.left({}), trial.left({lever: lever.most for lever in levers})
    if base - CLOSE * (1 + abs(base)) <= left < NEVER:
        return frozenset(levers)
    half = len(levers) // 2
    return _helpless(trial, levers[:half]) | _helpless(trial, levers[half:])


def verified(trial: Trial, found: Found) -> Found:
    """The changes as the whole plan of the changed scenario bears them out: raised by a few steps
    where that takes it."""
    changes, raised = dict(found.changes), 1
    for _ in range(RAISES):
        left = trial.planned(changes)
        if trial.meets(left) or all(amount >= lever.most for lever, amount in changes.items()):
            break
        changes = {
            lever: min(lever.most, lever.rounded(amount + raised * lever.step))
            for lever, amount in changes.items()
        }
        raised *= 2
    return Found(changes, trial.planned(changes))


def together(trial: Trial, levers: Levers) -> Found | None:
    """The cheapest set of changes that was found and that the whole plan bears out; None where
    there is none. Where each trial costs a plan and limits alone do it, no other set is tried."""
    met: list[Found] = []
    for search in (_linear_set, _descended_set):
        if met and not levers.quick:
            break
        if (found := search(trial, levers)) is not None:
            planned = verified(trial, found)
            met += [planned] if trial.meets(planned.left) else []
    return min(met, key=lambda found: (found.size, _names(found)), default=None)


def _linear_set(trial: Trial, levers: Levers) -> Found | None:
    """The set of least size among the linear ones: one elastic model finds it."""
    if levers.question is None or not levers.linear:
        return None
    every = np.ones(len(levers.linear), dtype=np.bool_)
    weights = np.array([lever.size(1.0) for lever in levers.linear])
    amounts = levers.question.amounts(every, weights, trial.goal)
    if amounts is None:
        return None
    pairs = zip(levers.linear, amounts.tolist(), strict=True)
    changes = {lever: lever.rounded(amount) for lever, amount in pairs if amount > CLOSE}
    # nothing to change: another plan, as good by every goal, has it already
    return Found(changes, trial.goal) if changes else None


def _descended_set(trial: Trial, levers: Levers) -> Found | None:
    """All changes as far as they may go, less those that can be left out, the largest first, then
    each as small as it can be; None where even all of them do not meet the goal."""
    every = [*levers.stepped, *levers.linear]
    if not trial.meets(trial.left({lever: lever.most for lever in every})):
        return None
    ordered = sorted(every, key=lambda lever: (-lever.size(lever.most), lever.title))
    kept = _needed(trial, ordered, 1 if levers.quick else max(1, len(ordered) // 2))
    changes = {lever: lever.most for lever in kept}
    for lever in kept:
        others = {other: amount for other, amount in changes.items() if other is not lever}
        changes[lever] = trial.least(lever, others)
    return Found(changes, trial.goal)


def _needed(trial: Trial, levers: Sequence[Lever], chunk: int) -> list[Lever]:
    """Those that cannot be left out, the first of them being left out first, `chunk` at a time to
    begin with: fewer trials, but then a small one may go where a large one could have."""
    kept = list(levers)
    while True:
        start = 0
        while start < len(kept):
            rest = [*kept[:start], *kept[start + chunk :]]
            if rest and trial.meets(trial.left({lever: lever.most for lever in rest})):
                kept = rest
            else:
                start += chunk
        if chunk == 1:
            return kept
        chunk //= 2
