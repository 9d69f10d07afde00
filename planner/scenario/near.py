"""The nearest valid name, as long as looking for it does not take all day.

Ten thousand unknown names among ten thousand known ones are a hundred million comparisons. Nobody
reads so many suggestions: after `MOST_COMPARED` names none is made for the rest of a scenario.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from planner.errors import nearest
from planner.scenario.limits import MOST_COMPARED


@dataclass
class Suggestions:
    """Suggestions for one scenario; the same slip stands on many rows of a table."""

    compared: int = 0
    made: dict[tuple[str, frozenset[str]], str | None] = field(default_factory=dict)

    def nearest(self, name: str, known: Collection[str]) -> str | None:
        """The known name that looks most like `name`; None where none is near, or too many were
        looked at already."""
        if self.compared > MOST_COMPARED:
            return None
        key = name, frozenset(known)
        if key not in self.made:
            self.compared += len(known)
            self.made[key] = nearest(name, known)
        return self.made[key]
