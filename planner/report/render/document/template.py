"""Templates of documents: a place for the report, and placeholders for what stands around it.

A template is a DOCX file with `{{ title }}`, `{{ marking }}` and the like, filled by Jinja in a
sandbox. The paragraph `{{ report }}` gives way to the report.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, Place, fault, listed, nearest, os_reason
from planner.messages import said

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

Document = Any
Element = Any

REPORT, MARKING = "report", "marking"
# no text of a report holds these: they are not printable, and so written as escapes
PLACE = "\ue000report\ue001"
LARGEST = 50_000_000


def default_template() -> bytes:
    """The template that a report has where none is given."""
    return files(__package__).joinpath("data", "annex.docx").read_bytes()


def filled(path: Path | None, values: Mapping[str, object]) -> Document:
    """The document of a template with its placeholders filled; the report goes to `place_of`.

    Raises `InputError` for a file that is no DOCX, for one without a place for the report or for
    the marking, for a placeholder that is not known, and for what Jinja cannot read.
    """
    place = Place("" if path is None else str(path))
    template = _opened(default_template() if path is None else _read(path), place)
    environment = _environment()
    try:
        _check(template, environment, values, place)
        template.render({**values, REPORT: PLACE}, environment, autoescape=True)
    except InputError:
        raise
    except Exception as error:  # a template may do anything
        raise fault(said("template-fails", why=_why(error)), place=place) from None
    return template.docx


def place_of(document: Document, path: Path | None) -> Element:
    """The paragraph in whose place the report stands; raises `InputError` where there is none of
    its own."""
    place = Place("" if path is None else str(path))
    body = document.element.body
    found = [p for p in body.iterchildren(f"{_w()}p") if _text(p).strip() == PLACE]
    everywhere = _text(body).count(PLACE)
    if len(found) != 1 or everywhere != 1:
        code = said("template-without-report") if not everywhere else said("template-report-amiss")
        raise fault(code, place=place)
    return found[0]


# ---------------------------------------------------------------------------------- reading


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise fault(
                said("template-too-large", most=LARGEST // 1_000_000), place=Place(str(path))
            )
        return path.read_bytes()
    except OSError as error:
        raise fault(said("file-unreadable", why=os_reason(error)), place=Place(str(path))) from None


def _opened(content: bytes, place: Place) -> DocxTemplate:
    """The template; raises `InputError` where it is no DOCX file, or the packages are missing."""
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise _not_installed() from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise _too_large(place)
        template = DocxTemplate(io.BytesIO(content))
        template.init_docx()
    except InputError:
        raise
    except Exception:  # what is no DOCX file fails in many ways
        raise fault(said("template-not-a-document"), place=place) from None
    return template


def _too_large(place: Place) -> InputError:
    return fault(said("template-too-large", most=LARGEST // 1_000_000), place=place)


def _not_installed() -> InputError:
    packages = listed(("docx", "docxtpl"))
    return fault(said("report-not-installed", format="docx", packages=packages, extra="report"))


def _environment() -> Any:
    """What fills placeholders: a template reads values, and reaches nothing else."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


# --------------------------------------------------------------------------------- checking


def _check(
    template: DocxTemplate, environment: Any, values: Mapping[str, object], place: Place
) -> None:
    """Raise `InputError` for every fault that can be seen before anything is filled in."""
    from jinja2 import TemplateSyntaxError

    try:
        used = template.get_undeclared_template_variables(environment)
    except TemplateSyntaxError as error:
        raise fault(said("template-syntax", why=error.message or ""), place=place) from None
    known = sorted({*values, REPORT})
    faults = [_unknown(name, known, place) for name in sorted(used - set(known))]
    if REPORT not in used:
        faults.append(fault(said("template-without-report"), place=place))
    pages = list(_pages(template.docx))
    if not pages or not all(map(_is_marked, pages)):
        faults.append(fault(said("template-without-marking"), place=place))
    if faults:
        raise InputError(found for error in faults for found in error.faults)


def _unknown(name: str, known: Sequence[str], place: Place) -> InputError:
    return fault(
        said("template-unknown-placeholder"),
        place=place,
        seen=name,
        allowed=listed(known),
        nearest=nearest(name, known),
    )


def _pages(document: Document) -> Iterator[str]:
    """What stands at the head and at the foot of each kind of page, as one text."""
    evenly = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        yield _text(section.header._element) + _text(section.footer._element)
        if section.different_first_page_header_footer:
            first = (section.first_page_header, section.first_page_footer)
            yield "".join(_text(part._element) for part in first)
        if evenly:
            even = (section.even_page_header, section.even_page_footer)
            yield "".join(_text(part._element) for part in even)


def _is_marked(text: str) -> bool:
    return re.search(rf"\{{\{{[^}}]*\b{MARKING}\b", text) is not None


def _text(element: Element) -> str:
    """All texts below an element."""
    return "".join(found.text or "" for found in element.iter(f"{_w()}t"))


def _w() -> str:
    from docx.oxml.ns import nsmap

    return f"{{{nsmap['w']}}}"


def _why(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
