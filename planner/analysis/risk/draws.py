"""What the unknowns of a scenario come to, draw by draw.

Draws are made `STRATA` at a time, each batch a Latin hypercube of its own with a seed of its own,
so that a batch is the same whoever makes it, and the means of batches say how far the mean of all
may be off (McKay, Beckman and Conover 1979; Owen 1992). Things that go together share a part of
their normal scores (a one-factor Gaussian copula): with `together` at r their scores correlate by
r, and where two unknowns are correlated, it is their shared parts that are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.errors import Place, fault
from planner.messages import said
from planner.scenario import Scenario
from planner.scenario.provenance import CATALOGUE
from planner.scenario.schema.uncertainty import Shape, Unknown
from planner.scenario.unknowns import correlations_of, figures_of, members_of, unknowns_of
from planner.scenario.what_if import measure_at

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Draws in a batch: so many slices of every range hold one draw each.
STRATA = 50
# Scores beyond these numbers of the uniform scale are as good as these.
LEAST = 1e-12
# What an effect comes to where it does not happen.
STANDS = {"strength": 1.0, "slower": 1.0}
# A pledge that has a probability comes or does not, whether an unknown says so or not. No unknown
# of a scenario can have such an id.
COMING = "(probability)"


@dataclass(frozen=True)
class Source:
    """An unknown with what it concerns: ids, or paths of figures.

    `chance` [M] is how likely it happens to each; `size` [M] what it comes to then, with its low
    and high; None where it is a chance alone. `whole` [M] is true where only whole numbers can be;
    `stands` [M] is what it comes to where it does not happen: of figures what they are.
    """

    name: str
    unknown: Unknown
    members: tuple[str, ...]
    chance: Floats
    size: tuple[Figure, ...] | None
    whole: Bools
    stands: Floats
    window: tuple[int, int] | None = None

    @property
    def each_alone(self) -> bool:
        """Whether it concerns several things, each on its own: of one thing alone it is the shared
        number that decides."""
        alone = self.unknown.together.value == 0 and self.unknown.times is None
        return alone and len(self.members) > 1

    @property
    def gated(self) -> bool:
        """Whether it may not happen at all."""
        return bool((self.chance < 1).any())


@dataclass(frozen=True)
class Drawn:
    """A source in B draws: [B, M] whether it happens to each, what it comes to (what stands where
    it does not), and the day on which it begins."""

    source: Source
    happens: Bools
    size: Floats
    begins: NDArray[np.int64] | None


@dataclass(frozen=True)
class Unknowns:
    """Everything that is drawn, and how it goes together; `states` are requirements of which it is
    drawn in which of its states each is."""

    sources: tuple[Source, ...]
    correlations: Floats
    states: int = 0

    @cached_property
    def width(self) -> int:
        """How many numbers from 0 to 1 one draw takes: those of the sources, then the states."""
        return sum(map(len, self.columns)) + self.states

    @cached_property
    def columns(self) -> tuple[range, ...]:
        """The numbers of each source: one that is shared, then for each member up to three."""
        found, at = [], 0
        for source in self.sources:
            width = 1 + 3 * len(source.members)
            found.append(range(at, at + width))
            at += width
        return tuple(found)

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Sources that are correlated with each other, directly or through others."""
        left, found = list(range(len(self.sources))), []
        while left:
            group, fresh = {left[0]}, [left[0]]
            while fresh:
                near = np.flatnonzero(self.correlations[fresh.pop()])
                new = [int(other) for other in near if int(other) not in group]
                group.update(new)
                fresh.extend(new)
            found.append(tuple(sorted(group)))
            left = [source for source in left if source not in group]
        return tuple(found)

    def states_in(self, numbers: Floats) -> Floats:
        """[B, states] those of [B, width] numbers that decide on states."""
        return numbers[:, self.width - self.states :]

    def drawn(self, numbers: Floats) -> tuple[Drawn, ...]:
        """What [B, width] numbers from 0 to 1 stand for."""
        scores = _normal(numbers)
        firsts = np.array([columns[0] for columns in self.columns], dtype=np.int64)
        shared = scores[:, firsts] @ _root(self.correlations).T
        return tuple(
            _of_source(source, shared[:, place], scores[:, columns[1:]], numbers[:, columns[1:]])
            for place, (source, columns) in enumerate(zip(self.sources, self.columns, strict=True))
        )


def unknowns_in(scenario: Scenario, book: Factbook) -> Unknowns:
    """Everything that is not known about a scenario.

    Raises `InputError` where nothing is.
    """
    stated = unknowns_of(scenario, book)
    found = [_source(scenario, book, name, unknown) for name, unknown in stated.items()]
    correlations = correlations_of(stated)
    told = {member for s in found if s.unknown.effect == "fails" for member in s.members}
    if (coming := _coming(scenario, told)) is not None:
        found.append(coming)
        correlations = np.block(
            [[correlations, np.zeros((len(stated), 1))], [np.zeros((1, len(stated))), np.eye(1)]]
        )
    states = sum(bool(requirement.states) for requirement in scenario.requirements.values())
    if not found and not states:
        raise fault(said("nothing-unknown"), path=scenario.id)
    return Unknowns(tuple(found), correlations, states)


def _source(scenario: Scenario, book: Factbook, name: str, unknown: Unknown) -> Source:
    members = members_of(scenario, book, unknown)
    happens, size = unknown.happens, _sizes(scenario, book, unknown, members)
    chance = np.full(len(members), 1.0 if happens is None else happens.value)
    assert scenario.calendar is not None
    window = unknown.span(scenario.calendar.start, scenario.calendar.end)
    return Source(
        name=name,
        unknown=unknown,
        members=members,
        chance=chance,
        size=size,
        whole=np.array([_is_whole(unknown, member) for member in members], dtype=np.bool_),
        stands=_stands(scenario, book, unknown, members),
        window=window if unknown.effect == "closed_days" else None,
    )


def _sizes(
    scenario: Scenario, book: Factbook, unknown: Unknown, members: Sequence[str]
) -> tuple[Figure, ...] | None:
    if unknown.size is not None:
        return (unknown.size,) * len(members)
    if not unknown.figures:
        return None
    known = {found.path: found.figure for found in figures_of(scenario, book, unknown)}
    return tuple(known[path] for path in members)


def _stands(scenario: Scenario, book: Factbook, unknown: Unknown, members: Sequence[str]) -> Floats:
    if unknown.figures:
        known = {found.path: found.figure for found in figures_of(scenario, book, unknown)}
        return np.array([known[path].value for path in members])
    return np.full(len(members), STANDS.get(unknown.effect, 0.0))


def _is_whole(unknown: Unknown, member: str) -> bool:
    if unknown.effect in ("days_late", "hand_over_late", "closed_days"):
        return True
    if not unknown.figures:
        return False
    measure = measure_at(member.removeprefix(f"{CATALOGUE}."))
    return measure is not None and measure.whole


def _coming(scenario: Scenario, told: set[str]) -> Source | None:
    """Pledges that come by their own probability, each on its own."""
    chances = {
        name: 1 - float(pledge.probability)
        for name, pledge in sorted(scenario.pledges.items())
        if pledge.probability is not None and pledge.probability.value < 1 and name not in told
    }
    if not chances:
        return None
    members = tuple(map(str, chances))
    unknown = Unknown(title=said("unknown.coming"), fails=Figure(value=0))
    chance = np.array(list(chances.values()))
    whole = np.zeros(len(members), dtype=np.bool_)
    return Source(COMING, unknown, members, chance, None, whole, np.zeros(len(members)))


# ----------------------------------------------------------------------------------- the numbers


def batch(unknowns: Unknowns, seed: int, number: int) -> Floats:
    """[STRATA, width] numbers from 0 to 1 of one batch: a Latin hypercube of its own."""
    random = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
    slices = np.argsort(random.random((STRATA, unknowns.width)), axis=0)
    return (slices + random.random((STRATA, unknowns.width))) / STRATA


def _of_source(source: Source, shared: Floats, scores: Floats, numbers: Floats) -> Drawn:
    """[B, M] what came of a source; `scores` and `numbers` [B, 3 M] are those of its members."""
    count = len(source.members)
    unknown = source.unknown
    alike = 1.0 if count == 1 or unknown.times is not None else unknown.together.value
    own = scores[:, :count]
    level = _uniform(np.sqrt(alike) * shared[:, None] + np.sqrt(1 - alike) * own)
    happens = np.ones(level.shape, dtype=np.bool_)
    place = level
    if source.gated:  # what goes together is whether it happens; what it comes to is its own
        happens = level > 1 - source.chance
        place = numbers[:, count : 2 * count]
    size = _sized(source, place)
    size = np.where(happens, np.where(source.whole, np.round(size), size), source.stands)
    return Drawn(source, happens, size, _begins(source, numbers[:, 2 * count :]))


def _sized(source: Source, place: Floats) -> Floats:
    """[B, M] what a source comes to at places from 0 to 1."""
    size = np.zeros(place.shape)
    for m, figure in enumerate(source.size or ()):
        size[:, m] = value_at(place[:, m], figure, source.unknown.shape)
    return size * source.stands if source.unknown.times is not None else size


def _begins(source: Source, numbers: Floats) -> NDArray[np.int64] | None:
    """The first day of each closure, any day of its window as likely as any other."""
    if source.window is None:
        return None
    first, until = source.window
    days = np.floor(numbers * max(1, until - first)).astype(np.int64)
    return first + days


def value_at(place: Floats, figure: Figure, shape: Shape) -> Floats:
    """What stands at places from 0 to 1 of the range of a figure."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    width = high - low
    if width <= 0:
        return np.full(place.shape, figure.value)
    if shape is Shape.UNIFORM:
        return low + width * place
    mode = (figure.value - low) / width
    if shape is Shape.PERT:
        found: Floats = low + width * _special().betaincinv(1 + 4 * mode, 5 - 4 * mode, place)
        return found
    rising = np.sqrt(place * mode)
    falling = 1 - np.sqrt((1 - place) * (1 - mode))
    return low + width * np.where(place < mode, rising, falling)


def _root(correlations: Floats) -> Floats:
    """The symmetric matrix whose square is the correlations, however near they are to the edge of
    what can be: there is but one, and what is not correlated keeps its own score in it."""
    values, vectors = np.linalg.eigh(correlations)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)


def _normal(numbers: Floats) -> Floats:
    found: Floats = _special().ndtri(np.clip(numbers, LEAST, 1 - LEAST))
    return found


def _uniform(scores: Floats) -> Floats:
    found: Floats = _special().ndtr(scores)
    return found


def _special() -> Any:
    """Functions of the normal distribution; half a second to import, for who draws alone."""
    try:
        from scipy import special
    except ImportError:
        raise fault(said("risk-not-installed"), place=Place("planner risk")) from None
    return special


def by_member(drawn: Sequence[Drawn], effect: str) -> Iterator[tuple[str, Drawn, int]]:
    """What was drawn with an effect: whom it concerns, and its place in what was drawn."""
    for found in drawn:
        if found.source.unknown.effect == effect:
            for place, member in enumerate(found.source.members):
                yield member, found, place
