"""Reports in any format, on standard output or in files: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.output import deliver_blocks, deliver_bytes, progress
from planner.cli.trouble import MANNER
from planner.writing import write_whole

if TYPE_CHECKING:
    from planner.report.content import Content
    from planner.report.files import Target

Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, in the format of its suffix: .html, .xlsx, .docx, .md, .txt or "
        ".json; may be given again.",
        show_default=False,
    ),
]
TidyOutputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, in the format of its suffix: .html, .xlsx, .docx, .md, .txt, "
        ".json, .csv or .parquet; may be given again.",
        show_default=False,
    ),
]
ReportFormat = Annotated[
    str | None,
    typer.Option(
        "--format", help="html, xlsx, docx, markdown, text or json; else by the suffix of -o."
    ),
]


def deliver_report(
    content: Content,
    targets: Sequence[Target],
    template: Path | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Show the one report that goes to standard output, or write every file."""
    from planner.report.files import Look, made

    language = MANNER.language
    first = targets[0]
    if first.path is None and first.format in ("text", "markdown"):
        deliver_blocks(content.blocks, first.format, None)
        return
    with progress(quiet) as tell:  # nothing is shown on standard output as long as this lasts
        tell("writing the report")
        reports = made(content, targets, Look(language, template))
    if first.path is None:
        deliver_bytes(reports[0], None)
        return
    pairs = zip(targets, reports, strict=True)
    write_whole({target.path: report for target, report in pairs if target.path is not None})
