"""Stochastic network design (netdes): arcs are opened now, at a fixed cost; goods flow after.

In the files b is what a node sends out less what it takes in.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from planner.lp.blocks import Floats, Ids, Terms
from planner.lp.matrix import Csr, Matrix, compress
from planner.lp.two_stage import Realisation, Recourse, TwoStage


def read(path: Path) -> TwoStage:
    """The problem of a file: after a line with a plus the nodes, density, ratio, arcs, fixed costs,
    number of scenarios and their chances; then of each its unit costs, capacities and b."""
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.split("+\n", 1)[1].splitlines() if not line.startswith("-" * 2)]
    nodes, count = int(lines[0]), int(lines[5])
    tail, head = np.nonzero(_table(lines[3]))
    fixed = _table(lines[4])[tail, head]
    chances = _table(lines[6])[0]
    parts = [lines[7 + 3 * k : 10 + 3 * k] for k in range(count)]
    flow = _flow(nodes, tail, head)
    opened = [
        Realisation(
            float(chance),
            _recourse(flow, *(_table(line) for line in part), tail=tail, head=head),
        )
        for chance, part in zip(chances, parts, strict=True)
    ]
    return TwoStage(fixed, _gates(fixed.size), tuple(opened))


def _table(line: str) -> Floats:
    return np.array([[float(word) for word in row.split(",")] for row in line.split(";")])


def _gates(arcs: int) -> Matrix:
    """Each arc is opened or not; nothing else limits the first stage."""
    none = Csr(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0))
    whole = np.ones(arcs, dtype=np.bool_)
    return Matrix(np.zeros(arcs), np.ones(arcs), whole, np.zeros(0), np.zeros(0), none)


def _flow(nodes: int, tail: Ids, head: Ids) -> Csr:
    """Of each node, what goes out less what comes in; then of each arc what flows on it."""
    arc = np.arange(tail.size)
    terms = [Terms(tail, arc, 1.0), Terms(head, arc, -1.0), Terms(nodes + arc, arc, 1.0)]
    return compress("flow", nodes + arc.size, arc.size, terms)


def _recourse(
    flow: Csr, cost: Floats, capacity: Floats, b: Floats, *, tail: Ids, head: Ids
) -> Recourse:
    """Balance at each node; on each arc no more than its capacity, and nothing unless opened."""
    nodes, arc = b.size, np.arange(tail.size)
    gates = [Terms(nodes + arc, arc, -capacity[tail, head])]
    matrix = Matrix(
        lower=np.zeros(arc.size),
        upper=np.full(arc.size, np.inf),
        integer=np.zeros(arc.size, dtype=np.bool_),
        senses=np.concatenate([np.zeros(nodes), np.full(arc.size, -1.0)]),
        rhs=np.concatenate([b.ravel(), np.zeros(arc.size)]),
        csr=flow,
    )
    opening = compress("opening", nodes + arc.size, arc.size, gates)
    return Recourse(cost[tail, head], matrix, opening)
