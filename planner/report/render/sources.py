"""Sources of a report that is printed: each text has one number, in the order it is first cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Sources:
    """The sources of a report while it is made, in reading order."""

    _numbers: dict[str, int] = field(default_factory=dict)

    def cited(self, notes: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the notes of one place; a blank text is no note."""
        return tuple(self._number(note) for note in dict.fromkeys(notes) if note)

    def listed(self) -> tuple[str, ...]:
        """Every note that was cited, by its number from 1 on."""
        return tuple(self._numbers)

    def _number(self, note: str) -> int:
        return self._numbers.setdefault(note, len(self._numbers) + 1)


def bracketed(numbers: Iterable[int]) -> str:
    """[2, 5], as it stands behind a sentence; blank for none."""
    told = ", ".join(map(str, numbers))
    return f"[{told}]" if told else ""
