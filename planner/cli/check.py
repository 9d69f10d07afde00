"""planner check: is the scenario sound?"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import BAD_INPUT
from planner.cli.options import AssumedShare, Changes, ScenarioFile

if TYPE_CHECKING:
    from planner.errors import Fault
    from planner.scenario import Loaded

SHOWN = 20
COUNTED = {
    "requirements": ("requirement", "requirements"),
    "pledges": ("pledge", "pledges"),
    "equipment": ("kind of equipment", "kinds of equipment"),
    "training": ("training programme", "training programmes"),
    "milestones": ("milestone", "milestones"),
    "decisions": ("decision", "decisions"),
    "sites": ("site", "sites"),
    "lanes": ("lane", "lanes"),
    "fleets": ("fleet", "fleets"),
    "supplies": ("supply", "supplies"),
    "policies": ("policy", "policies"),
}


def check(
    scenario: ScenarioFile,
    change: Changes = None,
    strict: Annotated[bool, typer.Option("--strict", help="Doubts are errors.")] = False,
    assumed_share: AssumedShare = None,
) -> None:
    """Report every fault with its place, then what a careful reader would ask about."""
    from planner.errors import printable
    from planner.report.numbers import counted
    from planner.scenario import load_with_places
    from planner.scenario.loading import doubts_with_places

    loaded = load_with_places(scenario, change or ())
    # a doubt of which there are forty must not hide the one of which there is one
    doubts = (*doubts_with_places(loaded), *_heavy(loaded, assumed_share))
    kinds = Counter(doubt.what for doubt in doubts)
    doubts = tuple(sorted(doubts, key=lambda doubt: kinds[doubt.what]))
    for doubt in doubts if strict else doubts[:SHOWN]:
        print(f"{'error' if strict else 'doubt'}: {doubt}", file=sys.stderr)
    if len(doubts) > SHOWN and not strict:
        print(f"and {len(doubts) - SHOWN} more (all of them with --strict)", file=sys.stderr)
    what = loaded.scenario
    counts = ", ".join(
        counted(len(getattr(what, name)), one, many)
        for name, (one, many) in COUNTED.items()
        if getattr(what, name)
    )
    told = counted(len(doubts), "doubt") if doubts else "no doubts"
    print(f"{printable(str(scenario))}: no faults, {told}" + (f" ({counts})" if counts else ""))
    if strict and doubts:
        raise typer.Exit(BAD_INPUT)


def _heavy(loaded: Loaded, share: float | None) -> tuple[Fault, ...]:
    """Assumptions that carry more than a share; none where no share is stated."""
    if share is None:
        return ()
    from planner.analysis import heavy_assumptions
    from planner.scenario.loading import as_fault

    found = heavy_assumptions(loaded.scenario, share)
    return tuple(as_fault(one, loaded.places, "warning") for one in found)
