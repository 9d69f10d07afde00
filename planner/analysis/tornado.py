"""The figures that move one number, the one that moves it most first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.catalogue.figure import Kind
from planner.records.provenance import End, Headline, How, Swing, Swung, Tornado

# A number that moves by less than this share of itself, or this much, is a solver's rounding.
STILL_RELATIVE, STILL_ABSOLUTE = 1e-5, 1e-3


def tornado_of(headline: Headline, base: float, swung: Iterable[Swung]) -> Tornado:
    """The swings of one number. A figure of which one end is only estimated is open, and no part
    of the ranking."""
    swings: list[Swing] = []
    estimates: list[float] = []
    still = 0
    for figure in swung:
        if any(_is_open(end, headline) for end in figure.ends):
            estimates.append(_estimate(figure, headline, base))
            continue
        swing = _swing(figure, headline, base)
        if moves(swing):
            swings.append(swing)
        else:
            still += 1
    swings.sort(key=lambda swing: (-swing.size, swing.entry.path))
    return Tornado(
        headline=headline,
        base=base,
        swings=tuple(swings),
        share=kind_shares(swings),
        still=still,
        open=len(estimates),
        most_open=max(estimates, default=0.0),
    )


def moves(swing: Swing) -> bool:
    """Whether a figure moves the number by more than rounding."""
    return swing.size > STILL_ABSOLUTE + STILL_RELATIVE * abs(swing.base)


def kind_shares(swings: Sequence[Swing]) -> dict[str, float]:
    """Of what moves a number, the share that rests on each kind: the swings of its figures, of the
    sum of all. Empty where nothing moves it."""
    total = sum(swing.size for swing in swings)
    sums = {kind: sum(s.size for s in swings if s.entry.kind is kind) for kind in Kind}
    return {kind.value: size / total for kind, size in sums.items() if size > 0}


def _swing(figure: Swung, headline: Headline, base: float) -> Swing:
    low, high = (_value(end, headline, base) for end in figure.ends)
    return Swing(figure.entry, low, base, high)


def _value(end: End, headline: Headline, base: float) -> float | None:
    if end.how is How.AS_IT_IS:
        return base
    return end.values.get(headline)


def _is_open(end: End, headline: Headline) -> bool:
    return end.how is How.ESTIMATED and headline not in end.values


def _estimate(figure: Swung, headline: Headline, base: float) -> float:
    known = [base]
    for end in figure.ends:
        known.append(end.values.get(headline, end.estimates.get(headline, base)))
    return max(known) - min(known)
