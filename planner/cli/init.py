"""planner init: a commented scenario that runs, to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.output import deliver
from planner.errors import Place, fault, printable
from planner.messages import said


def init(
    path: Annotated[Path, typer.Argument(help="File to write.")] = Path("scenario.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Write a small commented scenario that runs; change it into your own."""
    if path.exists() and not force:
        raise fault(
            said("file-exists"),
            place=Place(str(path)),
        )
    deliver(files("planner.cli").joinpath("data/scenario.yaml").read_text("utf-8"), path)
    name = printable(str(path))
    print(f"{name} written. Next: planner run {name}")
