"""planner lateness: how late the external arrangements can be."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    Format,
    MaxVariables,
    Output,
    Quiet,
    ScenarioFile,
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read


def lateness(
    scenario: ScenarioFile,
    change: Changes = None,
    format_: Format = None,
    output: Output = None,
    time_limit: TimeLimit = None,
    exact: Annotated[bool, typer.Option("--exact", help="Short steps throughout.")] = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """How many days late external arrangements can be before demand goes unmet."""
    import planner

    chosen = choose_format(format_, output, reads=scenario)
    read_in = read(scenario, change, [output])
    loaded = read_in.scenario
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    with progress(quiet) as tell, places_told(read_in):
        answers = planner.lateness(loaded, options, exact=exact, progress=tell)
    if chosen == "json":
        from planner.records.contract import json_text
        from planner.records.publish import meta_part
        from planner.records.publish.analysis import lateness_part

        part = lateness_part(meta_part(loaded, options), answers)
        deliver(json_text(part.model_dump(mode="json", by_alias=True)), output)
        return
    from planner.report.sections.lateness import lateness_blocks

    deliver_blocks(lateness_blocks(loaded, answers), chosen, output)
