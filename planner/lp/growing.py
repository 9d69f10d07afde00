"""An array that grows piece by piece and is joined only when it is read."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


class Growing[Kind: np.generic]:
    """Pieces of one kind; joining at each append would copy the whole array every time."""

    def __init__(self, kind: type[Kind]) -> None:
        self.size = 0
        self._pieces: list[npt.NDArray[Kind]] = [np.zeros(0, dtype=kind)]

    def append(self, piece: npt.NDArray[Any]) -> None:
        """Add a piece at the end."""
        self.size += piece.size
        self._pieces.append(piece)

    @property
    def array(self) -> npt.NDArray[Kind]:
        """All pieces in one array; writing to it changes what is kept."""
        if len(self._pieces) > 1:
            self._pieces = [np.concatenate(self._pieces)]
        return self._pieces[0]

    def copy(self) -> Growing[Kind]:
        """The same contents, to be changed apart."""
        other = object.__new__(Growing)
        other.size, other._pieces = self.size, [self.array.copy()]
        return other
