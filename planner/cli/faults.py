"""What goes wrong around a command: standard output that is full or closed, and no memory left."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from planner.errors import InputError, NoPlanError, Place, fault
from planner.messages import said

STANDARD_OUTPUT = "standard output"


@contextmanager
def standard_output() -> Iterator[None]:
    """Raises `InputError` where standard output takes no more: a full disk, a closed stream.

    A reader that has gone, as `head` does, is no fault: `BrokenPipeError` goes on.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from None


@contextmanager
def faults_told() -> Iterator[None]:
    """Around a command: what the system refuses, said as an error of the planner."""
    try:
        with standard_output():
            yield
            sys.stdout.flush()
    except MemoryError:
        why = said("fault.memory-why")
        raise NoPlanError("limit", said("fault.memory"), [why]) from None


def _unwritable(error: OSError) -> InputError:
    """The fault; what is still in the buffer is dropped, or it would fail again at the end."""
    drop_output()
    return fault(
        said("fault.stdout", why=error.strerror or str(error)), place=Place(STANDARD_OUTPUT)
    )


def drop_output() -> None:
    """Send to nowhere what is still to be written to standard output."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_streams() -> None:
    """A standard stream that was closed before the program began takes nothing, and says so."""
    if sys.stdout is None:
        nothing = os.open(os.devnull, os.O_RDONLY)  # every write to it is refused
        sys.stdout = os.fdopen(nothing, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def last_resort(error: OSError) -> None:
    """One message for what the system refused outside a command, as in the text of a help."""
    drop_output()
    with contextlib.suppress(OSError):
        print(f"{STANDARD_OUTPUT}: {said('fault.stdout', why=error.strerror)}", file=sys.stderr)
