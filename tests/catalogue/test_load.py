"""Reading the data files: what they hold, what is refused, and what was prepared from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from planner.catalogue import Factbook, catalogue_sha256, factbook, load, renew
from planner.catalogue.yaml_text import parse
from planner.errors import InputError

DATA = Path(load.__file__).parent / "data"


def small() -> dict[str, Any]:
    """Two files that make a whole, small catalogue."""
    mass = {"value": 1, "unit": "kg", "source": "book p. 3", "confidence": "found"}
    item = {"title": "Rope", "supply_class": "IV", "unit": "kg", "mass": mass, "storage": "yard"}
    item["volume"] = {**mass, "value": 0.002, "unit": "m3"}
    return {
        "a.yaml": {
            "sources": {"book": {"title": "A book"}},
            "containers": {
                "box": {"title": "Box", "payload": {**mass, "unit": "t"}, "volume": item["volume"]}
            },
            "vehicles": {
                "cart": {
                    "title": "Cart",
                    "mode": "road",
                    "payload": {**mass, "unit": "t"},
                    "carries": ["yard"],
                }
            },
            "storage_groups": {"yard": {"title": "Yard", "container": "box", "vehicle": "cart"}},
        },
        "b.yaml": {"items": {"rope": item}},
    }


def only_fault(contents: dict[str, Any]) -> str:
    """The text of the one fault that these files have."""
    with pytest.raises(InputError) as caught:
        load.validated(contents)
    (found,) = caught.value.faults
    return str(found)


def test_files_together_make_one_factbook() -> None:
    assert list(load.validated(small()).items) == ["rope"]


def test_factbook_is_read_once_and_frozen() -> None:
    assert factbook() is factbook()
    with pytest.raises(ValidationError):
        factbook().items = {}  # type: ignore[misc]


def test_prepared_data_says_what_the_files_say() -> None:
    """Red after a change of data until `python -m planner.catalogue.renew` has run."""
    assert (DATA / load.PREPARED).read_text(encoding="utf-8") == renew.prepared_text()
    assert load.validated(load.parsed_files()) == factbook()


@pytest.fixture
def changed_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data in a folder of its own, where the prepared file may be spoilt."""
    for file in DATA.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(load, "data_folder", lambda: tmp_path)
    load.factbook.cache_clear()
    load.catalogue_sha256.cache_clear()
    yield tmp_path / load.PREPARED
    load.factbook.cache_clear()
    load.catalogue_sha256.cache_clear()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", json.dumps({"sha256": "of other files", "files": {"old.yaml": {}}})],
    ids=["empty", "broken", "foreign", "stale"],
)
def test_unusable_prepared_data_is_passed_over(changed_prepared: Path, text: str) -> None:
    changed_prepared.write_text(text, encoding="utf-8")
    assert factbook().items["water"].unit == "L"  # type: ignore[index]


def test_a_changed_file_counts_at_once(changed_prepared: Path) -> None:
    tempos = changed_prepared.with_name("tempos-climates.yaml")
    text = tempos.read_text(encoding="utf-8")
    tempos.write_text(text.replace("Offensive operations", "Attack"), encoding="utf-8")
    titles = [tempo.title for tempo in factbook().tempos.values()]
    assert "Attack" in titles


def test_hash_is_of_the_bytes_in_name_order() -> None:
    names = sorted(file.name for file in DATA.glob("*.yaml"))
    together = b"".join((DATA / name).read_bytes() for name in names)
    assert catalogue_sha256() == hashlib.sha256(together).hexdigest()


def test_unknown_reference_names_file_path_and_nearest() -> None:
    contents = small()
    contents["b.yaml"]["items"]["rope"]["storage"] = "yards"
    text = only_fault(contents)
    assert text.startswith("b.yaml: items.rope.storage: unknown storage group")
    assert "did you mean 'yard'?" in text


def test_unknown_source_is_a_fault() -> None:
    contents = small()
    contents["b.yaml"]["items"]["rope"]["mass"] = {
        "value": 1, "unit": "kg", "source": "bock p. 3", "confidence": "found",
    }  # fmt: skip
    assert "items.rope.mass.source: unknown source" in only_fault(contents)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("unit", "unit"), ("source", "source or assumption"), ("confidence", "confidence")],
)
def test_unfounded_figure_is_a_fault(left_out: str, said: str) -> None:
    contents = small()
    del contents["b.yaml"]["items"]["rope"]["mass"][left_out]
    contents["b.yaml"]["items"]["rope"]["volume"] = {
        "value": 1, "unit": "m3", "source": "book", "confidence": "found",
    }  # fmt: skip
    contents["a.yaml"] = json.loads(json.dumps(small()["a.yaml"]))
    assert only_fault(contents) == f"b.yaml: items.rope.mass: a figure without {said}"


def test_id_in_two_files_is_a_fault() -> None:
    contents = small()
    contents["c.yaml"] = {"items": contents["b.yaml"]["items"]}
    assert only_fault(contents) == "c.yaml: items.rope: duplicate id; seen: also in b.yaml"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (["items"], "c.yaml: not a mapping; seen: ['items']"),
        ({"items": 3}, "c.yaml: items: not a mapping; seen: 3"),
    ],
)
def test_a_file_must_map_sections_to_entries(broken: Any, said: str) -> None:
    assert only_fault({**small(), "c.yaml": broken}) == said


def test_unknown_section_is_a_fault() -> None:
    assert "c.yaml: itms: " in only_fault({**small(), "c.yaml": {"itms": {"rope": {}}}})


def test_text_is_read_by_yaml_1_2() -> None:
    assert parse("a: NO\nb: 12:30\nc: 012\n", "x.yaml") == {"a": "NO", "b": "12:30", "c": 12}


@pytest.mark.parametrize(
    ("text", "place"), [("a: 1\na: 2\n", "x.yaml:2:1"), ("a: [1\n", "x.yaml:2:1")]
)
def test_unreadable_text_names_the_place(text: str, place: str) -> None:
    with pytest.raises(InputError, match="not valid YAML") as caught:
        parse(text, "x.yaml")
    assert str(caught.value.faults[0].place) == place


def test_an_empty_factbook_is_valid() -> None:
    assert load.validated({}) == Factbook()
