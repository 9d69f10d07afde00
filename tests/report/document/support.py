"""What the tests of documents share: reports, and a picture in place of a drawing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from planner.messages import said
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import quantity
from tests.report.samples import SAMPLES

STAMP = (
    (said("stamp.planner"), "1.2.3"),
    (said("stamp.scenario"), "samples"),
    (said("stamp.solver"), "HiGHS 1"),
)


def report(blocks: Mapping[str, Block] = SAMPLES) -> tuple[Block, ...]:
    """A report that has every kind of block."""
    words = ("marking", "heading", "line", "table")
    return (
        Heading("A small report", 1),
        blocks["marking"],
        blocks["line"],
        *(Line(f"A line that is {tone or 'plain'}.", tone) for tone in Tone),
        blocks["heading"],
        blocks["table"],
        Heading("Ways in", 3),
        Line("There is one way in.", Tone.NOTE, ("Mandate §1",)),
        Heading("What is seen"),
        *(block for name, block in blocks.items() if name not in words),
    )


def wide(columns: int = 14) -> Table:
    """A table that has no room on an upright page."""
    row = ("Northern base", *(quantity(1_234_567.0) for _ in range(columns - 1)))
    heads = (Column("Site", wraps=True), *(Column("Tonnes", number=True),) * (columns - 1))
    return Table(heads, (row, row), totals=(1,))


def small_png(width: int = 8, height: int = 4) -> bytes:
    """A white picture of a few dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
