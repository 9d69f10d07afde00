"""Where results go: standard output, or a file that is either the old one or the whole new one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from planner.cli.faults import standard_output
from planner.cli.trouble import MANNER
from planner.errors import Place, fault, listed, nearest
from planner.messages import said
from planner.writing import check_not_read, check_writable, write_whole

if TYPE_CHECKING:
    from planner.report.blocks import Block

SUFFIXES = {
    ".json": "json",
    ".md": "markdown",
    ".txt": "text",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".plan": "plan",
    ".yaml": "yaml",
    ".yml": "yaml",
}
BINARY = ("xlsx", "plan")
CHOICES = ("text", "json", "markdown")


def choose_format(
    given: str | None,
    output: Path | None,
    choices: Sequence[str] = CHOICES,
    *,
    reads: Path | None = None,
) -> str:
    """The format asked for: by name, else by the suffix of the output file, else text.

    Also refuses an output that cannot be written, or that is the file which the command `reads`,
    before any long work is done for it.
    """
    if given is not None and given not in choices:
        raise fault(
            said("unknown-format"),
            place=Place("--format"),
            seen=given,
            allowed=listed(choices),
            nearest=nearest(given, choices),
        )
    if given in BINARY and output is None and sys.stdout.isatty():
        raise fault(said("not-for-a-terminal"), place=Place("-o"))
    if output is None:
        return given or "text"
    suffixes = {suffix: name for suffix, name in SUFFIXES.items() if name in choices}
    chosen = given or suffixes.get(output.suffix.lower())
    if chosen is None:
        raise fault(
            said("suffix-names-no-format", suffixes=listed(suffixes)),
            place=Place("-o"),
            seen=str(output),
        )
    check_writable(output)
    check_not_read(output, reads)
    return chosen


def deliver(text: str, output: Path | None) -> None:
    """Write `text` to standard output or, whole or not at all, to a file."""
    if output is None:
        with standard_output():
            sys.stdout.write(text)
            sys.stdout.flush()
        return
    deliver_bytes(text.encode(), output)


def deliver_bytes(content: bytes, output: Path | None) -> None:
    """Write bytes to standard output or, whole or not at all, to a file."""
    if output is None:
        with standard_output():
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        return
    write_whole({output: content})


def deliver_blocks(blocks: Iterable[Block], format_: str, output: Path | None) -> None:
    """Show blocks in the language asked for: by Rich on a terminal, else as whole plain text or
    Markdown."""
    from planner.report.render import render

    if output is None and format_ == "text" and _is_terminal(sys.stdout):
        from rich.console import Console

        from planner.report.render.terminal import show

        with standard_output():
            show(blocks, Console(), MANNER.language)
        return
    deliver(render(blocks, format_, MANNER.language), output)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yields a function that shows what goes on, on standard error and only on a terminal."""
    if quiet or not _is_terminal(sys.stderr):
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("planning") as status:
        yield status.update


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"
