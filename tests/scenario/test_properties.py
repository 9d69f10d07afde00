"""Any scenario survives a trip through a file; any file gives a scenario or clear faults."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.scenario import from_mapping, load
from tests.scenario.helpers import SMALL, as_yaml, at, complete_data, faults_of, paths, write_xlsx

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEPT = tempfile.TemporaryDirectory(prefix="scenario-properties-")  # until the tests end
FOLDER = Path(KEPT.name)

NAMES = ("port", "base", "post", "camp-1")
ITEMS = ("water", "diesel", "rations")
TEXT = SMALL.read_text(encoding="utf-8")
PATHS = list(paths(complete_data()))


def stored(raw: bytes, name: str = "case.yaml") -> Path:
    path = FOLDER / name
    path.write_bytes(raw)
    return path


# ---------------------------------------------------------------------- a random valid scenario


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers that YAML and a reader can tell apart: no more than six decimals."""
    return st.floats(low, high).map(lambda number: round(number, 6))


@st.composite
def figures(draw: st.DrawFn, low: float, high: float, unit: str = "") -> Any:
    """A figure in one of its ways of writing."""
    value = draw(numbers(low, high))
    written = draw(st.sampled_from(["number", "text", "mapping"]))
    if written == "number":
        return value
    if written == "text":
        return f"{value} {unit}".strip()
    origin = draw(st.sampled_from([{}, {"source": "doc §1"}, {"assumption": "a guess"}]))
    ends = {"low": draw(numbers(low, value)), "high": draw(numbers(value, high))}
    return {"value": value, **ends, **({"unit": unit} if unit else {}), **origin}


days = st.one_of(
    st.integers(-30, 300).map(lambda day: f"D{day:+d}"),
    st.dates(dt.date(2012, 1, 1), dt.date(2014, 12, 31)).map(str),
    st.just("D"),
)
titles = st.text("aé’ –:#'\"{}[]0NO~😀", min_size=1, max_size=12)


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A small network, some forces and pledges, and the figures that go with them."""
    sites = draw(st.lists(st.sampled_from(NAMES), min_size=2, unique=True))
    site, item = st.sampled_from(sites), st.sampled_from(ITEMS)
    ends = st.permutations(sites).map(lambda order: order[:2])
    stored_in = st.dictionaries(
        st.sampled_from(["water", "covered"]), figures(0, 1e6, "m3"), max_size=2
    )
    return {
        "format": 1,
        "id": "random",
        "title": draw(titles),
        "sources": {"doc": {"title": "A document", "kind": "document"}},
        "calendar": {"d_day": "2013-01-20", "start": "D-30", "end": "D+300"},
        "sites": {name: {"title": draw(titles), "storage": draw(stored_in)} for name in sites},
        "lanes": {
            f"lane-{i}": {
                "origin": origin,
                "destination": destination,
                "mode": draw(st.sampled_from(["road", "rail", "river", "air", "sea"])),
                "distance": draw(figures(1, 5000, "km")),
                "stage": draw(figures(1, 900, "km/day")),
                "capacity": draw(figures(0, 1e5, "kg/day")),
            }
            for i, (origin, destination) in enumerate(draw(st.lists(ends, max_size=3)))
        },
        "supplies": {
            f"s-{i}": {"site": draw(site), "item": name, "from": draw(days)}
            for i, name in enumerate(draw(st.lists(item, max_size=3)))
        },
        "demands": {
            f"d-{i}": {"site": draw(site), "item": "water", "per_day": figure}
            for i, figure in enumerate(draw(st.lists(figures(0, 1e6, "m3/day"), max_size=3)))
        },
        "forces": {
            "blue": {
                "title": draw(titles),
                "personnel": draw(st.integers(0, 10_000)),
                "host_nation": draw(st.booleans()),
                "required_days": draw(st.integers(30, 90)),
            }
        },
        "pledges": {
            f"p-{i}": {
                "title": "P",
                "contributor": draw(titles),
                "force": "blue",
                "capability": "infantry",
                "quantity": draw(figures(0, 10)),
                "personnel": draw(st.integers(0, 900)),
                "status": status,
                "available": draw(days),
            }
            for i, status in enumerate(
                draw(st.lists(st.sampled_from(["offered", "verified"]), max_size=3))
            )
        },
    }


@SLOW
@given(scenarios())
def test_a_scenario_written_to_a_file_and_loaded_is_the_same(data: dict[str, Any]) -> None:
    made = from_mapping(data)
    assert load(stored(as_yaml(data).encode())) == made
    dumped = made.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert load(stored(as_yaml(dumped).encode())) == made


# ---------------------------------------------------------------------------------- any file


def scenario_or_faults(path: Path, changes: tuple[str, ...] = ()) -> None:
    """Loading ends in a scenario or in faults that say what and where."""
    for fault in faults_of(lambda: load(path, changes)):
        assert fault.what
        assert fault.place.file
        str(fault).encode("utf-8")
        assert len(str(fault).splitlines()) == 1


SIGNS = """&a |*a|!|!!int |%YAML 1.1
---
|---
|...|? |: |- |[|]|{|}|"|'|>+9
|#|<<: |=|.inf|1e999|0x|0b2|12:30:00|NO|~|null|"\\ud800"|\\U99|table: a.csv|extends: case.yaml|
format: 2|value: |D+5|9999999999999999999999999999999999|²|,|@"""
SNIPPETS = st.one_of(
    st.sampled_from(SIGNS.split("|")),
    st.sampled_from(list("|\t\n\x00\x85\u2028\ufeff\x1b")),
    st.just("\n  "),
)


@SLOW
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_lead_to_a_scenario_or_faults(raw: bytes) -> None:
    scenario_or_faults(stored(raw))


@SLOW
@given(st.lists(st.one_of(SNIPPETS, st.text(max_size=5)), max_size=15).map("".join))
def test_any_text_of_yaml_signs_leads_to_a_scenario_or_faults(text: str) -> None:
    scenario_or_faults(stored(("format: 1\nid: a\n" + text).encode("utf-8", "replace")))


@SLOW
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 9), SNIPPETS), max_size=3))
@example([(TEXT.index("title: A small case"), 1, "&a ")])
def test_a_scenario_with_slips_of_the_pen_leads_to_a_scenario_or_faults(
    slips: list[tuple[int, int, str]],
) -> None:
    text = TEXT
    for start, length, snippet in slips:
        text = text[:start] + snippet + text[start + length :]
    scenario_or_faults(stored(text.encode("utf-8", "replace")))


@SLOW
@given(st.binary(max_size=200), st.sampled_from(["sites.csv", "sites.xlsx"]))
def test_any_table_leads_to_a_scenario_or_faults(raw: bytes, name: str) -> None:
    stored(b"id,title\n" + raw if name.endswith("csv") else raw, name)
    scenario_or_faults(stored(f"format: 1\nid: a\nsites: {{table: {name}}}".encode()))


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.floats(-1e9, 1e9),
    st.text("ab1.-é ", max_size=5),
)


@SLOW
@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_any_sheet_leads_to_a_scenario_or_faults(rows: list[list[Any]]) -> None:
    write_xlsx(FOLDER / "sites.xlsx", {"sites": [["id", "title", "latitude"], *rows]})
    scenario_or_faults(stored(b"format: 1\nid: a\nsites: {table: sites.xlsx}"))


@SLOW
@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_workbook_with_one_wrong_byte_leads_to_a_scenario_or_faults(i: int, byte: int) -> None:
    path = write_xlsx(FOLDER / "sites.xlsx", {"sites": [["id", "title"], ["a", "A"]]})
    raw = bytearray(path.read_bytes())
    raw[i % len(raw)] = byte
    stored(bytes(raw), "sites.xlsx")
    scenario_or_faults(stored(b"format: 1\nid: a\nsites: {table: sites.xlsx}"))


@SLOW
@given(st.text(max_size=40), st.text(max_size=20))
def test_any_setting_leads_to_a_scenario_or_faults(path: str, value: str) -> None:
    scenario_or_faults(SMALL, (f"{path}={value}",))


# --------------------------------------------------------------------------- any one mutation


JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["20 m3", "D+5", "2013-01-20", "water", "base", "50 %"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.sampled_from(["value", "unit", "source", "low"]), st.text(max_size=5)),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@SLOW
@given(st.sampled_from(PATHS), JUNK)
def test_any_value_anywhere_leads_to_a_scenario_or_faults_in_memory(
    path: tuple[str | int, ...], value: Any
) -> None:
    data = complete_data()
    at(data, path[:-1])[path[-1]] = value
    with suppress(InputError):
        from_mapping(data)


@SLOW
@given(
    st.sampled_from(PATHS), st.sampled_from(["[]", "{}", "x", "-1", "true", "null", "1e99", "~"])
)
def test_any_value_set_leads_to_a_scenario_or_faults(
    path: tuple[str | int, ...], value: str
) -> None:
    scenario_or_faults(SMALL, (".".join(map(str, path)) + f"={value}",))
