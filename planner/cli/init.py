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
    docx: Annotated[
        bool,
        typer.Option(
            "--docx",
            help="Write the template of a document instead, for --template of planner report, with "
            "the styles of your headquarters; so does a FILE that ends in .docx.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Write a small commented scenario that runs; change it into your own."""
    if path is None:
        path = Path("template.docx" if docx else f"{STEM}.xlsx" if xlsx else f"{STEM}.yaml")
    suffix = path.suffix.lower()
    for asked, wanted in ((xlsx, ".xlsx"), (docx, ".docx")):
        if asked and suffix != wanted:
            raise fault(said("not-named-so", suffix=wanted), place=Place(str(path)))
    if path.exists() and not force:
        raise fault(
            said("file-exists"),
            place=Place(str(path)),
        )
    name = printable(str(path))
    if suffix == ".docx":
        from planner.report.render.document.template import default_template

        deliver_bytes(default_template(), path)
        print(f"{name} written. Next: planner report SCENARIO -o annex.docx --template {name}")
        return
    text = files("planner.cli").joinpath("data/scenario.yaml").read_text("utf-8")
    if suffix == ".xlsx":
        from planner.report.scenario_book import template

        deliver_bytes(template(text, MANNER.language), path)
    else:
        deliver(text, path)
    print(f"{name} written. Next: planner run {name}")
