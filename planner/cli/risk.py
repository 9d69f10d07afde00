"""planner risk: how sure a plan is when what nobody knows turns out in many ways."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.many import check_apart, doing
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    EngineAddress,
    LedgerFile,
    MaxVariables,
    Quiet,
    ScenarioFile,
    TimeLimit,
    Workers,
)
from planner.cli.output import progress
from planner.cli.reading import places_told, read
from planner.cli.reports import TidyOutputs, deliver_report
from planner.errors import listed

FORMATS = ("text", "csv", "json", "html", "xlsx", "docx", "markdown", "parquet")


def risk(
    scenario: ScenarioFile,
    draws: Annotated[
        int, typer.Option(metavar="N", help="So many draws, rounded up to fifties.")
    ] = 10_000,
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="Of the draws: the same gives the same.")
    ] = 0,
    supply_draws: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="The first so many of them, rounded up to fifties, with a supply plan each.",
        ),
    ] = 100,
    within: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Stop once every chance is known so closely, 19 times of 20: 0.01.",
            show_default=False,
        ),
    ] = None,
    workers: Workers = None,
    engine: EngineAddress = None,
    ledger: LedgerFile = None,
    change: Changes = None,
    output: TidyOutputs = None,
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    time_limit: TimeLimit = None,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """How sure a plan is: chances, what may be missing, what stock is enough, what drives it."""
    import planner
    from planner.report.content import risk_content
    from planner.report.files import targets_of

    targets = targets_of(output or (), format_, FORMATS, [scenario, ledger])
    check_apart(ledger, output or ())
    read_in = read(scenario, change, output or (), ledger)
    work = doing(workers, engine, ledger)
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.risk(
            read_in.scenario,
            draws,
            seed,
            options,
            supply_draws=supply_draws,
            within=within,
            engine=work.engine,
            ledger=work.ledger,
            progress=tell,
        )
    work.tell_doubts()
    deliver_report(risk_content(found, read_in.scenario, options), targets, quiet=quiet)
