"""Batches of inputs, each made from its own seed, in a process of its own.

    python -m tests.fuzz.batch KIND FIRST COUNT

prints a JSON object: the failures with their seeds, and the most memory that was used. One seed is
tried again with COUNT 1; its files stay in the folder that FUZZ_FOLDER names, where it is set.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from planner.scenario.document import read_document
from tests.fuzz.grammar import NASTY, RAW_VALUES, as_text, scenario_text
from tests.fuzz.judge import verdict
from tests.fuzz.mutation import changed_bytes, changed_csv, changed_data, changed_xlsx
from tests.scenario.helpers import complete_data, write_xlsx

ROOT = Path(__file__).resolve().parents[2]
# The limit of time is one that is not reached: what is found is found again on a busier machine.
LIMITS = ("--time-limit", "60", "--max-variables", "20000", "-q")
PLANS = (
    ("gap",),
    ("run", *LIMITS),
    ("forces", *LIMITS),
    ("stocks", *LIMITS),
    ("services", *LIMITS),
    ("lateness", *LIMITS),
    ("survive", "--days", "5", *LIMITS),
)
# Of the inputs that are sound one in so many is planned too.
PLANNED = 3
SEEDS = (
    "tests/scenario/small.yaml",
    "planner/cli/data/scenario.yaml",
    "scenarios/mali-2012-90-days.yaml",
)
HEAD = "format: 1\nid: case\ncalendar: {d_day: 2013-01-20, start: D-10, end: D+60}\n"
TABLE = [
    ["id", "title", "latitude", "longitude", "climate", "throughput.value", "throughput.unit"],
    ["#id", "#t", "", "", "", "", ""],
    ["a", "A", "5", "6", "sahelian", "20", "t/day"],
    ["b", "B", "5.5", "-6", "", "20", ""],
]
LINES = "lanes: {x: {origin: a, destination: b, mode: road, distance: 100, transit_days: 1}}\n"


@cache
def seed_files() -> tuple[bytes, ...]:
    """Scenarios that are sound; of the large one its first lines, as it extends another."""
    published = sorted((ROOT / "scenarios" / "published").glob("*.yaml"))
    files = [*(ROOT / name for name in SEEDS), *published]
    return tuple(raw for raw in (file.read_bytes() for file in files) if len(raw) < 12_000)


@cache
def first_data() -> dict[str, Any]:
    """The scenario that `planner init` writes."""
    return read_document(ROOT / SEEDS[1]).data


@cache
def small_workbook() -> bytes:
    """The table as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        cells = [
            [float(c) if c[:1].isdigit() and "," not in c else c for c in row] for row in TABLE
        ]
        return write_xlsx(Path(folder) / "a.xlsx", {"notes": [["x"]], "sites": cells}).read_bytes()


def by_grammar(choose: Random, folder: Path) -> list[str]:
    """A scenario written by the models of the format."""
    return [_scenario(folder, scenario_text(choose, choose.choice((0.0, 0.005, 0.03))).encode())]


def by_bytes(choose: Random, folder: Path) -> list[str]:
    """A shipped scenario with some bytes changed."""
    return [_scenario(folder, changed_bytes(choose.choice(seed_files()), choose))]


def by_parts(choose: Random, folder: Path) -> list[str]:
    """The scenario that uses every section, with parts changed."""
    data = deepcopy(choose.choice((complete_data(), first_data())))
    return [_scenario(folder, as_text(changed_data(data, choose)).encode())]


def by_figures(choose: Random, folder: Path) -> list[str]:
    """The scenario that `planner init` writes, with figures that are allowed and odd."""
    text = (ROOT / SEEDS[1]).read_text("utf-8")
    numbers = list(FIGURE.finditer(text))
    for match in sorted(choose.sample(numbers, choose.randint(1, 4)), key=lambda m: -m.start()):
        text = text[: match.start(1)] + choose.choice(ODD) + text[match.end(1) :]
    return [_scenario(folder, text.encode())]


def by_csv(choose: Random, folder: Path) -> list[str]:
    """A section in a CSV table with cells changed."""
    (folder / "sites.csv").write_bytes(changed_csv(TABLE, choose))
    return [_scenario(folder, (HEAD + "sites: {table: sites.csv}\n" + LINES).encode())]


def by_xlsx(choose: Random, folder: Path) -> list[str]:
    """A section in a workbook with bytes of its parts changed."""
    (folder / "sites.xlsx").write_bytes(changed_xlsx(small_workbook(), choose))
    return [_scenario(folder, (HEAD + "sites: {table: sites.xlsx}\n" + LINES).encode())]


BOOK: dict[str, list[list[Any]]] = {
    "scenario": [
        ["path", "value", "source", "# note"],
        ["format", 1],
        ["id", "case"],
        ["calendar.d_day", "2013-01-20"],
        ["calendar.start", "D-10"],
        ["calendar.end", "D+60"],
        ["objective", "unmet, policy"],
    ],
    "sources": [["id", "title"], ["m", "Mandate"]],
    "sites": [
        ["id", "title", "latitude", "throughput.value", "throughput.source", "storage.water"],
        ["# short name", "text"],
        ["a", "A", 5, 20, "m §1", 40],
        ["b", "B", None, "20 t/day", None, "50 m3"],
    ],
    "lanes": [
        ["id", "origin", "destination", "mode", "items", "transit_days", "seasons.0.months"],
        ["x", "a", "b", "road", "water, diesel", 1, "7, 8"],
    ],
    "decisions": [["pledge", "requirement"]],
    "notes": [["anything", 5]],
}


def by_workbook(choose: Random, folder: Path) -> list[str]:
    """A scenario that is a workbook, with cells or bytes changed."""
    sheets = deepcopy(BOOK)
    for _ in range(choose.choice((0, 1, 1, 2, 4))):
        rows = sheets[choose.choice(list(sheets))]
        row = choose.choice(rows)
        here = choose.randrange(len(row))
        match choose.randrange(5):
            case 0 | 1:
                nasty = choose.choice((*NASTY, *PATHS, "null", "{}", "[]", '"\\u0007"', "# x"))
                row[here] = nasty if isinstance(nasty, str | float | bool) else str(nasty)
            case 2:
                rows.insert(choose.randrange(len(rows) + 1), list(row))
            case 3:
                row[here] = f"{row[here]}{choose.choice(('.value', '.0.a', '.', '..', ', ', 's'))}"
            case 4:
                sheets[choose.choice(("changes", "sitess", "stocks"))] = [["path", "value"], row]
    raw = write_xlsx(folder / "case.xlsx", _writable(sheets)).read_bytes()
    raw = changed_xlsx(raw, choose) if choose.random() < 0.3 else raw
    (folder / "case.xlsx").write_bytes(raw)
    return [str(folder / "case.xlsx")]


def _writable(sheets: dict[str, list[list[Any]]]) -> dict[str, list[list[Any]]]:
    """The sheets without what XML cannot hold; the bytes of a part are changed elsewhere."""
    return {
        name: [[CONTROL.sub("", c) if isinstance(c, str) else c for c in row] for row in rows]
        for name, rows in sheets.items()
    }


CONTROL = re.compile("[\x00-\x1f\ud800-\udfff]")
FIGURE = re.compile(r": (?:\{value: )?([0-9][0-9.]*)")
ODD = ("0", "1e-12", "1e-300", "1e-6", "0.5", "1", "3", "1e5", "1e9", "1e12", "999999999999", "-1")
PATHS = (
    *(
        "sites.a.title",
        "sites.a",
        "sites",
        "lanes.x.mode",
        "lanes.x.seasons.0.months",
        "calendar.end",
    ),
    *(
        "format",
        "id",
        "title",
        "sites.a.throughput.value",
        "sites.a.throughput.unit",
        "",
        ".",
        "a..b",
    ),
    *(
        "lanes[0]",
        "lanes.x.items[0]",
        "sites.\u202e",
        "sites.a.storage.water",
        "a" * 300,
        "sites.a.x",
    ),
    *(
        "extends",
        "changes",
        "changes.x",
        "sites.a.title.x",
        ".".join("a" * 60),
        "objective.0",
        "[[]]",
    ),
)


def by_setting(choose: Random, folder: Path) -> list[str]:
    """A small scenario with changes by --set."""
    text = HEAD + "sites: {a: {title: A, throughput: 5}, b: {title: B}}\n" + LINES
    arguments = [_scenario(folder, text.encode())]
    for _ in range(choose.choice((1, 1, 2, 3))):
        sane = ("5", "0", "D+30", "{title: C}", "null", "2 t/day", "road", "[1, 2]")
        odd = (*map(str, NASTY), *RAW_VALUES, "[" * 50, "&a [*a]", "'", "{", "1\n---\n2")
        value = choose.choice(sane if choose.random() < 0.6 else odd)
        path = choose.choice(PATHS)
        text = changed_bytes(f"{path}={value}".encode(), choose).decode("utf-8", "surrogateescape")
        text = text if choose.random() < 0.2 else f"{path}={value}"
        arguments += ["--set", text.replace("\0", "")]
    return arguments


KINDS: dict[str, Callable[[Random, Path], list[str]]] = {
    "grammar": by_grammar,
    "bytes": by_bytes,
    "parts": by_parts,
    "figures": by_figures,
    "csv": by_csv,
    "xlsx": by_xlsx,
    "workbook": by_workbook,
    "set": by_setting,
}


def _scenario(folder: Path, raw: bytes) -> str:
    path = folder / "case.yaml"
    path.write_bytes(raw)
    return str(path)


def tried(kind: str, seed: int, folder: Path, counts: Counter[str]) -> list[str]:
    """What is wrong with how the input of a seed ends, by every command that it is tried with."""
    choose = Random(f"{kind}:{seed}")
    arguments = KINDS[kind](choose, folder)
    command = "check"
    code, wrong = verdict([command, *arguments])
    found = [] if wrong is None else [f"check: {wrong}"]
    if code == 0 and seed % PLANNED == 0:
        command, *options = PLANS[seed // PLANNED % len(PLANS)]
        code, wrong = verdict([command, *arguments, *options])
        found += [] if wrong is None else [f"{command}: {wrong}"]
    counts[f"{command} {code}"] += 1
    return found


def main() -> None:
    """Try a batch."""
    kind, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    kept = os.environ.get("FUZZ_FOLDER")
    failures = {}
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            if found := tried(kind, seed, Path(kept or folder), counts):
                failures[f"{kind} {seed}"] = found
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"failures": failures, "megabytes": peak, "ends": counts}))


if __name__ == "__main__":
    main()
