"""The document block by block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from planner.messages import Language, in_language, said
from planner.report.blocks import Block, spoken
from planner.report.draw.symbol import draw_symbols
from planner.report.render.document.packed import packed
from planner.report.render.document.shrink import shrink
from planner.report.render.document.template import filled, place_of
from planner.report.render.document.writing import Writing
from planner.report.render.outline import Outline, outlined

Stamp = Sequence[tuple[str, str]]


def document(
    blocks: Iterable[Block],
    *,
    language: Language = "en",
    template: Path | None = None,
    stamp: Stamp = (),
    small: bool = False,
) -> bytes:
    """A report as a DOCX document: the same input gives the same bytes.

    It stands in `template`, or in one of our own, in the place of the paragraph `{{ report }}`.
    `stamp` are names and values of the run; what is `small` has little type and narrow margins.
    Raises `InputError` for a template that cannot be used,
    and where the packages that write documents are not installed.
    """
    heard = spoken(blocks, language)
    draw_symbols(heard)
    report = outlined(heard)
    made = filled(template, _values(report, stamp, language))
    if small:
        shrink(made)
    place = place_of(made, template)
    writing = Writing(made, place, language, own_template=template is None)
    writing.write(report)
    writing.sources()
    writing.stamp(stamp)
    writing.finish()
    return packed(made, report.title)


def _values(report: Outline, stamp: Stamp, language: Language) -> dict[str, object]:
    """What placeholders stand for."""
    values: dict[str, object] = {"title": report.title, "marking": report.marking}
    values |= {"d_day": _d_day(report), "stamp": [*stamp]}
    told = {in_language(name, language): in_language(value, language) for name, value in stamp}
    for placeholder, name in _stamped().items():
        values[placeholder] = told.get(in_language(name, language), "")
    return values


def _stamped() -> dict[str, str]:
    """By placeholder: what the stamp calls it."""
    return {
        "planner": said("stamp.planner"),
        "scenario": said("stamp.scenario"),
        "scenario_sha256": said("stamp.scenario-hash"),
        "catalogue_sha256": said("stamp.catalogue-hash"),
        "solver": said("stamp.solver"),
    }


def _d_day(report: Outline) -> str:
    """The date of D-day, as the pictures over days have it; blank where there is none."""
    every = (*report.lead, *(block for part in report.sections for block in part.blocks))
    days = (block.days.d_day for block in every if hasattr(block, "days"))
    return next((day.isoformat() for day in days if day is not None), "")
