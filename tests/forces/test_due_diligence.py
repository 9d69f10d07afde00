"""What due diligence allows: equipment that others offer to the host nation's forces."""

from __future__ import annotations

from typing import Any

import pytest

from planner.catalogue.ids import ForceId
from planner.forces.host_nation import expanded
from planner.records.forces import ForcePlan
from planner.scenario import Scenario, factbook_of
from planner.scenario.support import EARLIEST, first_day_of_support, is_gated
from tests.forces.support import case, need, of, offer, planned, unused, why

RED = ForceId("red")
ARMY = {"title": "Army", "force": "red", "risk": "medium", "measures": ["Vetting"]}
A_TEST = {"assumption": "A test"}


def cleared(day: str, **fields: Any) -> dict[str, Any]:
    return {**ARMY, **A_TEST, "decision": "cleared", "on": day, **fields}


def scenario(**assessments: Any) -> Scenario:
    """Red needs two batteries, has one, and is offered another by AAA."""
    gap = {"title": "Guns", "force": "red", "institution": "army", "capability": "guns"}
    gift = offer("guns", force="red", in_kind=True)
    return case(
        {"foot": need(capability="foot")},
        {"gift": {k: v for k, v in gift.items() if k != "personnel"}},
        forces={
            "blue": {"title": "Blue", "personnel": 1000},
            "red": {"title": "Red", "personnel": 1000, "host_nation": True},
        },
        equipment={"guns": {**gap, "required": 2, "held": 1}},
        due_diligence=assessments,
    )


def plan(**assessments: Any) -> ForcePlan:
    made = scenario(**assessments)
    return planned(expanded(made, factbook_of(made)))


def test_support_without_an_assessment_is_free() -> None:
    assert not is_gated(scenario(), RED)
    assert first_day_of_support(scenario(), RED) == EARLIEST
    assert of(plan(), "guns").shortfall == 0


def test_an_offer_counts_from_the_day_on_which_it_is_cleared() -> None:
    # one battery of two is there from the start, the other from D+30 on
    entry = of(plan(army=cleared("D+30")), "guns")
    assert (entry.filled, entry.shortfall, entry.closed_on) == (1, 1, 30)
    assert why(plan(army=cleared("D+30")), "guns") == {"DUE_DILIGENCE": 1}
    assert entry.unfilled_days == pytest.approx(15)  # half of it on 30 days


@pytest.mark.parametrize(
    "assessment",
    [{**ARMY, "decision": "pending"}, {**ARMY, **A_TEST, "decision": "refused", "on": "D-5"}],
)
def test_an_offer_that_is_pending_or_refused_never_counts(assessment: dict[str, Any]) -> None:
    found = plan(army=assessment)
    entry = of(found, "guns")
    assert (entry.pledged, entry.verified, entry.filled) == (2, 2, 1)
    assert why(found, "guns") == {"DUE_DILIGENCE": 1}
    assert "due diligence" in unused(found)["gift"]


def test_all_assessments_must_be_cleared_and_each_concerns_who_it_names() -> None:
    both = scenario(army=cleared("D+10"), donor=cleared("D+20", contributor="AAA"))
    assert first_day_of_support(both, RED, "AAA") == 20
    assert first_day_of_support(both, RED, "BBB") == 10
    pending = scenario(army=cleared("D+10"), donor={**ARMY, "decision": "pending"})
    assert first_day_of_support(pending, RED) is None


def test_what_the_force_has_itself_needs_no_clearance() -> None:
    found = plan(army={**ARMY, **A_TEST, "decision": "refused", "on": "D-5"})
    assert of(found, "guns").filled == 1  # its own battery
