"""Whole cents between purses and lines, and what can be done with one more of them.

A solver's amounts are floats. Rounded to cents they are nearly the best; what they lack is found by
search: a line that is short takes from a purse with money left, by way of other lines that can be
paid by other purses, or from a line of a later priority or month. Where no such way is left
nothing better exists, in whole cents, whoever made the start (Ford and Fulkerson); and what can be
reached from lines that are short is the cut that proves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.funding.problem import FundingProblem, Ints


class Flows:
    """What each purse pays of each line, cents; `left` [M] and `short` [L] are what remains."""

    def __init__(self, problem: FundingProblem) -> None:
        self.problem = problem
        self.paid: dict[tuple[int, int], int] = {}
        self.left = [int(cents) for cents in problem.money]
        self.short = [int(cents) for cents in problem.costs]
        self.purses_of: list[list[int]] = [[] for _ in problem.lines]
        self.lines_of: list[list[int]] = [[] for _ in problem.purses]
        for line, purse in zip(problem.line.tolist(), problem.purse.tolist(), strict=True):
            self.purses_of[line].append(purse)
            self.lines_of[purse].append(line)
        self.payers: list[set[int]] = [set() for _ in problem.lines]
        self.payees: list[set[int]] = [set() for _ in problem.purses]

    def pay(self, line: int, purse: int, cents: int) -> None:
        """Pay so much more of a line, or less where `cents` is below 0."""
        now = self.paid.get((line, purse), 0) + cents
        self.paid[line, purse] = now
        self.left[purse] -= cents
        self.short[line] -= cents
        if now:
            self.payers[line].add(purse)
            self.payees[purse].add(line)
        else:
            del self.paid[line, purse]
            self.payers[line].discard(purse)
            self.payees[purse].discard(line)

    def start_from(self, amounts: Ints) -> None:
        """Pay the amounts [P] of the pairs, as far as there is money and something to pay."""
        for line, purse, cents in zip(
            self.problem.line.tolist(), self.problem.purse.tolist(), amounts.tolist(), strict=True
        ):
            if (most := min(cents, self.left[purse], self.short[line])) > 0:
                self.pay(line, purse, most)

    def settle(self) -> None:
        """Pay all that can be paid: the earlier priorities first, of one the earlier months."""
        ranks = [(line.priority, line.month) for line in self.problem.lines]
        for line in sorted(range(len(ranks)), key=lambda n: (ranks[n], n)):
            while self.short[line] and self._more_for(line, ranks):
                pass

    def _more_for(self, line: int, ranks: list[tuple[int, int]]) -> bool:
        """Pay more of a line by one way; False where there is none."""
        way = self._way(line, lambda other: ranks[other] > ranks[line])
        if way is None:
            return False
        most = min(self.short[line], *way.limits)
        for purse, taker, giver in way.steps:
            if giver is not None:
                self.pay(giver, purse, -most)
            self.pay(taker, purse, most)
        return True

    def _way(self, line: int, gives: Callable[[int], bool]) -> _Way | None:
        """The shortest way to more money for a line: its last purse has money left, or pays a line
        that gives way."""
        wants: dict[int, int] = {}  # a purse: the line that would take from it
        through: dict[int, int] = {}  # a line: the purse that would no longer pay it
        lines = [line]
        for taker in lines:
            for purse in self.purses_of[taker]:
                if purse in wants:
                    continue
                wants[purse] = taker
                if self.left[purse]:
                    return self._traced(line, purse, None, wants, through)
                for other in sorted(self.payees[purse] - {line} - through.keys()):
                    if gives(other):
                        return self._traced(line, purse, other, wants, through)
                    through[other] = purse
                    lines.append(other)
        return None

    def _traced(
        self, line: int, purse: int, giver: int | None, wants: dict[int, int],
        through: dict[int, int],
    ) -> _Way:  # fmt: skip
        steps = []
        limits = [self.left[purse] if giver is None else self.paid[giver, purse]]
        while True:
            taker = wants[purse]
            steps.append((purse, taker, giver))
            if taker == line:
                return _Way(tuple(steps), tuple(limits))
            purse, giver = through[taker], taker
            limits.append(self.paid[giver, purse])

    def closure(self, lines: Iterable[int]) -> tuple[set[int], set[int]]:
        """The purses that may pay the lines, the lines that these pay, and so on."""
        found, purses = set(lines), set[int]()
        queue = sorted(found)
        for line in queue:
            for purse in self.purses_of[line]:
                if purse not in purses:
                    purses.add(purse)
                    new = self.payees[purse] - found
                    found |= new
                    queue += sorted(new)
        return found, purses


@dataclass(frozen=True, slots=True)
class _Way:
    """Steps (purse, line that takes, line that gives or None) from the last to the first."""

    steps: tuple[tuple[int, int, int | None], ...]
    limits: tuple[int, ...]
