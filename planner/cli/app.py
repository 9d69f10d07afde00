"""The commands, and what happens when one of them fails."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from planner.cli import (
    check,
    compare,
    convert,
    explain,
    factors,
    forces,
    funding,
    gap,
    init,
    lateness,
    prepare,
    provenance,
    readiness,
    report,
    risk,
    run,
    schema,
    services,
    stocks,
    survive,
    sweep,
    version,
)
from planner.cli.exits import BAD_INPUT, INTERRUPTED, MET, NO_PLAN
from planner.cli.faults import faults_told, last_resort, open_streams
from planner.cli.trouble import FORMS, LANGUAGE_VARIABLE, MANNER, complain, set_manner
from planner.cli.usage import fault_of_usage
from planner.errors import InputError, NoPlanError, Place, PlannerError, fault, listed
from planner.messages import LANGUAGES, said

COMMANDS: tuple[Callable[..., None], ...] = (
    run.run,
    report.report,
    forces.forces,
    stocks.stocks,
    services.services,
    readiness.readiness,
    funding.funding,
    lateness.lateness,
    survive.survive,
    explain.explain,
    provenance.provenance,
    compare.compare,
    sweep.sweep,
    risk.risk,
    prepare.prepare,
    gap.gap,
    check.check,
    convert.convert,
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
    except PlannerError as error:
        complain(error)
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
@errors_told()
def options(
    context: typer.Context,
    version_: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)
    ] = False,
    errors: Annotated[
        str | None,
        typer.Option(metavar="FORM", help=f"How errors are told: {', '.join(FORMS)}."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help=f"Language of reports, errors and doubts: {', '.join(LANGUAGES)}; "
            f"else that of {LANGUAGE_VARIABLE}, else en.",
        ),
    ] = None,
) -> None:
    """Force generation and logistics planning for multinational peace operations."""
    set_manner(lang, errors)
    if version_:
        version.version()
        raise typer.Exit
    if context.invoked_subcommand is None:
        names = listed(command.__name__ for command in COMMANDS)
        raise fault(said("usage-missing"), place=Place("planner command"), allowed=names)


def main() -> None:
    """Run the command line."""
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Files and pipes get UTF-8 whatever the locale; a terminal gets what it can show.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        code = _command_line()(prog_name="planner", standalone_mode=False)
    except TyperException as error:
        code = _misused(error)
    except typer.Abort:
        code = INTERRUPTED
    except OSError as error:
        last_resort(error)
        code = BAD_INPUT
    sys.exit(code or MET)


@cache
def _command_line() -> Any:
    """The commands with their options; made once, for that takes longer than to read a scenario."""
    return get_command(app)


def _misused(error: TyperException) -> int:
    """Tell what is wrong with the arguments, and how they are meant to be."""
    if not str(error) and type(error).__name__ == "NoArgsIsHelpError":  # the help was shown
        return BAD_INPUT
    context = getattr(error, "ctx", None)
    if context is not None:  # a command that is none is found before its options are looked at
        given = context.find_root().params
        with suppress(InputError):
            set_manner(given.get("lang"), given.get("errors"))
    complain(InputError([fault_of_usage(error)]))
    if context is not None and MANNER.form == "text":
        print(context.get_usage().strip(), file=sys.stderr)
    return BAD_INPUT
