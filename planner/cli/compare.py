"""planner compare: plans side by side."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.options import MAX_VARIABLES, ExitZero, MaxVariables, Quiet, TimeLimit
from planner.cli.output import progress
from planner.cli.reading import places_told, read
from planner.cli.reports import Outputs, ReportFormat, deliver_report
from planner.errors import Place, fault
from planner.messages import said

if TYPE_CHECKING:
    from planner.dossier import Dossier
    from planner.lp import SolveOptions
    from planner.scenario import Loaded

FORMATS = ("html", "xlsx", "docx", "markdown", "text", "json")
LEAST = 2


def compare(
    plans: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN|SCENARIO...",
            help="Plan files or scenario files; the first is what the others are compared with.",
            show_default=False,
        ),
    ],
    output: Outputs = None,
    format_: ReportFormat = None,
    time_limit: TimeLimit = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Put plans side by side: what differs in the scenarios, and what that does to each number."""
    import planner
    from planner.report.content import comparison_content
    from planner.report.files import targets_of

    targets = targets_of(output or (), format_, FORMATS, plans)
    if len(plans) < LEAST:  # before one of them is planned for nothing
        raise fault(said("compare-too-few"), place=Place("planner compare"), seen=str(len(plans)))
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    read_in = [_read(path, output or ()) for path in plans]
    made = [_planned(one, options, quiet) for one in read_in]
    names = [path.stem for path in plans]
    deliver_report(comparison_content(made, names), targets, quiet=quiet)
    met = all(dossier.plan.status == "met" for dossier in made)
    raise typer.Exit(MET if exit_zero or met else UNMET)


def _read(path: Path, outputs: Iterable[Path]) -> Dossier | Loaded:
    """What a file holds: a plan, or a scenario, of which none is planned before all are read."""
    import planner
    from planner.dossier import is_plan_file

    return planner.read_dossier(path) if is_plan_file(path) else read(path, None, outputs)


def _planned(read_in: Dossier | Loaded, options: SolveOptions, quiet: bool) -> Dossier:
    """The plan in a plan file, or that of a scenario."""
    import planner

    if isinstance(read_in, planner.Dossier):
        return read_in
    with progress(quiet) as tell, places_told(read_in):
        return planner.Dossier(planner.plan(read_in.scenario, options, progress=tell))
