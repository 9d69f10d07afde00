"""What if: the numbers of the plan at each position of each slider."""

from __future__ import annotations

from collections.abc import Iterator

from planner.dossier import Dossier
from planner.messages import said
from planner.records.provenance import UNITS, Headline
from planner.records.what_if import Slider
from planner.records.what_if import WhatIf as Found
from planner.report.blocks import Block, Heading, WhatIf, WhatIfNumber, WhatIfSlider, WhatIfStep
from planner.report.numbers import quantity
from planner.report.sections.provenance import TITLES
from planner.report.words import unit_name


def what_if(dossier: Dossier) -> Iterator[Block]:
    """The section of the sliders; none where no plan was made for them."""
    found = dossier.what_if
    if found is not None and found.sliders:
        yield Heading(said("what-if.heading"))
        yield WhatIf(
            title=said("what-if.title"),
            told=_told(found),
            numbers=tuple(
                WhatIfNumber(TITLES[name], unit_name(UNITS[name]), found.base.get(name))
                for name in found.headlines
            ),
            sliders=tuple(_slider(found, slider) for slider in found.sliders),
        )


def _slider(found: Found, slider: Slider) -> WhatIfSlider:
    steps = (
        WhatIfStep(
            position.label,
            tuple(position.values.get(name) for name in found.headlines),
            position.told,
        )
        for position in slider.positions
    )
    return WhatIfSlider(slider.title, tuple(steps), slider.base)


def _told(found: Found) -> str:
    """The first number that anything moves, and what moves it most."""
    count = quantity(len(found.sliders))
    for name in found.headlines:
        ranges = [(_range(slider, name), slider) for slider in found.sliders]
        (low, high), most = max(ranges, key=lambda entry: entry[0][1] - entry[0][0])
        if high > low:
            values = {"low": quantity(low), "high": quantity(high), "unit": unit_name(UNITS[name])}
            told = {"headline": TITLES[name], "slider": most.title, **values}
            if found.blocks is None:
                return said("what-if.told", count=count, **told)
            return said("what-if.told-blocks", count=count, blocks=found.blocks, **told)
    return said("what-if.told-still", count=count)


def _range(slider: Slider, name: Headline) -> tuple[float, float]:
    """The least and the most that a number comes to over the positions of a slider."""
    known = [p.values[name] for p in slider.positions if name in p.values]
    return (min(known), max(known)) if known else (0.0, 0.0)
