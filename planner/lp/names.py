"""Names for LP and MPS files: readable, legal for every reader, and never the same twice.

Made only when a file is written; everywhere else columns and rows are held by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from planner.lp.blocks import Columns, Rows
from planner.lp.model import LinearModel

# LP files take `-`, `+`, `*`, `^`, `/`, `:`, `=`, `<`, `>`, `[`, `]` and blanks for signs of
# their own. Each forbidden character becomes something no other character becomes, so two labels
# that differ have names that differ: the characters below stand for others, and are therefore
# written as numbers themselves.
STANDS_FOR = {"-": "~", "+": "&"}
_PLAIN = re.compile(r"[A-Za-z0-9_.]")
# A reader takes a name that begins so for a number, or one that is a keyword for a section.
_ODD_BEGINNING = re.compile(r"[0-9._]|[eE]([0-9]|$)|$")
_KEYWORD = re.compile(
    "bin|binar(y|ies)|bounds?|end|free|gen|generals?|inf|infinity|integers?|max|maxim(ise|ize|um)"
    "|min|minim(ise|ize|um)|nan|obj|rhs|sec|semis?|sos|st|subject|such|that",
    re.IGNORECASE,
)
# The format allows 255 characters; the rest is for a number that keeps cut names apart.
_LONGEST = 240


def escape(text: str) -> str:
    """Text in the characters that every reader takes; different texts stay different."""
    return "".join(c if _PLAIN.fullmatch(c) else STANDS_FOR.get(c, f"{{{ord(c):x}}}") for c in text)


def column_names(model: LinearModel) -> list[str]:
    """One name per column, in the order of the columns."""
    return _names(model, model.column_families)


def row_names(model: LinearModel) -> list[str]:
    """One name per row, in the order of the rows."""
    return _names(model, model.row_families)


def goal_name(name: str, rows: Iterable[str]) -> str:
    """A name for the objective; it may not be that of a row."""
    wanted = _begin(escape(name))
    return f"{wanted}#goal" if wanted in set(rows) else wanted


def _names(model: LinearModel, blocks: Sequence[Columns | Rows]) -> list[str]:
    names: list[str] = []
    taken: set[str] = set()
    for block in blocks:
        for name in _block_names(model, block):
            # "#" and a number tell apart members with the same keys, and names cut short.
            free = name if name not in taken else f"{name}#{len(names)}"
            names.append(free)
            taken.add(free)
    return names


def _block_names(model: LinearModel, block: Columns | Rows) -> Iterable[str]:
    family = _begin(escape(block.family))
    if not block.keys:
        return [family[:_LONGEST]] * block.size
    labels = {axis: [escape(label) for label in model.axes[axis]] for axis in block.keys}
    parts = [[labels[axis][code] for code in codes] for axis, codes in block.keys.items()]
    return (f"{family}({','.join(member)})"[:_LONGEST] for member in zip(*parts, strict=True))


def _begin(name: str) -> str:
    """The name, with a sign before it where a reader would take it for something else."""
    odd = _ODD_BEGINNING.match(name) or _KEYWORD.fullmatch(name)
    return f"@{name}" if odd else name
