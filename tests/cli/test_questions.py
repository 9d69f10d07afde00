"""planner lateness and planner survive: text, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from planner.records.contract.analysis import LatenessResult, SurvivalResult
from tests.cli.support import Cli


def test_lateness(cli: Cli, first: Path) -> None:
    ran = cli("lateness", first)
    assert (ran.code, ran.err) == (0, "")
    assert "How late the external arrangements can be" in ran.out
    told = json.loads(cli("lateness", first, "--format", "json").out)
    result = LatenessResult.model_validate(told)
    [force] = result.forces
    days = [point.days for point in force.points]
    assert days == sorted(days)
    if force.most is not None:
        assert force.most + 1 in days
        assert str(force.most) in ran.out


def test_survive(cli: Cli, first: Path) -> None:
    ran = cli("survive", first, "--days", "3", "--exit-zero")
    assert (ran.code, ran.err) == (0, "")
    assert "Losing any one lane or site for 3 days" in ran.out
    told = cli("survive", first, "--days", "3", "--format", "json")
    result = SurvivalResult.model_validate(json.loads(told.out))
    assert result.bound <= result.tonnes + 1e-3
    assert all(loss.checked for loss in result.losses)
    hopeless = [loss for loss in result.losses if loss.unmet > loss.unmet_without + 1e-3]
    assert told.code == (1 if hopeless else 0)


def test_the_first_day_of_a_loss(cli: Cli, first: Path) -> None:
    assert cli("survive", first, "--days", "3", "--from", "soon").code == 2
    late = cli("survive", first, "--days", "3", "--from", "D+9999")
    assert late.code == 2
    assert "not inside the plan" in late.err
    assert cli("survive", first).code == 2
