"""Figures without a source are told section by section, and none is lost."""

from __future__ import annotations

from planner.scenario import check, from_mapping
from planner.scenario.rules import Broken
from tests.scenario.network import network, place, source


def unsourced(count: int) -> list[Broken]:
    """What is told of demands, so many of them, each with a figure without a source."""
    demands = {f"d{i:02}": source("camp", per_day=5 + i) for i in range(count)}
    found = check(from_mapping(network(demands=demands)))
    return [d for d in found if d.check == "unsourced-figures" and d.path[0] == "demands"]


def test_one_figure_is_told_with_its_value() -> None:
    [one] = unsourced(1)
    assert (one.path, one.what, one.seen) == (
        ("demands", "d00", "per_day"),
        "a figure without a source",
        "5",
    )


def test_several_share_a_doubt_at_the_first_of_them() -> None:
    [one] = unsourced(2)
    assert one.path == ("demands", "d00", "per_day")
    assert one.seen == "2 in demands: demands.d00.per_day, demands.d01.per_day"


def test_ten_are_named_and_the_rest_is_counted() -> None:
    [ten], [twelve] = unsourced(10), unsourced(12)
    assert str(ten.seen).endswith("demands.d09.per_day")
    assert str(twelve.seen).startswith("12 in demands: demands.d00.per_day, ")
    assert str(twelve.seen).endswith("demands.d09.per_day and 2 more")


def test_every_section_has_its_own() -> None:
    sites = {"camp": place(), "port": place()}
    found = check(from_mapping(network(sites=sites)))
    sections = [d.path[0] for d in found if d.check == "unsourced-figures"]
    assert len(sections) == len(set(sections))
    assert {"sites", "demands", "lanes", "items"} <= set(sections)
