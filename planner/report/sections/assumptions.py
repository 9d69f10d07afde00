"""How much of the answer rests on documents, external sources, assumptions, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.figure import Kind
from planner.messages import capital, said
from planner.planning import Plan
from planner.records.shares import Shares
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, share
from planner.report.words import kind_name

COLUMNS = (
    Column(said("column.headline"), wraps=True),
    *(Column(capital(kind_name(kind)), number=True) for kind in Kind),
)
NAMES = {
    "figures": said("number.figures"),
    "gap_tonnes": said("number.gap-tonnes"),
    "prepositioned_tonnes": said("number.prepositioned"),
    "assigned_personnel": said("number.personnel"),
    "funding_cost_usd": said("compare.funding-cost"),
}


def assumptions(plan: Plan) -> Iterator[Block]:
    """The shares of each headline; the register itself is in the JSON result."""
    yield Heading(said("assumptions.heading"))
    yield share_table(plan.shares)
    yield Line(said("assumptions.note", figures=len(plan.figures)), Tone.NOTE)


def share_table(shares: Shares) -> Table:
    """The share of each kind, headline by headline."""
    return Table(
        COLUMNS,
        tuple(
            (NAMES[name], *(share(mine[k]) if k in mine else NONE for k in map(str, Kind)))
            for name, mine in shares.items()
        ),
    )
