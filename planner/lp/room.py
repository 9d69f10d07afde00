"""How large a model may become, and what is said of one that would be larger."""

from __future__ import annotations

from planner.errors import InputError, Place, fault
from planner.messages import said

MOST_VARIABLES = 2_000_000
"""Variables of a model where nobody says otherwise: some 4 GB, and far above what is planned."""
BYTES_PER_VARIABLE = 2_000
"""Memory of a supply plan while it is solved, rounded up: 1.5 kB was measured at 126 thousand."""
CELLS_PER_VARIABLE = 25
"""Cells that the arrays may have for each variable that is allowed: most of them come to nothing,
and are found to before the model is made."""
GIGABYTE = 1e9


def require_room(size: int, most: int, what: str, remedy: str) -> None:
    """Raise `InputError` where a model would have more variables than are allowed."""
    if size > most:
        raise too_large(size, most, what, remedy)


def require_cells(size: int, most: int, what: str, remedy: str) -> None:
    """Raise `InputError` where the arrays that a model is made from would have too many cells."""
    if size > most * CELLS_PER_VARIABLE:
        values = {"what": what, "size": size, "most": most * CELLS_PER_VARIABLE}
        text = said("limit.plan-cells", **values, remedy=remedy, each=CELLS_PER_VARIABLE)
        raise fault(text, place=Place("--max-variables"))


def too_large(size: int, most: int, what: str, remedy: str) -> InputError:
    """The fault of a model that is too large: its size, the limit, and what would make it less."""
    memory = f"{max(0.1, size * BYTES_PER_VARIABLE / GIGABYTE):,.1f}"
    values = {"what": what, "size": size, "most": most}
    text = said("limit.variables", **values, remedy=remedy, memory=memory)
    return fault(text, place=Place("--max-variables"))
