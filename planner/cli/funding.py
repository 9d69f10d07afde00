"""planner funding: what the plan costs, and who pays."""

from __future__ import annotations

from typing import Annotated

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
from planner.cli.reports import TidyOutputs, deliver_report
from planner.errors import Place, fault, listed, nearest
from planner.messages import said

FORMATS = ("text", "csv", "json", "html", "xlsx", "docx", "markdown", "parquet")


def funding(
    scenario: ScenarioFile,
    money: Annotated[
        str,
        typer.Option(metavar="LEVEL", help="Money that counts: pledged, confirmed or paid."),
    ] = "pledged",
    change: Changes = None,
    output: TidyOutputs = None,
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    time_limit: TimeLimit = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """What the plan costs month by month, who pays for it, and what nobody pays."""
    import planner
    from planner.records.funding import Level
    from planner.report.content import funding_content
    from planner.report.files import targets_of

    levels = [level.value for level in Level]
    if money not in levels:
        place, near = Place("planner funding --money"), nearest(money, levels)
        raise fault(
            said("unknown-choice"), place=place, seen=money, allowed=listed(levels), nearest=near
        )
    targets = targets_of(output or (), format_, FORMATS, [scenario])
    read_in = read(scenario, change, output or ())
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.fund(read_in.scenario, options, level=Level(money), progress=tell)
    content = funding_content(found, read_in.scenario, options)
    deliver_report(content, targets, quiet=quiet)
    raise typer.Exit(MET if exit_zero or found.status == "met" else UNMET)
