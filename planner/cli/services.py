"""planner services: where services are put."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    MaxVariables,
    Output,
    Quiet,
    ScenarioFile,
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read
from planner.cli.tables import check_table, deliver_tables
from planner.errors import listed

if TYPE_CHECKING:
    from planner.lp import SolveOptions
    from planner.records.services import ServicePlan
    from planner.scenario import Scenario

FORMATS = ("text", "json", "markdown", "csv", "xlsx")
TABLES = ("points", "served", "unserved")


def services(
    scenario: ScenarioFile,
    change: Changes = None,
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    output: Output = None,
    table: Annotated[
        str | None,
        typer.Option(
            help=f"The table to write as CSV: {', '.join(TABLES)}; the first where absent."
        ),
    ] = None,
    time_limit: TimeLimit = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Where to put services so that each is within reach of every unit, and who is without."""
    import planner

    if table is not None and format_ is None and output is None:
        format_ = "csv"
    chosen = choose_format(format_, output, FORMATS, reads=scenario)
    check_table(table, chosen, TABLES)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.services(loaded, options, progress=tell)
    if chosen == "json":
        deliver(_json(loaded, options, found), output)
    elif chosen in ("csv", "xlsx"):
        from planner.report.exports import service_tables

        deliver_tables(service_tables(found, loaded), chosen, table or TABLES[0], output)
    else:
        from planner.report.sections import service_report

        deliver_blocks(service_report(found, loaded), chosen, output)
    raise typer.Exit(MET if exit_zero or found.status == "met" else UNMET)


def _json(scenario: Scenario, options: SolveOptions, found: ServicePlan) -> str:
    from planner.records import contract, publish

    result = contract.ServiceResult(
        meta=publish.meta_part(scenario, options),
        status=found.status,
        services=publish.services_part(found),
    )
    return contract.json_text(result.model_dump(mode="json", by_alias=True))
