"""Stretches of days [first, until): joined, cut, taken away."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def joined(spans: Iterable[Span]) -> Spans:
    """Every day of the spans once, in order."""
    days: list[Span] = []
    for first, until in sorted(spans):
        if days and first <= days[-1][1]:
            days[-1] = (days[-1][0], max(until, days[-1][1]))
        elif until > first:
            days.append((first, until))
    return tuple(days)


def common(one: Spans, other: Spans) -> Spans:
    """Days in both."""
    cut = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return joined((first, until) for first, until in cut if first < until)


def without(spans: Spans, taken: Iterable[Span]) -> Spans:
    """Days of `spans` that are not in `taken`."""
    left = list(spans)
    for a, b in joined(taken):
        halves = ((first, min(until, a)) for first, until in left)
        others = ((max(first, b), until) for first, until in left)
        left = [span for span in (*halves, *others) if span[0] < span[1]]
    return tuple(sorted(left))
