"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

MAX_VARIABLES = 2_000_000
"""As `planner.lp` has it: the command line does not load that for its help."""
MOST_ASKED = 1_000_000_000
# each worker has a model of its own in memory
MOST_WORKERS = 4

ScenarioFile = Annotated[
    Path, typer.Argument(help="Scenario file: YAML, or a workbook (.xlsx).", show_default=False)
]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change a value; may be given again."),
]
Format = Annotated[
    str | None, typer.Option("--format", help="text, json or markdown; else by the suffix of -o.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Show no progress.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 although unmet.")]
TimeLimit = Annotated[
    float | None, typer.Option(min=0, help="Seconds for each solve; the best found so far counts.")
]
Gap = Annotated[
    str,
    typer.Option(metavar="SHARE", help="Be content with a plan proven this near: 0.01 or 1%."),
]
ProvenGap = Annotated[
    str | None,
    typer.Option(
        metavar="SHARE",
        help="Refine the supply plan until proven this near to the best: 0.01 or 1%.",
        show_default=False,
    ),
]
MaxVariables = Annotated[
    int,
    typer.Option(
        min=1,
        max=MOST_ASKED,
        help="Refuse a plan whose model would have more variables, before it is built.",
    ),
]
Fix = Annotated[
    list[str] | None,
    typer.Option(
        "--fix",
        metavar="PLEDGE=REQUIREMENT[:UNITS]",
        help="Keep units of a pledge on a requirement, and show the price; may be given again.",
    ),
]
Forbid = Annotated[
    list[str] | None,
    typer.Option(
        "--forbid",
        metavar="PLEDGE=REQUIREMENT",
        help="Keep a pledge away from a requirement, and show the price; may be given again.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Processes that share the work; as many as the machine has cores, up to "
        f"{MOST_WORKERS}, where absent.",
        show_default=False,
    ),
]
EngineAddress = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="dask://HOST:PORT",
        help="Do the work on a Dask cluster, in place of processes of this machine.",
        show_default=False,
    ),
]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="Keep what is finished in this file, and go on from there where a run was cut short.",
        show_default=False,
    ),
]
AssumedShare = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        help="Ask about assumptions that carry more than this share of the self-sufficiency gap.",
        show_default=False,
    ),
]


def workers_of(asked: int | None) -> int:
    """How many processes share the work."""
    return asked or min(MOST_WORKERS, os.cpu_count() or 1)
