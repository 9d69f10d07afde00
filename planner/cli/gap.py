"""planner gap: the closed-form self-sufficiency gap alone."""

from __future__ import annotations

import json

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

    chosen = choose_format(format_, output)
    gaps = planner.gap(planner.load(scenario, change or ()))
    if chosen == "json":
        from planner.records.publish import gap_part

        data = gap_part(gaps).model_dump(mode="json")
        deliver(json.dumps(data, indent=1, ensure_ascii=False) + "\n", output)
        return
    from planner.report.sections.gap import gap_blocks

    deliver_blocks(gap_blocks(gaps), chosen, output)
