"""Every check speaks in one case, at its place, and is silent in a near miss of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import Fault, InputError
from planner.messages import code_of, in_language
from planner.scenario.checks import QUESTIONS, RULES, Rule, name_of
from planner.scenario.loading import doubts_with_places, load_with_places
from tests.scenario.checks import (
    cases_catalogue,
    cases_days,
    cases_disruptions,
    cases_forces,
    cases_funding,
    cases_lanes,
    cases_readiness,
    cases_rules_forces,
    cases_rules_network,
    cases_supply,
    cases_uncertainty,
    cases_what_if,
)
from tests.scenario.checks.case import Case
from tests.scenario.helpers import as_yaml, write

CASES = (
    *cases_rules_network.CASES,
    *cases_rules_forces.CASES,
    *cases_lanes.CASES,
    *cases_supply.CASES,
    *cases_days.CASES,
    *cases_forces.CASES,
    *cases_catalogue.CASES,
    *cases_uncertainty.CASES,
    *cases_what_if.CASES,
    *cases_disruptions.CASES,
    *cases_funding.CASES,
    *cases_readiness.CASES,
)


def named(case: Case) -> str:
    return name_of(case.check)


def found(path: Path, check: Rule) -> list[Fault]:
    """What a check says of a file, be it an error or a doubt."""
    try:
        faults = doubts_with_places(load_with_places(path))
    except InputError as error:
        faults = error.faults
    return [fault for fault in faults if fault.check == name_of(check)]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_it_speaks_where_something_is_wrong(tmp_path: Path, case: Case) -> None:
    file = write(tmp_path, as_yaml(case.fires))
    told = [fault for fault in found(file, case.check) if fault.path == case.path]
    assert told, found(file, case.check)
    assert case.says in str(told[0])
    assert told[0].severity == ("error" if case.check in RULES else "warning")
    line = file.read_text(encoding="utf-8").splitlines()[(told[0].place.line or 0) - 1]
    assert line[(told[0].place.column or 0) - 1 :] == case.at


@pytest.mark.parametrize("case", CASES, ids=named)
def test_it_is_silent_where_nothing_is_wrong(tmp_path: Path, case: Case) -> None:
    file = write(tmp_path, as_yaml(case.silent))
    load_with_places(file)  # a near miss is a scenario
    assert found(file, case.check) == []


def test_every_check_has_a_case() -> None:
    missing = {name_of(check) for check in (*RULES, *QUESTIONS)} - {named(c) for c in CASES}
    assert missing == set()
    strangers = [named(case) for case in CASES if case.check not in (*RULES, *QUESTIONS)]
    assert strangers == []


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_the_catalogue_says_is_said_in_french_too(tmp_path: Path, case: Case) -> None:
    for fault in found(write(tmp_path, as_yaml(case.fires)), case.check):
        if code_of(fault.what) is not None:
            assert in_language(fault.what, "fr") != fault.what
            # what helps is said: as what is allowed there, or as a remedy beside it
            assert fault.remedy is not None or fault.allowed is not None
