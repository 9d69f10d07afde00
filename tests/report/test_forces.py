"""What the section on force generation says where the numbers alone would puzzle a reader."""

from __future__ import annotations

import planner
from planner.report.blocks import Line
from planner.report.sections.forces import force_blocks
from tests.forces.support import case, need, offer


def test_a_requirement_better_filled_by_fewer_pledges_is_explained() -> None:
    # 100 people have room. Verified, that is the sappers; with the foot that is only offered, tier
    # 1 comes first and the sappers stay at home.
    scenario = case(
        {"hold": need(), "build": need(1, "sappers", tier=2, title="Build")},
        {"foot": offer(status="offered"), "sappers": offer("sappers", contributor="BBB")},
        ceiling=100,
    )
    blocks = list(force_blocks(planner.generate(scenario)))
    [said] = [b.text for b in blocks if isinstance(b, Line) and b.text.startswith("Better")]
    assert said.startswith("Better filled verified than pledged: Build.")
