"""Plan files: what is read is what was kept, and what is no such file is one clear fault."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.dossier import Dossier, file, packed, read_dossier
from planner.dossier.codec import StrangeDataError, as_data, from_data
from planner.dossier.file import FORMAT, MARK, unpacked
from planner.errors import InputError
from planner.messages import code_of, in_language, said
from planner.records.forces import Goal
from planner.records.what_if import Position
from planner.report.content import comparison_content
from planner.report.full import full_report
from planner.report.render import FORMATS, render
from planner.version import __version__
from tests.dossier.support import NAMES, dossier_of, same
from tests.report.support import GOLDEN, MISSION, matches_golden

some = settings(max_examples=40, deadline=None)


def fault_in(raw: bytes) -> str:
    """The code of the one fault that reading the bytes gives."""
    with pytest.raises(InputError) as raised:
        unpacked(raw, "mission.plan")
    [fault] = raised.value.faults
    assert fault.place.file == "mission.plan"
    assert fault.code is not None
    return fault.code


def lines_of(raw: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The head and the body of a plan file."""
    head, body = gzip.decompress(raw).splitlines()
    return json.loads(head), json.loads(body)


def checksum(meta: object, body: bytes) -> str:
    """What the head says of itself and of the body."""
    told = json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(told + b"\n" + body).hexdigest()


def repacked(head: dict[str, Any], body: object) -> bytes:
    """A plan file with another head or body, whose hash is right."""
    line = json.dumps(body).encode()
    head = head | {"sha256": checksum(head["meta"], line)}
    return gzip.compress(json.dumps(head).encode() + b"\n" + line + b"\n")


# ------------------------------------------------------------------------------- there and back


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_what_was_kept(name: str, tmp_path: Path) -> None:
    kept = dossier_of(name)
    (tmp_path / "a.plan").write_bytes(packed(kept))
    read = read_dossier(tmp_path / "a.plan")
    assert same(replace(read, made=None), kept)
    assert read.made == kept.meta
    assert read.plan.to_json() == kept.plan.to_json()
    assert packed(read) == packed(kept)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_of_what_is_read_is_the_same(name: str) -> None:
    kept = dossier_of(name)
    read = unpacked(packed(kept), name)
    for format_ in FORMATS:
        told = render(full_report(read), format_)
        assert told == render(full_report(kept), format_)


def test_what_names_a_course_is_read_again(tmp_path: Path) -> None:
    """In the scenario that was solved courses are pledges, and a benchmark still names them."""
    evidence = "{kind: training, force: host, training: [host-course]}"
    shares = "green: 0.9, amber: 0.5"
    trained = f"benchmarks:\n  trained: {{title: Trained, evidence: {evidence}, {shares}}}\n"
    (tmp_path / "trained.yaml").write_text(MISSION.read_text("utf-8") + trained)
    kept = Dossier(planner.plan(planner.load(tmp_path / "trained.yaml")))
    assert kept.plan.generation is not None
    assert not kept.plan.generation.scenario.training
    read = unpacked(packed(kept), "trained")
    assert read.plan.to_json() == kept.plan.to_json()


def test_texts_keep_their_french() -> None:
    read = unpacked(packed(dossier_of("first")), "first")
    assert read.provenance is not None
    [figure] = read.provenance.swung
    assert in_language(figure.low.told, "fr") == "impossible : 1,5 %"


def test_parts_that_were_not_worked_out_are_none() -> None:
    read = unpacked(packed(Dossier(dossier_of("first").plan)), "first")
    assert (read.provenance, read.what_if) == (None, None)


def test_the_head_says_what_made_the_plan() -> None:
    head, _ = lines_of(packed(dossier_of("first")))
    assert head[MARK] == FORMAT
    assert head["meta"] == dossier_of("first").plan.to_dict()["meta"]


def test_a_plan_of_another_planner_keeps_what_made_it() -> None:
    head, body = lines_of(packed(dossier_of("first")))
    head["meta"]["planner_version"] = "0.0.1"
    read = unpacked(repacked(head, body), "first")
    assert read.meta.planner_version == "0.0.1"
    assert lines_of(packed(read))[0]["meta"] == head["meta"]


def test_no_date_and_no_name_stands_in_the_file() -> None:
    raw = packed(dossier_of("first"))
    assert raw[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), -0.0, 1e-320, 3])
def test_every_number_comes_back(number: float) -> None:
    goal = Goal("cost", number, "USD")
    assert same(from_data(json.loads(json.dumps(as_data(goal), allow_nan=False)), Goal), goal)


def said_of(value: object) -> str:
    """A message that speaks of a value."""
    return said("swing.no-plan", why=value, said=value, number=value, float=value)


@some
@given(
    st.recursive(
        st.text() | st.floats(allow_nan=False) | st.integers() | st.booleans() | st.none(),
        lambda inner: st.builds(said_of, inner),
        max_leaves=4,
    )
)
def test_whatever_a_message_speaks_of_comes_back(value: object) -> None:
    position = Position("here", {}, said_of(value))
    assert same(from_data(json.loads(json.dumps(as_data(position))), Position), position)


# ----------------------------------------------------------------------------- what is no such file


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "plan-file.none"),
        (b"format: 1\nid: a\n", "plan-file.none"),
        (b"\x1f\x8b", "plan-file.damaged"),
        (gzip.compress(b"", mtime=0), "plan-file.none"),
        (gzip.compress(b"{}\n{}\n", mtime=0), "plan-file.none"),
        (gzip.compress(b"[" * 100_000, mtime=0), "plan-file.none"),
        (gzip.compress(b"[" * 99_000 + b"\n", mtime=0), "plan-file.none"),
        (gzip.compress(b'{"planner-plan": true}', mtime=0), "plan-file.none"),
        (gzip.compress(b'{"planner-plan": 1}', mtime=0), "plan-file.damaged"),
        (gzip.compress(b'{"planner-plan": 4, "more": 1}', mtime=0), "plan-file.newer"),
    ],
)
def test_what_is_no_plan_file(raw: bytes, code: str) -> None:
    assert fault_in(raw) == code


def test_what_follows_the_file_is_a_fault() -> None:
    assert fault_in(packed(dossier_of("first")) + b"\0") == "plan-file.damaged"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_dossier(tmp_path / "none.plan")


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("LARGEST_PLAN_BYTES", "plan-file.too-large"),
        ("LARGEST_UNPACKED_PLAN_BYTES", "plan-file.too-large-unpacked"),
        ("MOST_PLAN_VALUES", "plan-file.too-many"),
    ],
)
def test_what_is_too_large(
    limit: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.plan").write_bytes(packed(dossier_of("first")))
    monkeypatch.setattr(file, limit, 1000)
    with pytest.raises(InputError) as raised:
        read_dossier(tmp_path / "a.plan")
    assert [fault.code for fault in raised.value.faults] == [code]


def read_or_refused(raw: bytes) -> Dossier | str | None:
    """The dossier, or the code of the fault."""
    try:
        return unpacked(raw, "mission.plan")
    except InputError as error:
        return code_of(error.faults[0].what)


@some
@given(st.data())
def test_a_file_that_is_cut_short_or_changed_is_damaged(data: st.DataObject) -> None:
    raw = packed(dossier_of("first"))
    place = data.draw(st.integers(0, len(raw) - 1))
    cut, changed = raw[:place], bytearray(raw)
    changed[place] ^= data.draw(st.integers(1, 255))
    assert fault_in(cut) in ("plan-file.damaged", "plan-file.none")
    read = read_or_refused(bytes(changed))
    if not isinstance(read, Dossier):
        assert read in ("plan-file.damaged", "plan-file.none")
    else:  # the head of gzip says when and where it was packed, which nobody reads
        assert place < 10
        assert same(replace(read, made=None), dossier_of("first"))


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of JSON data that holds a value."""
    yield path
    if isinstance(data, dict):
        for key in data:
            yield from places(data[key], (*path, key))
    elif isinstance(data, list):
        for number, entry in enumerate(data):
            yield from places(entry, (*path, number))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
HEAD, BODY = lines_of(packed(dossier_of("short")))
TOLD = ("what_if", "sliders", 0, "positions", 1, "told")
PLACES = tuple(places(BODY))


@settings(max_examples=50, deadline=None)
@given(path=st.sampled_from(PLACES), other=JSON)
def test_a_body_that_was_written_by_hand_is_read_or_refused(
    path: tuple[str | int, ...], other: object
) -> None:
    read = read_or_refused(repacked(HEAD, put(BODY, path, other)))
    assert isinstance(read, Dossier) or read == "plan-file.strange"


def put(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """A copy of JSON data with another value at a place."""
    if not path:
        return value
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = put(data[path[0]], path[1:], value) if path[1:] else value
    return copy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("plan", "more"), 1),
        (("plan", "gap", 0, "personnel"), "many"),
        (("plan", "gap", 0, "items"), {"0": 1}),
        (("plan", "options", "threads"), 0),
        (("plan", "options", "crossover"), 1),
        (("plan", "options", "max_variables"), 1.5),
        (("plan", "sustainment", "curves", "kept", "dtype"), "float64"),
        (("plan", "sustainment", "curves", "stock", "shape"), [1]),
        (("plan", "sustainment", "curves", "stock", "shape"), [-1]),
        (("plan", "sustainment", "curves", "stock", "base64"), "é"),
        (("plan", "sustainment", "curves", "stock"), [[1.0]]),
        (("plan", "sustainment", "curves", "sites"), "base"),
        (("plan", "generation", "plan", "ask_lists", "unfilled"), {"one": 1.0}),
        (
            ("plan", "generation", "plan", "requirements", 0, "title"),
            {"said": ["none", "what", {}]},
        ),
        (("plan", "figures", 0, "kind"), "rumour"),
        (("plan", "scenario", "sites"), 7),
        ((*TOLD, "more"), "x"),
        ((*TOLD, "said", 0), "none-such"),
        ((*TOLD, "said", 1), "whatever"),
        ((*TOLD, "said", 2), {}),
        (("what_if", "base", "gap_tonnes"), "-infinity"),
    ],
)
def test_a_value_that_is_not_as_it_is_written_is_named(
    path: tuple[str | int, ...], value: object
) -> None:
    with pytest.raises(StrangeDataError) as raised:
        from_data(put(BODY, path, value), Dossier)
    assert raised.value.path.startswith("$.")
    assert path[0] == raised.value.path.split(".")[1]


# -------------------------------------------------------------------------------- what is written


def test_records_are_those_of_the_format() -> None:
    """A record that changes changes the files: then `FORMAT` goes up, and there is a new page."""
    name = f"plan-format-{FORMAT}.txt"
    written = (GOLDEN / name).read_text("utf-8") if (GOLDEN / name).exists() else ""
    assert matches_golden("\n".join(described(Dossier, set())) + "\n", name), written


def described(kind: Any, known: set[Any]) -> Iterator[str]:
    """The fields of a record and of those in it, and the words of what has words."""
    if get_origin(kind) is not None or hasattr(kind, "__supertype__"):
        for inner in (*get_args(kind), getattr(kind, "__supertype__", None)):
            yield from described(inner, known)
        return
    if kind in known or not isinstance(kind, type):
        return
    known.add(kind)
    if issubclass(kind, Enum):
        yield f"{kind.__name__}: {', '.join(member.value for member in kind)}"
    elif is_dataclass(kind):
        hints = get_type_hints(kind)
        yield kind.__name__
        for field in fields(kind):
            yield f"  {field.name}: {spelled(hints[field.name])}"
        for field in fields(kind):
            yield from described(hints[field.name], known)


def spelled(kind: Any) -> str:
    """A type as it is read."""
    if hasattr(kind, "__supertype__"):
        return spelled(kind.__supertype__)
    inner = [spelled(argument) for argument in get_args(kind)]
    if get_origin(kind) in (Union, UnionType):
        return " | ".join(inner)
    if get_origin(kind) is None:
        return "..." if kind is Ellipsis else getattr(kind, "__name__", str(kind))
    return f"{getattr(get_origin(kind), '__name__', get_origin(kind))}[{', '.join(inner)}]"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("plan", "sustainment", "item_demand", 0, "site"), "nowhere"),
        (("plan", "sustainment", "movements", 0, "lane"), "nowhere"),
        (("plan", "generation", "plan", "assignments", 0, "pledge"), "nobody"),
        (("plan", "generation", "plan", "assignments", 0, "arrival"), -3),
        (("plan", "sustainment", "item_demand", 0, "site"), 10**400),
        (("plan", "scenario", "lanes", "port-main-base", "origin"), "nowhere"),
    ],
)
def test_what_a_record_names_is_there(path: tuple[str | int, ...], value: object) -> None:
    head, body = lines_of(packed(dossier_of("first")))
    assert read_or_refused(repacked(head, put(body, path, value))) == "plan-file.strange"


def test_what_made_a_plan_is_not_changed_without_its_plan() -> None:
    head, body = lines_of(packed(dossier_of("first")))
    head["meta"]["planner_version"] = "0.0.1"
    line = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    raw = gzip.compress(json.dumps(head).encode() + b"\n" + line + b"\n")
    assert read_or_refused(raw) == "plan-file.damaged"


def test_a_comparison_says_what_made_each_plan() -> None:
    head, body = lines_of(packed(dossier_of("first")))
    head["meta"]["planner_version"] = "0.0.1"
    old = unpacked(repacked(head, body), "first")
    content = comparison_content([old, dossier_of("short")], ["a", "b"])
    told = json.loads(content.json())
    assert [plan["meta"]["planner_version"] for plan in told["plans"]] == ["0.0.1", __version__]
