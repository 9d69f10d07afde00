"""Nothing that the program says of a plan is left in English: every text of a report is a message.

What a scenario and the catalogue of factors hold, titles and ids and sources, is shown as it is
written, and so are paths, options and fields, which are to be typed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import planner
from planner.messages import said
from planner.report.blocks import Bars, Block, Column, Heading, Line, Table
from planner.report.factors import factor_blocks
from planner.report.full import full_report
from planner.report.numbers import COUNTED
from planner.report.sections import supply_blocks
from planner.report.sections.comparison import comparison_blocks
from planner.report.sections.explanation import explanation_blocks
from planner.report.sections.gap import gap_blocks
from planner.report.sections.lateness import lateness_blocks
from planner.report.sections.provenance import provenance_blocks
from planner.report.sections.survival import survival_blocks
from planner.report.words import UNITS
from planner.scenario import Scenario, from_mapping
from tests.report import test_provenance, test_services
from tests.report.support import FIRST, MISSION, blocks_of, dossier_of, forces_of, plan_of
from tests.report.unsaid import SIGNS, unsaid
from tests.scenario.network import network, place, road, source

Report = tuple[Iterable[Block], tuple[Scenario, ...]]


def mission() -> Report:
    return forces_of(), (planner.load(MISSION),)


def plan(name: str) -> Report:
    made = plan_of(name)
    return (*blocks_of(name), *supply_blocks(made)), (made.scenario,)


def full(name: str) -> Report:
    """Sections and pictures; the dossier of the mission has a plan of supply of its own."""
    dossier = dossier_of(name)
    scenarios = {"short": plan_of("short").scenario, "mission": planner.load(MISSION)}
    return full_report(dossier), tuple(scenarios.values())


def compared() -> Report:
    plans = [plan_of("first"), plan_of("short")]
    found = planner.compare(plans, names=("1", "2"))
    return comparison_blocks(found, plans), tuple(plan.scenario for plan in plans)


def services() -> Report:
    return test_services.blocks(), (test_services.plan().scenario,)


def hungry(**sections: object) -> Scenario:
    """A site that asks for more than one narrow road brings, and a policy that is not kept."""
    return from_mapping(
        network(
            title="Hungry",
            sites={"camp": place(title="Camp, the far one"), "port": place(title="Port")},
            lanes={"road": road(capacity=3)},
            demands={"works": source("camp", per_day=5, **{"from": "D+3"})},
            policies={"cover": {"kind": "days-of-supply", "items": ["sand"], "days": 2}},
            **sections,
        )
    )


def explained() -> Report:
    scenario = hungry()
    asked = planner.shortages(scenario)
    found = planner.explain(scenario, "sites.camp.sand")
    assert found.limits
    assert found.cheapest
    return explanation_blocks(scenario, asked, found, {}), (scenario,)


def surviving() -> Report:
    scenario = hungry()
    return survival_blocks(scenario, planner.survive(scenario, 2)), (scenario,)


def late() -> Report:
    scenario = planner.load(FIRST)
    return lateness_blocks(scenario, planner.lateness(scenario)), (scenario,)


def gaps() -> Report:
    scenario = planner.load(FIRST)
    return gap_blocks(planner.gap(scenario)), (scenario,)


def factors() -> Report:
    return factor_blocks(planner.search_factors("water")), (planner.load(FIRST),)


def weighed() -> Report:
    scenario = test_provenance.camp()
    found = planner.provenance(scenario, top=0)
    shown = provenance_blocks(scenario, found, register=True)
    return (*shown, *test_provenance.blocks()), (scenario,)


REPORTS: dict[str, Callable[[], Report]] = {
    "first": lambda: plan("first"),
    "short": lambda: plan("short"),
    "mission": mission,
    "full": lambda: full("short"),
    "full mission": lambda: full("mission"),
    "comparison": compared,
    "services": services,
    "explanation": explained,
    "survival": surviving,
    "lateness": late,
    "gap": gaps,
    "factors": factors,
    "provenance": weighed,
}


@pytest.mark.parametrize("name", REPORTS)
def test_every_text_of_a_report_is_a_message_a_number_or_of_the_scenario(name: str) -> None:
    blocks, scenarios = REPORTS[name]()
    blocks = tuple(blocks)
    assert blocks
    assert unsaid(blocks, *scenarios) == set()


def test_english_that_is_left_is_found() -> None:
    scenario = planner.load(FIRST)
    blocks: tuple[Block, ...] = (
        Heading("Where it fails first"),
        Line(said("text.sentence", text="too late")),
        Line(said("proof.bounds", bounds=said("text.with", text="gap", beside=0.5))),
        Table((Column("Site"), Column(said("column.item"))), (("Main base", "water"),)),
        Bars(1.0, ("at its low", said("provenance.at-high")), ()),
    )
    assert unsaid(blocks, scenario) == {
        "Where it fails first",
        "too late",
        "gap",
        "text.with: 0.5 is no Number",
        "Site",
        "water",
        "at its low",
    }


SECTIONS = Path(planner.__file__).parent / "report" / "sections"
CODE = re.compile("[a-z0-9_.-]*")


@pytest.mark.parametrize("file", sorted(SECTIONS.glob("*.py")), ids=lambda file: file.stem)
def test_no_section_spells_out_a_text(file: Path) -> None:
    """Nor does it put one together: every text is a message, in whatever plan it is told."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in BLOCKS
    ]
    written = [text for call in told for text in _constants(call.args[:1])]
    assert [text for text in written if text not in SIGNS and re.search("[A-Za-z]", text)] == []
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    known = {*SIGNS, *COUNTED, *UNITS, "VII", "SECTIONS"}
    assert [
        node.value
        for node in texts
        if isinstance(node.value, str)
        and id(node) not in docs
        and not CODE.fullmatch(node.value)
        and re.search("[A-Za-z]", node.value)
        and node.value not in known
    ] == []


BLOCKS = {"Heading", "Line", "Column", "Marking"}


def _constants(nodes: Iterable[ast.expr]) -> Iterator[str]:
    """Texts that are written as they stand, in f-strings too."""
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=values):
                yield from _constants(values)
            case ast.BinOp(left=left, right=right):
                yield from _constants((left, right))
            case ast.IfExp(body=body, orelse=orelse):
                yield from _constants((body, orelse))
