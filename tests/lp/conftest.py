"""Small models that several tests share."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import LinearModel, Sense, Terms

AXES = {"lane": ["bamako-segou", "segou-mopti", "mopti-gao"], "day": ["D+1", "D+12"]}


@pytest.fixture
def lanes() -> LinearModel:
    """Flow on three lanes over two days: at least 5 and 6 a day, at most 8 on a lane.

    Upper bounds of the flows, lane after lane and day after day: 3, 4, 5, 6, 7, 8.
    """
    model = LinearModel("lanes", AXES)
    lane, day = (codes.ravel() for codes in np.indices((3, 2)))
    flow = model.add_columns("flow", {"lane": lane, "day": day}, upper=3.0 + np.arange(6))
    need, cap = {"day": np.arange(2)}, {"lane": np.arange(3)}
    model.add_rows("need", need, Sense.GE, np.array([5.0, 6.0]), [Terms(day, flow.ids)])
    model.add_rows("cap", cap, Sense.LE, 8.0, [Terms(lane, flow.ids)])
    return model


@pytest.fixture
def shortage() -> LinearModel:
    """road + air + unmet = 10, road <= 6, air <= 3."""
    model = LinearModel("shortage", {})
    road = model.add_columns("road", {}, upper=6.0)
    air = model.add_columns("air", {}, upper=3.0)
    unmet = model.add_columns("unmet", {})
    ids = np.concatenate([road.ids, air.ids, unmet.ids])
    model.add_rows("demand", {}, Sense.EQ, 10.0, [Terms(np.zeros(3, dtype=int), ids)])
    return model


@pytest.fixture
def knapsack() -> LinearModel:
    """At most 10 kg of boxes of 3, 4 and 5 kg, one of each; `left` is the room left over."""
    model = LinearModel("knapsack", {"box": ["three", "four", "five"]})
    boxes = model.add_columns("take", {"box": np.arange(3)}, upper=1.0, integer=True)
    left = model.add_columns("left", {})
    terms = [Terms(np.zeros(3, dtype=int), boxes.ids, np.array([3.0, 4.0, 5.0]))]
    terms.append(Terms(np.zeros(1, dtype=int), left.ids))
    model.add_rows("room", {}, Sense.EQ, 10.0, terms)
    return model
