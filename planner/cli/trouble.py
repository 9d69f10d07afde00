"""How trouble is told on the command line: in which language, and for whom to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO, get_args

from planner.errors import (
    Fault,
    InputError,
    LimitConflict,
    NoPlanError,
    Place,
    PlannerError,
    nearest,
    printable,
)
from planner.messages import LANGUAGES, Language, in_language, said

if TYPE_CHECKING:
    from rich.console import Console

    from planner.records.publish.faults import Status

Form = Literal["text", "json", "github"]
FORMS: tuple[Form, ...] = get_args(Form)
LANGUAGE_VARIABLE = "PLANNER_LANG"


@dataclass
class Manner:
    """The language and the form in which the command in hand tells of trouble."""

    language: Language = "en"
    form: Form = "text"


# one process runs one command; its options and the environment set this before anything is told
MANNER = Manner()


def set_manner(language: str | None, form: str | None) -> None:
    """Take language and form from the options, or from the environment.

    Raises `InputError` for a language or form that there is not.
    """
    MANNER.language, MANNER.form = "en", "text"
    MANNER.form = _one_of("--errors", form or "text", FORMS)
    if language is not None:
        MANNER.language = _one_of("--lang", language, LANGUAGES)
    elif spoken := os.environ.get(LANGUAGE_VARIABLE):
        MANNER.language = _one_of(LANGUAGE_VARIABLE, spoken, LANGUAGES)


def _one_of[Name: str](option: str, given: str, names: Sequence[Name]) -> Name:
    for name in names:
        if given == name:
            return name
    fault = Fault(
        said("unknown-choice"),
        place=Place(option),
        seen=given,
        allowed=", ".join(names),
        nearest=nearest(given, names),
    )
    raise InputError([fault])


def complain(error: PlannerError) -> None:
    """Tell of an error on standard error."""
    if isinstance(error, InputError):
        tell_faults(error.faults, sys.stderr, "bad-input")
    elif MANNER.form == "json":
        status: Status = "bad-input"
        conflicts: Sequence[LimitConflict] = ()
        if isinstance(error, NoPlanError):
            status = "limit" if error.status == "limit" else "infeasible"
            conflicts = error.conflicts
        _print_json((), status, sys.stderr, error.text(MANNER.language), conflicts)
    else:
        for line in error.text(MANNER.language).splitlines():
            print(printable(line), file=sys.stderr)


def tell_faults(faults: Sequence[Fault], stream: TextIO, status: Status) -> None:
    """Tell of faults, each with its place, and count them where a reader would want it."""
    if MANNER.form == "json":
        _print_json(faults, status, stream)
        return
    for line in _told(faults, stream, labelled=status != "bad-input"):
        print(line, file=stream)
    if MANNER.form == "text" and len(faults) > 1 and status == "bad-input":
        print(in_language(said("faults-counted", count=len(faults)), MANNER.language), file=stream)


def _told(faults: Sequence[Fault], stream: TextIO, *, labelled: bool) -> Iterator[str]:
    from planner.report.faults import github, lines

    if MANNER.form == "github":
        return github(faults, MANNER.language)
    if is_terminal(stream):
        return _framed(faults, stream)
    return lines(faults, MANNER.language, labelled=labelled)


def _framed(faults: Sequence[Fault], stream: TextIO) -> Iterator[str]:
    from rich.console import Console

    from planner.report.faults import frames, plain_paint

    console = Console(file=stream)

    def painted(text: str, style: str) -> str:
        return _painted(console, text, style)

    paint = plain_paint if console.no_color else painted
    return frames(faults, MANNER.language, console.width, paint)


def _painted(console: Console, text: str, style: str) -> str:
    from rich.style import Style

    return Style.parse(style).render(text, color_system=console._color_system)


def _print_json(
    faults: Sequence[Fault],
    status: Status,
    stream: TextIO,
    text: str = "",
    conflicts: Sequence[LimitConflict] = (),
) -> None:
    from planner.records.contract import json_text
    from planner.records.publish import trouble_part

    part = trouble_part(faults, status, MANNER.language, text, conflicts)
    stream.write(json_text(part.model_dump(mode="json")))


def is_terminal(stream: TextIO) -> bool:
    """True for a terminal that can show more than plain lines."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"
