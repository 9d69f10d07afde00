"""Which points a sweep has: combinations, lists, and Latin hypercubes."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.sweep import Axis, axis_of, grid, latin, listed_points, points_in
from planner.analysis.sweep import points as module
from planner.errors import InputError
from planner.records.sweep import Design


def refused(call: object, *arguments: object) -> str:
    """What is said of points that cannot be."""
    with pytest.raises(InputError) as raised:
        call(*arguments)  # type: ignore[operator]
    [fault] = raised.value.faults
    return str(fault)


# ------------------------------------------------------------------------------------------ axes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a.b=10,20", (10, 20)),
        ("a.b = 1.5 , 2", (1.5, 2)),
        ("a.b=3", (3,)),
        ("a.b=road, rail", ("road", "rail")),
        ("a.b=10..30/3", (10, 20, 30)),
        ("a.b=0..1/5", (0, 0.25, 0.5, 0.75, 1)),
        # the last digits of 0.1 * 3 are noise
        ("a.b=0.1..0.5/5", (0.1, 0.2, 0.3, 0.4, 0.5)),
        ("a.b=-2..2/3", (-2, 0, 2)),
    ],
)
def test_values_of_an_axis(text: str, values: tuple[object, ...]) -> None:
    assert axis_of(text) == Axis("a.b", values)


def test_a_range_without_a_count_is_one_to_draw_from() -> None:
    assert axis_of("a.b=10..90") == Axis("a.b", range=(10.0, 90.0), whole=True)
    assert axis_of("a.b=10.0..90") == Axis("a.b", range=(10.0, 90.0))
    assert axis_of("a.b=-1e1..90") == Axis("a.b", range=(-10.0, 90.0))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a.b", "--over"),
        ("=3", "--over"),
        ("a.b=", "--over"),
        ("a.b=9..1", "9..1"),
        ("a.b=1..9/1", "1"),
        ("a.b=1..9/99999999", "99999999"),
        ("a.b=1..9/" + "9" * 5000, "too many"),
        ("a.b=1...9/3", "not a range"),
        ("a.b=1..x/3", "not a range"),
        ("a.b=1..9/2.5", "not a range"),
        ("a.b=0,1..9/3", "not a range"),
    ],
)
def test_what_is_no_axis(text: str, told: str) -> None:
    assert told in refused(axis_of, text)


# ------------------------------------------------------------------------------------------ grid


def test_every_combination_the_last_axis_first() -> None:
    found = grid([Axis("a", (1, 2)), Axis("b", ("x", "y", "z"))])
    assert found.design is Design.GRID
    assert found.paths == ("a", "b")
    assert found.put == ((1, "x"), (1, "y"), (1, "z"), (2, "x"), (2, "y"), (2, "z"))


def test_what_is_no_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--over" in refused(grid, [])
    assert " a: " in refused(grid, [Axis("a", (1,)), Axis("a", (2,))])
    assert " a: " in refused(grid, [Axis("a", range=(1.0, 2.0))])
    huge = Axis("a", tuple(range(10_000)))
    most = [replace(huge, path=str(place)) for place in range(90)]
    assert "too many" in refused(grid, most)
    monkeypatch.setattr(module, "MOST_POINTS", 5)
    assert "5" in refused(grid, [Axis("a", (1, 2)), Axis("b", (1, 2, 3))])


# ----------------------------------------------------------------------------------------- lists


def test_points_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("a.b, c\n10,road\n\n2.5,true\n", "utf-8")
    found = points_in(file)
    assert found.design is Design.LIST
    assert found.paths == ("a.b", "c")
    assert found.put == ((10, "road"), (2.5, True))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n", "points.csv"),
        ("a,b\n\n , \n", "points.csv: no points"),
        ("a,b\n1,2\n3\n", "points.csv:3"),
        ("a,a\n1,2\n", "points.csv:1: a: "),
        ("a,\n1,2\n", "points.csv:1: a column without a path; seen: 2"),
        ("a;b\n1;2\n", "points.csv:1: the columns are parted by semicolons"),
        ("a,b\n1,2\n\n3,\n", "points.csv:4: a cell without a value"),
        ("a\n1\n[2\n", "points.csv:3: not valid YAML"),
        ('a,b\n"1\n2', "points.csv"),
        ("a,b\n1," + "2" * 140_000, "points.csv"),
    ],
)
def test_what_is_no_list(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "points.csv"
    file.write_text(content, "utf-8")
    assert told in refused(points_in, file)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    assert "none.csv" in refused(points_in, tmp_path / "none.csv")


def test_points_that_are_handed_in() -> None:
    assert listed_points(["a"], [[1], [5]]).put == ((1,), (5,))


# ------------------------------------------------------------------------------- Latin hypercube


@settings(deadline=None)  # the first of them imports what draws
@given(st.integers(1, 60), st.integers(0, 9))
def test_each_slice_of_each_range_has_one_point(count: int, seed: int) -> None:
    found = latin([Axis("a", range=(10.0, 20.0)), Axis("b", range=(-1.0, 1.0))], count, seed)
    assert (found.design, found.seed, len(found.put)) == (Design.LATIN, seed, count)
    for place, (low, high) in enumerate(((10.0, 20.0), (-1.0, 1.0))):
        values = [float(str(put[place])) for put in found.put]
        slices = sorted(min(count - 1, int((v - low) / (high - low) * count)) for v in values)
        # a value that lies on an edge after rounding may count to the slice beside its own
        assert sum(a != b for a, b in zip(slices, range(count), strict=True)) <= 2


def test_values_come_as_often_as_one_another() -> None:
    found = latin([Axis("a", ("x", "y", "z"))], 30, 4)
    values = [put[0] for put in found.put]
    assert {value: values.count(value) for value in "xyz"} == {"x": 10, "y": 10, "z": 10}


def test_whole_numbers_come_as_often_as_one_another() -> None:
    found = latin([Axis("a", range=(-1.0, 3.0), whole=True)], 25, 4)
    values = [put[0] for put in found.put]
    assert {value: values.count(value) for value in range(-1, 4)} == dict.fromkeys(range(-1, 4), 5)


def test_without_what_draws_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    assert "'.[risk]'" in refused(latin, [Axis("a", (1, 2))], 3, 0)


def test_too_many_are_told_where_they_are_asked_for() -> None:
    assert "--latin" in refused(latin, [Axis("a", (1, 2))], module.MOST_POINTS + 1, 0)
    assert "--list" in refused(listed_points, ["a"], [])


def test_a_seed_is_its_points() -> None:
    axes = [Axis("a", range=(0.0, 1.0))]
    assert latin(axes, 9, 3) == latin(axes, 9, 3)
    assert latin(axes, 9, 3).put != latin(axes, 9, 4).put
