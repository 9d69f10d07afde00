"""planner init: a scenario that runs, to start from, as commented text or as a workbook."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.output import deliver, deliver_bytes
from planner.cli.trouble import MANNER
from planner.errors import Place, fault, printable
from planner.messages import said

STEM = "scenario"


def init(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="File to write: scenario.yaml, or scenario.xlsx, where absent.",
            show_default=False,
        ),
    ] = None,
    xlsx: Annotated[
        bool,
        typer.Option("--xlsx", help="Write a workbook; so does a FILE that ends in .xlsx."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Write a small commented scenario that runs; change it into your own."""
    if path is None:
        path = Path(f"{STEM}.xlsx" if xlsx else f"{STEM}.yaml")
    as_workbook = path.suffix.lower() == ".xlsx"
    if xlsx and not as_workbook:
        raise fault(said("not-named-xlsx"), place=Place(str(path)))
    if path.exists() and not force:
        raise fault(
            said("file-exists"),
            place=Place(str(path)),
        )
    text = files("planner.cli").joinpath("data/scenario.yaml").read_text("utf-8")
    if as_workbook:
        from planner.report.scenario_book import template

        deliver_bytes(template(text, MANNER.language), path)
    else:
        deliver(text, path)
    name = printable(str(path))
    print(f"{name} written. Next: planner run {name}")
