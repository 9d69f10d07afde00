"""Where scenarios differ: every change is found at its path, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner.catalogue.figure import Figure
from planner.scenario.differences import differences

MALI = Path(__file__).resolve().parents[2] / "scenarios" / "mali-2012.yaml"


def found(*changes: str) -> dict[str, tuple[object, ...]]:
    """The differences of Mali as it is and with changes."""
    return dict(differences([planner.load(MALI), planner.load(MALI, changes)]))


def test_a_scenario_does_not_differ_from_itself() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("change", "path", "written"),
    [
        ("pledges.ghana-engineers.status=verified", None, ("offered", "verified")),
        # a day is shown as it is written, not as the number that it is read as
        ("phases.recover-north.from=D+30", None, ("D+12", "D+30")),
        ("phases.recover-north.until=D+200", None, ("D+150", "D+200")),
        ("requirements.engineers.moves.0.from=D+40", "requirements.engineers.moves[0].from", None),
        ("title=Another", "", ()),
        ("summary=Another", "", ()),
        ("classification=RESTRICTED", "", ()),
        ("what_if.trucks.title=Another", "", ()),
    ],
)
def test_a_change_is_found_where_it_was_made(
    change: str, path: str | None, written: tuple[str, ...] | None
) -> None:
    changed = found(change)
    wanted = change.partition("=")[0] if path is None else path
    assert list(changed) == ([wanted] if wanted else [])
    if wanted and written is not None:
        assert changed[wanted] == written


def test_another_d_day_moves_what_is_written_as_a_date() -> None:
    changed = found("calendar.d_day=2013-02-01")
    assert changed["calendar.d_day"] == ("2013-01-20", "2013-02-01")
    # reports and events stand at their dates; they are no day of the plan's own making
    dated = {path for path in changed if path.startswith(("reports.", "events."))}
    assert len(dated) == 6
    assert set(changed) - dated == {"calendar.d_day", "training.mali-trained.starts"}


def test_a_figure_is_one_thing_with_its_unit_and_source() -> None:
    [(path, (before, after))] = found("forces.international.planned_days=30").items()
    assert path == "forces.international.planned_days"
    assert isinstance(before, Figure)
    assert isinstance(after, Figure)
    assert (before.value, before.source, after.value) == (10, "S/2012/894 §65", 30)


def test_an_entry_that_one_lacks_is_one_difference() -> None:
    [(path, (before, after))] = found("pledges.benin-infantry=null").items()
    assert path == "pledges.benin-infantry"
    assert getattr(before, "title", None) == "Beninese infantry"
    assert after is None


def test_a_list_of_another_length_is_one_difference() -> None:
    [(path, (before, after))] = found("objective=[unmet, policy]").items()
    assert path == "objective"
    assert before == ["unmet", "policy", "prepositioned_tonnes", "tonne_km"]
    assert after == ["unmet", "policy"]


def test_three_scenarios_are_told_apart() -> None:
    changes: tuple[tuple[str, ...], ...] = (
        (),
        ("forces.international.planned_days=30",),
        ("pledges.ghana-engineers.status=verified",),
    )
    three = [planner.load(MALI, change) for change in changes]
    both = dict(differences(three))
    assert both["pledges.ghana-engineers.status"] == ("offered", "offered", "verified")
    assert [float(x) for x in both["forces.international.planned_days"]] == [10, 30, 10]
    assert len(both) == 2
