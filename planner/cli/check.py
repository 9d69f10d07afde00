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
from planner.errors import Fault, InputError, printable
from planner.messages import in_language, joined, said

if TYPE_CHECKING:
    from planner.scenario import Loaded, Scenario

SHOWN = 20
# the sections that are counted, and the messages that count one and several
COUNTED = {
    "requirements": ("counted.one-requirement", "counted.requirements"),
    "pledges": ("counted.one-pledge", "counted.pledges"),
    "equipment": ("counted.one-equipment", "counted.equipment"),
    "training": ("counted.one-training", "counted.training"),
    "milestones": ("counted.one-milestone", "counted.milestones"),
    "decisions": ("counted.one-decision", "counted.decisions"),
    "sites": ("counted.one-site", "counted.sites"),
    "lanes": ("counted.one-lane", "counted.lanes"),
    "fleets": ("counted.one-fleet", "counted.fleets"),
    "supplies": ("counted.one-supply", "counted.supplies"),
    "policies": ("counted.one-policy", "counted.policies"),
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
    tell_faults(doubts[:shown], sys.stderr, "doubtful")
    if (rest := len(doubts) - shown) > 0:
        print(in_language(said("check.more-doubts", rest=rest), MANNER.language), file=sys.stderr)
    sizes = {name: len(getattr(scenario, name)) for name in COUNTED}
    counts = joined("list.comma", [_counted(name, size) for name, size in sizes.items() if size])
    values = {"file": printable(str(path)), "doubts": _doubts(len(doubts))}
    summary = said("check.summary-of", counts=counts, **values) if counts else None
    print(in_language(summary or said("check.summary", **values), MANNER.language))


def _counted(section: str, size: int) -> str:
    one, many = COUNTED[section]
    return said(one if size == 1 else many, count=size)


def _doubts(count: int) -> str:
    if count == 1:
        return said("counted.one-doubt", count=count)
    return said("counted.doubts", count=count) if count else said("counted.no-doubts")


def _heavy(loaded: Loaded, share: float | None) -> tuple[Fault, ...]:
    """Assumptions that carry more than a share; none where no share is stated."""
    if share is None:
        return ()
    from planner.analysis import heavy_assumptions
    from planner.scenario.loading import as_fault

    found = heavy_assumptions(loaded.scenario, share)
    return tuple(as_fault(one, loaded.places, "warning") for one in found)
