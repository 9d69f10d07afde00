"""What the tests of the reports share: two plans, a force generation, and golden texts."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

from rich.console import Console

import planner
from planner.cli.decisions import read_decisions
from planner.dossier import Dossier
from planner.generation import Generation
from planner.report import generation_blocks, report_blocks
from planner.report.blocks import Block
from planner.report.render.terminal import show

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "planner" / "cli" / "data" / "scenario.yaml"
MISSION = ROOT / "tests" / "report" / "mission.yaml"
GOLDEN = ROOT / "tests" / "golden"
RENEW = "PLANNER_RENEW_GOLDEN"

# as it is; and with so little that each section has something to complain of (no truck at all
# rather than few: what a few would carry is for the solver to choose among equals)
CHANGES: dict[str, tuple[str, ...]] = {
    "first": (),
    "short": (
        "fleets.trucks.count=0",
        "requirements.signals={title: Signals, force: mission, capability: signals, "
        "quantity: 1, tier: 1, from: D+3}",
    ),
}


@cache
def plan_of(name: str) -> planner.Plan:
    """The plan of the first scenario, with the changes of that name."""
    return planner.plan(planner.load(FIRST, CHANGES[name]))


@cache
def forces_of(*changes: str) -> tuple[Block, ...]:
    """The report of `planner forces` on the mission, with decisions and another plan beside it."""
    scenario = planner.load(MISSION, changes)
    fixed, forbidden = ["alpha-battalion=infantry-north"], ["echo-police=police"]
    decisions = read_decisions(scenario, fixed, forbidden)
    decided = scenario.model_copy(update={"decisions": decisions})
    found = planner.generate(decided)
    others = planner.alternatives(decided, count=1)
    return tuple(generation_blocks(found, others, planner.price(scenario, decisions)))


def blocks_of(name: str) -> tuple[Block, ...]:
    """The blocks of a report by the name of its golden texts."""
    return forces_of() if name == "forces" else report_blocks(plan_of(name))


def on_screen(blocks: tuple[Block, ...], width: int) -> str:
    """What a terminal of that width shows, without its colours and the spaces at the ends."""
    screen = Console(width=width, force_terminal=False, color_system=None, file=StringIO())
    show(blocks, screen)
    assert isinstance(screen.file, StringIO)
    return "\n".join(line.rstrip() for line in screen.file.getvalue().split("\n"))


def matches_golden(text: str, name: str) -> bool:
    """True where the text is that of the golden file; with PLANNER_RENEW_GOLDEN=1 it becomes so."""
    file = GOLDEN / name
    if os.environ.get(RENEW):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8"), f"{name} is another one; see {RENEW}"
    return True


@cache
def generation_of() -> Generation:
    """Force generation on the mission."""
    return planner.generate(planner.load(MISSION))


@cache
def dossier_of(name: str) -> Dossier:
    """A dossier of a plan by its name; that of the mission has its own force generation and the
    supply plan of the short one."""
    if name == "mission":
        return Dossier(replace(plan_of("short"), generation=generation_of()))
    return Dossier(plan_of(name))
