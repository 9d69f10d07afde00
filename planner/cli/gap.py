"""planner gap: the closed-form self-sufficiency gap alone."""

from __future__ import annotations

from planner.cli.options import Changes, Format, Output, ScenarioFile
from planner.cli.output import choose_format, deliver, deliver_blocks


def gap(
    scenario: ScenarioFile,
    change: Changes = None,
    format_: Format = None,
    output: Output = None,
) -> None:
    """The self-sufficiency gap: person-days, quantities, tonnes, containers, truck loads."""
    import planner

    chosen = choose_format(format_, output, reads=scenario)
    gaps = planner.gap(planner.load(scenario, change or ()))
    if chosen == "json":
        from planner.records.contract import json_text
        from planner.records.publish import gap_part

        deliver(json_text(gap_part(gaps).model_dump(mode="json")), output)
        return
    from planner.report.sections.gap import gap_blocks

    deliver_blocks(gap_blocks(gaps), chosen, output)
