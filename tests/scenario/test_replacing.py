"""Values replaced in a scenario that was loaded."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError
from planner.scenario import Scenario, from_mapping
from planner.scenario.document import KeyPath
from planner.scenario.replacing import replaced, value_at, written_at
from planner.scenario.rewriting import Written
from planner.scenario.schema.pledges import Status
from planner.scenario.sound import proven_sound
from tests.scenario.helpers import complete_data


def scenario() -> Scenario:
    return from_mapping(complete_data())


def figures(data: Any, path: KeyPath = ()) -> list[KeyPath]:
    if isinstance(data, dict):
        if "value" in data and isinstance(data["value"], int | float):
            return [path]
        return [p for key, value in data.items() for p in figures(value, (*path, key))]
    if isinstance(data, list):
        return [p for i, value in enumerate(data) for p in figures(value, (*path, i))]
    return []


def test_every_figure_can_be_replaced_and_nothing_else_changes() -> None:
    before = scenario()
    paths = figures(complete_data())
    assert len(paths) > 5
    for path in paths:
        written = value_at(before, path)
        after = replaced(before, path, written + 1)
        assert value_at(after, path) == written + 1
        assert value_at(replaced(after, path, written), path) == written
        others = [other for other in paths if other != path]
        assert [value_at(after, p) for p in others] == [value_at(before, p) for p in others]


def test_the_origin_of_a_figure_stays_and_its_range_does_not() -> None:
    before = scenario()
    path = next(p for p in figures(complete_data()) if "source" in _holder(complete_data(), p))
    after = replaced(before, path, value_at(before, path) + 1)
    old, new = written_at(before, path), written_at(after, path)
    assert (new.source, new.low, new.high) == (old.source, None, None)


def _holder(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


def test_a_word_becomes_the_member_that_it_names() -> None:
    before = scenario()
    pledge = next(iter(before.pledges))
    after = replaced(before, ("pledges", pledge, "status"), "verified")
    assert after.pledges[pledge].status is Status.VERIFIED


def test_what_is_written_is_read_as_the_schema_reads_it() -> None:
    before = scenario()
    written = Written(before)
    pledge, site = next(iter(before.pledges)), "port"
    assert written.read_as(("pledges", pledge, "status"), "verified") is Status.VERIFIED
    assert written.read_as(("pledges", pledge, "status"), "verifid") is None
    assert written.read_as(("pledges", pledge, "units"), -1) is None
    assert written.read_as(("pledges", pledge, "available"), "D+7") == 7
    assert written.read_as(("sites", site, "throughput"), "20000 kg/day") == 20
    assert written.read_as(("sites", "nowhere", "throughput"), 20) is None


@pytest.mark.parametrize("path", [("pledges", "none", "units"), ("nothing",), ("sites", 0)])
def test_a_path_to_nothing_has_no_value(path: KeyPath) -> None:
    with pytest.raises((KeyError, IndexError, TypeError)):
        value_at(scenario(), path)


def test_a_scenario_that_breaks_a_rule_is_not_sound() -> None:
    before = scenario()
    assert proven_sound(before) == before
    with pytest.raises(InputError):
        proven_sound(before.model_copy(update={"calendar": None}))
