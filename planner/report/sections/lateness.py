"""How late external arrangements can be, and what fails first a day later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.messages import Said, said
from planner.records.analysis import Failure, Lateness
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.report.sections.headline import title_blocks
from planner.scenario import Scenario
from planner.scenario.titles import site_title

CURVE = (
    Column(said("column.days-late"), number=True),
    Column(said("column.unmet-tonnes"), number=True),
    Column(said("column.first-failure"), wraps=True),
    Column(said("column.item"), wraps=True),
    Column(said("column.on")),
)


def lateness_blocks(scenario: Scenario, answers: Iterable[Lateness]) -> Iterator[Block]:
    """One sentence a force, then what is unmet by days late."""
    yield from title_blocks(scenario)
    for answer in answers:
        yield Heading(said("lateness.heading", force=answer.title))
        yield _verdict(scenario, answer)
        if not answer.monotone:
            yield Line(said("lateness.not-monotone"), Tone.WARNING)
        yield Table(CURVE, tuple(_row(scenario, answer)))


def _verdict(scenario: Scenario, answer: Lateness) -> Line:
    on_time = answer.points[0].tonnes
    than = said("lateness.all-met")
    if on_time:
        than = said("lateness.no-more-unmet", tonnes=quantity(on_time))
    if answer.most is None:
        days = counted(answer.horizon, "day")
        return Line(said("lateness.however-late", than=than, days=days), Tone.GOOD)
    next_ = next(point for point in answer.points if point.days == answer.most + 1)
    told = {
        "days": counted(answer.most, "day"),
        "than": than,
        "tonnes": quantity(next_.tonnes),
    }
    tone = Tone.WARNING if answer.most else Tone.BAD
    if next_.failure is None:
        return Line(said("lateness.up-to", **told), tone)
    fails = _failure(scenario, next_.failure)
    return Line(said("lateness.up-to-fails", **told, fails=fails), tone)


def _failure(scenario: Scenario, failure: Failure) -> Said:
    return said(
        "lateness.fails-first",
        item=item_name(failure.item),
        site=site_title(scenario, failure.site),
        day=short_day(failure.day),
    )


def _row(scenario: Scenario, answer: Lateness) -> Iterator[tuple[str, ...]]:
    for point in answer.points:
        failure = point.failure
        yield (
            quantity(point.days),
            quantity(point.tonnes),
            NONE if failure is None else site_title(scenario, failure.site),
            NONE if failure is None else item_name(failure.item),
            NONE if failure is None else short_day(failure.day),
        )
