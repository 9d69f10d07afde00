"""The headlines of the three Mali scenarios, each change of which needs a dated reason.

Where a change is meant, renew the numbers with
`PLANNER_RENEW_GOLDEN=1 PLANNER_RENEW_REASON="…" pytest tests/golden/test_mali.py`, read what
changed, and commit it: the reason is added to the file with today's date.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.dossier import Dossier
from planner.report import render, report_blocks
from planner.report.blocks import Block, Groups, spoken
from planner.report.content import content_of
from planner.report.draw import svg
from planner.report.files import FORMATS, Look
from planner.report.sections.comparison import comparison_blocks

FOLDER = Path(__file__).parent
SCENARIOS = FOLDER.parents[1] / "scenarios"
RENEW, REASON = "PLANNER_RENEW_GOLDEN", "PLANNER_RENEW_REASON"
RELATIVE = 1e-4
# The report asks for 90 days; 80 days x 3,300 = 264,000 person-days with the framework's ten.
PERSON_DAYS = {"mali-2012": 264_000, "mali-2012-10-days": 264_000, "mali-2012-90-days": 0}
NAMES = tuple(PERSON_DAYS)
SIDE_BY_SIDE = ("mali-2012-10-days", "mali-2012-90-days")
# the answers that the README shows, in its order
COMPARE, RUN = 0, 1
PICTURE = FOLDER.parents[1] / "docs" / "images" / "ten-days-or-ninety.svg"
PAPER = "#ffffff"

# of the page of the mission: what goes through the mail of a headquarters
MOST_BYTES = 1_500_000


def headlines(result: dict[str, Any]) -> dict[str, Any]:
    """What a commander would quote of a result."""
    forces, supply = result["forces"], result["sustainment"]
    tonnes: dict[str, float] = {}
    for stock in supply["prepositioned"]:
        tonnes[stock["site"]] = tonnes.get(stock["site"], 0.0) + stock["tonnes"]
    return {
        "status": result["status"],
        "gap": {
            force["force"]: {
                "person_days": force["person_days"],
                "tonnes": sum(load["tonnes"] for load in force["items"]),
            }
            for force in result["gap"]["forces"]
        },
        "forces_goals": _goals(forces["goals"]),
        "requirements": len(forces["requirements"]),
        "requirements_short": sum(r["shortfall"] > 0 for r in forces["requirements"]),
        "sustainment_goals": _goals(supply["goals"]),
        "services_goals": _goals(result["services"]["goals"]),
        "prepositioned_tonnes": dict(sorted(tonnes.items())),
        "first_leave_by": min((_day(s["leave_by"]) for s in supply["prepositioned"]), default=None),
        "shares": result["assumptions"]["share"],
    }


def _goals(goals: list[dict[str, Any]]) -> dict[str, float]:
    return {
        goal["goal"] + (f" {goal['priority']}" if goal["priority"] is not None else ""): goal[
            "value"
        ]
        for goal in goals
    }


def _day(shown: str) -> int:
    return int(shown.removeprefix("D"))


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of nested mappings, with its path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, f"{path}/{key}")
    else:
        yield path, data


def renew(file: Path, found: dict[str, Any]) -> None:
    """Write the numbers, and why they are other ones."""
    old = json.loads(file.read_text("utf-8")) if file.exists() else {"reason": []}
    reason = os.environ.get(REASON)
    assert reason, f"say in {REASON} why the numbers change"
    reasons = [*old["reason"], f"{dt.date.today().isoformat()}: {reason}"]
    text = json.dumps({"reason": reasons, **found}, indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")


def about(value: object) -> object:
    """A number within the tolerance; noise of a solver around 0 counts as 0."""
    return pytest.approx(value, rel=RELATIVE, abs=1e-6) if isinstance(value, float) else value


def shown_in_the_readme(number: int) -> set[str]:
    """The lines of one of the answers that the README shows, the first of them number 0."""
    text = (FOLDER.parents[1] / "README.md").read_text("utf-8")
    return lines_of(text.split("```text\n")[number + 1].partition("```")[0]) - {"..."}


def lines_of(text: str) -> set[str]:
    """Lines as words: a table that is cut short is narrower, and so are its rules."""
    return {" ".join(line.split()) for line in text.splitlines() if set(line) - set("-= ")}


def test_the_three_plans() -> None:
    """The one test that makes these plans: each takes some fifteen seconds."""
    plans = {name: planner.plan(planner.load(SCENARIOS / f"{name}.yaml")) for name in NAMES}
    for name, plan in plans.items():
        assert_golden(name, headlines(plan.to_dict()))
    run = render(report_blocks(plans["mali-2012"]), "text")
    assert shown_in_the_readme(RUN) <= lines_of(run)
    content = content_of(Dossier(plans["mali-2012"]))
    assert len(FORMATS["html"].make(content, Look())) < MOST_BYTES
    pair = [plans[name] for name in SIDE_BY_SIDE]
    blocks = tuple(comparison_blocks(planner.compare(pair, SIDE_BY_SIDE), pair))
    assert shown_in_the_readme(COMPARE) <= lines_of(render(blocks, "text"))
    assert_picture(blocks)


def assert_golden(name: str, found: dict[str, Any]) -> None:
    """The numbers of a plan are those of its file, which is written anew where asked for."""
    file = FOLDER / f"{name}.json"
    if os.environ.get(RENEW):
        renew(file, found)
    golden = json.loads(file.read_text("utf-8"))
    assert golden.pop("reason")
    expected = dict(leaves(golden))
    assert dict(leaves(found)) == {path: about(value) for path, value in expected.items()}


def assert_picture(blocks: tuple[Block, ...]) -> None:
    """The picture of the README is that of the comparison."""
    [groups] = [block for block in spoken(blocks) if isinstance(block, Groups)]
    drawn = svg(groups, name="compare", on_paper=True)
    if os.environ.get(RENEW):
        PICTURE.write_text(drawn + "\n", encoding="utf-8")
    assert PICTURE.read_text("utf-8") == drawn + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_dated_reason(name: str) -> None:
    for reason in json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["reason"]:
        date, _, words = reason.partition(": ")
        assert dt.date.fromisoformat(date) > dt.date(2020, 1, 1)
        assert words


@pytest.mark.parametrize("name", NAMES)
def test_the_gap_of_the_documents(name: str) -> None:
    gaps = planner.gap(planner.load(SCENARIOS / f"{name}.yaml"))
    international = next(force for force in gaps if force.force == "international")
    assert international.personnel == 3300
    assert international.required_days == 90
    assert international.person_days == PERSON_DAYS[name]
