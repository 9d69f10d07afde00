"""JSON in a cell: texts that a cell cannot hold as they are, and what may be anything.

It is JSON that every spreadsheet keeps: what a workbook cannot hold stands as an escape.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from planner.scenario.limits import DEEPEST

# Control characters, halves of characters and what is no character: a workbook cannot hold them.
# Marks that turn the direction of a text: shown as what they are. The first sign of _x0041_: a
# spreadsheet's own escape, which some programs read and some do not.
NOT_PLAIN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
HALF = re.compile("[\ud800-\udfff]")


def as_json(value: Any) -> str:
    """A value as JSON."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return NOT_PLAIN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def from_json(text: str) -> Any:
    """The value that a text is as JSON; None where it is none that a scenario may hold."""
    try:
        found = json.loads(
            text,
            strict=False,
            parse_constant=_refused,
            parse_float=_finite,
            object_pairs_hook=_each_once,
        )
        shown = json.dumps(found, ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
    return found if _depth(found) <= DEEPEST and HALF.search(shown) is None else None


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _depth(value: Any) -> int:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, below), default=0)
