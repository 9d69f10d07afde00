"""planner readiness: which benchmarks are met, what the plan breaks, what falls due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    MaxVariables,
    Quiet,
    ScenarioFile,
    TimeLimit,
)
from planner.cli.output import progress
from planner.cli.reading import places_told, read
from planner.cli.reports import deliver_report
from planner.errors import Place, fault, listed
from planner.messages import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.report.files import Target
    from planner.scenario import Scenario

FORMATS = ("text", "csv", "json", "html", "xlsx", "docx", "markdown", "ics")


def readiness(
    scenario: ScenarioFile,
    council: Annotated[
        bool, typer.Option("--council", help="The one page for the Council in place of all of it.")
    ] = False,
    change: Changes = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to this file, in the format of its suffix: .html, .xlsx, .docx, .md, .txt, "
            ".json, .csv or .ics, a calendar; may be given again.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    time_limit: TimeLimit = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Which benchmarks are met, what holds the gates, whom to support, and what falls due."""
    import planner
    from planner.planning import plan_readiness
    from planner.report.content import readiness_content
    from planner.report.files import targets_of

    targets = targets_of(output or (), format_, FORMATS, [scenario])
    read_in = read(scenario, change, output or ())
    _check_dated(read_in.scenario, targets)
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        made = plan_readiness(read_in.scenario, options, progress=tell)
    deliver_report(readiness_content(made, council=council), targets, quiet=quiet)
    found = made.readiness
    assert found is not None
    ready = found.is_met and found.all_benchmarks_met
    raise typer.Exit(MET if exit_zero or ready else UNMET)


def _check_dated(scenario: Scenario, targets: Iterable[Target]) -> None:
    """Raises `InputError` where a calendar is asked for and D-day has no date."""
    dated = scenario.calendar is not None and scenario.calendar.d_day is not None
    for target in targets:
        if target.format == "ics" and not dated:
            seen = None if target.path is None else str(target.path)
            raise fault(said("calendar-without-d-day"), place=Place("-o"), seen=seen)
