"""The document: its words and styles, its pages, and that the same report gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile

import pytest
from docx.oxml.ns import qn

from planner.errors import InputError
from planner.messages import Language
from planner.report.blocks import Column, Heading, Line, Marking, Table
from planner.report.draw import png
from planner.report.render.document import document, pictures
from planner.report.render.document.template import default_template
from tests.report.document import annex
from tests.report.document.reader import names, opened, running, told
from tests.report.document.support import STAMP, report, small_png, wide
from tests.report.samples import BARS, HOSTILE
from tests.report.support import matches_golden


@pytest.mark.parametrize("language", ["en", "fr"])
def test_word_by_word(language: Language) -> None:
    made = document(report(), language=language, stamp=STAMP)
    assert matches_golden(told(made), f"document-{language}.txt")


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = (document(report(), stamp=STAMP) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = archive.read("docProps/core.xml").decode()
    assert str(dt.date.today().year) not in about
    assert "planner" in about
    assert "A small report" in about


def test_the_marking_stands_on_every_page() -> None:
    more = (Heading("Wide"), wide(), Heading("Narrow"), Line("End."))
    made = document((*report(), *more))
    assert len(running(made)) == 3
    for head, foot in running(made):
        assert head == "UNCLASSIFIED"
        assert foot.startswith("UNCLASSIFIED")


def test_two_markings_are_both_shown() -> None:
    made = document([Heading("T", 1), Marking("SECRET"), Heading("Other"), Marking("OPEN")])
    assert running(made)[0][0] == "SECRET / OPEN"


# ------------------------------------------------------------------------------------- tables


def test_a_wide_table_stands_on_pages_that_lie_across() -> None:
    before, after = (Heading("Before"), Line("a")), (Heading("After"), Line("b"))
    blocks = (*before, Heading("Wide", 3), wide(), *after)
    lines = told(document(blocks)).splitlines()
    places = [line for line in lines if line.startswith(("---", "[Heading"))]
    assert places == [
        "[Heading 1] Before",
        "--- upright",
        "[Heading 2] Wide",
        "--- across",
        "[Heading 1] After",
        "--- upright",
    ]


def test_a_table_that_has_room_stays_upright() -> None:
    assert "across" not in told(document([wide(6)]))


def test_a_table_fits_its_page() -> None:
    for columns in (2, 6, 10, 14, 18):
        found = opened(document([Line("Before."), Heading("Wide"), wide(columns)]))
        # the page that the table stands on: the one across, where there is one
        section = max(found.sections, key=lambda section: int(section.page_width))
        room = section.page_width - section.left_margin - section.right_margin
        [grid] = found.element.body.iter(qn("w:tblGrid"))
        widths = [int(column.get(qn("w:w"))) for column in grid]
        assert len(widths) == columns
        assert sum(widths) * 635 <= room
        assert min(widths) > 0


def test_a_table_repeats_its_header_and_tears_no_row() -> None:
    [table] = opened(document([wide()])).element.body.iter(qn("w:tbl"))
    head, *rows = table.iter(qn("w:tr"))
    assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    for row in (head, *rows):
        assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    for row in rows:
        first, second, *_ = (
            cell.find(f"{qn('w:p')}/{qn('w:pPr')}") for cell in row.iter(qn("w:tc"))
        )
        assert first.find(qn("w:jc")) is None
        assert second.find(qn("w:jc")).get(qn("w:val")) == "right"
    bold = [[bool(list(run.iter(qn("w:b")))) for run in row.iter(qn("w:r"))] for row in rows]
    assert not any(bold[0])
    assert all(bold[1])


def test_columns_without_anything_are_left_out() -> None:
    columns = (Column("Site"), Column("Note"), Column("Year", number=True))
    made = document([Table(columns, (("A", "", "–"), ("B", "x", "–")))])
    assert "= Site | Note\n| A | \n| B | x\n" in told(made)


# ------------------------------------------------------------------------------------ pictures


def test_a_picture_says_what_it_shows() -> None:
    found = opened(document([BARS]))
    [about] = found.element.body.iter(qn("wp:docPr"))
    assert about.get("descr") == BARS.told
    assert about.get("title") == BARS.title
    [number] = found.element.body.iter(qn("w:fldSimple"))
    assert number.get(qn("w:instr")).split() == ["SEQ", "Figure", "\\*", "ARABIC"]


def test_a_picture_fits_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for width, height in ((1600, 200), (200, 1600)):
        drawn = small_png(width, height)
        monkeypatch.setattr(pictures, "png", lambda *_, drawn=drawn, **__: drawn)
        found = opened(document([BARS]))
        section, [extent] = found.sections[0], list(found.element.body.iter(qn("wp:extent")))
        across, down = int(extent.get("cx")), int(extent.get("cy"))
        assert across <= section.page_width - section.left_margin - section.right_margin
        assert down <= section.page_height - section.top_margin - section.bottom_margin
        assert across / down == pytest.approx(width / height, rel=0.01)


def test_real_drawings_are_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "png", png)
    made = document([BARS])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        [name] = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert archive.read(name).startswith(b"\x89PNG")
        assert len(archive.read(name)) > 10_000


# --------------------------------------------------------------------------------------- sources


def test_a_note_leads_to_its_source() -> None:
    body = opened(
        document([Line("a", notes=("one", "two")), Line("b", notes=("two",))])
    ).element.body
    led = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert led == ["source_1", "source_2", "source_2"]
    assert marks == ["source_1", "source_2"]


# ---------------------------------------------------------------------------------- hostile


def test_hostile_texts_stay_texts() -> None:
    made = document(report(HOSTILE))
    text = told(made)
    assert "{{f}}" in text
    assert "<script>" in text
    assert "\\x1b[2J" in text
    assert "\\u202e" in text
    assert "\x1b" not in text
    assert not any("embeddings" in name or "vba" in name.lower() for name in names(made))


@pytest.mark.parametrize(
    "title", ["{{ 7*7 }}", "{% for x in y %}", "{# note #}", "{{ report }}", "{_{ x }_}", "a & <b>"]
)
def test_what_a_template_would_act_on_is_literal_in_a_title(title: str) -> None:
    blocks = (Heading(title, 1), Marking(title), Heading(title), Line(title))
    text = told(document(blocks))
    shown = title.replace("{_{", "{{").replace("}_}", "}}")
    assert text.splitlines()[0] == f"[Title] {shown}"
    assert f"[Heading 1] {title}" in text
    assert f"[Body Text] {title}" in text


def test_a_report_of_nothing_is_a_document() -> None:
    assert told(document([])) == "--- upright\n"


# --------------------------------------------------------------------------------- the package


def test_the_template_is_what_its_maker_makes() -> None:
    if annex.FILE.read_bytes() != annex.made():
        pytest.fail("run: python -m tests.report.document.annex")
    assert default_template() == annex.FILE.read_bytes()
    assert len(default_template()) < 40_000


def test_without_the_packages_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(InputError, match="docx, docxtpl"):
        document([])
