"""Force generation and logistics planning for multinational peace operations.

    import planner

    scenario = planner.load("scenarios/mali-2012.yaml")
    plan = planner.plan(scenario)
    print(plan.status, plan.to_json())

`load` reads and checks a scenario, from YAML or from a workbook; `to_workbook` and `to_yaml` write
what `load_with_places` read. `check` says what a careful reader would ask about it, `gap` is the
self-sufficiency gap in closed form, `plan` is the whole answer, and `search_factors` looks planning
factors up. `generate` is force generation alone; `asks`, `reasons`, `alternatives`, `price` and
`deployment` are its questions one by one; `services` is where services are put; `lateness` is how
late external arrangements can be, `survive` the stock that survives a loss, `provenance` what the
numbers rest on and which figures move them, `what_if` what the sliders of a scenario do to them,
`sweep` what they are at many points, `risk` how sure they are, `prepare` what to choose before it
is known what happens, `fund` who pays, `ready` which benchmarks
are met and what falls due. `explain` says why a number of a plan is what it is and what
would change it, `shortages` what is short; `compare` puts plans side by side. Where hard limits
contradict each other, a `NoPlanError` names them in its `conflicts`; `located` adds the places that
`load_with_places` knows. `gather` is a plan with all that can be worked out beside it, a `Dossier`:
`write_report` writes it into files, and `read_dossier` reads the one that keeps it. Names are
imported when they are first used, so that the command line starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.version import __version__

if TYPE_CHECKING:
    from planner.analysis import (
        compare,
        explain,
        explanation_of,
        lateness,
        prepare,
        provenance,
        risk,
        shortages,
        survive,
        sweep,
        what_if,
    )
    from planner.catalogue import search as search_factors
    from planner.dossier import Dossier, gather, read_dossier
    from planner.errors import (
        Fault,
        HardLimit,
        InputError,
        LimitConflict,
        NoPlanError,
        PlannerError,
    )
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
    from planner.planning import Plan, fund, gap, plan, ready, services
    from planner.report.files import write_report
    from planner.report.scenario_book import to_workbook
    from planner.scenario import (
        Loaded,
        Scenario,
        check,
        from_mapping,
        load,
        load_with_places,
        located,
        to_yaml,
    )

_HOMES = {
    "Dossier": "planner.dossier",
    "Fault": "planner.errors",
    "Generation": "planner.generation",
    "HardLimit": "planner.errors",
    "InputError": "planner.errors",
    "LimitConflict": "planner.errors",
    "Loaded": "planner.scenario",
    "NoPlanError": "planner.errors",
    "Plan": "planner.planning",
    "PlannerError": "planner.errors",
    "Scenario": "planner.scenario",
    "SolveOptions": "planner.lp",
    "alternatives": "planner.generation",
    "as_solved": "planner.generation",
    "asks": "planner.generation",
    "check": "planner.scenario",
    "compare": "planner.analysis",
    "deployment": "planner.generation",
    "explain": "planner.analysis",
    "explanation_of": "planner.analysis",
    "from_mapping": "planner.scenario",
    "fund": "planner.planning",
    "gap": "planner.planning",
    "gather": "planner.dossier",
    "generate": "planner.generation",
    "lateness": "planner.analysis",
    "load": "planner.scenario",
    "load_with_places": "planner.scenario",
    "located": "planner.scenario",
    "plan": "planner.planning",
    "price": "planner.generation",
    "prepare": "planner.analysis",
    "provenance": "planner.analysis",
    "read_dossier": "planner.dossier",
    "ready": "planner.planning",
    "reasons": "planner.generation",
    "risk": "planner.analysis",
    "search_factors": "planner.catalogue",
    "survive": "planner.analysis",
    "services": "planner.planning",
    "shortages": "planner.analysis",
    "sweep": "planner.analysis",
    "what_if": "planner.analysis",
    "to_workbook": "planner.report.scenario_book",
    "to_yaml": "planner.scenario",
    "write_report": "planner.report.files",
}

__all__ = [
    "Dossier",
    "Fault",
    "Generation",
    "HardLimit",
    "InputError",
    "LimitConflict",
    "Loaded",
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
    "compare",
    "deployment",
    "explain",
    "explanation_of",
    "from_mapping",
    "fund",
    "gap",
    "gather",
    "generate",
    "lateness",
    "load",
    "load_with_places",
    "located",
    "plan",
    "prepare",
    "price",
    "provenance",
    "read_dossier",
    "ready",
    "reasons",
    "risk",
    "search_factors",
    "services",
    "shortages",
    "survive",
    "sweep",
    "to_workbook",
    "to_yaml",
    "what_if",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), "search" if name == "search_factors" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
