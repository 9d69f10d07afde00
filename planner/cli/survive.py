"""planner survive: the stock that survives losing any one lane or site."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    Format,
    MaxVariables,
    Output,
    Quiet,
    ScenarioFile,
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read
from planner.errors import Place, fault
from planner.messages import said


def survive(
    scenario: ScenarioFile,
    days: Annotated[int, typer.Option(min=1, help="Days for which a lane or site is lost.")],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DAY",
            help="First day of the loss, such as D+30; that of the first troops where absent.",
        ),
    ] = None,
    every: Annotated[
        int | None, typer.Option(min=1, help="Try losses that begin so many days apart, too.")
    ] = None,
    change: Changes = None,
    format_: Format = None,
    output: Output = None,
    time_limit: TimeLimit = None,
    exact: Annotated[bool, typer.Option("--exact", help="Short steps throughout.")] = False,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """The smallest stock that survives losing any one lane or site for some days."""
    import planner

    chosen = choose_format(format_, output, reads=scenario)
    start = None if from_ is None else _day(from_)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        answer = planner.survive(
            loaded, days, options, start=start, every=every, exact=exact, progress=tell
        )
    if chosen == "json":
        from planner.records.contract import json_text
        from planner.records.publish import meta_part
        from planner.records.publish.analysis import survival_part

        part = survival_part(meta_part(loaded, options), answer)
        deliver(json_text(part.model_dump(mode="json", by_alias=True)), output)
    else:
        from planner.report.sections.survival import survival_blocks

        deliver_blocks(survival_blocks(loaded, answer), chosen, output)
    raise typer.Exit(MET if exit_zero or answer.is_survived else UNMET)


def _day(written: str) -> int:
    from planner.scenario.schema.days import OFFSET

    found = OFFSET.fullmatch(written.strip())
    if found is None:
        raise fault(said("not-an-offset"), place=Place("--from"), seen=written)
    return int(found[1] or 0)
