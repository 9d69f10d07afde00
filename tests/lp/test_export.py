"""Models as text."""

from __future__ import annotations

from pathlib import Path

import pulp
import highspy
import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    ModelError,
    Sense,
    Session,
    SolveOptions,
    Terms,
    lp_text,
    mps_text,
)

GOLDEN_LP = """\
\\* lanes *\\
Minimize
cost: flow(bamako~segou,D&1) + 2 flow(bamako~segou,D&12)
 + 5 flow(mopti~gao,D&1) + 6 flow(mopti~gao,D&12) + 3 flow(segou~mopti,D&1)
 + 4 flow(segou~mopti,D&12)
Subject To
cap(bamako~segou): flow(bamako~segou,D&1) + flow(bamako~segou,D&12) <= 8
cap(mopti~gao): flow(mopti~gao,D&1) + flow(mopti~gao,D&12) <= 8
cap(segou~mopti): flow(segou~mopti,D&1) + flow(segou~mopti,D&12) <= 8
need(D&1): flow(bamako~segou,D&1) + flow(mopti~gao,D&1)
 + flow(segou~mopti,D&1) >= 5
need(D&12): flow(bamako~segou,D&12) + flow(mopti~gao,D&12)
 + flow(segou~mopti,D&12) >= 6
Bounds
 flow(bamako~segou,D&1) <= 3
 flow(bamako~segou,D&12) <= 4
 flow(segou~mopti,D&1) <= 5
 flow(segou~mopti,D&12) <= 6
 flow(mopti~gao,D&1) <= 7
 flow(mopti~gao,D&12) <= 8
End
"""

# Labels that LP files forbid, that look like numbers or keywords, or that a careless way of
# writing them would make equal.
ODD_LABELS = ["d-1", "d_1", "d~1", "d 1", "d{2d}1", "a,b", "a", "b", "é", "", "3", "x:y", "+"]
ODD_FAMILIES = ["e12", "free", "End", "2nd", "st", "_C1", "OBJ", "inf", "E", "max", ".5", "a/b"]


def cost(model: LinearModel) -> Goal:
    return Goal("cost", model.columns("flow").ids, np.arange(1.0, 7.0))


def reread(text: str, path: Path) -> float:
    """The optimum of a file, read by HiGHS itself."""
    path.write_text(text, encoding="utf-8")
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return highs.getInfo().objective_function_value


def odd() -> tuple[LinearModel, Goal]:
    """Odd families and odd labels; column i is worth i + 1 and at least 1."""
    model = LinearModel("odd model", {"label": ODD_LABELS, "other": ODD_LABELS})
    everything = np.arange(len(ODD_LABELS))
    blocks = [model.add_columns(family, {}) for family in ODD_FAMILIES]
    blocks.append(model.add_columns("key", {"label": everything}, integer=True))
    blocks.append(model.add_columns("twice", {"label": np.zeros(2, dtype=int)}))
    blocks.append(model.add_columns("pair", {"label": everything, "other": everything[::-1]}))
    for block in blocks:
        own = Terms(np.arange(block.size), block.ids)
        model.add_rows(block.family, block.keys, Sense.GE, 1.0, [own])
    ids = np.arange(model.num_columns)
    return model, Goal("OBJ", ids, ids + 1.0)


def test_golden_text(lanes: LinearModel) -> None:
    assert lp_text(lanes, cost(lanes)) == GOLDEN_LP


@pytest.mark.parametrize(("text", "suffix"), [(lp_text, ".lp"), (mps_text, ".mps")])
def test_files_read_back_to_the_same_optimum(
    lanes: LinearModel, knapsack: LinearModel, tmp_path: Path, text: object, suffix: str
) -> None:
    assert callable(text)
    left = Goal("left", knapsack.columns("left").ids, np.ones(1))
    for model, goal in ((lanes, cost(lanes)), (knapsack, left), odd()):
        expected = Session(model, SolveOptions()).minimise(goal).objective
        assert reread(text(model, goal), tmp_path / f"m{suffix}") == pytest.approx(expected)


def test_pulp_reads_its_own_file_back(lanes: LinearModel, tmp_path: Path) -> None:
    path = tmp_path / "m.mps"
    path.write_text(mps_text(lanes, cost(lanes)), encoding="utf-8")
    _, problem = pulp.LpProblem.fromMPS(str(path))
    expected = Session(lanes, SolveOptions()).minimise(cost(lanes)).objective
    assert problem.solve(pulp.HiGHS(msg=False, threads=1)).objective == pytest.approx(expected)


def test_names_are_unique_and_the_same_each_time() -> None:
    model, goal = odd()
    text = mps_text(model, goal)
    assert text == mps_text(*odd())
    names = [line.split()[1] for line in text.split("COLUMNS")[0].splitlines()[3:]]
    assert len(names) == len(set(names)) == model.num_rows + 1
    assert {"key(d~1)", "key(d_1)", "key(d{7e}1)", "pair(a{2c}b,b)"} <= set(names)


def test_long_names_are_cut_and_stay_apart(tmp_path: Path) -> None:
    model = LinearModel("long", {"label": ["a" * 300 + "1", "a" * 300 + "2"]})
    x = model.add_columns("x", {"label": np.arange(2)})
    model.add_rows("r", {"label": np.arange(2)}, Sense.GE, 1.0, [Terms(np.arange(2), x.ids)])
    text = lp_text(model, Goal("g", x.ids, np.ones(2)))
    assert reread(text, tmp_path / "m.lp") == pytest.approx(2.0)


def test_the_model_keeps_its_blank_names(lanes: LinearModel) -> None:
    before = [variable.name for variable in lanes.problem.variables()]
    lp_text(lanes)
    assert [variable.name for variable in lanes.problem.variables()] == before == [""] * 6
    assert lanes.problem.objective is None
    lanes.check_untouched()


def test_rows_without_terms_are_written(tmp_path: Path) -> None:
    model = LinearModel("m", {})
    x = model.add_columns("x", {})
    model.add_rows("empty", {}, Sense.GE, -5.0, [])
    goal = Goal("x", x.ids, np.ones(1))
    assert reread(lp_text(model, goal), tmp_path / "m.lp") == 0.0
    assert reread(mps_text(model, goal), tmp_path / "m.mps") == 0.0


def test_a_goal_must_fit(lanes: LinearModel) -> None:
    with pytest.raises(ModelError, match="goal 'g'"):
        lp_text(lanes, Goal("g", np.array([17]), np.ones(1)))
