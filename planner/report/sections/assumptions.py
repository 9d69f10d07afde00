"""How much of the answer rests on documents, external sources, assumptions, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.figure import Kind
from planner.planning import Plan
from planner.records.shares import Shares
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, share

COLUMNS = (
    Column("Headline", wraps=True),
    *(Column(kind.value.capitalize(), number=True) for kind in Kind),
)
NAMES = {
    "figures": "Figures used (by number)",
    "gap_tonnes": "Tonnes of the gap",
    "prepositioned_tonnes": "Pre-positioned tonnes",
    "assigned_personnel": "Personnel assigned",
}


def assumptions(plan: Plan) -> Iterator[Block]:
    """The shares of each headline; the register itself is in the JSON result."""
    yield Heading("What the answer rests on")
    yield share_table(plan.shares)
    yield Line(
        f"{len(plan.figures)} figures, each with its source or stated assumption, are listed in "
        "the result (--format json) under assumptions. Tonnes count by the weakest figure in "
        "their consumption rate and unit mass.",
        Tone.NOTE,
    )


def share_table(shares: Shares) -> Table:
    """The share of each kind, headline by headline."""
    return Table(
        COLUMNS,
        tuple(
            (NAMES[name], *(share(mine[k]) if k in mine else NONE for k in map(str, Kind)))
            for name, mine in shares.items()
        ),
    )
