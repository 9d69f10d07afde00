"""Where results go: standard output, or a file that is either the old one or the whole new one."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from planner.cli.faults import standard_output
from planner.cli.trouble import MANNER
from planner.errors import InputError, Place, fault, listed, nearest, os_reason
from planner.messages import said

if TYPE_CHECKING:
    from planner.report.blocks import Block

SUFFIXES = {
    ".json": "json",
    ".md": "markdown",
    ".txt": "text",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
CHOICES = ("text", "json", "markdown")


def choose_format(given: str | None, output: Path | None, choices: Sequence[str] = CHOICES) -> str:
    """The format asked for: by name, else by the suffix of the output file, else text.

    Also refuses an output that cannot be written, before any long work is done for it.
    """
    if given is not None and given not in choices:
        raise fault(
            said("unknown-format"),
            place=Place("--format"),
            seen=given,
            allowed=listed(choices),
            nearest=nearest(given, choices),
        )
    if given == "xlsx" and output is None and sys.stdout.isatty():
        raise fault(said("workbook-on-terminal"), place=Place("-o"))
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
    _check(output)
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
    _check(output)
    try:
        _write(content, output.resolve())
    except OSError as error:
        raise _unwritable(output, os_reason(error)) from None


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


def _check(output: Path) -> None:
    """Refuse what is known beforehand not to work."""
    if output.is_dir():
        raise _unwritable(output, said("output.is-a-folder"))
    if not output.parent.is_dir():
        raise _unwritable(output, said("output.no-such-folder"))
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        raise _unwritable(output, said("output.no-permission"))


def _unwritable(output: Path, why: str) -> InputError:
    return fault(said("file-unwritable", why=why), place=Place(str(output)))


def _write(content: bytes, output: Path) -> None:
    if output.exists() and not output.is_file():  # a pipe or a device, which must stay one
        output.write_bytes(content)
        return
    new = output.with_name(f".planner-{secrets.token_hex(8)}")
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            # Else a power cut may leave the new name with nothing behind it on some file systems.
            os.fsync(file.fileno())
        if output.exists():
            new.chmod(stat.S_IMODE(output.stat().st_mode))
        new.replace(output)
    finally:
        new.unlink(missing_ok=True)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"
