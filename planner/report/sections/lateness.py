"""How late external arrangements can be, and what fails first a day later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.records.analysis import Failure, Lateness
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.scenario import Scenario
from planner.scenario.titles import site_title

CURVE = (
    Column("Days late", number=True),
    Column("Unmet, t", number=True),
    Column("First failure", wraps=True),
    Column("Item", wraps=True),
    Column("on"),
)


def lateness_blocks(scenario: Scenario, answers: Iterable[Lateness]) -> Iterator[Block]:
    """One sentence a force, then what is unmet by days late."""
    yield Heading(scenario.title or scenario.id, level=1)
    if scenario.classification:
        yield Marking(scenario.classification)
    for answer in answers:
        yield Heading(f"How late the external arrangements can be: {answer.title}")
        yield _verdict(scenario, answer)
        if not answer.monotone:
            yield Line(
                "A later start was found to leave less unmet, which the time grid can do: try "
                "--exact.",
                Tone.WARNING,
            )
        yield Table(CURVE, tuple(_row(scenario, answer)))


def _verdict(scenario: Scenario, answer: Lateness) -> Line:
    on_time = answer.points[0].tonnes
    than = "everything is met" if on_time == 0 else f"no more than {quantity(on_time)} t is unmet"
    if answer.most is None:
        return Line(
            f"However late they are, {than}: from {counted(answer.horizon, 'day')} on they begin "
            "after the plan ends.",
            Tone.GOOD,
        )
    next_ = next(point for point in answer.points if point.days == answer.most + 1)
    up_to = f"Up to {counted(answer.most, 'day')} late {than}."
    fails = _failure(scenario, next_.failure)
    return Line(
        f"{up_to} A day later {quantity(next_.tonnes)} t is unmet"
        + (f": {fails}." if fails else "."),
        Tone.WARNING if answer.most else Tone.BAD,
    )


def _failure(scenario: Scenario, failure: Failure | None) -> str:
    if failure is None:
        return ""
    where = site_title(scenario, failure.site)
    return f"{item_name(failure.item)} at {where} fails first, on {short_day(failure.day)}"


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
