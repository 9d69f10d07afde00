"""The pages that are opened: a block of every kind, and the report of a small plan."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from planner.dossier import Dossier
from planner.messages import Language
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.full import full_report
from planner.report.numbers import quantity, short_day
from planner.report.render.html import page
from tests.browser.conftest import package
from tests.report.samples import SAMPLES
from tests.report.support import plan_of

STAMP = (("Version", "1.2.3"), ("Scenario", "sample"))
MARKING = "OFFICIAL USE ONLY"
ROWS = 90
TONNES = (105.3, 1280.0, 9.5, 40.0, 77.0, 12.0, 300.0, 2.0, 64.0, 31.0, 8.0)
SITES = ("Gao", "Gao", "Gao", "Kidal", "Kidal", "Ménaka", "Ménaka", "Ménaka", "Ségou", "Ségou", "")


def stocks() -> Table:
    """A table with a sum for each of two sites and one for all: rows 3, 6 and 12."""
    rows = [
        (f"{site}, base", f"item {i}", quantity(tonnes), short_day(10 * i - 20) if i % 4 else "end")
        for i, (site, tonnes) in enumerate(zip(SITES[:-1], TONNES, strict=False))
    ]
    rows.insert(3, ("Gao, in all", "", quantity(sum(TONNES[:3])), ""))
    rows.insert(6, ("Kidal, in all", "", quantity(sum(TONNES[3:5])), ""))
    rows.append(("All sites", "", quantity(sum(TONNES[:-1])), ""))
    columns = (
        Column("Site", wraps=True),
        Column("Item", wraps=True),
        Column("Tonnes", number=True),
        Column("By"),
    )
    return Table(columns, tuple(rows), totals=(3, 6, 12))


def long_table() -> Table:
    """A table that fills several sheets of paper."""
    columns = tuple(Column(f"Column {i}", number=i > 0) for i in range(13))
    rows = tuple((f"Row {i} of many", *(quantity(i * j) for j in range(12))) for i in range(ROWS))
    return Table(columns, rows, (Tone.BAD,) * ROWS)


def sample_blocks() -> tuple[Block, ...]:
    """A block of every kind."""
    return (
        Heading("A mission of two thousand", 1),
        Marking(MARKING),
        Line("It brings 10 days of supply of the 90 it needs.", Tone.BAD, ("Mandate §65",)),
        Line("Every site is supplied.", Tone.GOOD),
        Heading("Stocks"),
        stocks(),
        Heading("Pictures"),
        *(SAMPLES[name] for name in ("table", "bars", "waterfall", "spans", "heat-map")),
        Heading("Over time", 3),
        *(SAMPLES[name] for name in ("curves", "layers", "map", "what-if")),
        Heading("A long table"),
        long_table(),
    )


@cache
def sample(language: Language) -> str:
    """The page of a block of every kind."""
    return page(sample_blocks(), language=language, stamp=STAMP)


@cache
def report(language: Language) -> str:
    """The page of the report of a small plan."""
    blocks = full_report(Dossier(plan_of("short")))
    return page(blocks, language=language, stamp=STAMP)


def sheets_of(page: Any) -> list[str]:
    """The text of each sheet of paper."""
    pdf = page.pdf(prefer_css_page_size=True)
    sheets = package("pypdf").PdfReader(io.BytesIO(pdf)).pages
    sizes = {(round(float(s.mediabox.width)), round(float(s.mediabox.height))) for s in sheets}
    assert sizes <= {(595, 842), (842, 595)}  # A4 in points
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]
