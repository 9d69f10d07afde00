"""What the tests of the workbook share: a report of the samples, and its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from planner.messages import Language, said
from planner.report.blocks import Block, Heading, Line, Tone
from planner.report.render.book import book
from planner.report.render.tables import DataColumn, DataTable, Kind
from tests.report.samples import HOSTILE, SAMPLES

STAMP = ((said("stamp.planner"), "1.2.3"), (said("stamp.scenario"), "samples"))
TABLE = DataTable(
    "units",
    (
        DataColumn("unit"),
        DataColumn("personnel", Kind.NUMBER),
        DataColumn("from", Kind.DAY),
        DataColumn("from_date", Kind.DATE),
    ),
    (("Alpha", 650.5, "D+3", "2030-01-04"), ("=Bravo", None, None, None)),
)
EMPTY = DataTable("nothing", (DataColumn("unit"),), ())


def report(blocks: Mapping[str, Block] = SAMPLES) -> tuple[Block, ...]:
    """A report that has every kind of block: its head, a section of words, one of pictures."""
    words = ("line", "table")
    pictures = [
        block for name, block in blocks.items() if name not in (*words, "marking", "heading")
    ]
    return (
        Heading("A small report", 1),
        blocks["marking"],
        blocks["line"],
        Line("Every site is supplied.", Tone.GOOD),
        blocks["heading"],
        *(blocks[name] for name in words),
        Heading("Ways in", 3),
        Line("There is one way in.", Tone.NOTE, ("Mandate §1",)),
        Heading("What is seen"),
        *pictures,
    )


@cache
def made(language: Language = "en", *, hostile: bool = False) -> bytes:
    """The workbook of that report."""
    blocks = report(HOSTILE if hostile else SAMPLES)
    return book(blocks, (TABLE, EMPTY), language=language, stamp=STAMP)
