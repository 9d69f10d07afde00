"""planner run: the whole plan of a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, NO_PLAN, UNMET
from planner.cli.gaps import limits_explained, read_proven_gap
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    MaxVariables,
    Output,
    ProvenGap,
    Quiet,
    ScenarioFile,
)
from planner.cli.output import (
    CHOICES,
    choose_format,
    deliver,
    deliver_blocks,
    deliver_bytes,
    progress,
)
from planner.cli.reading import places_told, read
from planner.errors import NoPlanError

if TYPE_CHECKING:
    from planner.planning import Plan

FORMATS = (*CHOICES, "plan")
# what a program reads is the whole plan or nothing
WHOLE = ("json", "plan")


def run(
    scenario: ScenarioFile,
    change: Changes = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="text, json, markdown, or plan, which planner report reads; else by the suffix "
            "of -o.",
        ),
    ] = None,
    output: Output = None,
    solver: Annotated[
        str, typer.Option(help="HiGHS, or any other solver of PuLP by name, such as CBC.")
    ] = "HiGHS",
    time_limit: Annotated[
        float | None, typer.Option(min=0, help="Seconds for each part of the plan.")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Plan supply by the day throughout.")
    ] = False,
    gap: ProvenGap = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Plan a scenario: who fills what, what is missing, what stock must stand where by when."""
    import planner

    share = read_proven_gap(gap, exact=exact)
    chosen = choose_format(format_, output, FORMATS, reads=scenario)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    options = planner.SolveOptions(
        solver=solver, time_limit=time_limit, max_variables=max_variables
    )
    explained = limits_explained(exact=exact, time_limit=time_limit)
    shown = _planned_before_shown(chosen, output)
    with shown, progress(quiet) as tell, places_told(read_in), explained:
        plan = planner.plan(loaded, options, exact=exact, gap=share, progress=tell)
    _deliver(plan, chosen, output)
    code = {"met": MET, "unmet": UNMET, "limit": UNMET}.get(plan.status, NO_PLAN)
    raise typer.Exit(MET if exit_zero and code == UNMET else code)


def _deliver(plan: Plan, chosen: str, output: Path | None) -> None:
    if chosen == "json":
        deliver(plan.to_json(), output)
    elif chosen == "plan":
        from planner.dossier import Dossier, packed

        deliver_bytes(packed(Dossier(plan)), output)
    else:
        from planner.report.sections import report_blocks

        deliver_blocks(report_blocks(plan), chosen, output)


@contextmanager
def _planned_before_shown(chosen: str, output: Path | None) -> Iterator[None]:
    """Where a section has no plan, those before it are shown to a reader; a file or a program
    gets the whole plan or none."""
    from planner.planning import Plan

    try:
        yield
    except NoPlanError as error:
        if isinstance(error.so_far, Plan) and output is None and chosen not in WHOLE:
            _deliver(error.so_far, chosen, output)
        raise
