"""The product of two long series, the same to the last bit on any number of processor cores.

BLAS, which `@` and `np.dot` call, shares a series of more than some ten thousand numbers out to
its threads, and so adds in an order that their number decides: 210.464 on one thread was
210.46400000000003 on two. A plan must not tell on how many cores it was made.
"""

from __future__ import annotations

import numpy as np

from planner.lp.blocks import Floats


def dot(one: Floats, other: Floats) -> float:
    """Sum of `one` times `other`, [n] each, added in one order whatever the machine has."""
    return float(np.sum(one * other))


def dots(many: Floats, one: Floats) -> Floats:
    """[...] sums of each of `many` [..., n] times `one` [n], added likewise."""
    return np.asarray(np.sum(many * one, axis=-1))
