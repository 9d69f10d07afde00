"""A waterfall as signed lines, each with its part of the sum."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import Language, in_language, said
from planner.report.blocks import Line, Step, StepKind, Tone, Waterfall
from planner.report.numbers import quantity
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.strips import Draw, Strip, Strips, painted

SIGNS = {StepKind.TOTAL: "= ", StepKind.LESS: "- ", StepKind.MORE: "+ "}


def waterfall_written(block: Waterfall, ink: Ink, language: Language) -> Iterator[Strips | Line]:
    """A row for each step: where it begins and ends on the scale of the sum."""
    ends = list(_ends(block.steps))
    most = max((max(pair) for pair in ends), default=0.0)
    amounts = [in_language(quantity(step.amount), language) for step in block.steps]
    longest = max(map(len, amounts), default=0)
    characters = {
        StepKind.TOTAL: ink.total,
        StepKind.LESS: ink.less,
        StepKind.MORE: ink.more,
    }
    yield Strips(
        tuple(
            Strip(
                step.name,
                _drawn(pair, most, characters[step.kind]),
                SIGNS[step.kind] + amount.rjust(longest),
            )
            for step, pair, amount in zip(block.steps, ends, amounts, strict=True)
        )
    )
    told = said("text.in-unit", unit=block.unit)
    yield Line(in_language(told, language), Tone.NOTE)


def _ends(steps: tuple[Step, ...]) -> Iterator[tuple[float, float]]:
    """The sum before and after each step; a total begins at nothing."""
    total = 0.0
    for step in steps:
        match step.kind:
            case StepKind.TOTAL:
                before, total = 0.0, step.amount
            case StepKind.LESS:
                before, total = total, total - step.amount
            case StepKind.MORE:
                before, total = total, total + step.amount
        yield before, total


def _drawn(ends: tuple[float, float], most: float, character: str) -> Draw:
    low, high = min(ends), max(ends)

    def draw(width: int) -> str:
        if not most > 0 or high <= low:
            return " " * width
        return painted(width, [(max(0.0, low) / most, high / most, character)])

    return draw
