"""How near to the best a plan must be, as it is written: 0.01 or 1%; and what goes with --exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from planner.errors import NoPlanError, Place, fault
from planner.messages import said

SHARE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})\s*(%?)")
MOST = 0.99


def read_gap(written: str) -> float:
    """The share; `InputError` where there is none, or it is 1 or more: --gap 1 may mean 1 %."""
    match = SHARE.fullmatch(written.strip())
    if match is None:
        raise fault(said("fault.gap"), place=Place("--gap"), seen=written[:40])
    share = float(match[1]) / (100 if match[2] else 1)
    if share > MOST:
        near = f"{match[1]}%" if not match[2] and float(match[1]) <= 100 * MOST else None
        raise fault(said("fault.gap"), place=Place("--gap"), seen=written[:40], nearest=near)
    return share


def read_proven_gap(written: str | None, *, exact: bool) -> float | None:
    """As `read_gap`; None where nothing is written, and `InputError` beside --exact."""
    if written is None:
        return None
    share = read_gap(written)
    if exact and share > 0:
        raise fault(said("fault.gap-exact"), place=Place("--gap"), seen=written[:40])
    return share


@contextmanager
def limits_explained(*, exact: bool, time_limit: float | None) -> Iterator[None]:
    """Says what to do where a limit of time came before any plan."""
    try:
        yield
    except NoPlanError as error:
        if error.status != "limit" or time_limit is None or error.why:
            raise
        hint = said("fault.limit-exact" if exact else "fault.limit-longer")
        raise error.said_with(why=[hint]) from None
