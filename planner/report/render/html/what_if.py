"""What-if as a page has it: every position of every slider in a table, from which the script takes
what the sliders show. Each number comes with its words, so that the script spells none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.messages import Language, in_language, said
from planner.report.blocks import WhatIf, WhatIfNumber, WhatIfSlider, WhatIfStep
from planner.report.numbers import NONE, quantity

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number at a position: in words, against the plan in words, and its value; blank where
    there is none."""

    text: str
    against: str
    value: str


@dataclass(frozen=True, slots=True)
class Position:
    """A position of a slider; `missing` says that there is no plan there, and why."""

    label: str
    is_plan: bool
    missing: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider and its positions; `base` is that of the plan."""

    id: str
    name: str
    base: int
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """Sliders under a caption, and the numbers that they move, as they are in the plan."""

    id: str
    caption: str
    told: str
    numbers: tuple[WhatIfNumber, ...]
    planned: tuple[str, ...]
    sliders: tuple[Slider, ...]
    kind: str = "what-if"


def what_if_view(block: WhatIf, id_: str, caption: str, language: Language) -> WhatIfView:
    """Sliders that were spoken in `language`; numbers that are known nowhere are left out."""
    block = _known(block)
    return WhatIfView(
        id=id_,
        caption=caption,
        told=block.told,
        numbers=block.numbers,
        planned=tuple(_spelled(number.base, language) for number in block.numbers),
        sliders=tuple(
            _slider(slider, f"{id_}-{number}", block.numbers, language)
            for number, slider in enumerate(block.sliders, 1)
        ),
    )


def _known(block: WhatIf) -> WhatIf:
    steps = [step for slider in block.sliders for step in slider.steps]
    kept = [
        i
        for i, number in enumerate(block.numbers)
        if number.base is not None or any(step.values[i] is not None for step in steps)
    ]

    def thinned(step: WhatIfStep) -> WhatIfStep:
        return replace(step, values=tuple(step.values[i] for i in kept))

    return replace(
        block,
        numbers=tuple(block.numbers[i] for i in kept),
        sliders=tuple(
            replace(slider, steps=tuple(map(thinned, slider.steps))) for slider in block.sliders
        ),
    )


def _slider(
    slider: WhatIfSlider, id_: str, numbers: tuple[WhatIfNumber, ...], language: Language
) -> Slider:
    positions = (
        _position(step, i == slider.base, numbers, language) for i, step in enumerate(slider.steps)
    )
    return Slider(id_, slider.name, slider.base, tuple(positions))


def _position(
    step: WhatIfStep, is_plan: bool, numbers: tuple[WhatIfNumber, ...], language: Language
) -> Position:
    label = said("page.position-of-plan", label=step.label) if is_plan else step.label
    return Position(
        label=in_language(label, language),
        is_plan=is_plan,
        missing=_missing(step, language),
        outcomes=tuple(
            _outcome(value, number.base, language)
            for value, number in zip(step.values, numbers, strict=True)
        ),
    )


def _missing(step: WhatIfStep, language: Language) -> str:
    """Why there is no plan; blank where there is one."""
    if any(value is not None for value in step.values):
        return ""
    told = said("page.no-plan", told=step.told) if step.told else said("page.no-plan-at-all")
    return in_language(told, language)


def _outcome(value: float | None, base: float | None, language: Language) -> Outcome:
    if value is None:
        return Outcome(NONE, "", "")
    return Outcome(_spelled(value, language), _against(value, base, language), f"{value:.12g}")


def _against(value: float, base: float | None, language: Language) -> str:
    """What a number has more or less than in the plan, as far as is to be seen."""
    if base is None:
        return ""
    size = quantity(abs(value - base))
    if size.value == 0:
        return in_language(said("page.as-planned"), language)
    sign = "+" if value > base else MINUS
    difference = f"{sign}{in_language(size, language)}"
    return in_language(said("page.against-plan", difference=difference), language)


def _spelled(value: float | None, language: Language) -> str:
    return NONE if value is None else in_language(quantity(value), language)
