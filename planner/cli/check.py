"""planner check: is the scenario sound?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from planner.cli.exits import BAD_INPUT
from planner.cli.options import AssumedShare, Changes, ScenarioFile
from planner.cli.output import choose_format
from planner.cli.trouble import FORMS, MANNER, Form, tell_faults
from planner.errors import Fault, InputError

if TYPE_CHECKING:
    from planner.scenario import Loaded, Scenario

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
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help=f"{', '.join(FORMS)}; json and github are written to standard output.",
        ),
    ] = None,
) -> None:
    """Report every fault with its place, then what a careful reader would ask about."""
    form = cast(Form, choose_format(format_ or MANNER.form, None, FORMS))
    MANNER.form = form
    from planner.scenario import load_with_places
    from planner.scenario.loading import doubts_with_places

    try:
        loaded = load_with_places(scenario, change or ())
    except InputError as error:
        if form == "text":
            raise
        tell_faults(error.faults, sys.stdout, "bad-input")
        raise typer.Exit(BAD_INPUT) from None
    doubts = _rare_first((*doubts_with_places(loaded), *_heavy(loaded, assumed_share)))
    if strict:
        doubts = [replace(doubt, severity="error") for doubt in doubts]
    if form == "text":
        _tell(scenario, loaded.scenario, doubts, SHOWN if not strict else len(doubts))
    else:
        tell_faults(doubts, sys.stdout, "doubtful" if doubts else "sound")
    if strict and doubts:
        raise typer.Exit(BAD_INPUT)


def _rare_first(doubts: Sequence[Fault]) -> list[Fault]:
    """A doubt of which there are forty must not hide the one of which there is one."""
    kinds = Counter(doubt.what for doubt in doubts)
    return sorted(doubts, key=lambda doubt: kinds[doubt.what])


def _tell(path: Path, scenario: Scenario, doubts: Sequence[Fault], shown: int) -> None:
    from planner.errors import printable
    from planner.report.numbers import counted

    tell_faults(doubts[:shown], sys.stderr, "doubtful")
    if len(doubts) > shown:
        print(f"and {len(doubts) - shown} more (all of them with --strict)", file=sys.stderr)
    counts = ", ".join(
        counted(len(getattr(scenario, name)), one, many)
        for name, (one, many) in COUNTED.items()
        if getattr(scenario, name)
    )
    told = counted(len(doubts), "doubt") if doubts else "no doubts"
    print(f"{printable(str(path))}: no faults, {told}" + (f" ({counts})" if counts else ""))


def _heavy(loaded: Loaded, share: float | None) -> tuple[Fault, ...]:
    """Assumptions that carry more than a share; none where no share is stated."""
    if share is None:
        return ()
    from planner.analysis import heavy_assumptions
    from planner.scenario.loading import as_fault

    found = heavy_assumptions(loaded.scenario, share)
    return tuple(as_fault(one, loaded.places, "warning") for one in found)
