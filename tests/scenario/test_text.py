"""The text of a scenario: YAML 1.2 and nothing that YAML could be made to do."""

from __future__ import annotations

import json
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from planner.scenario import load
from planner.scenario.document import Document, dotted, parse_document, parse_value
from tests.scenario.helpers import faults_of, only, write


def parsed(text: str) -> Document:
    return parse_document(text, "case.yaml")


def value_of(text: str) -> Any:
    value, _ = parse_value(text, "case.yaml")
    return value


def bomb(levels: int = 10, width: int = 10) -> str:
    lines = ["a0: &a0 [lol]"]
    for level in range(1, levels + 1):
        inner = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{inner}]")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("12:30:00", "12:30:00"),
        ("2013-01-20", "2013-01-20"),
        ("0x1F", 31),
        ("-0x1F", -31),
        ("0o17", 15),
        ("012", 12),
        ("1_000", 1000),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("=", "="),
        ("'5'", "5"),
        ("!!str 5", "5"),
        ("[1, {a: b}]", [1, {"a": "b"}]),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: Any) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (".inf", "not a finite number"),
        ("-.INF", "not a finite number"),
        (".nan", "not a finite number"),
        ("1e999", "not a finite number"),
        ("9" * 5000, "too many digits"),
        ("!!int twelve", "not a finite number"),
        ("!!bool maybe", "a tag"),
        ("!!binary aGk=", "a tag"),
        ("!!python/object/apply:os.system [ls]", "a tag"),
        ("!!set {a, b}", "a tag"),
        ("!own {a: 1}", "a tag"),
        ("!own [a]", "a tag"),
        ("{[a]: 1}", "a key must be a name"),
        ("{a: 1, a: 2}", "duplicate key"),
        ("%YAML 1.1\n---\nNO", "a tag"),  # 1.1 would make a country a boolean
        ("%YAML 1.1\n---\n12:30:00", "not a finite number"),
        ("%YAML 3.0\n---\na", "not valid YAML"),
        ('"\\UFFFFFFFF"', "not valid YAML"),
        ("a\n---\nb", "not valid YAML"),
        ("*nowhere", "not valid YAML"),
        ("'", "not valid YAML"),
        ("a\0b", "not valid YAML"),
    ],
)
def test_what_the_format_does_not_know_is_refused(text: str, what: str) -> None:
    assert what in only(faults_of(lambda: value_of(text))).what


def test_a_faulty_value_is_shown_short() -> None:
    fault = only(faults_of(lambda: value_of("9" * 1_000_000)))
    assert len(str(fault)) < 200


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "nothing to plan with"),
        (b"\xef\xbb\xbf", "nothing to plan with"),
        (b"# only a comment\n", "nothing to plan with"),
        (b"---\n", "nothing to plan with"),
        (b"- a list\n", "nothing to plan with"),
        (b"just text", "nothing to plan with"),
        (b"\x7fELF\x02\x01\x00\xff\xfe", "not a text file"),
        ("format: 1\n".encode("utf-16"), "not a text file"),
        (b"a: \x00", "not valid YAML"),
        (b"a: [1\n", "not valid YAML"),
        (b"\ta: 1", "not valid YAML"),
        (b"PK\x03\x04 a workbook", "not valid YAML"),
    ],
)
def test_a_file_that_is_no_scenario_gives_one_fault(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(raw)
    fault = only(faults_of(lambda: load(path)))
    assert what in fault.what
    assert fault.place.file == str(path)


def test_a_file_that_is_not_there_or_is_a_folder_gives_one_fault(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml", tmp_path / "a\0b", tmp_path / ("x" * 5000)):
        assert "\n" not in str(only(faults_of(lambda path=path: load(path))))  # type: ignore[misc]


def test_an_endless_file_is_not_read_to_the_end() -> None:
    zero = Path("/dev/zero")
    if not zero.exists():
        pytest.skip("no such device here")
    assert "too large" in only(faults_of(lambda: load(zero))).what


def test_the_place_of_a_yaml_error_is_given() -> None:
    fault = only(faults_of(lambda: parsed("a: 1\nb: [1\nc: 2")))
    assert (fault.place.file, fault.place.line) == ("case.yaml", 3)


@pytest.mark.parametrize(
    "text",
    [
        bomb(),
        "a: &a [*a]",
        "a: &a [*a, *a]",
        "a: &a {b: *a}",
        "a: " + "[" * 40 + "]" * 40,
        "[" * 20_000,
        "{a: " * 5_000,
        "- " * 20_000,
        "? " * 5_000,
    ],
    ids=["bomb", "loop", "loops", "map-loop", "deep", "open", "maps", "lists", "keys"],
)
def test_bombs_and_loops_are_one_fault_soon(text: str) -> None:
    start = time.perf_counter()
    fault = only(faults_of(lambda: parsed(text)))
    assert "nested too deeply" in fault.what or "too many values" in fault.what
    assert time.perf_counter() - start < 15  # seconds, on a busy machine; 2 on an idle one


def test_aliases_may_be_used_for_what_they_are_for() -> None:
    assert parsed("a: &x {b: 1}\nc: *x").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_an_anchor_given_twice_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parsed("a: &x 1\nb: &x 2\nc: *x").data["c"] == 2


def test_keys_are_text() -> None:
    assert parsed("2013: a\nNO: b\ntrue: c").data == {"2013": "a", "NO": "b", "true": "c"}


def test_duplicate_keys_name_both_lines() -> None:
    document = parsed("sites:\n  port: {title: A}\n  base: {title: B}\n  port: {title: C}")
    fault = only(document.faults)
    assert (fault.path, fault.place.line, fault.place.column) == ("sites.port", 4, 3)
    assert "line 2" in str(fault.seen)
    assert document.data["sites"]["port"] == {"title": "A"}


def test_places_of_keys_and_values() -> None:
    places = parsed("a:\n  b: [1,\n    22]").places
    assert str(places.of_key(("a", "b"))) == "case.yaml:2:3"
    assert str(places.of_value(("a", "b", 1))) == "case.yaml:3:5"
    assert str(places.of_value(("a", "b", 7, "x"))) == "case.yaml:2:6"  # the nearest around it


def test_paths_are_shown_as_a_planner_reads_them() -> None:
    assert dotted(("lanes", "a", "seasons", 0, "months")) == "lanes.a.seasons[0].months"
    assert dotted((0, "a")) == "[0].a"


def test_text_beyond_the_basic_plane_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, 'format: 1\nid: a\ntitle: "Ménaka 😀"')
    assert load(path).title == "Ménaka 😀"


def test_a_pair_of_surrogates_is_one_character_as_json_writes_it(tmp_path: Path) -> None:
    text = json.dumps({"format": 1, "id": "a", "title": "Ménaka 😀", "summary": "é"})
    assert "\\ud83d\\ude00" in text
    assert load(write(tmp_path, text)).title == "Ménaka 😀"
    assert value_of('{"\\ud83d\\ude00": 1}') == {"😀": 1}


def test_half_a_surrogate_pair_is_an_input_error(tmp_path: Path) -> None:
    path = write(tmp_path, 'format: 1\nid: a\ntitle: "A \\ud800"\n"\\udc00": 1')
    found = faults_of(lambda: load(path))
    assert [(fault.what, fault.place.line, fault.place.column) for fault in found] == [
        ("half a character", 3, 8),
        ("half a character", 4, 1),
    ]
    assert [fault.seen for fault in found] == ["\\ud800", "\\udc00"]
    assert found[0].allowed == "both halves, such as \\ud83d\\ude00, or the character itself"
    assert "\n".join(map(str, found)).encode("utf-8")
