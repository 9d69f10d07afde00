"""What a two-stage problem must be, and how it says what it is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.errors import InputError
from planner.lp import ModelError
from planner.lp.two_stage import Criterion, Realisation, Recourse, TwoStage
from tests.lp.two_stage.small import cases, csr, free, matrix, newsvendor


def chances(*given: float) -> TwoStage:
    problem = newsvendor()
    realisations = tuple(Realisation(p, problem.recourses[0]) for p in given)
    return replace(problem, realisations=realisations)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((0.5, 0.476), "do not add up to 1; seen: 0.976"),
        ((1.2, -0.2), "is below 0, or no number; seen: -0.2"),
        ((np.nan, 1.0), "is below 0, or no number; seen: nan"),
        ((), "there is no case to plan for"),
    ],
)
def test_chances_that_are_none_are_refused(given: tuple[float, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        chances(*given)


def test_refusal_is_said_in_french_too() -> None:
    with pytest.raises(InputError) as caught:
        chances(0.5, 0.4)
    [fault] = caught.value.faults
    assert fault.text("fr").startswith("la somme des probabilités des cas n’est pas égale à 1")


def test_chances_are_read_from_decimals() -> None:
    assert chances(*[1 / 3] * 3).probabilities.size == 3
    with pytest.raises(InputError):
        chances(0.5, 0.5 + 2e-9)


@pytest.mark.parametrize(("weight", "level"), [(-0.1, 0.9), (1.1, 0.9), (0.5, 1.0), (0.5, -0.1)])
def test_criterion_is_made_of_shares(weight: float, level: float) -> None:
    with pytest.raises(InputError, match="is not a share"):
        Criterion(weight, level)


RECOURSE = newsvendor().recourses[0]


@pytest.mark.parametrize(
    "recourse",
    [
        replace(RECOURSE, costs=np.zeros(2)),
        replace(RECOURSE, costs=np.array([np.nan])),
        replace(RECOURSE, technology=csr([], 1)),
        replace(RECOURSE, technology=csr([[0.0, 1.0]], 2)),
        RECOURSE.varied(rhs=np.array([np.inf])),
        RECOURSE.varied(lower=np.array([5.0])).varied(upper=np.array([4.0])),
        RECOURSE.varied(rhs=np.zeros(3)),
    ],
)
def test_arrays_that_do_not_fit_are_refused(recourse: Recourse) -> None:
    with pytest.raises(ModelError, match="the recourse of realisation 2"):
        TwoStage(np.array([2.0]), free(1), cases([RECOURSE, recourse], [0.5, 0.5]))


def test_only_what_differs_is_given() -> None:
    varied = RECOURSE.varied(rhs=np.array([3.0]))
    assert varied.matrix.csr is RECOURSE.matrix.csr
    assert varied.costs is RECOURSE.costs
    assert varied.left(np.array([2.0])).tolist() == [5.0]  # 3 - (-1) * 2


def test_relaxed_without_whole_numbers() -> None:
    problem = newsvendor(whole_sales=True)
    whole = replace(problem, matrix=free(1, whole=True))
    assert problem.has_whole_recourse
    assert not whole.relaxed().has_whole_recourse
    assert not whole.relaxed().matrix.integer.any()


def test_first_stage_is_checked() -> None:
    rows = matrix([[1.0, 1.0]], "<", [1.0], columns=2)
    with pytest.raises(ModelError, match="the first stage: lower has the wrong length"):
        TwoStage(np.array([2.0]), rows, newsvendor().realisations)
