"""Force generation over many draws: how sure each requirement and each force is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.analysis.risk.coverage import Covered, Held
from planner.analysis.risk.draws import Floats
from planner.analysis.risk.tallies import LEVELS, Distribution, Ints, Shares, chance_of
from planner.records.risk import (
    ChanceStretch,
    Estimate,
    FanStretch,
    ForceRisk,
    ForcesRisk,
    RequirementRisk,
)

# Between which quantiles the bands of a fan lie, with the middle.
FAN = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass
class ForceTally:
    """Counts over the draws so far."""

    held: Held
    days_met: Ints
    """[O, D] draws in which a requirement is met on a day."""
    met: Ints
    """[O] draws in which it is met on every day."""
    unfilled: list[Distribution]
    short: list[Distribution]
    force_days: Ints
    """[F, D] draws in which all requirements of a force are met on a day."""
    force_met: Ints
    force_unfilled: list[Distribution]
    filled: list[Shares]
    total: Distribution
    draws: int = 0

    @classmethod
    def of(cls, held: Held) -> ForceTally:
        """Nothing counted yet."""
        days = held.required.shape[1]
        asked = (held.required > 0).sum(axis=1) * held.weights * held.problem.peak
        is_listed = np.isin(np.arange(len(held.open)), held.listed)
        per_force = held.force_of[:, held.open] @ np.where(is_listed, asked, 0.0)
        forces = len(per_force)
        return cls(
            held=held,
            days_met=np.zeros(held.required.shape, dtype=np.int64),
            met=np.zeros(len(held.open), dtype=np.int64),
            unfilled=[Distribution(float(most)) for most in asked],
            short=[Distribution(float(most)) for most in held.problem.peak],
            force_days=np.zeros((forces, days), dtype=np.int64),
            force_met=np.zeros(forces, dtype=np.int64),
            force_unfilled=[Distribution(float(most)) for most in per_force],
            filled=[Shares.of(days) for _ in range(forces)],
            total=Distribution(float(asked[held.listed].sum())),
        )

    def add(self, found: Covered) -> None:
        """Count one batch."""
        of = self.held.force_of[:, self.held.open] > 0
        self.draws += len(found.met)
        self.days_met += found.met.sum(axis=0)
        self.met += found.met.all(axis=2).sum(axis=0)
        for r, distribution in enumerate(self.unfilled):
            distribution.add(found.unfilled[:, r])
            self.short[r].add(found.short[:, r])
        never = (self.held.force_of @ self.held.empty) > 0
        for f, mine in enumerate(of):
            days = found.met[:, mine].all(axis=1) & ~never[f]
            self.force_days[f] += days.sum(axis=0)
            self.force_met[f] += int(days.all(axis=1).sum())
            listed = np.intersect1d(np.flatnonzero(mine), self.held.listed)
            self.force_unfilled[f].add(found.unfilled[:, listed].sum(axis=1))
            self.filled[f].add(found.filled[:, f])
        self.total.add(found.unfilled[:, self.held.listed].sum(axis=1))

    def chances(self) -> list[Estimate]:
        """Every chance that a run is to know: of each requirement, and of each force."""
        hits = [*self.met.tolist(), *self.force_met.tolist()]
        return [chance_of(hit, self.draws) for hit in hits]

    def risk(self) -> ForcesRisk:
        """What all draws come to."""
        held = self.held
        return ForcesRisk(
            draws=self.draws,
            unfilled=self.total.outlook(),
            requirements=tuple(self._requirements(held.listed.tolist())),
            forces=tuple(self._forces()),
            never=int(held.empty.any(axis=1).sum()) + len(held.open) - len(held.listed),
        )

    def _requirements(self, places: Sequence[int]) -> Iterator[RequirementRisk]:
        held = self.held
        for r in places:
            name = held.problem.requirements[r]
            requirement = held.scenario.requirements[name]
            yield RequirementRisk(
                requirement=name,
                title=requirement.title or name,
                force=requirement.force,
                tier=requirement.tier,
                met=chance_of(int(self.met[r]), self.draws),
                by_day=self._stretches(self.days_met[r], held.required[r] > 0),
                unfilled=self.unfilled[r].outlook(),
                measure=self.held.book.capabilities[requirement.capability].measure,
                extra=tuple((level, self.short[r].quantile(level)) for level in LEVELS),
            )

    def _forces(self) -> Iterator[ForceRisk]:
        held = self.held
        wanted = held.force_of @ held.empty + held.force_of[:, held.open] @ (held.required > 0)
        for f, name in enumerate(held.whole.forces):
            if not wanted[f].any():
                continue
            yield ForceRisk(
                force=name,
                title=held.scenario.forces[name].title or name,
                met=chance_of(int(self.force_met[f]), self.draws),
                by_day=self._stretches(self.force_days[f], wanted[f] > 0),
                unfilled=self.force_unfilled[f].outlook(),
                fan=tuple(self._fan(self.filled[f], wanted[f] > 0)),
            )

    def _stretches(self, hits: Ints, wanted: np.ndarray) -> tuple[ChanceStretch, ...]:
        """The chance day by day, on the days on which anything is wanted."""
        return stretches_of(hits / self.draws, wanted, self.held.start)

    def _fan(self, shares: Shares, wanted: np.ndarray) -> Iterator[FanStretch]:
        levels = np.stack([shares.quantile(level) for level in FAN], axis=1)
        for first, until in _runs(levels, wanted):
            start = self.held.start
            here = tuple(levels[first].tolist())
            yield FanStretch(start + first, start + until, FAN, here)


def stretches_of(chances: Floats, wanted: np.ndarray, start: int) -> tuple[ChanceStretch, ...]:
    """[D] chances on the days on which something is wanted, as stretches of the same chance."""
    return tuple(
        ChanceStretch(start + first, start + until, float(chances[first]))
        for first, until in _runs(chances[:, None], wanted)
    )


def _runs(values: Floats, wanted: np.ndarray) -> Iterator[tuple[int, int]]:
    """Stretches of wanted days on which all [D, n] values are the same."""
    same = (values[1:] == values[:-1]).all(axis=1) & (wanted[1:] == wanted[:-1])
    edges = [0, *(np.flatnonzero(~same) + 1).tolist(), len(values)]
    for first, until in pairwise(edges):
        if wanted[first]:
            yield first, until
