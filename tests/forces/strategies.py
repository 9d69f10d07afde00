"""Small random scenarios: plain ones, and ones with everything that a pledge may be bound by."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from tests.forces.support import CAPABILITIES, ROOM

END = 100
RELIEF_STEP = 7
DAYS = st.sampled_from((0, 5, 20, 40, 70))
SUBSTITUTION = {"capability": "sappers", "for": "foot", "efficiency": 0.5}
PHASES = {
    "early": {"title": "Early", "tempo": "static", "until": "D+30"},
    "late": {"title": "Late", "tempo": "normal", "from": "D+25"},
}
SITES = {
    "coast": {"title": "Coast"},
    "north": {"title": "North", "climate": "saharan"},
    "south": {"title": "South", "climate": "sudanian"},
}
AREAS = {"inland": {"title": "Inland", "sites": ["north", "south"]}}
TASKS = {"escort": {"title": "Escort"}, "search": {"title": "Search"}}
CAVEATS = (
    {"areas": ["inland"]},
    {"phases": ["late"]},
    {"tasks": ["escort"]},
    {"night": True},
    {"offensive": True},
    {"areas": ["inland"], "phases": ["early"]},
    {"night": True, "tasks": ["escort", "search"]},
)
Data = dict[str, Any]


def d(day: int) -> str:
    """A day as a planner writes it."""
    return f"D{day:+d}"


@st.composite
def requirements(draw: st.DrawFn) -> Data:
    """A requirement for some of the days, in one or two steps."""
    quantities = st.sampled_from((0.5, 1, 2, 3))
    start = draw(DAYS)
    entry = {
        "title": "R",
        "force": "blue",
        "capability": draw(st.sampled_from(("foot", "sappers"))),
        "quantity": draw(quantities),
        "tier": draw(st.integers(1, 2)),
        "from": d(start),
    }
    if draw(st.booleans()):
        entry["until"] = d(start + draw(st.sampled_from((10, 30))))
    if draw(st.booleans()):
        entry["profile"] = [{"from": d(start + 8), "quantity": draw(quantities)}]
    return entry


@st.composite
def pledges(draw: st.DrawFn, *, divisible: bool = True) -> Data:
    """A pledge of a few units, of any status and any day."""
    entry = {
        "title": "P",
        "contributor": draw(st.sampled_from(("AAA", "BBB"))),
        "force": "blue",
        "capability": draw(st.sampled_from(("foot", "sappers"))),
        "units": draw(st.integers(1, 2)),
        "quantity": draw(st.sampled_from((0.7, 1, 2))),
        "personnel": draw(st.sampled_from((60, 100, 130))),
        "status": draw(st.sampled_from(("verified", "assessed", "offered"))),
        "available": d(draw(DAYS)),
        "cost": draw(st.sampled_from((0, 10, 20))),
    }
    if draw(st.booleans()):
        entry["tour"] = draw(st.sampled_from((10, 50)))
    if draw(st.integers(0, 3)) == 0:
        entry["windows"] = [{"until": d(30)}, {"from": d(50), "until": d(80)}]
    if divisible and draw(st.integers(0, 3)) == 0:
        entry["divisible"] = True
    return entry


@st.composite
def scenarios(
    draw: st.DrawFn, *, most: int = 4, ceiling: float | None = None, divisible: bool = True
) -> Data:
    """A few requirements and pledges of one force."""
    needs = draw(st.lists(requirements(), min_size=1, max_size=most))
    offers = draw(st.lists(pledges(divisible=divisible), max_size=most))
    room = ceiling or draw(st.sampled_from((110, 250, ROOM)))
    return {
        "format": 1,
        "id": "case",
        "calendar": {"start": "D+0", "end": d(END)},
        "capabilities": CAPABILITIES,
        "forces": {"blue": {"title": "Blue", "personnel": room}},
        "requirements": {f"r{i}": entry for i, entry in enumerate(needs)},
        "pledges": {f"p{i}": entry for i, entry in enumerate(offers)},
        "substitutions": [SUBSTITUTION] if draw(st.booleans()) else [],
    }


# --------------------------------------------------------------------------- with all there is


@st.composite
def bound_pledges(draw: st.DrawFn, *, divisible: bool = True) -> Data:
    """A pledge with caveats, equipment, reliefs, training or a choice of days, or none of them."""
    entry = draw(pledges(divisible=divisible))
    entry["contributor"] = draw(st.sampled_from(("AAA", "BBB", "CCC")))
    entry["status"] = draw(st.sampled_from(("verified", "assessed", "rapid-deployment", "offered")))
    entry["available"] = d(draw(st.sampled_from((0, 0, 5, 20, 40))))
    entry["capability"] = draw(st.sampled_from(("foot", "foot", "sappers")))
    if draw(st.integers(0, 2)) == 0:
        entry["caveats"] = draw(st.lists(st.sampled_from(CAVEATS), min_size=1, max_size=2))
    if draw(st.integers(0, 5)) == 0:
        entry["adapted_to"] = draw(st.sampled_from(([], ["saharan"])))
    if draw(st.integers(0, 2)) == 0:
        held, share = draw(st.sampled_from((10, 8, 5))), draw(st.sampled_from((1, 0.75)))
        entry["critical"] = {"radio": 10}
        entry["equipment"] = {"radio": {"held": held, "serviceability": share}}
    if "tour" in entry and draw(st.booleans()):
        entry |= {"rotations": draw(st.integers(1, 2)), "overlap": draw(st.sampled_from((0, 4)))}
    if draw(st.integers(0, 2)) == 0:
        entry |= {"training": 3, "movement": 4, "reception": draw(st.integers(0, 2))}
    if draw(st.integers(0, 2)) == 0:
        days = int(entry["available"].removeprefix("D")) + draw(st.sampled_from((0, 10, 14)))
        entry["latest"] = d(days)
    if draw(st.integers(0, 5)) == 0:
        entry["in_kind"] = True
        del entry["personnel"]
    return entry


@st.composite
def bound_requirements(draw: st.DrawFn) -> Data:
    """A requirement with a place, tasks, phases and limits on who shares it, or none of them."""
    entry = draw(requirements())
    start = draw(st.sampled_from((0, 0, 10)))
    entry["capability"] = draw(st.sampled_from(("foot", "foot", "sappers")))
    entry |= {"from": d(start), "until": d(start + draw(st.sampled_from((30, 60, 90))))}
    if "profile" in entry:
        entry["profile"][0]["from"] = d(start + 8)
    if draw(st.booleans()):
        entry["site"] = draw(st.sampled_from(tuple(SITES)))
        if draw(st.booleans()):
            entry["moves"] = [{"from": d(45), "site": draw(st.sampled_from(tuple(SITES)))}]
    if draw(st.booleans()):
        entry["tasks"] = [draw(st.sampled_from(tuple(TASKS)))]
    entry |= {"night": draw(st.booleans()), "offensive": draw(st.booleans())}
    if draw(st.integers(0, 2)) == 0:
        entry["most_contributors"] = draw(st.integers(1, 2))
    if draw(st.integers(0, 3)) == 0:
        entry["least_share"] = draw(st.sampled_from((0.3, 0.5, 1)))
    if draw(st.integers(0, 3)) == 0:
        del entry["from"]
        entry.pop("until", None)
        entry["phases"] = [draw(st.sampled_from(tuple(PHASES)))]
    return entry


@st.composite
def bound_scenarios(draw: st.DrawFn, *, most: int = 4, divisible: bool = True) -> Data:
    """A few requirements and pledges of one force, with any of the limits there are."""
    data = draw(scenarios(most=1, divisible=divisible))
    needs = draw(st.lists(bound_requirements(), min_size=1, max_size=most))
    offers = draw(st.lists(bound_pledges(divisible=divisible), min_size=2, max_size=most + 1))
    data["requirements"] = {f"r{i}": entry for i, entry in enumerate(needs)}
    data["pledges"] = {f"p{i}": entry for i, entry in enumerate(offers)}
    sections = {"phases": PHASES, "sites": SITES, "areas": AREAS, "tasks": TASKS}
    data |= deepcopy(sections)
    limits = {"critical_share": (0.6, 0.8), "largest_contribution": (0.5, 0.9)}
    for name, shares in limits.items():
        if draw(st.integers(0, 2)) == 0:
            data["forces"]["blue"][name] = draw(st.sampled_from(shares))
    if data["substitutions"] and draw(st.booleans()):
        share = draw(st.sampled_from((0.25, 0.5, 1)))
        data["substitutions"] = [{**SUBSTITUTION, "at_most": share}]
    _need(draw, data["requirements"])
    data["decisions"] = draw(_decisions(data))
    return data


def _need(draw: st.DrawFn, entries: Data) -> None:
    """Have some requirements need the first, which is then required throughout."""
    others = [name for name in entries if name != "r0"]
    if not others or draw(st.integers(0, 2)) == 0:
        return
    for field in ("from", "until", "phases"):
        entries["r0"].pop(field, None)
    for name in draw(st.lists(st.sampled_from(others), unique=True, max_size=2)):
        entries[name]["needs"] = ["r0"]


@st.composite
def _decisions(draw: st.DrawFn, data: Data) -> list[Data]:
    """At most one pair that is fixed, and one that is forbidden."""
    pairs = [(p, r) for p in data["pledges"] for r in data["requirements"]]
    some = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    made: list[Data] = []
    for p, r in some:
        fits = _fits(data, p, r) and not any("units" in entry for entry in made)
        what = {"units": 1} if fits and draw(st.booleans()) else {"forbid": True}
        made.append({"pledge": p, "requirement": r, **what})
    return made


def _fits(data: Data, pledge: str, requirement: str) -> bool:
    gives = data["pledges"][pledge]["capability"]
    wanted = data["requirements"][requirement]["capability"]
    return bool(gives == wanted or (data["substitutions"] and gives == "sappers"))


# ------------------------------------------------------------------------------- with less limits


def relaxations(data: Data) -> list[Data]:
    """The scenario with one limit less, for each limit there is.

    Not those that keep a fixed pledge from serving: with them it is not held to its decision.
    """
    fixed = {entry["pledge"] for entry in data["decisions"] if "units" in entry}
    found = [
        _without(data, "pledges", name, field)
        for name, entry in data["pledges"].items()
        for field in ("adapted_to", "caveats")
        if field in entry and name not in fixed
    ]
    for name, entry in data["pledges"].items():
        for i in range(len(entry.get("caveats", ())) if name not in fixed else 0):
            found.append(deepcopy(data))
            del found[-1]["pledges"][name]["caveats"][i]
    for name, entry in data["requirements"].items():
        fields = {"most_contributors", "least_share", "needs"} & set(entry)
        found.extend(_without(data, "requirements", name, field) for field in sorted(fields))
    for field in {"critical_share", "largest_contribution"} & set(data["forces"]["blue"]):
        if field != "critical_share" or not fixed:
            found.append(_without(data, "forces", "blue", field))
    found.append(deepcopy(data))
    found[-1]["forces"]["blue"] |= {"personnel": ROOM}
    if "at_most" in next(iter(data["substitutions"]), {}):
        found.append({**data, "substitutions": [SUBSTITUTION]})
    rest = range(len(data["decisions"]))
    found += [{**data, "decisions": [data["decisions"][j] for j in rest if j != i]} for i in rest]
    return found


def _without(data: Data, section: str, name: str, field: str) -> Data:
    less = deepcopy(data)
    del less[section][name][field]
    return less
