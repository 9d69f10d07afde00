"""planner explain: why something is short, and the cheapest remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.gaps import limits_explained, read_proven_gap
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    Format,
    MaxVariables,
    Output,
    ProvenGap,
    Quiet,
    ScenarioFile,
    TimeLimit,
)
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read

if TYPE_CHECKING:
    from planner.records.explanation import Explanation
    from planner.scenario import Loaded
    from planner.scenario.document import KeyPath


def explain(
    scenario: ScenarioFile,
    what: Annotated[
        str | None,
        typer.Argument(
            help="requirements.ID, sites.ID[.ITEM][.DAY], items.ID[.DAY], prepositioned.SITE.ITEM, "
            "policies.ID or costs.LINE; where absent, what is short, and the first of it explained."
        ),
    ] = None,
    to: Annotated[
        float, typer.Option(min=0, help="Bring the number down to this: 0 is nothing short.")
    ] = 0.0,
    change: Changes = None,
    format_: Format = None,
    output: Output = None,
    time_limit: TimeLimit = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Plan supply by the day throughout.")
    ] = False,
    gap: ProvenGap = None,
    max_variables: MaxVariables = MAX_VARIABLES,
    exit_zero: ExitZero = False,
    quiet: Quiet = False,
) -> None:
    """Why a number is what it is: which limits bind, the cheapest change, what would not help."""
    import planner

    share = read_proven_gap(gap, exact=exact)
    chosen = choose_format(format_, output, reads=scenario)
    loaded = read(scenario, change, [output])
    options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
    explained = limits_explained(exact=exact, time_limit=time_limit)
    with progress(quiet) as tell, places_told(loaded), explained:
        if what is None:
            asked = planner.shortages(
                loaded.scenario, options, exact=exact, gap=share, progress=tell
            )
            what = asked[0].what if asked else None
        else:
            asked = ()
        found = (
            None
            if what is None
            else planner.explain(
                loaded.scenario, what, options, to=to, exact=exact, gap=share, progress=tell
            )
        )
    if chosen == "json":
        from planner.records.contract import json_text
        from planner.records.publish import explanation_result, meta_part

        part = explanation_result(meta_part(loaded.scenario, options), asked, found)
        deliver(json_text(part.model_dump(mode="json", by_alias=True)), output)
    else:
        from planner.report.sections.explanation import explanation_blocks

        blocks = explanation_blocks(loaded.scenario, asked, found, _places(loaded, found))
        deliver_blocks(blocks, chosen, output)
    raise typer.Exit(MET if exit_zero or found is None or found.is_met else UNMET)


def _places(loaded: Loaded, found: Explanation | None) -> dict[KeyPath, str]:
    """Where the values of an explanation are written."""
    if found is None:
        return {}
    remedies = [r for r in (found.single, found.nearest, found.cheapest) if r is not None]
    paths = {limit.path for limit in found.limits}
    paths |= {change.path for remedy in remedies for change in remedy.changes}
    return {path: str(loaded.places.of_value(path)) for path in paths}
