"""Circles among steps, against what the word means."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.scenario.checks.circles import circles

NAMES = st.sampled_from("abcde")
STEPS = st.lists(st.tuples(NAMES, NAMES), max_size=10)


def shortest(steps: list[tuple[str, str]], start: str, end: str) -> int | None:
    """How many steps lead from one name to another; None where none do."""
    reached, length = {start}, 0
    while end not in reached:
        further = {to for at, to in steps if at in reached} | reached
        if further == reached:
            return None
        reached, length = further, length + 1
    return length


@given(STEPS)
def test_a_step_closes_a_circle_where_earlier_ones_lead_back(steps: list[tuple[str, str]]) -> None:
    found = dict(circles((i, start, end) for i, (start, end) in enumerate(steps)))
    open_: list[tuple[str, str]] = []
    for i, (start, end) in enumerate(steps):
        back = shortest(open_, end, start)
        assert (i in found) is (back is not None)
        if back is None:
            open_.append((start, end))
            continue
        circle = found[i]
        assert circle[0] == circle[-1] == end
        assert len(circle) == back + 2  # the ways back, and this step
        assert set(pairwise(circle)) <= {*open_, (start, end)}


def test_a_long_way_is_walked_without_a_deep_call() -> None:
    names = [f"n{i}" for i in range(5_000)]
    steps = [(i, one, other) for i, (one, other) in enumerate(pairwise(names))]
    assert list(circles(steps)) == []
    [(key, circle)] = circles([*steps, (-1, names[-1], names[0])])
    assert (key, len(circle)) == (-1, len(names) + 1)
