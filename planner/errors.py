"""What can go wrong, said so that a planner knows what to do next.

Every error says what is wrong, where (file, line, column, path), what was seen, what is allowed
and the nearest valid name. Errors carry these as fields and survive pickling, so that a worker
process can hand one back whole.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from planner.messages import (
    Language,
    Said,
    allowed_of,
    code_of,
    in_language,
    joined,
    remedy_of,
    said,
)

SHOWN_NAMES = 10
LONGEST_SHOWN = 250
SHORTEST_BEGINNING = 3
NO_BREAK_SPACES = "\u00a0\u202f"

# the reasons that a planner meets: the rest is left in the words of the operating system
OS_REASONS = {
    errno.ENOENT: "os.no-such-file",
    errno.EACCES: "os.no-permission",
    errno.EISDIR: "os.is-a-folder",
    errno.ENOTDIR: "os.not-a-folder",
    errno.ENAMETOOLONG: "os.name-too-long",
    errno.ELOOP: "os.links-in-circle",
    errno.ENOSPC: "os.no-space",
    errno.EROFS: "os.read-only",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written: a line of a text file, or a cell of a table."""

    file: str = ""
    line: int | None = None
    column: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}!{self.cell}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Sorts places as a reader meets them: down the lines of a file, the rows of a sheet."""
        sheet, _, cell = (self.cell or "").rpartition("!")
        letters = cell.rstrip("0123456789")
        row, column = int(cell[len(letters) :] or 0), len(letters)
        return (self.file, sheet, self.line or row, self.column or column, letters)


NOWHERE = Place()


Severity = Literal["error", "warning"]
LABELS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("seen:", "allowed:", "remedy:", "did you mean {!r}?"),
    "fr": ("vu :", "admis :", "remède :", "vouliez-vous dire {!r} ?"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input, or, as a warning, one thing that looks wrong.

    `what` is a message of the catalogue (`said`), which brings `allowed` and `remedy` along.
    """

    what: str
    path: str = ""
    place: Place = field(default_factory=Place)
    seen: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    remedy: str | None = None
    severity: Severity = "error"
    check: str | None = None
    """Name of the sense check that found it, such as `lanes-have-a-fleet`; None for any other."""

    def __post_init__(self) -> None:
        """What the catalogue of messages knows beside `what` is taken from there."""
        if self.allowed is None:
            object.__setattr__(self, "allowed", allowed_of(self.what))
        if self.remedy is None:
            object.__setattr__(self, "remedy", remedy_of(self.what))

    @property
    def code(self) -> str | None:
        """The code of its message."""
        return code_of(self.what)

    def text(self, language: Language = "en") -> str:
        """The fault on one line."""
        parts = (str(self.place), self.path, in_language(self.what, language))
        lines = (f"{label} {text}" for label, text in self.details(language))
        head = ": ".join(_shortened(part) for part in parts if part)
        near = self.suggestion(language)
        return printable("; ".join([head, *lines, *([near] if near else [])]))

    @property
    def brief(self) -> str:
        """Where it is, what is wrong and what was seen: a message that can be part of another."""
        seen = said("fault.seen", what=self.what, seen=self.seen) if self.seen else self.what
        head = ": ".join(part for part in (str(self.place), self.path) if part)
        return said("fault.at", at=head, what=seen) if head else seen

    def details(self, language: Language = "en") -> list[tuple[str, str]]:
        """What was seen, what is allowed and the remedy, each under its label."""
        texts = (self.seen, self.allowed, self.remedy)
        return [
            (label, _shortened(in_language(text, language)))
            for label, text in zip(LABELS[language][:3], texts, strict=True)
            if text is not None
        ]

    def suggestion(self, language: Language = "en") -> str | None:
        """The nearest valid name as a question; None where none is near."""
        return None if self.nearest is None else LABELS[language][3].format(self.nearest)

    def __str__(self) -> str:
        return self.text()


class PlannerError(Exception):
    """Any error that the planner raises on purpose; its text is fit to show to a planner."""

    def text(self, language: Language = "en") -> str:
        """The error in a language; in English where it knows no other."""
        return str(self)


class InputError(PlannerError):
    """The input cannot be used. `faults` holds every fault that was found, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    @property
    def brief(self) -> str:
        """Its faults as one message, that can be part of another."""
        told = [fault.brief for fault in self.faults]
        return told[0] if len(told) == 1 else listed(told)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


@dataclass(frozen=True, slots=True)
class HardLimit:
    """One value of a scenario that cannot be kept together with others.

    `path` leads to the value; `words` say what it limits, with its `amount` in `unit`. `days` are
    the first and the last day on which it stands in the way, counted from D-day. `missing` is how
    much more it would have to be if the others were kept, below 0 how much less, in `unit`. What
    is not known, or has no number, is None. `place` is there once somebody has looked it up.
    """

    path: tuple[str | int, ...]
    words: str
    amount: float | None = None
    unit: str = ""
    days: tuple[int, int] | None = None
    missing: float | None = None
    place: Place = NOWHERE

    def text(self, language: Language = "en") -> str:
        """The limit on one line."""
        words = in_language(self.words, language)
        parts = [f"{words}{self._days(language)}", *self._missing(language)]
        head = (str(self.place), _dotted(self.path), "; ".join(parts))
        return printable(": ".join(part for part in head if part))

    def _days(self, language: Language) -> str:
        if self.days is None:
            return ""
        first, last = (f"D{day:+d}" for day in self.days)
        said_ = said("limits.day", day=first)
        if first != last:
            said_ = said("limits.days", first=first, last=last)
        return f" {in_language(said_, language)}"

    def _missing(self, language: Language) -> list[str]:
        if self.missing is None:
            return []
        values = {"amount": six_digits(abs(self.missing)), "unit": self.unit}
        more = said("limits.more", **values) if self.missing > 0 else said("limits.less", **values)
        return [in_language(more, language)]

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class LimitConflict:
    """Hard limits that no plan keeps to, whatever becomes of all others.

    `is_irreducible`: any one of them left out, the rest can be kept. `is_smallest`: no fewer limits
    contradict each other, but for those told before. Both say what is proven.
    """

    members: tuple[HardLimit, ...]
    is_irreducible: bool = True
    is_smallest: bool = False

    def text(self, language: Language = "en") -> str:
        """A line for each member, and one for what is proven."""
        proven = said("limits.irreducible" if self.is_irreducible else "limits.not-proven")
        told = said("limits.smallest") if self.is_smallest else proven
        lines = [member.text(language) for member in self.members]
        return "\n".join(f"  {line}" for line in [*lines, in_language(told, language)])


class NoPlanError(PlannerError):
    """There is no plan: the scenario's hard limits contradict each other, or a limit came first.

    `status` is "infeasible" or "limit"; `why` holds the words for what is known. `conflicts` share
    no limit, and each alone leaves no plan; `are_all` says that there is one without all of their
    limits. `so_far` is what was planned before: a `planner.Plan` without the section that there is
    no plan for; None where nothing was.
    """

    def __init__(
        self,
        status: str,
        what: str,
        why: Iterable[str] = (),
        conflicts: Iterable[LimitConflict] = (),
        *,
        are_all: bool = True,
    ) -> None:
        self.status, self.what, self.why = status, what, tuple(why)
        self.conflicts, self.are_all = tuple(conflicts), are_all
        self.so_far: object = None
        super().__init__(status, what, self.why, self.conflicts)

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), self.args, {"are_all": self.are_all, "so_far": self.so_far})

    def said_with(
        self,
        *,
        why: Iterable[str] | None = None,
        conflicts: Iterable[LimitConflict] | None = None,
    ) -> NoPlanError:
        """The same error in other words, or with what more is known of its limits."""
        why = self.why if why is None else why
        conflicts = self.conflicts if conflicts is None else conflicts
        again = NoPlanError(self.status, self.what, why, conflicts, are_all=self.are_all)
        again.so_far = self.so_far
        return again

    @property
    def conflict(self) -> tuple[HardLimit, ...]:
        """The limits of the first conflict; none where none is known."""
        return self.conflicts[0].members if self.conflicts else ()

    def text(self, language: Language = "en") -> str:
        """What is wrong, then one limit a line."""
        lines = [in_language(self.what, language)]
        for place, found in enumerate(self.conflicts):
            lines += [in_language(said("limits.beside"), language)] if place else []
            lines.append(found.text(language))
        if self.conflicts and not self.are_all:
            lines.append(in_language(said("limits.others"), language))
        told = {member.words for found in self.conflicts for member in found.members}
        rest = [in_language(reason, language) for reason in self.why if reason not in told]
        lines += [f"  {reason}" for reason in rest[:SHOWN_NAMES]]
        if (hidden := len(rest) - SHOWN_NAMES) > 0:
            lines.append(f"  {in_language(said('limits.more-reasons', rest=hidden), language)}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()


def fault(
    what: str,
    *,
    path: str = "",
    place: Place = NOWHERE,
    seen: str | None = None,
    allowed: str | None = None,
    nearest: str | None = None,
) -> InputError:
    """An `InputError` with one fault, for the places that can find only one."""
    return InputError([Fault(what, path, place, seen, allowed, nearest)])


def in_reading_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults as a reader comes upon them, file by file from top to bottom."""
    return sorted(faults, key=lambda fault: fault.place.order)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def printable(text: str) -> str:
    """Text that is safe on one line of a terminal: control characters are written as escapes.

    No-break spaces stay: French sets thousands and some marks apart by them.
    """
    return "".join(
        character
        if character.isprintable() or character in NO_BREAK_SPACES
        else ascii(character)[1:-1]
        for character in text
    )


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, or None where none is near.

    A name that was cut short stands for the only one that begins with it: lat for latitude.
    """
    known = sorted(known)
    if len(name) >= SHORTEST_BEGINNING:
        longer = [candidate for candidate in known if candidate.startswith(name)]
        if len(longer) == 1:
            return longer[0]
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return found[0] if found else None


def os_reason(error: OSError) -> str:
    """Why a file could not be read or written, in words of the catalogue where it has them."""
    code = OS_REASONS.get(error.errno or 0)
    return said(code) if code is not None else str(error.strerror or error)


def six_digits(amount: float) -> float:
    """A quantity for a message: six digits that count."""
    return float(f"{amount:.6g}")


def _dotted(path: Iterable[str | int]) -> str:
    """A path as it is written: decisions[2], sites.gao.storage.dry."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def listed(names: Iterable[str]) -> str:
    """Names for a message: ten of them, then "and n more"."""
    ordered = sorted(names)
    first = ordered[:SHOWN_NAMES]
    # names alone do not wait for the catalogue of messages
    told = any(isinstance(name, Said) for name in first)
    shown = joined("list.comma", first) if told else ", ".join(first)
    rest = len(ordered) - SHOWN_NAMES
    if rest > 0:
        return said("list.more", shown=shown, rest=rest)
    return shown or said("list.none")
