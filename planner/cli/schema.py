"""planner schema: the JSON Schema of a scenario or of a result."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import Output
from planner.cli.output import deliver


def schema(
    result: Annotated[bool, typer.Option("--result", help="That of the result instead.")] = False,
    output: Output = None,
) -> None:
    """Print the JSON Schema (draft-07) of a scenario, for editors, or of a result."""
    from planner.records.contract import json_text

    if result:
        from planner.records.contract import result_schema as made
    else:
        from planner.scenario.jsonschema import scenario_schema as made
    deliver(json_text(made()), output)
