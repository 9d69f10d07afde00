"""The commands, and what happens when one of them fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from planner.cli import check, factors, gap, init, run, schema, version
from planner.cli.exits import BAD_INPUT, INTERRUPTED, NO_PLAN
from planner.errors import InputError, NoPlanError, PlannerError

COMMANDS: tuple[Callable[..., None], ...] = (
    run.run,
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
for command in COMMANDS:
    app.command()(command)


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
    """Run the command line; a planned error ends in its message and exit code, not a traceback."""
    try:
        app()
    except InputError as error:
        _complain(error, BAD_INPUT, counted=len(error.faults))
    except NoPlanError as error:
        _complain(error, NO_PLAN)
    except PlannerError as error:
        _complain(error, BAD_INPUT)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # the reader of our output has gone, as `head` does: nothing is left to say
        sys.stderr.close()
        raise SystemExit(0) from None


def _complain(error: PlannerError, code: int, counted: int = 0) -> None:
    print(error, file=sys.stderr)
    if counted > 1:
        print(f"{counted} faults", file=sys.stderr)
    raise SystemExit(code) from None
