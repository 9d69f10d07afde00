"""How long a long pledge table with many faults takes to be refused, and a clean one to be read.

    python benchmarks/faulty_table.py [ROWS]

Writes tables of 20,000 rows into a temporary folder, as CSV and, where XlsxWriter is installed, as
XLSX; 50 cells of the faulty ones hold something that cannot stand there. Prints the seconds on the
clock and of the processor, how many faults were reported by cell, and the ratio to parsing the CSV
with the standard library alone. The aim: all 50 in under 2 seconds.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import planner
from planner.errors import InputError

ROWS = 20_000
HEADER = [
    *("id", "title", "contributor", "force", "unit", "units", "personnel", "personnel.source"),
    *("status", "available", "movement", "tour", "overlap", "rotations", "probability"),
    *("source", "note"),
]
SCENARIO = """\
format: 1
id: table
calendar: {d_day: 2013-01-20, start: D-30, end: D+365}
sources: {list: {title: The list}}
forces: {blue: {title: Blue, personnel: 10000}}
pledges: {table: TABLE}
"""
FAULTS = (
    ("status", "promised"),
    ("force", "bleu"),
    ("unit", "infantry-compny"),
    ("units", "-3"),
    ("available", "2013-02-30"),
    ("tour", "5"),
    ("overlap", "200"),
    ("source", "nowhere"),
    ("probability", "1.5"),
    ("personnel", "850 kg"),
)
WRONG = 50


def rows(count: int) -> list[list[str]]:
    """The header, and `count` sound pledges."""
    sound = [
        f"Battalion {i};C{i % 60};blue;infantry-company;{1 + i % 3};{700 + i % 200};;verified;"
        f"D+{i % 200};10;180;7;1;0.9;list;".split(";")
        for i in range(count)
    ]
    return [HEADER, *([f"p-{i}", *cells] for i, cells in enumerate(sound))]


def spoil(table: list[list[str]]) -> None:
    """Put a fault into 50 rows, spread over the table."""
    for number in range(WRONG):
        name, cell = FAULTS[number % len(FAULTS)]
        table[1 + number * (len(table) - 1) // WRONG][HEADER.index(name)] = cell


def write_csv(path: Path, table: list[list[str]]) -> None:
    """The table as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)


def write_xlsx(path: Path, table: list[list[str]]) -> None:
    """The table as a workbook with one sheet; what reads as a number is one."""
    import xlsxwriter  # noqa: PLC0415 (an optional package)

    with xlsxwriter.Workbook(path, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("pledges")
        for number, cells in enumerate(table):
            sheet.write_row(number, 0, cells)


def timed(action: Callable[[], object]) -> tuple[float, float, object]:
    """Seconds on the clock and of the processor, the better of two, and what came of it."""
    taken = []
    for _ in range(2):
        wall, busy = time.perf_counter(), time.process_time()
        outcome = action()
        taken.append((time.perf_counter() - wall, time.process_time() - busy))
    return min(wall for wall, _ in taken), min(busy for _, busy in taken), outcome


def outcome_of(path: Path) -> str:
    """Load the scenario; how many pledges it has, or how many faults at how many cells."""
    try:
        return f"{len(planner.load(path).pledges):,} pledges"
    except InputError as error:
        return f"{len(error.faults)} faults at {len({fault.place for fault in error.faults})} cells"


def parse(path: Path) -> int:
    """Parse a CSV file and do nothing with it."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def main() -> None:
    """Write the tables, load them and print the seconds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    writers: dict[str, Callable[[Path, list[list[str]]], None]] = {"csv": write_csv}
    if find_spec("xlsxwriter"):
        writers["xlsx"] = write_xlsx
    sound, faulty = rows(count), rows(count)
    spoil(faulty)
    with tempfile.TemporaryDirectory(prefix="faulty-table-") as name:
        folder = Path(name)
        write_csv(folder / "plain.csv", sound)
        parsing, _, _ = timed(lambda: parse(folder / "plain.csv"))
        print(f"parsing {count:,} rows of CSV alone: {parsing:.3f} s")
        for kind, write in writers.items():
            for what, table in (("clean", sound), ("faulty", faulty)):
                write(folder / f"{what}.{kind}", table)
                path = folder / f"{what}-{kind}.yaml"
                path.write_text(SCENARIO.replace("TABLE", f"{what}.{kind}"), encoding="utf-8")
                wall, busy, found = timed(lambda path=path: outcome_of(path))  # type: ignore[misc]
                print(
                    f"{what} {kind}: {wall:.2f} s ({busy:.2f} s of the processor), "
                    f"{wall / parsing:.0f} x parsing: {found}"
                )


if __name__ == "__main__":
    main()
