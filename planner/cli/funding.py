"""planner funding: what the plan costs, and who pays."""

from __future__ import annotations

from typing import Annotated

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
from planner.errors import Place, fault, listed, nearest
from planner.messages import said

FORMATS = ("text", "json", "markdown")


def funding(
    scenario: ScenarioFile,
    change: Changes = None,
    money: Annotated[
        str, typer.Option(help="The money that counts: pledged, confirmed or paid, or firmer.")
    ] = "pledged",
    format_: Annotated[
        str | None, typer.Option("--format", help=f"{listed(FORMATS)}; else by the suffix of -o.")
    ] = None,
    output: Output = None,
    time_limit: TimeLimit = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """What the plan costs month by month, who pays for it, and what nobody pays."""
    import planner
    from planner.records import contract, publish
    from planner.records.funding import Level
    from planner.records.publish.funding import funding_result
    from planner.report.sections.funding import funding_blocks

    chosen = choose_format(format_, output, FORMATS, reads=scenario)
    levels = [level.value for level in Level]
    if money not in levels:
        place, near = Place("planner funding --money"), nearest(money, levels)
        raise fault(
            said("unknown-choice"), place=place, seen=money, allowed=listed(levels), nearest=near
        )
    read_in = read(scenario, change, [output])
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        found = planner.fund(read_in.scenario, options, level=Level(money), progress=tell)
    if chosen == "json":
        result = funding_result(publish.meta_part(read_in.scenario, options), found)
        deliver(contract.json_text(result.model_dump(mode="json", by_alias=True)), output)
    else:
        deliver_blocks(funding_blocks(read_in.scenario, found), chosen, output)
    raise typer.Exit(MET if exit_zero or found.status == "met" else UNMET)
