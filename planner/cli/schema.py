"""planner schema: the JSON Schema of a scenario or of what a command prints."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import Output
from planner.cli.output import deliver
from planner.errors import Place, fault, listed, nearest
from planner.messages import said

SCENARIO = "scenario"

ANSWERS = "--result, --forces, --stocks or --provenance"


def schema(
    of: Annotated[
        str,
        typer.Argument(
            help="scenario; or what is printed: result, forces, stocks, explanation, "
            "provenance, report, comparison, sweep, risk, prepare, readiness, funding, faults."
        ),
    ] = SCENARIO,
    result: Annotated[bool, typer.Option("--result", help="The same as `result`.")] = False,
    forces: Annotated[bool, typer.Option("--forces", help="The same as `forces`.")] = False,
    stocks: Annotated[bool, typer.Option("--stocks", help="The same as `stocks`.")] = False,
    output: Output = None,
) -> None:
    """Print the JSON Schema (draft-07) of a scenario, for editors, or of what a command prints."""
    from planner.records.contract import PRINTED, json_text, schema_of
    from planner.scenario.jsonschema import scenario_schema

    flags = {"result": result, "forces": forces, "stocks": stocks}
    asked = [name for name, given in flags.items() if given]
    asked += [of] if of != SCENARIO or not asked else []
    if len(asked) > 1:
        raise fault(said("two-schemas"), place=Place("planner schema"), seen=" ".join(asked))
    [name] = asked
    if name != SCENARIO and name not in PRINTED:
        names = [SCENARIO, *PRINTED]
        place, near = Place("planner schema"), nearest(name, names)
        raise fault(
            said("unknown-choice"), place=place, seen=name, allowed=listed(names), nearest=near
        )
    deliver(json_text(scenario_schema() if name == SCENARIO else schema_of(name)), output)
