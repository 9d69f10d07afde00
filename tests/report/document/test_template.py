"""Templates of a headquarters: what they may hold, and what is said of one that cannot be used."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm

from planner.errors import InputError
from planner.report.blocks import Column, Heading, Line, Marking, Table, Tone
from planner.report.render.document import document
from tests.report.document.reader import opened, text_of, told
from tests.report.document.support import STAMP, wide

BLOCKS = (
    Heading("A plan", 1),
    Marking("RESTRICTED"),
    Line("It is short.", Tone.BAD, ("Mandate §2",)),
    Heading("Gap"),
    Table((Column("Site"), Column("Tonnes", number=True)), (("Main base", "3"),)),
)
Change = Callable[[Any], object]


def template(folder: Path, *body: str, marked: bool = True, change: Change | None = None) -> Path:
    """A template with paragraphs, and the marking at the head of its pages."""
    made = docx.Document()
    if marked:
        made.sections[0].header.paragraphs[0].text = "Our marking: {{ marking }}"
    for text in body:
        made.add_paragraph(text)
    if change is not None:
        change(made)
    path = folder / "ours.docx"
    made.save(str(path))
    return path


def refused(path: Path) -> list[str]:
    """What is said of a template, a line a fault, without its path."""
    with pytest.raises(InputError) as raised:
        document(BLOCKS, template=path, stamp=STAMP)
    return [line.removeprefix(f"{path}: ") for line in str(raised.value).splitlines()]


# ------------------------------------------------------------------------------------- its own


def test_the_report_stands_in_the_place_given(tmp_path: Path) -> None:
    path = template(
        tmp_path, "Annex C to {{ title }}", "{{ report }}", "{{ scenario }}, {{ solver }}", "End"
    )
    made = document(BLOCKS, template=path, stamp=STAMP)
    lines = told(made).splitlines()
    assert lines[0] == "[] Annex C to A plan"
    assert lines[1].startswith("[Body Text] Problem: It is short.")
    assert lines[-3:] == ["[] samples, HiGHS 1", "[] End", "--- upright"]
    head = opened(made).sections[0].header
    assert text_of(head._element) == "Our marking: RESTRICTED"


def test_conditions_and_loops_are_filled_in(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "{%p for name, value in stamp %}",
        "{{ name }} is {{ value }}",
        "{%p endfor %}",
        "{% if planner %}made by {{ planner|upper }}{% endif %}",
        "{{ report }}",
    )
    lines = told(document(BLOCKS, template=path, stamp=STAMP)).splitlines()
    assert lines[:4] == [
        "[] planner version is 1.2.3",
        "[] scenario is samples",
        "[] solver is HiGHS 1",
        "[] made by 1.2.3",
    ]


def test_a_placeholder_may_be_torn_into_runs(tmp_path: Path) -> None:
    def tear(made: Any) -> None:
        line = made.add_paragraph("{{ re")
        line.add_run("po").bold = True
        line.add_run("rt }}")

    made = document(BLOCKS, template=template(tmp_path, change=tear))
    assert "It is short." in told(made)
    assert "report" not in told(made)


def test_a_template_without_our_styles_is_used_all_the_same(tmp_path: Path) -> None:
    def forget(made: Any) -> None:
        for name in ("Body Text", "Caption", "Heading 1", "Table Grid"):
            style = made.styles[name].element
            style.getparent().remove(style)

    made = document(BLOCKS, template=template(tmp_path, "{{ report }}", change=forget))
    text = told(made)
    assert "[Normal] Problem: It is short." in text
    assert "[] Gap" in text
    assert "| Main base | 3" in text


def test_a_first_page_of_its_own_stays_the_first(tmp_path: Path) -> None:
    def first(made: Any) -> None:
        section = made.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "{{ marking }}, cover"

    path = template(tmp_path, "Cover", "{{ report }}", "After", change=first)
    blocks = (*BLOCKS, Heading("Wide"), wide(), Heading("Narrow"), Line("End."))
    made = opened(document(blocks, template=path))
    assert [s.different_first_page_header_footer for s in made.sections] == [True, False, False]
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in made.sections] == [False, True, False]
    for section in made.sections:
        assert text_of(section.header._element) == "Our marking: RESTRICTED"


def test_pages_are_as_large_as_the_template_has_them(tmp_path: Path) -> None:
    def letter(made: Any) -> None:
        section = made.sections[0]
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)
        section.left_margin = Cm(3)

    path = template(tmp_path, "{{ report }}", change=letter)
    upright, across, _ = opened(
        document([Line("a"), Heading("W"), wide(), Heading("N")], template=path)
    ).sections
    assert (upright.page_width, upright.page_height) == (across.page_height, across.page_width)
    assert abs(across.top_margin - Cm(3)) < 1000  # what was at the left is above


# ---------------------------------------------------------------------------------- faults


def test_what_is_no_document_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ours.docx"
    for content in (
        b"",
        b"hello",
        _archive({"a.txt": b"x"}),
        _archive({"[Content_Types].xml": b"<x"}),
    ):
        path.write_bytes(content)
        assert refused(path) == [
            "the template is no Word document that can be read; "
            "allowed: a file saved as .docx, no password"
        ]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.docx") == ["cannot be read: No such file or directory"]
    assert refused(tmp_path) == ["cannot be read: Is a directory"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "ours.docx"
    path.write_bytes(_archive({"word/document.xml": b"\0" * 60_000_000}))
    assert refused(path) == ["the template is too large; allowed: at most 50 MB when unpacked"]


def test_a_template_without_a_place_is_said(tmp_path: Path) -> None:
    assert refused(template(tmp_path, "{{ title }}")) == [
        "the template has no place for the report; "
        "allowed: a paragraph of its own with {{ report }}"
    ]


@pytest.mark.parametrize("body", [("See {{ report }}",), ("{{ report }}", "{{ report }}")])
def test_a_place_that_cannot_be_used_is_said(tmp_path: Path, body: tuple[str, ...]) -> None:
    [line] = refused(template(tmp_path, *body))
    assert line.startswith(
        "the template’s place for the report cannot be used; allowed: {{ report }}"
    )


def test_a_place_in_a_table_cannot_be_used(tmp_path: Path) -> None:
    def table(made: Any) -> None:
        made.add_table(1, 1).cell(0, 0).text = "{{ report }}"

    [line] = refused(template(tmp_path, change=table))
    assert line.startswith("the template’s place for the report cannot be used")


def test_pages_without_the_marking_are_said(tmp_path: Path) -> None:
    [line] = refused(template(tmp_path, "{{ marking }}", "{{ report }}", marked=False))
    assert line.startswith("the template has pages without the marking; allowed: {{ marking }} at")

    def first(made: Any) -> None:
        made.sections[0].different_first_page_header_footer = True

    [line] = refused(template(tmp_path, "{{ report }}", change=first))
    assert line.startswith("the template has pages without the marking")


def test_every_unknown_placeholder_is_said_with_the_nearest(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ titel }}", "{{ colonel }}", "{{ report }}")
    allowed = (
        "allowed: catalogue_sha256, d_day, marking, planner, report, scenario, scenario_sha256, "
        "solver, stamp, title"
    )
    assert refused(path) == [
        f"unknown placeholder in the template; seen: colonel; {allowed}",
        f"unknown placeholder in the template; seen: titel; {allowed}; did you mean 'title'?",
    ]


@pytest.mark.parametrize(
    "broken", ["{{ title", "{% if title %}", "{{ title | nosuch }}", "{% bogus %}", "{{ }}"]
)
def test_what_jinja_cannot_read_is_said(tmp_path: Path, broken: str) -> None:
    [line] = refused(template(tmp_path, broken, "{{ report }}"))
    assert line.startswith(
        ("a placeholder of the template cannot be read: ", "the template cannot be filled in: ")
    )


@pytest.mark.parametrize(
    "attack",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ title() }}",
        "{{ 1 // 0 }}",
        "{% for i in range(1000000000) %}{% endfor %}",
        "{% include 'x' %}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(tmp_path: Path, attack: str) -> None:
    [line] = refused(template(tmp_path, attack, "{{ report }}"))
    assert line.startswith("the template cannot be filled in: ")


def _archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("left_out", ["w:pgSz", "w:pgMar", "w:sectPr"])
def test_a_template_need_not_say_how_large_its_pages_are(tmp_path: Path, left_out: str) -> None:
    def without(made: Any) -> None:
        for element in list(made.element.body.iter(qn(left_out))):
            element.getparent().remove(element)

    path = template(tmp_path, "{{ report }}", change=without)
    if left_out == "w:sectPr":  # then it has no head and no foot, in which the marking would stand
        assert refused(path)[0].startswith("the template has pages without the marking")
        return
    made = opened(document(BLOCKS, template=path, stamp=STAMP))
    assert "It is short." in text_of(made.element)
