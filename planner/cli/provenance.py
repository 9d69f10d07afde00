"""planner provenance: what the numbers of a plan rest on, and which figures move them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    MaxVariables,
    Output,
    Quiet,
    ScenarioFile,
    TimeLimit,
    Workers,
    workers_of,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read
from planner.cli.tables import check_table, deliver_tables
from planner.errors import listed

if TYPE_CHECKING:
    from planner.lp import SolveOptions
    from planner.records.provenance import Provenance
    from planner.scenario import Scenario

FORMATS = ("text", "json", "markdown", "csv", "xlsx")
TABLES = ("swings", "register", "ends", "unranged", "shares")


def provenance(
    scenario: ScenarioFile,
    headline: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only for this number, such as gap_tonnes; may be given again.",
        ),
    ] = None,
    figure: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH",
            help="Only the figures at this path or below; may be given again.",
        ),
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, help="Make the supply plan again for so many figures.")
    ] = 15,
    every: Annotated[
        bool, typer.Option("--all", help="Make the supply plan again for every figure.")
    ] = False,
    register: Annotated[
        bool, typer.Option("--register", help="List every figure used, too.")
    ] = False,
    workers: Workers = None,
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
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """What the numbers of a plan rest on, and which figure moves each of them most."""
    import planner

    if table is not None and format_ is None and output is None:
        format_ = "csv"
    chosen = choose_format(format_, output, FORMATS, reads=scenario)
    check_table(table, chosen, TABLES)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.provenance(
            loaded,
            options,
            headlines=headline or (),
            figures=figure or (),
            top=None if every else top,
            workers=workers_of(workers),
            progress=tell,
        )
    if chosen == "json":
        deliver(_json(loaded, options, found), output)
    elif chosen in ("csv", "xlsx"):
        from planner.report.exports import provenance_tables

        deliver_tables(provenance_tables(found, loaded), chosen, table or TABLES[0], output)
    else:
        from planner.report.sections.provenance import provenance_blocks

        deliver_blocks(provenance_blocks(loaded, found, register=register), chosen, output)


def _json(scenario: Scenario, options: SolveOptions, found: Provenance) -> str:
    from planner.records.contract import json_text
    from planner.records.publish import meta_part
    from planner.records.publish.provenance import provenance_result

    part = provenance_result(meta_part(scenario, options), found)
    return json_text(part.model_dump(mode="json", by_alias=True))
