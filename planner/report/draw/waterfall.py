"""A waterfall, from the top down: totals, and between them what takes away and what adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.messages import said
from planner.report.blocks import Step, StepKind, Waterfall
from planner.report.draw.look import Look
from planner.report.draw.marks import (
    SIZE,
    TEXT_DOWN,
    WIDTH,
    Drawing,
    Marks,
    Value,
    boxes,
    rules,
    texts,
)
from planner.report.draw.rows import Row, names_of, rows_of
from planner.report.draw.scale import Scale
from planner.report.draw.text import BOLD, width_of

ROW, BAR = 32.0, 18.0
GAP = 12.0
FOOT = 6.0
WIDEST_NAME = 270.0
LEAST_BAR = 1.5
SIGNS = {StepKind.TOTAL: "", StepKind.LESS: "−", StepKind.MORE: "+"}


@dataclass(frozen=True, slots=True)
class _Bar:
    """A step from one sum to the next, in its row."""

    step: Step
    row: Row
    before: float
    after: float

    @property
    def middle(self) -> float:
        """The middle of its row, in pixels from above."""
        return self.row.middle


def draw_waterfall(waterfall: Waterfall, look: Look) -> Drawing:
    """A row a step: its name, its bar, and its amount."""
    widest = max((width_of(step.name, SIZE) * BOLD for step in waterfall.steps), default=0)
    names = min(WIDEST_NAME, widest)
    bars = _bars(waterfall.steps, names)
    x = _scale(waterfall, bars, names + GAP, look)
    layers = (
        *_names(bars, x, look),
        *_joints(bars, x, look),
        *_drawn(waterfall, bars, x, look),
        *_amounts(waterfall, bars, x, look),
    )
    return Drawing(max((bar.row.bottom for bar in bars), default=0.0) + FOOT, layers)


def _bars(steps: Sequence[Step], room: float) -> list[_Bar]:
    """The steps with the sums before and after them."""
    bars, sum_ = list[_Bar](), 0.0
    rows = rows_of((step.name for step in steps), SIZE, room / BOLD, 0.0, ROW)
    for row, step in zip(rows, steps, strict=True):
        before = 0.0 if step.kind is StepKind.TOTAL else sum_
        sum_ = before - step.amount if step.kind is StepKind.LESS else before + step.amount
        bars.append(_Bar(step, row, before, sum_))
    return bars


def _scale(waterfall: Waterfall, bars: Sequence[_Bar], start: float, look: Look) -> Scale:
    amounts = max((width_of(_amount(waterfall, bar, look), SIZE) for bar in bars), default=0)
    sums = [0.0, *(sum_ for bar in bars for sum_ in (bar.before, bar.after))]
    return Scale(min(sums), max(sums), start, WIDTH - amounts * BOLD - GAP)


def _amount(waterfall: Waterfall, bar: _Bar, look: Look) -> str:
    """How much it is, with its sign, and for a total with its unit."""
    amount = look.number(bar.step.amount)
    if bar.step.kind is StepKind.TOTAL:
        return look.say(said("draw.amount", amount=amount, unit=waterfall.unit))
    return SIGNS[bar.step.kind] + amount


def _names(bars: list[_Bar], x: Scale, look: Look) -> Iterator[Marks]:
    """Those of totals in bold."""
    for total in (True, False):
        rows = [bar.row for bar in bars if (bar.step.kind is StepKind.TOTAL) == total]
        weight = "bold" if total else "normal"
        names = names_of(rows, x.start - GAP)
        yield texts(names, text_anchor="end", font_weight=weight, fill=look.colour("ink"))


def _joints(bars: list[_Bar], x: Scale, look: Look) -> Iterator[Marks]:
    """Nothing, and how each bar hangs on the one above it."""
    bottom = max((bar.row.bottom for bar in bars), default=0.0)
    zero: list[Value] = [{"x": x(0), "y": 0, "x2": x(0), "y2": bottom}]
    yield rules(zero, stroke=look.colour("rule"))
    joints: list[Value] = [
        {
            "x": x(bar.after),
            "x2": x(bar.after),
            "y": bar.middle + BAR / 2,
            "y2": below.middle - BAR / 2,
        }
        for bar, below in pairwise(bars)
    ]
    yield rules(joints, stroke=look.colour("rule"), stroke_dasharray="2,2")


def _drawn(waterfall: Waterfall, bars: list[_Bar], x: Scale, look: Look) -> Iterator[Marks]:
    fills = {StepKind.TOTAL: "blue", StepKind.LESS: "alarm-fill", StepKind.MORE: "sky"}
    for kind, fill in fills.items():
        boxes_of = [_box(waterfall, bar, x, look) for bar in bars if bar.step.kind is kind]
        yield boxes(boxes_of, fill=look.colour(fill))


def _box(waterfall: Waterfall, bar: _Bar, x: Scale, look: Look) -> Value:
    """A bar that is never too thin to be seen."""
    first, last = sorted((x(bar.before), x(bar.after)))
    if last - first < LEAST_BAR and bar.step.amount:
        last = first + LEAST_BAR
    amount = look.say(
        said(
            "draw.amount",
            amount=SIGNS[bar.step.kind] + look.number(bar.step.amount),
            unit=waterfall.unit,
        )
    )
    told = look.say(said("draw.named", name=bar.step.name, told=amount))
    return {
        "x": first,
        "x2": last,
        "y": bar.middle - BAR / 2,
        "y2": bar.middle + BAR / 2,
        "told": told,
    }


def _amounts(waterfall: Waterfall, bars: list[_Bar], x: Scale, look: Look) -> Iterator[Marks]:
    """The amounts, to the right of their bars."""
    colours = {StepKind.TOTAL: "ink", StepKind.LESS: "alarm", StepKind.MORE: "ink"}
    for kind, colour in colours.items():
        values: list[Value] = [
            {
                "x": max(x(bar.before), x(bar.after)) + 7,
                "y": bar.middle + TEXT_DOWN,
                "text": _amount(waterfall, bar, look),
            }
            for bar in bars
            if bar.step.kind is kind
        ]
        weight = "bold" if kind is StepKind.TOTAL else "normal"
        yield texts(values, font_weight=weight, fill=look.colour(colour))
