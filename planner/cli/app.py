"""The commands, and what happens when one of them fails."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from planner.cli import (
    check,
    factors,
    forces,
    gap,
    init,
    lateness,
    run,
    schema,
    services,
    stocks,
    survive,
    version,
)
from planner.cli.exits import BAD_INPUT, INTERRUPTED, MET, NO_PLAN
from planner.cli.faults import faults_told, last_resort, open_streams
from planner.errors import InputError, NoPlanError, PlannerError, printable

COMMANDS: tuple[Callable[..., None], ...] = (
    run.run,
    forces.forces,
    stocks.stocks,
    services.services,
    lateness.lateness,
    survive.survive,
    gap.gap,
    check.check,
    factors.factors,
    init.init,
    schema.schema,
    version.version,
)

app = typer.Typer(
    name="planner",
    help="Force generation and logistics planning for multinational peace operations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@contextmanager
def errors_told() -> Iterator[None]:
    """A planned error ends in its message and exit code, not in a traceback.

    This stands around each command, not around `app`: Typer has its own ways with an interrupt
    and with a reader that has gone.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except InputError as error:
        _complain(error)
        if len(error.faults) > 1:
            print(f"{len(error.faults)} faults", file=sys.stderr)
        raise typer.Exit(BAD_INPUT) from None
    except PlannerError as error:
        _complain(error)
        raise typer.Exit(NO_PLAN if isinstance(error, NoPlanError) else BAD_INPUT) from None
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has gone, as `head` does: nothing is left to say, nor to flush at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(MET) from None


for command in COMMANDS:
    app.command()(errors_told()(faults_told()(command)))


@app.callback(invoke_without_command=True)
def options(
    version_: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)
    ] = False,
) -> None:
    """Force generation and logistics planning for multinational peace operations."""
    if version_:
        version.version()
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Files and pipes get UTF-8 whatever the locale; a terminal gets what it can show.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        app(prog_name="planner")
    except OSError as error:
        last_resort(error)
        raise SystemExit(BAD_INPUT) from None


def _complain(error: PlannerError) -> None:
    for line in str(error).splitlines():
        print(printable(line), file=sys.stderr)
