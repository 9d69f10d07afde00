"""Circles among things of which each leads to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Ways = dict[str, list[str]]


def circles[Key](steps: Iterable[tuple[Key, str, str]]) -> Iterator[tuple[Key, list[str]]]:
    """The key of each step that closes a circle with earlier ones, and the shortest such circle.

    A step leads from one name to another. Names of a circle stand in the order in which they lead
    to each other, the first also at the end: a, b, a.
    """
    ahead: Ways = {}
    for key, start, end in steps:
        way = _way(ahead, end, start)
        if way:
            yield key, [*way, end]
        else:
            ahead.setdefault(start, []).append(end)


def _way(ahead: Ways, start: str, end: str) -> list[str]:
    """The shortest way along steps, both ends included; empty where there is none."""
    before = {start: start}
    reached = [start]
    for name in reached:
        if name == end:
            return _back(before, start, end)
        for further in ahead.get(name, ()):
            if further not in before:
                before[further] = name
                reached.append(further)
    return []


def _back(before: dict[str, str], start: str, end: str) -> list[str]:
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]
