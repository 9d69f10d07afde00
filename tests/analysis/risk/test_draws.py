"""What is drawn: shapes, chances, what goes together, and draws that lie evenly."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from planner.analysis.risk.draws import STRATA, Drawn, Unknowns, batch, unknowns_in, value_at
from planner.catalogue.figure import Figure
from planner.errors import InputError
from planner.scenario import factbook_of
from planner.scenario.schema.uncertainty import Shape
from tests.analysis.risk.support import pledged
from tests.forces.support import case, need, offer

TEN = Figure(value=10, low=0, high=40)


def drawn(unknowns: Unknowns, batches: int, seed: int = 0) -> list[Drawn]:
    """Many batches as one."""
    numbers = np.concatenate([batch(unknowns, seed, n) for n in range(batches)])
    return list(unknowns.drawn(numbers))


def test_places_of_a_triangle_by_hand() -> None:
    """From 0 to 40 with 10 the most likely: a quarter lies below 10, and x of the way up to it
    x² of that quarter; half of it is where 1 - (40 - x)² / (40 · 30) = 0.5, at 40 - √600."""
    places = np.array([0.0, 0.25 / 4, 0.25, 0.5, 1.0])
    found = value_at(places, TEN, Shape.TRIANGULAR)
    assert found == pytest.approx([0, 5, 10, 40 - 600**0.5, 40])


def test_places_between_two_ends_alike() -> None:
    assert value_at(np.array([0, 0.25, 1]), TEN, Shape.UNIFORM) == pytest.approx([0, 10, 40])


def test_the_mean_of_pert_weighs_the_value_four_times() -> None:
    places = (np.arange(20_000) + 0.5) / 20_000
    mean = value_at(places, TEN, Shape.PERT).mean()
    assert mean == pytest.approx((0 + 4 * 10 + 40) / 6, rel=1e-3)


def test_ends_that_are_the_value_itself() -> None:
    """Half a triangle: its place p is at √p of the way up, or 1 - √(1 - p)."""
    places = np.array([0.0, 0.25, 1.0])
    up = value_at(places, Figure(value=40, low=0), Shape.TRIANGULAR)
    down = value_at(places, Figure(value=0, high=40), Shape.TRIANGULAR)
    assert up == pytest.approx([0, 20, 40])
    assert down == pytest.approx([0, 40 * (1 - 0.75**0.5), 40])
    assert (value_at(places, Figure(value=7), Shape.PERT) == 7).all()


def test_each_slice_of_each_range_holds_one_draw_of_a_batch() -> None:
    scenario = pledged(3, 2, days_late={"value": 10, "low": 0, "high": 40}, shape="uniform")
    unknowns = unknowns_in(scenario, factbook_of(scenario))
    numbers = batch(unknowns, 3, 7)
    slices = np.sort(np.floor(numbers * STRATA).astype(int), axis=0)
    assert (slices == np.arange(STRATA)[:, None]).all()
    assert (numbers == batch(unknowns, 3, 7)).all()
    assert not (numbers == batch(unknowns, 3, 8)).all()
    assert not (numbers == batch(unknowns, 4, 7)).all()


def test_days_are_whole_and_within_their_ends() -> None:
    scenario = pledged(2, 2, days_late={"value": 10, "low": 3, "high": 40})
    [found] = drawn(unknowns_in(scenario, factbook_of(scenario)), 10)
    assert (found.size == np.round(found.size)).all()
    assert 3 <= found.size.min() <= 6
    assert 35 <= found.size.max() <= 40


def test_what_does_not_happen_comes_to_nothing() -> None:
    scenario = pledged(4, 2, strength={"value": 0.5}, chance=0.25)
    [found] = drawn(unknowns_in(scenario, factbook_of(scenario)), 8)
    assert (found.size[found.happens] == 0.5).all()
    assert (found.size[~found.happens] == 1).all()
    # 50 draws hold 12 or 13 of a quarter, as each slice of fifty holds one
    assert found.happens.mean(axis=0) == pytest.approx([0.25] * 4, abs=0.011)


@pytest.mark.parametrize(("together", "alike"), [(0, 0.0), (0.6, 0.6), (1, 1.0)])
def test_what_goes_together_is_correlated_so(together: float, alike: float) -> None:
    spread = {"value": 50, "low": 0, "high": 1000}
    scenario = pledged(2, 2, days_late=spread, shape="uniform", together=together)
    [found] = drawn(unknowns_in(scenario, factbook_of(scenario)), 200)
    scores = [normal(found.size[:, m] / 1000) for m in (0, 1)]
    assert correlation(*scores) == pytest.approx(alike, abs=0.03)


@pytest.mark.parametrize("size", [-1.0, -0.5, 0.7, 1.0])
def test_two_unknowns_go_with_each_other_as_stated(size: float) -> None:
    spread: dict[str, Any] = {"value": 50, "low": 0, "high": 1000}
    one = {"title": "One", "days_late": spread, "shape": "uniform", "pledges": ["a"]}
    two = {"title": "Two", "days_late": spread, "shape": "uniform", "pledges": ["b"]}
    scenario = case(
        {"foot": need(2)},
        {"a": offer(), "b": offer(contributor="BBB")},
        uncertainty={"one": one, "two": {**two, "correlated": {"one": size}}},
    )
    unknowns = unknowns_in(scenario, factbook_of(scenario))
    assert unknowns.groups == ((0, 1),)
    first, second = drawn(unknowns, 200)
    scores = [normal(found.size[:, 0] / 1000) for found in (first, second)]
    assert correlation(*scores) == pytest.approx(size, abs=0.03)


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's."""
    one, other = one - one.mean(), other - other.mean()
    return float(one @ other / np.sqrt((one @ one) * (other @ other)))


def normal(places: np.ndarray) -> np.ndarray:
    """Normal scores of numbers from 0 to 1."""
    return np.asarray(ndtri(np.clip(places, 1e-4, 1 - 1e-4)))


def test_a_pledge_comes_by_its_own_probability() -> None:
    pledges = {"a": offer(probability=0.7), "b": offer(contributor="BBB")}
    scenario = case({"foot": need(2)}, pledges)
    [found] = drawn(unknowns_in(scenario, factbook_of(scenario)), 20)
    assert found.source.members == ("a",)
    assert found.happens.mean() == pytest.approx(0.3, abs=1e-9)


def test_an_unknown_is_in_place_of_the_probability_of_a_pledge() -> None:
    scenario = case(
        {"foot": need(1)},
        {"a": offer(probability=0.7)},
        uncertainty={"it": {"title": "It", "fails": 0.5}},
    )
    [found] = drawn(unknowns_in(scenario, factbook_of(scenario)), 20)
    assert found.source.name == "it"
    assert found.happens.mean() == pytest.approx(0.5)


def test_times_multiplies_all_figures_alike() -> None:
    scenario = case(
        {"foot": need(2)},
        {"a": offer(personnel=1000), "b": offer(personnel=3000, contributor="BBB")},
        uncertainty={
            "people": {
                "title": "People",
                "figures": ["pledges.*.personnel"],
                "times": {"value": 1, "low": 0.5, "high": 2},
            }
        },
    )
    [found] = drawn(unknowns_in(scenario, factbook_of(scenario)), 4)
    assert found.size[:, 1] == pytest.approx(3 * found.size[:, 0], abs=2)
    assert 500 <= found.size[:, 0].min() < found.size[:, 0].max() <= 2000


def test_nothing_unknown_is_refused() -> None:
    scenario = case({"foot": need(1)}, {"a": offer()})
    with pytest.raises(InputError, match="of nothing that it is not known"):
        unknowns_in(scenario, factbook_of(scenario))
