"""planner schema: the JSON Schema of a scenario or of an answer."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import Output
from planner.cli.output import deliver
from planner.errors import Place, fault

ANSWERS = "--result, --forces, --stocks or --provenance"


def schema(
    result: Annotated[
        bool, typer.Option("--result", help="That of the answer of `planner run` instead.")
    ] = False,
    forces: Annotated[
        bool, typer.Option("--forces", help="That of the answer of `planner forces` instead.")
    ] = False,
    stocks: Annotated[
        bool, typer.Option("--stocks", help="That of the answer of `planner stocks` instead.")
    ] = False,
    provenance: Annotated[
        bool,
        typer.Option("--provenance", help="That of the answer of `planner provenance` instead."),
    ] = False,
    output: Output = None,
) -> None:
    """Print the JSON Schema (draft-07) of a scenario, for editors, or of an answer."""
    from planner.records.contract import json_text

    if result + forces + stocks + provenance > 1:
        last = "--provenance" if provenance else "--stocks" if stocks else "--forces"
        raise fault("two schemas at once", place=Place(last), allowed=ANSWERS)
    if provenance:
        from planner.records.contract.provenance import provenance_schema as made
    elif stocks:
        from planner.records.contract import supply_result_schema as made
    elif forces:
        from planner.records.contract import force_result_schema as made
    elif result:
        from planner.records.contract import result_schema as made
    else:
        from planner.scenario.jsonschema import scenario_schema as made
    deliver(json_text(made()), output)
