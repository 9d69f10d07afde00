"""What may stand in a column of a scenario's workbook, in words."""

from __future__ import annotations

from planner.catalogue import factbook
from planner.catalogue.measure import Measure
from planner.messages import joined, said
from planner.scenario.fields import Form, Kind, section
from planner.scenario.known import SECTION_OF_KIND
from planner.scenario.layout import Wanted

LONGEST_CHOICES = 120
UNITS = {"day": "form.days", "hour": "form.hours", "person": "form.persons"}
SIMPLE = {
    Form.TEXT: "form.text",
    Form.NUMBER: "form.number",
    Form.WHOLE: "form.whole",
    Form.FLAG: "form.flag",
    Form.DAY: "form.day",
    Form.DATE: "form.date",
    Form.ANY: "form.any",
    Form.LIST: "form.empty-list",
    Form.MAPPING: "form.nothing-more",
    Form.RECORD: "form.nothing-more",
}


def explained(wanted: Wanted) -> str:
    """What may stand there, and whether something must."""
    what = _of_figure(wanted.name) or _kind(wanted.kind)
    return said("form.needed", what=what) if wanted.is_needed else what


def explained_id(name: str) -> str:
    """What may stand in the column `id` of a section."""
    held = section(name)
    return said("form.id" if held is not None and held.key.is_slug else "form.free-id")


def catalogue_names(refers_to: str) -> tuple[str, ...]:
    """The names of a kind that come with the package."""
    return tuple(getattr(factbook(), SECTION_OF_KIND[refers_to], ()))


def _of_figure(name: str) -> str | None:
    """Of a figure its unit and where it comes from; None for any other column."""
    part = name.rpartition(".")[2]
    if part == "source":
        return said("form.source")
    if part == "unit" and "." in name:
        return said("form.unit")
    return said("form.assumption") if part == "assumption" and "." in name else None


def _kind(kind: Kind) -> str:
    if kind.is_free:
        return said("form.changes" if kind.form is Form.MAPPING else "form.values")
    if kind.is_short_list:
        return said("form.list", what=_kind(kind.entry))
    if kind.form is Form.FIGURE:
        return _figure(kind.measure)
    if kind.form is Form.NAME and kind.refers_to is not None:
        sheet = SECTION_OF_KIND[kind.refers_to]
        if catalogue_names(kind.refers_to):
            return said("form.name-or-catalogue", sheet=sheet)
        return said("form.name", sheet=sheet)
    if kind.form is Form.CHOICE:
        choices = joined("list.comma", kind.choices)
        return choices if len(choices) <= LONGEST_CHOICES else said("form.choice")
    return said(SIMPLE[kind.form])


def _figure(measure: Measure | None) -> str:
    if measure is None or (not measure.unit and not measure.any_unit and not measure.is_share):
        return said("form.whole" if measure is not None and measure.whole else "form.number")
    if measure.is_share:
        return said("form.share")
    if measure.any_unit:
        return said("form.figure-of-item")
    unit = said(UNITS[measure.unit]) if measure.unit in UNITS else measure.unit
    return said("form.whole-in" if measure.whole else "form.figure-in", unit=unit)
