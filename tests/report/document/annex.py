"""The template that documents have by default, made anew: `annex.docx` is what this gives.

.venv/bin/python -m tests.report.document.annex
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from planner.report.render.document import template
from planner.report.render.document.packed import packed
from planner.report.render.document.xml import field, read, run, w

FILE = Path(template.__file__).parent / "data" / "annex.docx"
FONT = "Arial"
INK, QUIET, BLUE, ALARM = "1A2027", "525C67", "0B5F9E", "B03A0C"
KEPT_TABLES = {"Normal Table", "Table Grid"}
# by name: the style it is based on, size, space before and after, colour, bold
STYLES: dict[str, tuple[str, float, float, float, str, bool]] = {
    "Title": ("Normal", 20, 0, 4, INK, True),
    "Subtitle": ("Normal", 11, 0, 14, QUIET, False),
    "Heading 1": ("Normal", 15, 18, 6, BLUE, True),
    "Heading 2": ("Normal", 12, 12, 4, INK, True),
    "Heading 3": ("Normal", 10.5, 10, 3, INK, True),
    "Body Text": ("Normal", 10, 0, 5, INK, False),
    "Caption": ("Normal", 9, 2, 10, QUIET, False),
    "Marking": ("Normal", 11, 0, 0, INK, True),
    "Running Text": ("Normal", 8, 0, 0, QUIET, False),
    "Table Text": ("Normal", 9, 1, 1, INK, False),
    "Table Heading": ("Table Text", 9, 1, 1, INK, True),
    "Source": ("Normal", 8.5, 0, 2, INK, False),
    "Problem": ("Body Text", 10, 0, 5, INK, False),
    "Caution": ("Body Text", 10, 0, 5, INK, False),
    "In Order": ("Body Text", 10, 0, 5, INK, False),
    "Note": ("Body Text", 9, 0, 5, QUIET, False),
}
# the bar at the side of a sentence: its colour and its width in eighths of a point
BARS = {"Problem": (ALARM, 36), "Caution": (ALARM, 12), "In Order": (BLUE, 12)}
CENTRED = ("Marking", "Running Text")
KEPT_WITH_NEXT = ("Title", "Heading 1", "Heading 2", "Heading 3")


def made() -> bytes:
    """The template as a file."""
    document = docx.Document()
    _paper(document)
    for name, look in STYLES.items():
        _style(document, name, *look)
    _table_style(document)
    _forget(document)
    _running(document.sections[0])
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ scenario }}", style="Subtitle")
    document.add_paragraph("{{ report }}", style="Body Text")
    document.core_properties.comments = ""
    return packed(document, "")


def _paper(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(0.9)


def _style(
    document: Any,
    name: str,
    base: str,
    size: float,
    before: float,
    after: float,
    colour: str,
    bold: bool,
) -> None:
    styles = document.styles
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name != base:
        style.base_style = styles[base]
    style.quick_style = True
    font, lines = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    lines.space_before, lines.space_after = Pt(before), Pt(after)
    lines.keep_with_next = name in KEPT_WITH_NEXT
    lines.line_spacing = 1.0
    if name in CENTRED:
        lines.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _plain_font(style.element)
    _bar(style.element, name)


def _plain_font(style: Any) -> None:
    """The one font, without the theme's, and without the rule below a title."""
    properties = style.get_or_add_rPr()
    for found in properties.findall(qn("w:rFonts")):
        properties.remove(found)
    fonts = {"ascii": FONT, "hAnsi": FONT, "cs": FONT, "eastAsia": FONT}
    properties.insert(0, read(w("rFonts", **fonts)))
    for found in style.get_or_add_pPr().findall(qn("w:pBdr")):
        style.pPr.remove(found)


def _bar(style: Any, name: str) -> None:
    if name not in BARS:
        return
    colour, width = BARS[name]
    border = read(w("pBdr", w("left", val="single", sz=width, space=6, color=colour)))
    style.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _table_style(document: Any) -> None:
    """Lines between rows, a stronger one below the header."""
    border = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
    sides = (("top", 8, "767F8A"), ("bottom", 8, "767F8A"), ("insideH", 4, "C9D0D8"))
    borders = "".join(border.format(side=s, size=z, colour=c) for s, z, c in sides)
    head = border.format(side="bottom", size=8, colour="767F8A")
    margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
            '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tcPr>'
            f"<w:tcBorders>{head}</w:tcBorders>"
            '<w:shd w:val="clear" w:color="auto" w:fill="F3F5F8"/>'
            "</w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _forget(document: Any) -> None:
    """Styles that come with the package and that nobody asked for; its picture of a page too."""
    named = {*STYLES, *KEPT_TABLES, "Normal", "Report Table", "No List", "Default Paragraph Font"}
    for style in list(document.styles):
        if style.name not in named:
            style.element.getparent().remove(style.element)
    for style in document.styles.element.findall(qn("w:style")):
        for link in style.findall(qn("w:link")):
            style.remove(link)
    package = document.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[name]


def _running(section: Any) -> None:
    head = section.header.paragraphs[0]
    head.style, head.text = "Marking", "{{ marking }}"
    foot = section.footer.paragraphs[0]
    foot.style, foot.text = "Marking", "{{ marking }}"
    line = section.footer.add_paragraph("{{ title }}   ", style="Running Text")
    for part in ("PAGE", " / ", "NUMPAGES"):
        line._p.append(read(field(part, "1") if part.isupper() else run(part)))


if __name__ == "__main__":
    FILE.write_bytes(made())
    print(f"{FILE}: {FILE.stat().st_size} bytes")
