"""planner convert: a scenario as a workbook that planners fill in, or as YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import Changes, ScenarioFile
from planner.cli.output import choose_format, deliver, deliver_bytes
from planner.cli.reading import read
from planner.cli.trouble import MANNER

CHOICES = ("yaml", "xlsx")


def convert(
    scenario: ScenarioFile,
    change: Changes = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="yaml or xlsx; else by the suffix of -o.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file.")
    ] = None,
) -> None:
    """Write a scenario as a workbook or as YAML, whole and with every value as it was written.

    One that extends another is written with the changes made in it.
    """
    chosen = "yaml" if (format_, output) == (None, None) else None
    chosen = chosen or choose_format(format_, output, CHOICES, reads=scenario)
    if chosen == "xlsx":
        from planner.report.render.xlsx import require_xlsx

        require_xlsx()
    import planner

    loaded = read(scenario, change, [output])
    if chosen == "xlsx":
        deliver_bytes(planner.to_workbook(loaded, MANNER.language), output)
    else:
        deliver(planner.to_yaml(loaded), output)
