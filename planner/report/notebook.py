"""A plan in a notebook: its sections by name, as pages, as charts, and as frames of pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from planner.dossier import Dossier
from planner.errors import Place, fault, listed, nearest
from planner.messages import said
from planner.planning import Plan
from planner.report.blocks import Block, Map, Picture, WhatIf, spoken
from planner.report.exports.plan import plan_tables
from planner.report.full import SECTIONS, section_blocks
from planner.report.render.tables import DataTable, Kind, as_records
from planner.report.sections import report_blocks
from planner.report.sections.headline import title_blocks
from planner.scenario.document import LONGEST_SEEN

if TYPE_CHECKING:
    import altair
    import pandas as pd

HEIGHT = 640
# the table that says what a section says, where nobody asks for another one
MAIN_TABLES = {
    "gap": "gap",
    "forces": "fills",
    "deployment": "force-list",
    "host_nation": "host-strength",
    "sustainment": "prepositioned",
    "services": "services",
    "assumptions": "rests-on",
    "what_if": "what-if",
    "register": "register",
}


@dataclass(frozen=True)
class Section:
    """One section of a plan, as a notebook shows it."""

    name: str
    dossier: Dossier

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What it says and shows."""
        return section_blocks(self.dossier, self.name)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """What it shows, as plain values."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @property
    def charts(self) -> dict[str, altair.TopLevelMixin]:
        """Its pictures as Altair charts, by their titles; the map and the sliders are no charts.

        Raises `InputError` where Altair is not installed.
        """
        from planner.report.draw import chart

        heard = (block for block in spoken(self.pictures) if isinstance(block, Picture))
        drawn = (block for block in heard if not isinstance(block, Map | WhatIf))
        return {block.title: chart(block) for block in drawn}

    def to_frame(self, table: str | None = None) -> pd.DataFrame:
        """A table of the plan at full precision, that of this section where none is named.

        Raises `InputError` for a table that the plan does not have, or where pandas is not
        installed.
        """
        return to_frame(self.dossier, table or MAIN_TABLES.get(self.name, self.name))

    def _repr_html_(self) -> str:
        head = title_blocks(self.dossier.plan.scenario)
        return framed([*head, *self.blocks])


def section(of: Dossier | Plan, name: object) -> Section:
    """One of the sections of a plan; raises `InputError` for a name that none has."""
    if not isinstance(name, str) or name not in SECTIONS:
        seen = str(name)[:LONGEST_SEEN]
        near = nearest(seen, SECTIONS)
        raise fault(said("no-such-section"), seen=seen, allowed=listed(SECTIONS), nearest=near)
    return Section(name, _dossier(of))


def to_html(of: Dossier | Plan) -> str:
    """What a commander reads first, with the tables behind it, for a cell of a notebook."""
    return framed(report_blocks(_dossier(of).plan))


def framed(blocks: Iterable[Block]) -> str:
    """Blocks as a page of their own within a cell, so that no style of the two meets the other."""
    from planner.report.render.html import page

    inside = escape(page(blocks), quote=True)
    return (
        f'<iframe srcdoc="{inside}" sandbox="allow-scripts" width="100%" height="{HEIGHT}" '
        'frameborder="0"></iframe>'
    )


# ---------------------------------------------------------------------------------------- frames


def tables(of: Dossier | Plan) -> Mapping[str, DataTable]:
    """Every table of the plan by its name."""
    return {table.name: table for table in plan_tables(_dossier(of))}


def to_frame(of: Dossier | Plan, name: str) -> pd.DataFrame:
    """A table of the plan as a frame: numbers as floats, dates as dates, days as D+12.

    Raises `InputError` for a name that no table has, or where pandas is not installed.
    """
    known = tables(of)
    if name not in known:
        near = nearest(name, known)
        raise fault(said("unknown-table"), seen=name, allowed=listed(known), nearest=near)
    return frame_of(known[name])


def frame_of(table: DataTable) -> pd.DataFrame:
    """A typed table as a frame; raises `InputError` where pandas is not installed."""
    pandas = _pandas()
    names = [column.name for column in table.columns]
    frame = pandas.DataFrame.from_records(as_records(table), columns=names)
    for column in table.columns:
        if column.kind is Kind.NUMBER:
            frame[column.name] = frame[column.name].astype("float64")
        elif column.kind is Kind.DATE:
            frame[column.name] = pandas.to_datetime(frame[column.name], format="ISO8601")
    made: pd.DataFrame = frame
    return made


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise fault(said("pandas-not-installed"), place=Place("to_frame")) from None
    return pandas


def _dossier(of: Dossier | Plan) -> Dossier:
    return Dossier(of) if isinstance(of, Plan) else of
