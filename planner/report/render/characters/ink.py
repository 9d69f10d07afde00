"""The characters that pictures are drawn with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """The characters of each picture; every one of them is told apart without colour.

    `spans` are those of the kinds of a Gantt chart, in the order of its legend. `shares` are none,
    under half, half and more, and all of something. `levels` rise from nothing to the most.
    """

    spans: str
    shares: str
    levels: str
    below: str
    total: str
    less: str
    more: str
    tick: str
    mark: str


UNICODE = Ink(
    spans="─═█▒▓×",
    shares="·░▓█",
    levels="▁▂▃▄▅▆▇█",
    below="!",
    total="█",
    less="░",
    more="▓",
    tick="│",
    mark="▲",
)
# for files, pipes and terminals that show nothing else
ASCII = Ink(
    spans="-=#%+!",
    shares=".-+#",
    levels="_.:-=+*#",
    below="!",
    total="#",
    less="-",
    more="+",
    tick="|",
    mark="^",
)


def ink_for(encoding: str) -> Ink:
    """The characters that an encoding has."""
    return UNICODE if encoding.lower().startswith("utf") else ASCII
