"""The report to the Council on paper: one page, in a browser and as a document.

The document needs LibreOffice Writer on the machine (`soffice`); without it its test is skipped.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.messages import LANGUAGES, Language
from planner.planning import Plan, plan_readiness
from planner.report.content import Content, readiness_content
from planner.report.render.document import document
from planner.report.render.html import page
from tests.browser.conftest import lacking, package
from tests.browser.support import sheets_of

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@cache
def made() -> Plan:
    """Mali: eleven benchmarks, most of them red, two forces, two assessments, six dates."""
    return plan_readiness(planner.load(SCENARIOS / "mali-2012.yaml"))


def content() -> Content:
    return readiness_content(made(), council=True)


def stands_on_one(sheets: list[str]) -> bool:
    """Whether there is one sheet, with the first and the last of it."""
    [sheet] = sheets
    return "UNCLASSIFIED" in sheet and "HiGHS" in sheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_page(browser: Any, tmp_path: Path, language: Language) -> None:
    file = tmp_path / "council.html"
    found = content()
    html = page(
        found.heard(language), language=language, stamp=found.stamp(language), small=found.one_page
    )
    file.write_text(html, encoding="utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    try:
        assert stands_on_one(sheets_of(opened))
    finally:
        opened.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_one_page(tmp_path: Path, language: Language) -> None:
    office = shutil.which("soffice")
    if office is None:
        lacking("there is no LibreOffice on this machine: apt-get install libreoffice-writer")
    found = content()
    file = tmp_path / "council.docx"
    file.write_bytes(
        document(
            found.heard(language),
            language=language,
            stamp=found.stamp(language),
            small=found.one_page,
        )
    )
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = (tmp_path / "council.pdf").read_bytes()
    sheets = package("pypdf").PdfReader(io.BytesIO(pdf)).pages
    assert stands_on_one([sheet.extract_text() for sheet in sheets])
