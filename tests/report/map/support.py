"""What the tests of the map share: a plan whose sites have coordinates, and the map of a sample."""

from __future__ import annotations

from functools import cache

import planner
from planner.dossier import Dossier
from planner.report.blocks import Line, Map
from planner.report.pictures.network import network
from tests.report.samples import HOSTILE, SAMPLES
from tests.report.support import FIRST

PLACED = (
    "sites.port.latitude=14.7",
    "sites.port.longitude=-17.4",
    "sites.main-base.latitude=12.6",
    "sites.main-base.longitude=-8",
    "sites.north.latitude=16.3",
    "sites.north.longitude=0",
    "lanes.main-base-north.capacity=40",
)


@cache
def placed_plan() -> planner.Plan:
    """The first scenario with coordinates, a limit on one lane, and fewer trucks."""
    return planner.plan(planner.load(FIRST, (*PLACED, "fleets.trucks.count=25")))


@cache
def placed_map() -> Map:
    """Its map."""
    (block,) = network(Dossier(placed_plan()))
    assert isinstance(block, Map)
    return block


def lines_of(plan: planner.Plan) -> list[str]:
    """What is said in place of a map, or beside it."""
    return [block.text for block in network(Dossier(plan)) if isinstance(block, Line)]


def sample_map(*, hostile: bool = False) -> Map:
    """The sample of a map."""
    block = (HOSTILE if hostile else SAMPLES)["map"]
    assert isinstance(block, Map)
    return block
