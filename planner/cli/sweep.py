"""planner sweep: the numbers of a plan over many points of its scenario."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from planner.errors import Place, fault, listed
from planner.messages import said

if TYPE_CHECKING:
    from planner.analysis.sweep import Points

FORMATS = ("text", "csv", "json", "html", "xlsx", "docx", "markdown", "parquet")


def sweep(
    scenario: ScenarioFile,
    over: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH=VALUES",
            help="What is moved: PATH=10,20,30, or PATH=10..90/9 for nine numbers from 10 to 90, "
            "or with --latin PATH=10..90 (whole numbers) or PATH=0.0..1 (any); may be given again.",
        ),
    ] = None,
    latin: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Draw so many points (a Latin hypercube) instead of making every one.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="Of the points that --latin draws.")
    ] = 0,
    points: Annotated[
        Path | None,
        typer.Option(
            "--list",
            metavar="FILE.csv",
            help="The points, one a row, below a header of paths, instead of --over.",
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
    """Make the plan again at many points of its scenario: a grid, a list, or a Latin hypercube."""
    import planner
    from planner.report.content import sweep_content
    from planner.report.files import targets_of

    targets = targets_of(output or (), format_, FORMATS, [scenario, points, ledger])
    check_apart(ledger, output or ())
    wanted = _points(over or (), latin, seed, points)
    read_in = read(scenario, change, output or (), ledger)
    work = doing(workers, engine, ledger)
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.sweep(
            read_in.scenario,
            wanted,
            options,
            engine=work.engine,
            ledger=work.ledger,
            progress=tell,
        )
    work.tell_doubts()
    content = sweep_content(found, read_in.scenario, options)
    deliver_report(content, targets, quiet=quiet)


def _points(over: Sequence[str], latin: int | None, seed: int, file: Path | None) -> Points:
    """The points that are asked for in one of the three ways."""
    from planner.analysis.sweep import axis_of, grid, points_in
    from planner.analysis.sweep import latin as drawn

    if file is not None:
        if over or latin is not None:
            raise fault(said("sweep.list-alone"), place=Place("--list"), seen=str(file))
        return points_in(file)
    axes = [axis_of(text) for text in over]
    return grid(axes) if latin is None else drawn(axes, latin, seed)
