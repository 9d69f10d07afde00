"""`extends` with `changes`, and `--set`: one parent, dotted paths, no change that goes astray."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.scenario import Scenario, load
from tests.scenario.helpers import SMALL, as_yaml, at, complete_data, faults_of, only, write

CHILD = "format: 1\nid: child\nextends: parent.yaml\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the small scenario as parent.yaml."""
    write(tmp_path, SMALL.read_text(encoding="utf-8"), "parent.yaml")
    return tmp_path


def child(folder: Path, *changes: str) -> Path:
    lines = "".join(f"  {change}\n" for change in changes)
    return write(folder, f"{CHILD}changes:\n{lines}" if changes else CHILD, "child.yaml")


# ----------------------------------------------------------------------------------- changes


def test_a_child_without_changes_is_its_parent(folder: Path) -> None:
    parent, copy = load(folder / "parent.yaml"), load(child(folder))
    assert copy.id == "child"
    ignored = {"id", "extends"}
    for name in set(Scenario.model_fields) - ignored:
        assert getattr(copy, name) == getattr(parent, name), name


@pytest.mark.parametrize(
    ("change", "path", "value"),
    [
        # a figure is replaced whole: source and range of the old one do not stay behind
        ("forces.blue.required_days: 90", "forces.blue.required_days", 90),
        (
            "supplies.water-port.per_day: {value: 5, assumption: less}",
            "supplies.water-port.per_day",
            {"value": 5, "assumption": "less"},
        ),
        # part of a figure, whether it was written as a mapping, a number or text
        (
            "forces.blue.required_days.value: 90",
            "forces.blue.required_days",
            {"value": 90, "source": "pub p. 3"},
        ),
        ("forces.host.personnel.value: 9", "forces.host.personnel", {"value": 9}),
        (
            "forces.host.personnel.source: doc",
            "forces.host.personnel",
            {"value": 5000, "source": "doc"},
        ),
        (
            "fleets.carts.payload.source: pub",
            "fleets.carts.payload",
            {"value": 800, "unit": "kg", "source": "pub"},
        ),
        # an index, in both ways of writing it
        ("requirements.water.moves.0.from: D+25", "requirements.water.moves.0.from", "D+25"),
        ("requirements.water.moves[0].from: D+25", "requirements.water.moves.0.from", "D+25"),
        ("objective.2: cost", "objective.2", "cost"),
        # a new entry, a new field
        ("sites.camp: {title: Camp}", "sites.camp", {"title": "Camp"}),
        ("sites.post.note: windy", "sites.post.note", "windy"),
        ("title: Another", "title", "Another"),
    ],
)
def test_a_change_is_the_parent_with_that_value(
    folder: Path, change: str, path: str, value: Any
) -> None:
    data = complete_data()
    *before, last = (int(part) if part.isdigit() else part for part in path.split("."))
    at(data, before)[last] = value
    expected = load(write(folder, as_yaml(data), "expected.yaml"))
    found = load(child(folder, change))
    for name in set(Scenario.model_fields) - {"id", "extends", "changes"}:
        assert getattr(found, name) == getattr(expected, name), name


def test_null_removes_an_entry_or_a_field(folder: Path) -> None:
    found = load(child(folder, "pledges.two: null", "fleets.carts.availability: null"))
    assert set(found.pledges) == {"one"}
    assert found.fleets["carts"].availability is None  # type: ignore[index]


def test_a_section_that_the_parent_does_not_have_may_be_begun(tmp_path: Path) -> None:
    write(tmp_path, "format: 1\nid: a\nlanes:\n", "parent.yaml")
    found = load(child(tmp_path, "sites.camp: {title: Camp}"))
    assert set(found.sites) == {"camp"}


def test_a_section_may_be_changed_for_a_table(folder: Path) -> None:
    write(folder, "id,site,item,quantity\nnew,base,water,5\n", "stocks.csv")
    assert set(load(child(folder, "stocks: {table: stocks.csv}")).stocks) == {"new"}
    assert set(load(folder / "parent.yaml", ["stocks={table: stocks.csv}"]).stocks) == {"new"}


def test_identity_is_the_child_s_and_sources_are_put_together(folder: Path) -> None:
    text = CHILD + "title: Mine\nsources: {own: {title: Own}}\nchanges:\n"
    text += "  forces.host.personnel: {value: 1, source: own}\n"
    found = load(write(folder, text, "child.yaml"))
    assert (found.title, set(found.sources)) == ("Mine", {"doc", "pub", "own"})
    assert found.summary == "One port, one base, one forward post"


def test_a_grandchild_changes_its_parent_s_changes(folder: Path) -> None:
    child(folder, "forces.host.personnel: 1", "forces.host.title: Home")
    text = "format: 1\nid: g\nextends: child.yaml\nchanges: {forces.host.personnel: 2}\n"
    found = load(write(folder, text, "grand.yaml"))
    host = found.forces["host"]  # type: ignore[index]
    assert (host.personnel.value, host.title, found.extends) == (2, "Home", "child.yaml")


@pytest.mark.parametrize(
    ("change", "what", "nearest"),
    [
        ("pledges.oen.units: 3", "names nothing", "one"),
        ("pledgs.one.units: 3", "names nothing", "pledges"),
        ("pledgs: {}", "names nothing", "pledges"),
        ("pledges.three: null", "names nothing", None),
        ("sites.port.throughput.valeu: 3", "single value", None),
        ("title.x.y: 3", "single value", None),
        ("format.x: 3", "single value", None),
        ("objective.9: cost", "names nothing", None),
        ("objective.²: cost", "names nothing", None),
        (f"objective.{'9' * 50}: cost", "names nothing", None),
        ("objective.0: null", "null removes no part of a list", None),
        ("'': 3", "names nothing", None),
        ("'.': 3", "names nothing", None),
        ("forces.blue.titel: 3", "unknown key", "title"),
        ("forces.blue.personnel: -3", "out of range", None),
        ("forces.blue.personnel.unit: kg", "cannot be read", None),
    ],
)
def test_a_change_that_goes_astray_is_one_fault_at_its_line(
    folder: Path, change: str, what: str, nearest: str | None
) -> None:
    path = child(folder, change)
    fault = only(faults_of(lambda: load(path)))
    assert what in fault.what
    assert fault.nearest == nearest
    assert (fault.place.file, fault.place.line) == (str(path), 5)


def test_changes_of_which_one_lies_inside_the_other_are_refused(folder: Path) -> None:
    path = child(folder, "forces.blue.personnel: 5", "forces.blue: {title: B, personnel: 6}")
    fault = only(faults_of(lambda: load(path)))
    assert "inside the other" in fault.what
    path = child(folder, "objective.0: cost", "'objective[0]': unmet")
    assert "inside the other" in only(faults_of(lambda: load(path))).what
    # a name that begins with the other's is another name
    load(child(folder, "pledges.one.tour: 15", "pledges.one.units: 5"))


def test_faults_of_parent_and_child_come_at_once(tmp_path: Path) -> None:
    parent = "format: 1\nid: a\nsites: {a: {title: A, latitude: 95}, a: {title: B}}\n"
    write(tmp_path, parent, "parent.yaml")
    path = child(tmp_path, "sites.b: {titel: B}")
    found = [(f.place.file[-11:], f.place.line, f.what) for f in faults_of(lambda: load(path))]
    assert found == [
        ("/child.yaml", 5, "missing"),
        ("/child.yaml", 5, "unknown key"),
        ("parent.yaml", 3, "out of range"),
        ("parent.yaml", 3, "duplicate key"),
    ]


def test_faults_of_the_text_come_with_those_of_a_bad_parent(tmp_path: Path) -> None:
    path = write(tmp_path, "format: 1\nid: a\nid: b\nextends: none.yaml\n", "child.yaml")
    found = [fault.what for fault in faults_of(lambda: load(path))]
    assert found == ["duplicate key", "there is no such file"]


# ----------------------------------------------------------------------------------- extends


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (CHILD + "sites: {a: {title: A}}\n", "writes sections as changes"),
        (CHILD + "changes: [a]\n", "must map dotted paths"),
        (CHILD + "changes: {title: x, title: y}\n", "duplicate key"),
        ("format: 1\nid: a\nchanges: {title: x}\n", "without a parent"),
        ("format: 1\nid: a\nextends: 5\n", "must name a file"),
        ("format: 1\nid: a\nextends: ''\n", "no such file"),
        ("format: 1\nid: a\nextends: parnt.yaml\n", "no such file"),
        ("format: 1\nid: a\nextends: ../parent.yaml\n", "outside"),
        ("format: 1\nid: a\nextends: /etc/passwd\n", "outside"),
        ('format: 1\nid: a\nextends: "a\\0"\n', "outside"),
        ("format: 1\nid: a\nextends: child.yaml\n", "in a circle"),
        ("format: 1\nid: a\nextends: empty.yaml\n", "nothing to plan with"),
    ],
)
def test_a_bad_parent_is_one_fault(folder: Path, text: str, what: str) -> None:
    write(folder, "", "empty.yaml")
    path = write(folder, text, "child.yaml")
    faults = faults_of(lambda: load(path))
    assert what in faults[0].what
    assert "circle" not in what or "child.yaml -> child.yaml" in str(faults[0].seen)


def test_a_circle_of_three_is_named(tmp_path: Path) -> None:
    for name, parent in (("a", "b"), ("b", "c"), ("c", "a")):
        write(tmp_path, f"format: 1\nid: {name}\nextends: {parent}.yaml\n", f"{name}.yaml")
    fault = only(faults_of(lambda: load(tmp_path / "a.yaml")))
    assert fault.seen == "a.yaml -> b.yaml -> c.yaml -> a.yaml"


def test_a_long_line_of_parents_is_refused(tmp_path: Path) -> None:
    for i in range(500):
        write(tmp_path, f"format: 1\nid: s\nextends: s{i + 1}.yaml\n", f"s{i}.yaml")
    assert "too many" in only(faults_of(lambda: load(tmp_path / "s0.yaml"))).what


def test_a_parent_behind_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = write(tmp_path, SMALL.read_text(encoding="utf-8"), "outside.yaml")
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "parent.yaml").symlink_to(outside)
    assert "outside" in only(faults_of(lambda: load(child(folder)))).what
    (folder / "below").symlink_to(tmp_path)
    path = write(folder, "format: 1\nid: a\nextends: below/outside.yaml\n", "child.yaml")
    assert "outside" in only(faults_of(lambda: load(path))).what


def test_a_parent_in_a_folder_below_finds_its_own_files(tmp_path: Path) -> None:
    below = tmp_path / "base"
    below.mkdir()
    write(below, "id,title\na,A\n", "sites.csv")
    write(below, "format: 1\nid: p\nsites: {table: sites.csv}\n", "parent.yaml")
    path = write(tmp_path, "format: 1\nid: c\nextends: base/parent.yaml\n", "child.yaml")
    assert load(path).sites == load(below / "parent.yaml").sites


# ------------------------------------------------------------------------------------- --set


def test_settings_come_on_top_of_changes_and_the_last_one_counts(folder: Path) -> None:
    path = child(folder, "forces.host.personnel: 1")
    found = load(path, ["forces.host.personnel=2", "forces.host.personnel=3"])
    assert found.forces["host"].personnel.value == 3  # type: ignore[index]


def test_a_setting_is_read_as_yaml(folder: Path) -> None:
    settings = ["pledges.one.contributor=NO", "pledges.two=", "objective=[cost]"]
    found = load(folder / "parent.yaml", settings)
    assert found.pledges["one"].contributor == "NO"  # type: ignore[index]
    assert set(found.pledges) == {"one"}
    assert list(found.objective) == ["cost"]


@pytest.mark.parametrize(
    ("setting", "what"),
    [
        ("title", "not a change"),
        ("=5", "not a change"),
        ("", "not a change"),
        ("pledges.oen.units=3", "names nothing"),
        ("forces.blue.personnel=-3", "out of range"),
        ("title=[", "not valid YAML"),
        ("title=!own x", "a tag"),
        ("title={a: 1, a: 2}", "duplicate key"),
        ("forces.blue.personnel=.nan", "not a finite number"),
    ],
)
def test_a_bad_setting_is_one_fault_that_names_it(folder: Path, setting: str, what: str) -> None:
    fault = only(faults_of(lambda: load(folder / "parent.yaml", [setting])))
    assert what in fault.what
    assert str(fault).startswith("--set")


def test_bad_settings_come_at_once(folder: Path) -> None:
    settings = ["title", "pledges.oen.units=3", "title=["]
    assert len(faults_of(lambda: load(folder / "parent.yaml", settings))) == 3


def test_changing_does_not_change_the_files(folder: Path) -> None:
    before = (folder / "parent.yaml").read_bytes()
    load(child(folder, "title: New"), ["title=Newer"])
    assert (folder / "parent.yaml").read_bytes() == before
