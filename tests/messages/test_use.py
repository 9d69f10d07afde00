"""Code and catalogue agree: every code that is said exists, and every message is said somewhere."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import pytest

from planner.catalogue.figure import UNKNOWN
from planner.catalogue.load import WITHOUT
from planner.catalogue.walk import DRIVERS
from planner.cli.check import COUNTED
from planner.cli.decisions import MISREAD
from planner.errors import OS_REASONS
from planner.lp import Status
from planner.lp.options import WRONG_OPTION
from planner.lp.solution import STATUS_CODES
from planner.messages import catalogue
from planner.records.chosen import COSTS
from planner.records.forces import CAUSES, Cause
from planner.report import words
from planner.report.numbers import COUNTED as COUNTS
from planner.report.numbers import MONTHS
from planner.report.scenario_book.words import SIMPLE, UNITS
from planner.report.sections import comparison, provenance
from planner.report.sections.draws import DOES
from planner.report.sections.readiness import ENTRIES, KINDS, LIGHTS, RISKS, RULINGS
from planner.report.sections.sweep import DESIGNS
from planner.scenario import titles
from planner.scenario.faults import CODES
from planner.scenario.schema.pledges import Status as PledgeStatus
from planner.scenario.unknowns import IMPLIED
from planner.sustainment.answer import bottlenecks
from tests.messages.code import TAKERS, calls, codes_of, is_spelled_out, texts_of

SAID = [call for call in calls() if call.name not in TAKERS]
TAKEN = [call for call in calls() if call.name in TAKERS]


def _together(*tables: Mapping[Any, str]) -> dict[str, str]:
    """The codes of several tables."""
    return {code: code for table in tables for code in table.values()}


# the tables that codes are looked up in, and the files that look them up
LIMIT_CODES = {code: code for code in catalogue() if code.startswith("limits.")}
TABLES: Mapping[str, Mapping[Any, str]] = {
    "planner/catalogue/figure.py": dict(UNKNOWN),
    "planner/catalogue/load.py": {**WITHOUT, "origin": "figure-without-origin"},
    "planner/catalogue/walk.py": dict(DRIVERS),
    "planner/cli/check.py": {code: code for codes in COUNTED.values() for code in codes},
    "planner/cli/decisions.py": dict(MISREAD),
    "planner/errors.py": dict(OS_REASONS),
    "planner/lp/options.py": dict(WRONG_OPTION),
    "planner/lp/solution.py": dict(STATUS_CODES),
    "planner/scenario/faults.py": dict(CODES),
    "planner/records/chosen.py": dict(COSTS),
    "planner/records/forces.py": dict(CAUSES),
    "planner/report/numbers.py": {
        code: code for codes in (MONTHS, *COUNTS.values()) for code in codes
    },
    "planner/report/sections/comparison.py": _together(comparison.NAMES, comparison.STATUSES),
    "planner/report/sections/provenance.py": _together(
        provenance.SHARES, provenance.UNRANGED, provenance.ENDS
    ),
    "planner/report/sections/draws.py": DOES,
    "planner/report/sections/council.py": dict(RULINGS),
    "planner/report/sections/readiness.py": _together(LIGHTS, KINDS, RISKS, RULINGS, ENTRIES),
    "planner/report/sections/sweep.py": dict(DESIGNS),
    "planner/report/words.py": _together(
        words.UNITS,
        words.SEVERAL,
        words.KINDS,
        words.CONFIDENCES,
        words.GOALS,
        words.LEVELS,
        words.INTAKE,
    ),
    "planner/scenario/unknowns.py": IMPLIED,
    "planner/scenario/titles.py": _together(
        titles.LANES, titles.MODES, titles.ITEMS, titles.GROUPS, titles.STORES, titles.STATUSES
    ),
    "planner/sustainment/answer/bottlenecks.py": _together(bottlenecks.SAVES, bottlenecks.RELIEFS),
    "planner/report/scenario_book/words.py": {c: c for c in (*SIMPLE.values(), *UNITS.values())},
    # a kind of limit names its code; each has a case in test_contradiction.py of the two rooms
    "planner/forces/contradiction.py": LIMIT_CODES,
    "planner/sustainment/contradiction/require.py": LIMIT_CODES,
}
REFUSALS = "planner/catalogue/refused.py"


def test_the_code_is_found() -> None:
    assert len(SAID) > 300
    assert len(TAKEN) > 150
    assert {call.name for call in TAKEN} >= {"Fault", "fault", "Broken", "refused", "NoPlanError"}


def test_every_code_that_is_said_exists() -> None:
    unknown = {
        call.where: code
        for call in SAID
        for code in codes_of(call) or ()
        if code not in catalogue()
    }
    assert unknown == {}


def test_a_code_that_is_no_literal_is_looked_up_in_a_table() -> None:
    computed = {call.file for call in SAID if codes_of(call) is None}
    assert computed == TABLES.keys()


@pytest.mark.parametrize("file", TABLES)
def test_every_code_of_a_table_exists(file: str) -> None:
    assert set(TABLES[file].values()) <= set(catalogue())


def test_every_message_is_said_somewhere() -> None:
    literal = {code for call in SAID for code in codes_of(call) or ()}
    looked_up = {code for table in TABLES.values() for code in table.values()}
    assert set(catalogue()) - literal - looked_up == set()


def test_no_message_is_spelled_out_in_the_code() -> None:
    found = [call for call in TAKEN if any(map(is_spelled_out, texts_of(call)))]
    assert [call.where for call in found if call.file != REFUSALS] == []


@pytest.mark.parametrize(
    ("text", "spelled_out"),
    [
        ("'words'", True),
        ("f'words {x}'", True),
        ("'words ' + x", True),
        ("'one' if x else y", True),
        ("x or 'words'", True),
        ("said('code')", False),
        ("', '.join(names)", False),
        ("listed(names) if names else said('code')", False),
        ("''", False),
        ("None", False),
    ],
)
def test_what_counts_as_spelled_out(text: str, spelled_out: bool) -> None:
    assert is_spelled_out(ast.parse(text, mode="eval").body) == spelled_out


def test_pydantic_errors_are_made_in_one_place() -> None:
    made = {call.file for call in TAKEN if call.name == "PydanticCustomError"}
    assert made == {REFUSALS}


def test_every_status_of_a_solver_has_its_words() -> None:
    assert {status.name for status in Status} == set(STATUS_CODES)
    assert [str(status.words) for status in Status] == [status.value for status in Status]


def test_every_cause_and_status_has_its_words() -> None:
    assert {cause: str(cause.words) for cause in Cause} == {c: c.value for c in Cause}
    assert {status: str(titles.status_name(status)) for status in PledgeStatus} == {
        status: status.value for status in PledgeStatus
    }
