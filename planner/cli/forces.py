"""planner forces: the force-generation room alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planner.cli.decisions import read_decisions
from planner.cli.exits import MET, UNMET
from planner.cli.options import (
    Changes,
    ExitZero,
    Fix,
    Forbid,
    Gap,
    Output,
    Quiet,
    ScenarioFile,
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, deliver_bytes, progress
from planner.errors import Place, fault, listed, nearest

if TYPE_CHECKING:
    from planner.generation import Generation
    from planner.records.alternatives import Alternatives, Price
    from planner.report.blocks import Block
    from planner.report.render.tables import DataTable

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
        str, typer.Option(help=f"The table to write as CSV: {listed(TABLES)}.")
    ] = TABLES[0],
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
    gap: Gap = 0.0,
    exit_zero: ExitZero = False,
    quiet: Quiet = False,
) -> None:
    """Who fills what, what is missing and why, what to ask for, who comes when."""
    import planner

    chosen = choose_format(format_, output, FORMATS)
    _check_table(table, chosen)
    loaded = planner.load(scenario, change or ())
    decisions = read_decisions(planner.as_solved(loaded), fix or (), forbid or ())
    decided = loaded.model_copy(update={"decisions": (*loaded.decisions, *decisions)})
    options = planner.SolveOptions(time_limit=time_limit, gap=gap)
    with progress(quiet) as tell:
        price = planner.price(loaded, decisions, options) if decisions else None
        found = planner.generate(decided, options, strength=strength, progress=tell)
        others = None
        if alternatives:
            tell("force generation: other plans")
            others = planner.alternatives(decided, options, count=alternatives, within=within)
    if chosen == "json":
        deliver(_json(found, others, price, strength), output)
    elif chosen in ("csv", "xlsx"):
        _deliver_tables(found, chosen, table, output)
    else:
        deliver_blocks(_blocks(found, others, price), chosen, output)
    raise typer.Exit(MET if exit_zero or found.plan.is_met else UNMET)


def _check_table(table: str, chosen: str) -> None:
    if table not in TABLES:
        raise fault(
            "unknown table",
            place=Place("--table"),
            seen=table,
            allowed=listed(TABLES),
            nearest=nearest(table, TABLES),
        )
    if chosen == "xlsx":
        from planner.report.render.xlsx import require_xlsx

        require_xlsx()


def _json(
    found: Generation, others: Alternatives | None, price: Price | None, strength: str
) -> str:
    from planner.records import contract, publish

    result = contract.ForceResult(
        scenario=found.scenario.id,
        title=found.scenario.title,
        strength=strength,
        status=found.status,
        forces=publish.forces_part(found.plan, found.deployment, found.host),
        alternatives=publish.alternatives_part(others) if others else None,
        price=publish.price_part(price) if price else None,
    )
    return contract.json_text(result.model_dump(mode="json", by_alias=True))


def _deliver_tables(found: Generation, chosen: str, table: str, output: Output) -> None:
    tables = _tables(found)
    if chosen == "xlsx":
        from planner.report.render.xlsx import to_xlsx

        deliver_bytes(to_xlsx(tables), output)
        return
    from planner.report.render.tables import to_csv

    [wanted] = [entry for entry in tables if entry.name == table]
    deliver(to_csv(wanted), output)


def _tables(found: Generation) -> Sequence[DataTable]:
    from planner.report.exports import generation_tables

    return generation_tables(found)


def _blocks(found: Generation, others: Alternatives | None, price: Price | None) -> Iterator[Block]:
    from planner.report.sections.choices import alternative_blocks, price_blocks
    from planner.report.sections.deployment import deployment_blocks
    from planner.report.sections.forces import force_blocks
    from planner.report.sections.headline import force_headline
    from planner.report.sections.host_nation import host_blocks

    yield from force_headline(found)
    if price is not None:
        yield from price_blocks(found, price)
    yield from force_blocks(found)
    if others is not None:
        yield from alternative_blocks(found, others)
    yield from deployment_blocks(found.deployment, found.scenario)
    yield from host_blocks(found)
