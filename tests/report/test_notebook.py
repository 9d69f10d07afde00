"""A plan in a notebook: sections by name, as pages, charts and frames."""

from __future__ import annotations

import builtins
import html
import re
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.dossier import Dossier
from planner.errors import InputError
from planner.report.full import SECTIONS
from planner.report.notebook import MAIN_TABLES, frame_of, tables
from tests.report.support import plan_of


def inside(shown: str) -> str:
    """The page within a cell."""
    found = re.fullmatch(r'<iframe srcdoc="([^"]*)" sandbox="allow-scripts"[^>]*></iframe>', shown)
    assert found is not None
    return html.unescape(found[1])


def test_a_plan_shows_what_a_commander_reads_first() -> None:
    page = inside(plan_of("short")._repr_html_())
    assert page.startswith("<!DOCTYPE html>")
    assert "Demand that cannot be met" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_shows_itself(name: str) -> None:
    section = plan_of("short")[name]
    assert section.name == name
    page = inside(section._repr_html_())
    assert "UNCLASSIFIED" in page  # the marking stands on every part that is shown alone


def test_a_dossier_has_the_sections_of_its_plan() -> None:
    dossier = Dossier(plan_of("short"))
    assert dossier["gap"].blocks == plan_of("short")["gap"].blocks


def test_an_unknown_section_names_the_nearest() -> None:
    with pytest.raises(planner.InputError, match="no such section") as told:
        plan_of("short")["sustainmnt"]
    [fault] = told.value.faults
    assert fault.nearest == "sustainment"


def test_a_frame_holds_the_numbers_of_the_plan() -> None:
    plan = plan_of("short")
    assert plan.sustainment is not None
    frame = plan.to_frame("unmet")
    assert frame["tonnes"].dtype == "float64"
    assert list(frame["tonnes"]) == [entry.tonnes for entry in plan.sustainment.unmet]


def test_dates_are_dates() -> None:
    frame = plan_of("first").to_frame("prepositioned")
    assert str(frame["need_by_date"].dtype).startswith("datetime64")
    assert len(frame) > 0


def test_every_table_becomes_a_frame() -> None:
    for table in tables(plan_of("short")).values():
        assert frame_of(table).shape == (len(table.rows), len(table.columns))


@pytest.mark.parametrize("name", sorted(set(MAIN_TABLES) - {"services", "what_if"}))
def test_a_section_has_a_table_of_its_own(name: str) -> None:
    frame = plan_of("short")[name].to_frame()
    assert list(frame) == list(plan_of("short").to_frame(MAIN_TABLES[name]))


def test_an_unknown_table_names_the_nearest() -> None:
    with pytest.raises(planner.InputError, match="unknown table") as told:
        plan_of("short").to_frame("preposition")
    assert told.value.faults[0].nearest == "prepositioned"


def test_pictures_are_charts_by_their_titles() -> None:
    charts = plan_of("short")["forces"].charts
    assert charts
    assert all(title and chart.to_dict() for title, chart in charts.items())


def test_without_pandas_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(planner.InputError, match="pandas"):
        plan_of("short").to_frame("unmet")


@pytest.mark.parametrize("name", ["gapp", 0, ["gap"], None])
def test_a_plan_has_sections_by_name_and_no_others(name: Any) -> None:
    with pytest.raises(InputError, match="no such section"):
        plan_of("short")[name]
    with pytest.raises(TypeError):
        list(plan_of("short"))  # type: ignore[call-overload]


def test_a_report_is_written_in_a_language_that_there_is(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fr_FR; allowed: en, fr"):
        planner.write_report(plan_of("short"), tmp_path / "a.md", language="fr_FR")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())
