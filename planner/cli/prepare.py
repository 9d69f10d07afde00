"""planner prepare: what to choose before it is known which disruption comes."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import MAX_VARIABLES, Changes, MaxVariables, Quiet, ScenarioFile
from planner.cli.output import progress
from planner.cli.reading import places_told, read
from planner.cli.reports import TidyOutputs, deliver_report
from planner.errors import listed

FORMATS = ("text", "csv", "json", "html", "xlsx", "docx", "markdown", "parquet")


def prepare(
    scenario: ScenarioFile,
    criterion: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="mean, cvar or worst, over unmet demand; mean where absent, worst with --any.",
            show_default=False,
        ),
    ] = None,
    level: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Of cvar: 0.9, where absent, for the mean of the worst tenth.",
            show_default=False,
        ),
    ] = None,
    any_: Annotated[
        int | None,
        typer.Option(
            "--any",
            metavar="K",
            help="Any so many disruptions may come at once, whatever their chances.",
            show_default=False,
        ),
    ] = None,
    method: Annotated[
        str,
        typer.Option(metavar="NAME", help="auto, extensive (one model) or l-shaped (cuts)."),
    ] = "auto",
    change: Changes = None,
    output: TidyOutputs = None,
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0, help="Seconds for all futures together; where it comes first, no answer."
        ),
    ] = None,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Stock, openings and additions that serve best whichever disruption comes."""
    import planner
    from planner.analysis.prepare.asked import method_of
    from planner.report.content import prepare_content
    from planner.report.files import targets_of

    targets = targets_of(output or (), format_, FORMATS, [scenario])
    read_in = read(scenario, change, output or ())
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.prepare(
            read_in.scenario,
            options,
            criterion=criterion,
            level=level,
            at_once=any_,
            method=method_of(method),
            progress=tell,
        )
    deliver_report(prepare_content(found, read_in.scenario, options), targets, quiet=quiet)
