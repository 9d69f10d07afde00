"""Sliders as tables: a row a position, a column a number."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import Language, in_language, said
from planner.report.blocks import Column, Table, WhatIf, WhatIfNumber, WhatIfSlider
from planner.report.numbers import NONE, quantity


def tables_of(block: WhatIf, language: Language) -> Iterator[tuple[str, Table]]:
    """Each slider with its table, in a language."""
    for slider in block.sliders:
        yield slider.name, _table(block.numbers, slider, language)


def _table(numbers: tuple[WhatIfNumber, ...], slider: WhatIfSlider, language: Language) -> Table:
    why = any(step.told for step in slider.steps)
    columns = [
        Column(in_language(said("document.position"), language), wraps=True),
        *(Column(_named(number, language), number=True) for number in numbers),
    ]
    if why:
        columns.append(Column(in_language(said("document.why-none"), language), wraps=True))
    rows = []
    for place, step in enumerate(slider.steps):
        label = step.label
        if place == slider.base:
            label = in_language(said("document.of-the-plan", label=label), language)
        cells = (_shown(value, language) for value in step.values)
        rows.append((label, *cells, *([step.told] if why else [])))
    return Table(tuple(columns), tuple(rows), totals=(slider.base,))


def _named(number: WhatIfNumber, language: Language) -> str:
    if not number.unit:
        return number.name
    named = said("document.with-unit", name=number.name, unit=number.unit)
    return in_language(named, language)


def _shown(value: float | None, language: Language) -> str:
    return NONE if value is None else in_language(quantity(value), language)
