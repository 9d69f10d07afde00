"""Sets of limits that contradict each other: irreducible, and the smallest where that is proven."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pulp  # noqa: F401 - it loads the solver's library for all
import highspy
import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from planner.lp import (
    Group,
    LinearModel,
    ModelError,
    Part,
    Sense,
    SolveOptions,
    Terms,
    contradictions,
)
from planner.lp.elastic import Elastic, TimeIsUp
from planner.lp.irreducible import Contradiction
from planner.lp.matrix import Matrix

# 40 solves, the default, may be too few to show that a set is the smallest, even of small models
ENOUGH = 1000


@dataclass(frozen=True)
class Small:
    """Rows of whole coefficients over a few columns, each between 0 and 4; one group a row, and
    one for the upper bounds of all columns."""

    rows: tuple[tuple[tuple[int, ...], str, int], ...]
    whole: bool

    @property
    def model(self) -> LinearModel:
        """The model itself."""
        width = len(self.rows[0][0])
        model = LinearModel("small", {"row": [str(i) for i in range(len(self.rows))]})
        x = model.add_columns("x", {"row": np.arange(width) % 1}, upper=4.0, integer=self.whole)
        for number, (coefficients, sense, rhs) in enumerate(self.rows):
            terms = [Terms(np.zeros(width, dtype=int), x.ids, np.array(coefficients))]
            model.add_rows(f"r{number}", {}, Sense(sense), float(rhs), terms)
        return model

    @property
    def groups(self) -> tuple[Group, ...]:
        """One for each row, then one for the upper bounds."""
        rows = [Group(Part(np.array([i])), size=rhs) for i, (_, _, rhs) in enumerate(self.rows)]
        return (*rows, Group(upper=Part(np.arange(len(self.rows[0][0]))), size=4.0))


@st.composite
def smalls(draw: st.DrawFn) -> Small:
    width, height = draw(st.integers(1, 3)), draw(st.integers(1, 6))
    coefficients = st.tuples(*[st.integers(-2, 3)] * width).filter(any)
    row = st.tuples(coefficients, st.sampled_from(["<=", ">=", "="]), st.integers(-6, 9))
    return Small(tuple(draw(row) for _ in range(height)), draw(st.booleans()))


def has_point(matrix: Matrix, groups: Sequence[Group], kept: Collection[int]) -> bool:
    """By HiGHS itself, on a model in which only the limits of some groups hold."""
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    row_lower, row_upper = matrix.row_lower, matrix.row_upper
    for number in set(range(len(groups))) - set(kept):
        row_lower[groups[number].rows.ids] = -np.inf
        row_upper[groups[number].rows.ids] = np.inf
        upper[groups[number].upper.ids] = np.inf
        lower[groups[number].lower.ids] = -np.inf
    highs = passed(matrix, lower, upper, row_lower, row_upper)
    highs.run()
    status = highs.getModelStatus()
    assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    return bool(status == highspy.HighsModelStatus.kOptimal)


type Bounds = np.ndarray[tuple[int], np.dtype[np.float64]]


def passed(
    matrix: Matrix, lower: Bounds, upper: Bounds, row_lower: Bounds, row_upper: Bounds
) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.passModel(
        lower.size,
        row_lower.size,
        matrix.csr.indices.size,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.zeros(lower.size),
        lower,
        upper,
        row_lower,
        row_upper,
        matrix.csr.starts.astype(np.int32),
        matrix.csr.indices.astype(np.int32),
        matrix.csr.values,
        matrix.integer.astype(np.int32),
    )
    return highs


def members(found: Contradiction) -> list[int]:
    return [member.group for member in found.members]


def smallest_by_trying(small: Small) -> int:
    """How many groups the smallest contradiction has: every subset is tried, small ones first."""
    matrix, groups = small.model.matrix(), small.groups
    sizes = range(len(groups) + 1)
    return next(
        size
        for size in sizes
        if any(
            not has_point(matrix, groups, kept)
            for kept in itertools.combinations(range(len(groups)), size)
        )
    )


@settings(max_examples=60, deadline=None)
@given(smalls())
@example(Small((((1, 1), ">=", 9), ((1, 0), "<=", 2)), whole=False))
@example(Small((((2, 2), "=", 3),), whole=True))
def test_it_contradicts_itself_and_nothing_can_be_left_out(small: Small) -> None:
    matrix, groups = small.model.matrix(), small.groups
    told = contradictions(matrix, groups)
    feasible = has_point(matrix, groups, range(len(groups)))
    assert (told.found == ()) == feasible
    taken: set[int] = set()
    for found in told.found:
        mine = members(found)
        assert found.is_irreducible
        assert not taken & set(mine)
        assert not has_point(matrix, groups, mine)
        for left_out in mine:
            assert has_point(matrix, groups, [g for g in mine if g != left_out])
        taken |= set(mine)
    assert told.are_all
    assert has_point(matrix, groups, set(range(len(groups))) - taken)


@settings(max_examples=40, deadline=None)
@given(smalls())
def test_the_smallest_is_the_smallest(small: Small) -> None:
    told = contradictions(small.model.matrix(), small.groups, searches=ENOUGH)
    assume(told.found)
    first = told.found[0]
    assert first.is_smallest
    assert len(first.members) == smallest_by_trying(small)


@settings(max_examples=40, deadline=None)
@given(smalls())
def test_a_value_that_gives_way_as_far_as_is_told_leaves_a_point(small: Small) -> None:
    matrix, groups = small.model.matrix(), small.groups
    told = contradictions(matrix, groups)
    assume(told.found)
    first = told.found[0]
    for member in first.members:
        assert member.more is not None
        assert member.less is not None
        assert max(member.more, member.less) > 0
        for part, is_enough in ((1.0, True), (0.9, False)):
            given_way = _given_way(matrix, groups[member.group], part, member.more, member.less)
            assert has_point(given_way, groups, members(first)) is is_enough


def _given_way(matrix: Matrix, group: Group, part: float, more: float, less: float) -> Matrix:
    copy = matrix.snapshot()
    for row in group.rows.ids.tolist():
        copy.rhs[row] += part * ((more if copy.senses[row] <= 0 else -more) - less)
    copy.upper[group.upper.ids] += part * more
    return copy


# ------------------------------------------------------------------- beside HiGHS's own set

_Iis = highspy.IisStrategy
# HiGHS 1.15 looks for one among rows and bounds of a linear model, or says that it has none.
STRATEGIES = {
    "light": _Iis.kIisStrategyLight.value,
    "from a ray": _Iis.kIisStrategyFromRay.value | _Iis.kIisStrategyIrreducible.value,
    "from the model": _Iis.kIisStrategyFromLp.value | _Iis.kIisStrategyIrreducible.value,
}


def one_by_one(small: Small) -> tuple[Group, ...]:
    """A group for each row and for each bound of a column: upper bounds, then lower ones."""
    height, width = len(small.rows), len(small.rows[0][0])
    return (
        *(Group(Part(np.array([row]))) for row in range(height)),
        *(Group(upper=Part(np.array([column]))) for column in range(width)),
        *(Group(lower=Part(np.array([column]))) for column in range(width)),
    )


def own_set(small: Small, strategy: int) -> list[int] | None:
    """Members of HiGHS's set, as `one_by_one` numbers them; None where it gives none."""
    matrix = small.model.matrix()
    height, width = matrix.rhs.size, matrix.lower.size
    highs = passed(matrix, matrix.lower, matrix.upper, matrix.row_lower, matrix.row_upper)
    assert highs.setOptionValue("iis_strategy", strategy) == highspy.HighsStatus.kOk
    status, iis = highs.getIis()
    if status != highspy.HighsStatus.kOk or not iis.valid_ or not len(iis.row_index_):
        return None
    bound = highspy.IisBoundStatus
    sides = {
        height: (bound.kIisBoundStatusUpper, bound.kIisBoundStatusBoxed),
        height + width: (bound.kIisBoundStatusLower, bound.kIisBoundStatusBoxed),
    }
    columns = zip(iis.col_index_, iis.col_bound_, strict=True)
    bounds = [
        first + column
        for column, status in columns
        for first, kinds in sides.items()
        if status in [int(kind) for kind in kinds]
    ]
    return sorted([*iis.row_index_, *bounds])


@pytest.mark.parametrize("name", STRATEGIES)
@settings(max_examples=40, deadline=None)
@given(small=smalls())
@example(small=Small((((1, 1), ">=", 9), ((1, 0), "<=", 2), ((0, 1), "<=", 7)), whole=False))
@example(small=Small((((2, 2), "=", 3),), whole=True))
def test_beside_the_set_of_highs(name: str, small: Small) -> None:
    own = own_set(small, STRATEGIES[name])
    if own is None:
        return
    matrix, groups = small.model.matrix(), one_by_one(small)
    told = contradictions(matrix, groups, searches=ENOUGH)
    assert not has_point(matrix, groups, own)
    assert told.found[0].is_smallest
    assert len(told.found[0].members) <= len(own)
    # of whole numbers it gives the set of the relaxation, and "light" promises nothing
    for left_out in own if name != "light" and not small.whole else ():
        assert has_point(matrix, groups, [g for g in own if g != left_out])


# a contradiction of four that is shown to be the smallest after 40 solves
TAKES_LONG = Small(
    (
        ((1, -2, -1), ">=", 6),
        ((0, 0, 1), "<=", 0),
        ((2, 1, 0), ">=", 9),
        ((0, -1, 0), "<=", 0),
        ((2, 0, -1), "<=", 3),
    ),
    whole=True,
)


def test_what_the_last_solve_shows_counts() -> None:
    # it takes the 40 solves that are the default
    matrix, groups = TAKES_LONG.model.matrix(), one_by_one(TAKES_LONG)
    [found] = contradictions(matrix, groups, most=1).found
    assert (members(found), found.is_smallest) == ([0, 2, 4, 5], True)
    [found] = contradictions(matrix, groups, most=1, searches=20).found
    assert (members(found), found.is_smallest) == ([0, 2, 4, 5], False)


def test_highs_gives_a_set_only_where_the_relaxation_has_no_point() -> None:
    linear = Small((((1, 1), ">=", 9),), whole=False)
    assert own_set(linear, STRATEGIES["from the model"]) == [0, 1, 2]
    whole = Small((((2, 2), "=", 3),), whole=True)
    assert {own_set(whole, strategy) and "a set" for strategy in STRATEGIES.values()} == {None}


# ------------------------------------------------------------------------------- by hand


def flows(days: int, need: float, most: float) -> tuple[LinearModel, list[Group]]:
    """What is carried on each of some days, `most` in all, of which `need` has to be each day;
    one group for what is needed and one for the most."""
    model = LinearModel("flows", {"day": [str(day) for day in range(days)]})
    carried = model.add_columns("carried", {"day": np.arange(days)})
    rows = [Terms(np.arange(days), carried.ids)]
    model.add_rows("need", {"day": np.arange(days)}, Sense.GE, need, rows)
    model.add_rows("most", {}, Sense.LE, most, [Terms(np.zeros(days, dtype=int), carried.ids)])
    return model, [
        Group(Part(np.arange(days)), size=need),
        Group(Part(np.array([days])), size=most),
    ]


def test_a_group_is_all_of_its_rows() -> None:
    # 3 days of 5 are 15, and 12 are the most: 4 a day would do, or 15 in all
    model, groups = flows(3, 5.0, 12.0)
    (found,) = contradictions(model.matrix(), groups).found
    need, most = found.members
    assert [need.group, most.group] == [0, 1]
    assert [need.more, most.more] == pytest.approx([1.0, 3.0])
    assert [need.binding, most.binding] == [(0, 1, 2), (0,)]
    assert found.is_irreducible
    assert found.is_smallest


def test_a_weight_says_how_far_a_row_gives_way() -> None:
    # what is needed gives way half as fast on the third day: 15 - 2.5 z are no more than 12
    model, groups = flows(3, 5.0, 12.0)
    groups[0] = Group(Part(np.arange(3), np.array([1.0, 1.0, 0.5])), size=5.0)
    (found,) = contradictions(model.matrix(), groups).found
    assert found.members[0].more == pytest.approx(3 / 2.5)


@pytest.mark.parametrize(
    ("less", "told"), [(7.0, {0: (0.0, 2.0), 1: (2.0, 0.0)}), (1.0, {1: (1.0, 0.0)})]
)
def test_an_equation_falls_no_lower_than_it_may(
    less: float, told: dict[int, tuple[float, float]]
) -> None:
    # x = 7 and x <= 5. What may fall by 1 at most is never below 6, and that always holds
    model = LinearModel("m", {})
    x = model.add_columns("x", {}, upper=5.0)
    model.add_rows("fixed", {}, Sense.EQ, 7.0, [Terms(np.zeros(1, dtype=int), x.ids)])
    fixed = Group(Part(np.array([0])), size=7.0, less=less)
    (found,) = contradictions(model.matrix(), [fixed, Group(upper=Part(x.ids), size=5.0)]).found
    assert {each.group: (each.more, each.less) for each in found.members} == {
        group: pytest.approx(amounts) for group, amounts in told.items()
    }


def several(count: int) -> tuple[LinearModel, list[Group]]:
    """So many contradictions that have nothing in common: x >= 2 and x <= 1 for each x."""
    model = LinearModel("several", {"x": [str(i) for i in range(count)]})
    x = model.add_columns("x", {"x": np.arange(count)})
    terms = [Terms(np.arange(count), x.ids)]
    model.add_rows("least", {"x": np.arange(count)}, Sense.GE, 2.0, terms)
    model.add_rows("most", {"x": np.arange(count)}, Sense.LE, 1.0, terms)
    return model, [Group(Part(np.array([row]))) for row in range(2 * count)]


def test_contradictions_without_a_common_member_are_told_one_after_another() -> None:
    model, groups = several(3)
    told = contradictions(model.matrix(), groups)
    pairs = sorted(members(found) for found in told.found)
    assert pairs == [[0, 3], [1, 4], [2, 5]]
    assert all(found.is_smallest for found in told.found)
    assert told.are_all
    told = contradictions(model.matrix(), groups, most=2)
    assert len(told.found) == 2
    assert not told.are_all


def test_that_it_is_the_smallest_takes_few_solves_to_prove() -> None:
    model, groups = several(30)
    told = contradictions(model.matrix(), groups, most=1, searches=4)
    assert told.found[0].is_smallest


def test_without_a_search_only_what_reduction_shows_proves_the_smallest() -> None:
    # Each point met while the first was reduced has one of the second give way too, so one group
    # might hit all of them. Beside the first, the second's members gave way one at a time.
    model, groups = several(2)
    (first, second) = contradictions(model.matrix(), groups, searches=0).found
    assert first.is_irreducible
    assert not first.is_smallest
    assert second.is_smallest


def test_a_smaller_one_is_found_beside_the_first() -> None:
    # x >= 9 and y >= 1 against x + y <= 8; by parts of the values, that gives way first. Alone,
    # z <= 1 contradicts what always holds, z >= 2.
    model = LinearModel("m", {})
    columns = [model.add_columns(name, {}).ids for name in "xyz"]
    x, y, z = (Terms(np.zeros(1, dtype=int), ids) for ids in columns)
    model.add_rows("x", {}, Sense.GE, 9.0, [x])
    model.add_rows("y", {}, Sense.GE, 1.0, [y])
    model.add_rows("both", {}, Sense.LE, 8.0, [x, y])
    model.add_rows("always", {}, Sense.GE, 2.0, [z])
    model.add_rows("z", {}, Sense.LE, 1.0, [z])
    groups = [Group(Part(np.array([row])), size=9.0) for row in (0, 1, 2, 4)]
    told = contradictions(model.matrix(), groups)
    assert [members(found) for found in told.found] == [[3], [0, 2]]


def test_what_is_in_no_group_may_contradict_itself() -> None:
    model, _ = several(1)
    told = contradictions(model.matrix(), [])
    assert told.found == (Contradiction((), True, True),)
    assert not told.are_all


def test_at_the_time_limit_nothing_is_called_proven() -> None:
    model, groups = several(3)
    told = contradictions(model.matrix(), groups, SolveOptions(time_limit=0))
    assert told.found == ()
    assert not told.are_all


@pytest.mark.parametrize("solves", range(1, 12))
@pytest.mark.parametrize("whole", [False, True])
def test_wherever_the_time_ends_what_is_told_is_true(
    solves: int, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_an_end(self: Elastic) -> float | None:
        if self.solves > solves:
            raise TimeIsUp
        return None

    monkeypatch.setattr(Elastic, "left", at_an_end)
    small = Small((((1, 1), ">=", 9), ((1, 0), "<=", 2), ((0, 1), "<=", 3)), whole)
    matrix, groups = small.model.matrix(), small.groups
    for found in contradictions(matrix, groups).found:
        assert not has_point(matrix, groups, members(found))
        if found.is_irreducible:
            for left_out in members(found):
                assert has_point(matrix, groups, [g for g in members(found) if g != left_out])
        assert found.is_irreducible or not found.is_smallest


def test_a_weight_of_nought_is_refused() -> None:
    model, groups = flows(2, 5.0, 12.0)
    groups[0] = Group(Part(np.arange(2), np.array([1.0, 0.0])))
    with pytest.raises(ModelError, match="above 0"):
        contradictions(model.matrix(), groups)


def test_the_model_is_left_as_it_was() -> None:
    model, groups = flows(3, 5.0, 12.0)
    before = model.matrix().snapshot()
    contradictions(model.matrix(), groups)
    after = model.matrix()
    assert np.array_equal(before.rhs, after.rhs)
    assert np.array_equal(before.upper, after.upper)
