"""planner forces: the force-generation room alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planner.cli.decisions import read_decisions
from planner.cli.exits import MET, UNMET
from planner.cli.gaps import read_gap
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    Fix,
    Forbid,
    Gap,
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
    from planner.forces.reckoning import Strength
    from planner.generation import Generation
    from planner.records.alternatives import Alternatives, Price
    from planner.records.contract import Meta

FORMATS = ("text", "json", "markdown", "csv", "xlsx")
TABLES = (
    "force-list",
    "closures",
    "milestones",
    "strength",
    "requirements",
    "fills",
    "assignments",
    "asks",
    "equipment",
    "courses",
)


def forces(
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
    strength: Annotated[
        Literal["low", "base", "high"],
        typer.Option(help="Take units at their low, base or high strength."),
    ] = "base",
    alternatives: Annotated[
        int, typer.Option(min=0, max=50, help="Show up to so many other plans that differ most.")
    ] = 0,
    within: Annotated[
        float, typer.Option(min=0, max=1, help="How much worse those may be: 0.05 is 5 %.")
    ] = 0.05,
    fix: Fix = None,
    forbid: Forbid = None,
    time_limit: TimeLimit = None,
    gap: Gap = "0",
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """Who fills what, what is missing and why, what to ask for, who comes when."""
    import planner
    from planner.generation import with_phases_placed

    if table is not None and format_ is None and output is None:
        format_ = "csv"
    share = read_gap(gap)
    chosen = choose_format(format_, output, FORMATS, reads=scenario)
    check_table(table, chosen, TABLES)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    decisions = read_decisions(planner.as_solved(loaded), fix or (), forbid or ())
    decided = loaded
    if decisions:
        decided = loaded.model_copy(update={"decisions": (*loaded.decisions, *decisions)})
    options = planner.SolveOptions(time_limit=time_limit, gap=share, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        price = None
        if decisions:
            tell("force generation: the price of the decisions")
            price = planner.price(loaded, decisions, options, strength=strength)
        decided = with_phases_placed(decided, options, tell)
        found = planner.generate(decided, options, strength=strength, progress=tell)
        others = None
        if alternatives:
            tell("force generation: other plans")
            others = planner.alternatives(
                decided, options, count=alternatives, within=within, strength=strength
            )
    if chosen == "json":
        from planner.records.publish import meta_part

        deliver(_json(meta_part(decided, options), found, others, price, strength), output)
    elif chosen in ("csv", "xlsx"):
        from planner.report.exports import generation_tables

        deliver_tables(generation_tables(found), chosen, table or TABLES[0], output)
    else:
        from planner.report.sections import generation_blocks

        deliver_blocks(generation_blocks(found, others, price), chosen, output)
    raise typer.Exit(MET if exit_zero or found.status == "met" else UNMET)


def _json(
    meta: Meta,
    found: Generation,
    others: Alternatives | None,
    price: Price | None,
    strength: Strength,
) -> str:
    from planner.records import contract, publish

    result = contract.ForceResult(
        meta=meta,
        status=found.status,
        strength=strength,
        forces=publish.forces_part(found.plan, found.deployment, found.host),
        alternatives=publish.alternatives_part(others) if others else None,
        price=publish.price_part(price) if price else None,
    )
    return contract.json_text(result.model_dump(mode="json", by_alias=True))
