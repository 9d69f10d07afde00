"""What drives a number: rank correlations, and shares of its variance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from planner.analysis.risk.draws import STRATA, Drawn, Floats, Source, Unknowns
from planner.errors import Place, fault
from planner.lp import dot
from planner.messages import said
from planner.records.risk import Driver, ShareOfVariance

# Draws that are ranked: more of them say no more of what drives a number.
MOST_RANKED = 4_000
# What is told of each number.
MOST_DRIVERS = 12
# A rank correlation nearer to nought than so many of its standard errors may be chance.
BY_CHANCE = 3.0
# Saltelli's design takes so many times as many draws as there are things to tell apart, and two.
SALTELLI = 256
# More things than these are told apart by unknown alone.
MOST_APART = 60
# What requirements with states are called among unknowns; no unknown can have such an id.
STATES = "(states)"
# A share of the variance below this is nothing.
LEAST_SHARE = 0.005


@dataclass
class Inputs:
    """What unknowns came to in the first draws: [draws] by id, title and what it concerns."""

    kept: dict[tuple[str, str, str], list[Floats]] = field(default_factory=dict)
    draws: int = 0

    def add(self, drawn: Sequence[Drawn], states: Floats, names: Sequence[str] = ()) -> None:
        """Note a batch, as long as more are of use; `states` [B, S] decide on those of requirements
        by their `names`."""
        if self.draws >= MOST_RANKED:
            return
        self.draws += len(states)
        for found in drawn:
            source = found.source
            values = found.happens.astype(np.float64) if source.size is None else found.size
            for m, member in enumerate(source.members):
                self._note((source.name, source.unknown.title, member), values[:, m])
        for s, name in enumerate(names):
            self._note((STATES, said("unknown.states"), name), states[:, s])

    def _note(self, key: tuple[str, str, str], values: Floats) -> None:
        self.kept.setdefault(key, []).append(values)

    def drivers(self, values: Floats) -> tuple[Driver, ...]:
        """Rank correlations with a number, [draws] values, the largest first; those that may be
        chance are left out."""
        found = []
        values = values[: self.draws]
        for (name, title, member), batches in self.kept.items():
            rank = rank_correlation(np.concatenate(batches)[: len(values)], values)
            if rank is not None and abs(rank) > BY_CHANCE / np.sqrt(len(values)):
                found.append(Driver(name, title, member, rank))
        found.sort(key=lambda one: (-abs(one.rank or 0.0), one.unknown, one.member))
        return tuple(found[:MOST_DRIVERS])


def rank_correlation(one: Floats, other: Floats) -> float | None:
    """Spearman's rank correlation of two series, [n] each; None where one never changes."""
    ranked = [_ranks(one), _ranks(other)]
    if min(float(np.ptp(ranks)) for ranks in ranked) <= 0:
        return None
    one, other = (ranks - ranks.mean() for ranks in ranked)
    return float(dot(one, other) / np.sqrt(dot(one, one) * dot(other, other)))


def _ranks(values: Floats) -> Floats:
    """The rank of each value; equal ones share the mean of theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place])


def shares_of_variance(
    unknowns: Unknowns,
    seed: int,
    model: Callable[[Floats], Floats],
    matters: Callable[[Source, str], bool],
) -> tuple[ShareOfVariance, ...]:
    """What share of the variance of a number each unknown makes (Sobol indices, by SALib).

    `model` gives [B] values of the number for [B, width] numbers from 0 to 1; what does not matter
    to it stays in its middle. Empty where the number never changes, or there are not two things to
    tell apart.
    """
    apart = [group for group in _groups(unknowns, matters) if group.columns]
    if len(apart) > MOST_APART:
        apart = _by_unknown(apart)
    if len(apart) < 2:
        return ()
    columns = [column for group in apart for column in group.columns]
    sample, analyze = _salib()
    problem = {
        "num_vars": len(columns),
        "names": [f"x{column}" for column in columns],
        "bounds": [[0.0, 1.0]] * len(columns),
        "groups": [str(n) for n, group in enumerate(apart) for _ in group.columns],
    }
    numbers = sample(problem, SALTELLI, calc_second_order=False, seed=seed)
    values = np.concatenate(
        [
            model(_spread(numbers[at : at + STRATA], columns, unknowns.width))
            for at in range(0, len(numbers), STRATA)
        ]
    )
    if float(np.ptp(values)) <= 0:
        return ()
    values = (values - values.mean()) / values.std()
    # a seed of nought is none there
    found = analyze(problem, values, calc_second_order=False, seed=seed + 1)
    return tuple(_shares(apart, found))


@dataclass(frozen=True)
class _Group:
    """Numbers of a draw that are told apart from all others, and what they are."""

    unknowns: tuple[str, ...]
    titles: tuple[str, ...]
    member: str
    columns: tuple[int, ...]


def _groups(unknowns: Unknowns, matters: Callable[[Source, str], bool]) -> Iterator[_Group]:
    """What is told apart: what unknowns concern, one by one, as far as each is on its own; else
    unknowns that are correlated, all together; and the states of requirements."""
    for group in unknowns.groups:
        sources = [(unknowns.sources[s], unknowns.columns[s]) for s in group]
        names = tuple(source.name for source, _ in sources)
        titles = tuple(source.unknown.title for source, _ in sources)
        of = [
            (member, _columns(source, columns, m))
            for source, columns in sources
            for m, member in enumerate(source.members)
            if matters(source, member)
        ]
        if len(sources) == 1 and sources[0][0].each_alone:
            yield from (_Group(names, titles, member, at) for member, at in of)
        elif of:
            # of unknowns that are correlated each one's shared number moves the others
            shared = {columns[0] for _, columns in sources}
            every = tuple(sorted(shared.union(*(at for _, at in of))))
            alone = len(sources) == 1 and len(sources[0][0].members) == 1
            yield _Group(names, titles, of[0][0] if alone else "", every)
    first = unknowns.width - unknowns.states
    states = tuple(range(first, unknowns.width))
    yield _Group((STATES,), (said("unknown.states"),), "", states)


def _by_unknown(apart: Sequence[_Group]) -> list[_Group]:
    """Groups of one unknown put together."""
    found: dict[tuple[str, ...], _Group] = {}
    for group in apart:
        known = found.get(group.unknowns)
        columns = group.columns if known is None else (*known.columns, *group.columns)
        found[group.unknowns] = _Group(group.unknowns, group.titles, "", columns)
    return list(found.values())


def _columns(source: Source, columns: range, m: int) -> tuple[int, int, int]:
    """The numbers of a member of a source alone."""
    count, first = len(source.members), columns[0] + 1 + m
    return first, first + count, first + 2 * count


def _spread(numbers: Floats, columns: Sequence[int], width: int) -> Floats:
    """[B, width] numbers of which all but the columns stay in the middle."""
    found = np.full((len(numbers), width), 0.5)
    found[:, columns] = numbers
    return found


def _shares(apart: Sequence[_Group], found: Any) -> Iterator[ShareOfVariance]:
    """The largest first; those that make nothing are left out."""
    order = sorted(range(len(apart)), key=lambda place: -float(found["ST"][place]))
    for place in order[:MOST_DRIVERS]:
        numbers = [float(found[key][place]) for key in ("S1", "S1_conf", "ST", "ST_conf")]
        if numbers[2] > LEAST_SHARE:
            group = apart[place]
            yield ShareOfVariance(group.unknowns, group.titles, group.member, *numbers)


def _salib() -> tuple[Any, Any]:
    try:
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sampling
    except ImportError:
        raise fault(said("risk-not-installed"), place=Place("planner risk")) from None
    return sampling.sample, analysis.analyze
