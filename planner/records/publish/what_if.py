"""What-if put into the words of the result contract."""

from __future__ import annotations

from planner.records.contract import what_if as parts
from planner.records.provenance import UNITS
from planner.records.publish.common import alike
from planner.records.publish.provenance import named
from planner.records.what_if import Position, Slider, WhatIf


def what_if_part(found: WhatIf) -> parts.WhatIfPart:
    """The numbers that sliders move, and the numbers at each position."""
    moved = [
        parts.MovedPart(headline=name.value, unit=UNITS[name], base=found.base[name])
        for name in found.headlines
    ]
    sliders = [_slider(slider) for slider in found.sliders]
    return parts.WhatIfPart(headlines=moved, sliders=sliders, blocks=found.blocks)


def _slider(slider: Slider) -> parts.SliderPart:
    return alike(parts.SliderPart, slider, positions=[_position(p) for p in slider.positions])


def _position(position: Position) -> parts.PositionPart:
    return alike(parts.PositionPart, position, values=named(position.values))
