"""Cost lines that are one where transfers are counted: of one entry, open to the same purses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.funding.problem import FundingProblem


def grouped(problem: FundingProblem, short: Sequence[int]) -> FundingProblem:
    """The problem with groups in place of the lines: of one entry and priority, open to the same
    purses, given in kind or not; `short` [L] are cents that nobody pays in a best answer.

    A purse that may pay one line of a group may pay all of them, so which of them it pays does not
    matter. Only months that lack something, of a priority, are told apart: what lacks in them can
    lie with one entry or another. In all others nothing lacks, whichever best answer is taken: what
    is unfunded by priority and month is the same in every one.
    """
    lacking = {
        (line.priority, line.month)
        for line, cents in zip(problem.lines, short, strict=True)
        if cents
    }
    purses: list[list[int]] = [[] for _ in problem.lines]
    for line, purse in zip(problem.line.tolist(), problem.purse.tolist(), strict=True):
        purses[line].append(purse)
    names = [
        (entry, line.priority, line.month if (line.priority, line.month) in lacking else None,
         line.gift is not None, tuple(mine))
        for line, entry, mine in zip(
            problem.lines, problem.entry_of_line.tolist(), purses, strict=True
        )
    ]  # fmt: skip
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    group = np.array([number[name] for name in names], dtype=np.int64)
    first = np.unique(group, return_index=True)[1]
    pairs = np.stack([group[problem.line], problem.purse, problem.entry, problem.spared])
    line, purse, entry, spared = np.unique(pairs, axis=1)
    return replace(
        problem,
        lines=tuple(problem.lines[n] for n in first),
        costs=np.bincount(group, problem.costs, len(number)).astype(np.int64),
        line=line,
        purse=purse,
        entry=entry,
        spared=spared.astype(np.bool_),
        entry_of_line=problem.entry_of_line[first],
        supportable=problem.supportable[first],
    )
