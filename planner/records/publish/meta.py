"""The stamp of a result: what made it, and from what."""

from __future__ import annotations

import hashlib
import json

from planner.catalogue import catalogue_sha256
from planner.lp import SolveOptions, solver_version
from planner.records import contract
from planner.scenario import Scenario
from planner.version import __version__


def meta_part(scenario: Scenario, options: SolveOptions) -> contract.Meta:
    """Versions, hashes and the head of the scenario as it was written."""
    written = scenario.model_dump_json(by_alias=True, exclude_unset=True)
    d_day = scenario.calendar.d_day if scenario.calendar else None
    return contract.Meta(
        planner_version=__version__,
        scenario=scenario.id,
        title=scenario.title,
        classification=scenario.classification,
        d_day=d_day.isoformat() if d_day else None,
        scenario_sha256=hashlib.sha256(_sorted_json(written)).hexdigest(),
        catalogue_sha256=catalogue_sha256(),
        solver=options.solver,
        solver_version=solver_version(options.solver),
        seed=None,
    )


def _sorted_json(text: str) -> bytes:
    # the order in which a planner writes entries is no part of the scenario
    return json.dumps(json.loads(text), sort_keys=True).encode()
