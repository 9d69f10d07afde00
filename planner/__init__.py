"""Force generation and logistics planning for multinational peace operations.

    import planner

    scenario = planner.load("scenarios/mali-2012.yaml")
    plan = planner.plan(scenario)
    print(plan.status, plan.to_json())

`load` reads and checks a scenario, `check` says what a careful reader would ask about it, `gap` is
the self-sufficiency gap in closed form, `plan` is the whole answer, and `search_factors` looks
planning factors up. `generate` is force generation alone; `asks`, `reasons`, `alternatives`,
`price` and `deployment` are its questions one by one; `services` is where services are put;
`lateness` is how late external arrangements can be, `survive` the stock that survives a loss,
`provenance` what the numbers rest on and which figures move them. Names are imported when they are
first used, so that the command line starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.version import __version__

if TYPE_CHECKING:
    from planner.analysis import lateness, provenance, survive
    from planner.catalogue import search as search_factors
    from planner.errors import Fault, InputError, NoPlanError, PlannerError
    from planner.generation import (
        Generation,
        alternatives,
        as_solved,
        asks,
        deployment,
        generate,
        price,
        reasons,
    )
    from planner.lp import SolveOptions
    from planner.planning import Plan, gap, plan, services
    from planner.scenario import Scenario, check, from_mapping, load

_HOMES = {
    "Fault": "planner.errors",
    "Generation": "planner.generation",
    "InputError": "planner.errors",
    "NoPlanError": "planner.errors",
    "Plan": "planner.planning",
    "PlannerError": "planner.errors",
    "Scenario": "planner.scenario",
    "SolveOptions": "planner.lp",
    "alternatives": "planner.generation",
    "as_solved": "planner.generation",
    "asks": "planner.generation",
    "check": "planner.scenario",
    "deployment": "planner.generation",
    "from_mapping": "planner.scenario",
    "gap": "planner.planning",
    "generate": "planner.generation",
    "lateness": "planner.analysis",
    "load": "planner.scenario",
    "plan": "planner.planning",
    "price": "planner.generation",
    "provenance": "planner.analysis",
    "reasons": "planner.generation",
    "search_factors": "planner.catalogue",
    "survive": "planner.analysis",
    "services": "planner.planning",
}

__all__ = [
    "Fault",
    "Generation",
    "InputError",
    "NoPlanError",
    "Plan",
    "PlannerError",
    "Scenario",
    "SolveOptions",
    "__version__",
    "alternatives",
    "as_solved",
    "asks",
    "check",
    "deployment",
    "from_mapping",
    "gap",
    "generate",
    "lateness",
    "load",
    "plan",
    "price",
    "provenance",
    "reasons",
    "search_factors",
    "services",
    "survive",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), "search" if name == "search_factors" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
