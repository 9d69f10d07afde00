"""Rules on stock policies."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.errors import nearest
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.policies import PolicyKind
from planner.scenario.schema.scenario import Scenario


def reserves_stand_somewhere(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every reserve say where it stands?"""
    for name, policy in scenario.policies.items():
        if policy.kind is PolicyKind.RESERVE and not (policy.sites or policy.echelons):
            yield Broken(
                ("policies", name),
                said("reserve-without-site"),
            )


def echelons_have_sites(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every echelon that a policy names that of a site?"""
    known = sorted({site.echelon for site in scenario.sites.values() if site.echelon})
    for name, policy in scenario.policies.items():
        for i, echelon in enumerate(policy.echelons):
            if echelon not in known:
                yield Broken(
                    ("policies", name, "echelons", i),
                    said("echelon-without-site"),
                    seen=echelon,
                    allowed=", ".join(known) or said("allowed.echelon-of-site"),
                    nearest=nearest(echelon, known),
                )


def levels_leave_room(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the most that a policy allows at least the least that it asks for?"""
    for name, policy in scenario.policies.items():
        for item in sorted(set(policy.least) & set(policy.most)):
            least, most = policy.least[item].value, policy.most[item].value
            if most < least:
                yield Broken(
                    ("policies", name, "most", item),
                    said("most-below-least", least=least),
                    seen=f"{most:g}",
                )
