"""The register of figures in the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable

from planner.records import contract
from planner.scenario.provenance import RegisteredFigure


def assumptions_part(
    figures: Iterable[RegisteredFigure], shares: dict[str, dict[str, float]]
) -> contract.Assumptions:
    """The register of figures, and the shares of the headlines."""
    return contract.Assumptions(
        figures=[
            contract.FigurePart(
                path=entry.path,
                value=entry.figure.value,
                unit=entry.figure.unit,
                kind=entry.kind.value,
                source=entry.figure.source or entry.figure.assumption or "",
                low=entry.figure.low,
                high=entry.figure.high,
            )
            for entry in figures
        ],
        share=shares,
    )
