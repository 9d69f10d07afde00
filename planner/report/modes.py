"""What the modes of transport are called."""

from __future__ import annotations

from planner.messages import said


def mode_told(mode: str) -> str:
    """A mode in a word; any that is not known as it is written."""
    match mode:
        case "road":
            return said("map.road")
        case "rail":
            return said("map.rail")
        case "river":
            return said("map.river")
        case "air":
            return said("map.air")
        case "sea":
            return said("map.sea")
    return mode
