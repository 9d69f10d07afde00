"""planner compare: plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.options import (
    MAX_VARIABLES,
    ExitZero,
    Format,
    MaxVariables,
    Output,
    Quiet,
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read

if TYPE_CHECKING:
    from planner.lp import SolveOptions
    from planner.planning import Plan
    from planner.records.comparison import Comparison


def compare(
    scenarios: Annotated[
        list[Path],
        typer.Argument(help="Scenarios; the first is what the others are compared with."),
    ],
    format_: Format = None,
    output: Output = None,
    time_limit: TimeLimit = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Put plans side by side: what differs in the scenarios, and what that does to each number."""
    import planner

    chosen = choose_format(format_, output)
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    plans = [_planned(path, options, quiet) for path in scenarios]
    found = planner.compare(plans)
    _deliver(found, plans, chosen, output)
    met = all(plan.status == "met" for plan in plans)
    raise typer.Exit(MET if exit_zero or met else UNMET)


def _planned(path: Path, options: SolveOptions, quiet: bool) -> Plan:
    import planner

    read_in = read(path, None)
    with progress(quiet) as tell, places_told(read_in):
        return planner.plan(read_in.scenario, options, progress=tell)


def _deliver(found: Comparison, plans: list[Plan], chosen: str, output: Path | None) -> None:
    if chosen == "json":
        from planner.records.contract import json_text
        from planner.records.publish import meta_part
        from planner.records.publish.comparison import comparison_part

        metas = [meta_part(plan.scenario, plan.options) for plan in plans]
        part = comparison_part(metas, found)
        deliver(json_text(part.model_dump(mode="json", by_alias=True)), output)
        return
    from planner.report.sections.comparison import comparison_blocks

    deliver_blocks(comparison_blocks(found, plans), chosen, output)
