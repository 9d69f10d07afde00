"""Circles among things of which each leads to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Ways = dict[str, list[str]]


def circles[Key](steps: Iterable[tuple[Key, str, str]]) -> Iterator[tuple[Key, list[str]]]:
    """The key of each step that closes a circle with earlier ones, and the shortest such circle.

    A step leads from one name to another. Names of a circle stand in the order in which they lead
    to each other, the first also at the end: a, b, a.
    """
    known = list(steps)
    knots = _knots((start, end) for _, start, end in known)
    ahead: Ways = {}
    for key, start, end in known:
        if start != end and (start not in knots or knots[start] != knots.get(end)):
            continue  # nothing leads back over it
        way = _way(ahead, end, start)
        if way:
            yield key, [*way, end]
        else:
            ahead.setdefault(start, []).append(end)


def _knots(steps: Iterable[tuple[str, str]]) -> dict[str, int]:
    """For each name the number of its knot: names of one knot lead to each other.

    One walk along the steps puts the names in order, one against them from the last name on finds
    all that lead to it (Kosaraju).
    """
    ahead: Ways = {}
    back: Ways = {}
    for start, end in steps:
        ahead.setdefault(start, []).append(end)
        back.setdefault(end, []).append(start)
    done: list[str] = []
    seen: set[str] = set()
    for name in ahead:
        done += _walk(ahead, name, seen)
    knots: dict[str, int] = {}
    found: set[str] = set()
    for number, name in enumerate(reversed(done)):
        knots.update(dict.fromkeys(_walk(back, name, found), number))
    return knots


def _walk(ways: Ways, start: str, seen: set[str]) -> list[str]:
    """Names that can be reached and were not seen before, each after all to which it leads."""
    if start in seen:
        return []
    seen.add(start)
    done: list[str] = []
    trail = [(start, iter(ways.get(start, ())))]
    while trail:
        name, onward = trail[-1]
        further = next((other for other in onward if other not in seen), None)
        if further is None:
            done.append(name)
            trail.pop()
        else:
            seen.add(further)
            trail.append((further, iter(ways.get(further, ()))))
    return done


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
