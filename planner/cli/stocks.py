"""planner stocks: the sustainment room alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
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
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read
from planner.cli.tables import check_table, deliver_tables
from planner.errors import fault, listed
from planner.messages import said

if TYPE_CHECKING:
    from planner.planning import Plan

FORMATS = ("text", "json", "markdown", "csv", "xlsx")
TABLES = (
    "prepositioned",
    "failures",
    "unmet",
    "breaches",
    "stocks",
    "movements",
    "departures",
    "receipts",
    "fleet-use",
    "lane-use",
    "site-use",
    "population",
    "demand",
    "choices",
    "turnovers",
    "repositionings",
    "costs",
    "bottlenecks",
)


def stocks(
    scenario: ScenarioFile,
    change: Changes = None,
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    output: Output = None,
    table: Annotated[
        str | None,
        typer.Option(
            help=f"The table to write as CSV: {', '.join(TABLES)}; the first where absent.",
        ),
    ] = None,
    time_limit: TimeLimit = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Plan supply by the day throughout.")
    ] = False,
    gap: ProvenGap = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """What stock must stand where by when, what moves, what fails first, and what limits it."""
    import planner

    if table is not None and format_ is None and output is None:
        format_ = "csv"
    share = read_proven_gap(gap, exact=exact)
    chosen = choose_format(format_, output, FORMATS, reads=scenario)
    check_table(table, chosen, TABLES)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    if not loaded.sites or loaded.calendar is None:
        raise fault(said("nothing-to-supply"), path=loaded.id)
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    explained = limits_explained(exact=exact, time_limit=time_limit)
    with progress(quiet) as tell, places_told(read_in), explained:
        plan = planner.plan(loaded, options, exact=exact, gap=share, progress=tell)
    if chosen == "json":
        deliver(_json(plan), output)
    elif chosen in ("csv", "xlsx"):
        from planner.report.exports import supply_tables

        deliver_tables(supply_tables(plan), chosen, table or TABLES[0], output)
    else:
        from planner.report.sections import supply_blocks

        deliver_blocks(supply_blocks(plan), chosen, output)
    met = plan.supply_status == "met"
    raise typer.Exit(MET if exit_zero or met else UNMET)


def _json(plan: Plan) -> str:
    from planner.records import contract

    return contract.json_text(plan.to_supply_result().model_dump(mode="json", by_alias=True))
