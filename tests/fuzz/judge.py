"""What must hold of every input, however hostile: see `verdict`."""

from __future__ import annotations

import contextlib
import io
import re
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FrameType

from planner.cli import main

# Seconds of work after which an input counts as a hang; by the clock more, on a busy machine.
MOST_WORK, MOST_CLOCK = 10, 120
PLACED = re.compile(
    r"""^(?:[^\n]*\.(?:yaml|csv|xlsx)(?:[:!][^ ]+)?:\ |--[a-z-]+(?:\ [^\n]*)?:\ |Usage:\ |Try\ )"""
)
# After loading, what is wrong is named by its path in the scenario, or by the id of the whole.
NAMED = re.compile(r"^[a-z0-9_.\[\]-]+: ")
COUNTED = re.compile(r"^[0-9]+ faults$")
BOXED = re.compile(r"^[\u256d\u2502\u2570]")


class HangError(BaseException):
    """An input took too long; nothing on the way may catch this."""


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: object
    out: str
    err: str


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """Raises `HangError` after too long, by the clock of the process or by that on the wall."""

    def bark(number: int, frame: FrameType | None) -> None:
        where = "".join(traceback.format_stack(frame, limit=6))
        raise HangError(f"signal {number} at\n{where}")

    timers = (
        (signal.ITIMER_PROF, signal.SIGPROF, MOST_WORK),
        (signal.ITIMER_REAL, signal.SIGALRM, MOST_CLOCK),
    )
    before = [signal.signal(number, bark) for _, number, _ in timers]
    try:
        for timer, _, seconds in timers:
            signal.setitimer(timer, seconds)
        yield
    finally:
        for timer, _, _ in timers:
            signal.setitimer(timer, 0)
        for (_, number, _), old in zip(timers, before, strict=True):
            signal.signal(number, old)


def run(arguments: Sequence[str]) -> Ran:
    """One command in this process, its streams captured."""
    streams = sys.argv, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.argv, sys.stdout, sys.stderr = ["planner", *arguments], out, err
    code: object = "no exit"
    try:
        with watched():
            main()
    except SystemExit as ended:
        code = ended.code
    except (Exception, HangError):
        code = traceback.format_exc(limit=-8)
    finally:
        sys.argv, sys.stdout, sys.stderr = streams
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return Ran(code, *texts)


def verdict(arguments: Sequence[str]) -> tuple[object, str | None]:
    """How a command ended, and what is wrong with that; None where all is well.

    No traceback, no hang, exit code 0 to 3, nothing that acts on a terminal, and with exit code 2
    a place on every line.
    """
    ran = run(arguments)
    return ran.code, _wrong(arguments[0], ran)


def _wrong(command: str, ran: Ran) -> str | None:
    if ran.code not in (0, 1, 2, 3):
        return f"ended with {ran.code}"
    if "Traceback" in ran.err:
        return ran.err
    if acting := {c for c in ran.out + ran.err if c != "\n" and not c.isprintable()}:
        return f"acts on a terminal: {acting!r}"
    if ran.code in (2, 3) and not ran.err.strip():
        return "says nothing"
    lines = ran.err.splitlines() if ran.code == 2 else []
    placed = (PLACED,) if command == "check" else (PLACED, NAMED)
    for line in lines:
        if COUNTED.match(line) or BOXED.match(line) or not line.strip():
            continue
        if not any(form.match(line) for form in placed):
            return f"without a place: {line[:300]}"
    return None
