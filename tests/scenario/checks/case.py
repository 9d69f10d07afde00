"""One case of a check: a scenario in which it speaks, and a near miss in which it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.scenario.checks import Rule
from tests.scenario.network import SAND, network

Data = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What a check says of `fires`, where, and at which text of the file; nothing of `silent`."""

    check: Rule
    path: str
    says: str
    at: str
    fires: Mapping[str, Any]
    silent: Mapping[str, Any]


def need(**fields: Any) -> Data:
    """A company of guards for Blue."""
    wanted = {"title": "Guards", "force": "blue", "capability": "guards", "quantity": 1}
    return {**wanted, **fields}


def gift(**fields: Any) -> Data:
    """A verified company of guards of A for Blue."""
    given = {"title": "Guards", "contributor": "A", "force": "blue", "unit": "guard"}
    return {**given, "status": "verified", **fields}


def force(**fields: Any) -> Data:
    """Blue, 500 strong."""
    return {"title": "Blue", "personnel": 500, **fields}


GUARD = {"title": "Guard", "capability": "guards", "quantity": 1, "personnel": 100}
SCOUT = {"title": "Scout", "capability": "scouts", "quantity": 1, "personnel": 20}
# nobody of these forces uses what the network of the other cases brings
CAPABILITIES = {
    "guards": {"title": "Guards", "measure": "company"},
    "scouts": {"title": "Scouts", "measure": "team"},
}


def forces(**sections: Any) -> Data:
    """One requirement of Blue at the camp, one pledge that fills it, and Red beside Blue."""
    given: Data = {
        "forces": {"blue": force(), "red": force(title="Red")},
        "capabilities": CAPABILITIES,
        "units": {"guard": GUARD, "scout": SCOUT},
        "requirements": {"guard": need(site="camp")},
        "pledges": {"one": gift()},
    }
    return network(**given | sections)


def crate(of: str) -> Data:
    """A crate of ten units of an item."""
    return {**SAND, "title": "Crate", "package_of": {"item": of, "quantity": 10}}
