"""Reports in files: which formats there are, who makes each, and where it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from planner.dossier import SUFFIX, Dossier, is_plan_file
from planner.errors import InputError, Place, fault, listed, nearest
from planner.messages import LANGUAGES, Language, said
from planner.planning import Plan
from planner.report.content import Content, content_of
from planner.report.render.garbage import nothing_collected
from planner.report.render.markdown import markdown
from planner.report.render.plain import plain
from planner.report.render.tables import to_csv
from planner.scenario.sheets import is_scenario_workbook
from planner.writing import check_not_read, check_writable, write_whole

OUTPUT = Place("-o")


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look: its language, and the template of a document."""

    language: Language = "en"
    template: Path | None = None


@dataclass(frozen=True)
class Format:
    """A format of reports: how its files end, the packages that it needs and the extra
    that brings them, and who makes it."""

    suffixes: tuple[str, ...]
    make: Callable[[Content, Look], bytes]
    packages: tuple[str, ...] = field(default=())
    is_text: bool = True
    extra: str = "report"


# ---------------------------------------------------------------------------------- who makes it


def _page(content: Content, look: Look) -> bytes:
    from planner.report.render.html import page

    stamp, heard = content.stamp(look.language), content.heard(look.language)
    return page(heard, language=look.language, stamp=stamp, small=content.one_page).encode()


def _book(content: Content, look: Look) -> bytes:
    from planner.report.render.book import book

    stamp = content.stamp(look.language)
    return book(content.heard(look.language), content.tables, language=look.language, stamp=stamp)


def _document(content: Content, look: Look) -> bytes:
    from planner.report.render.document import document

    return document(
        content.heard(look.language),
        language=look.language,
        template=look.template,
        stamp=content.stamp(look.language),
        small=content.one_page,
    )


def _text(content: Content, look: Look) -> bytes:
    return plain(content.heard(look.language), look.language, notes=True).encode()


def _markdown(content: Content, look: Look) -> bytes:
    return markdown(content.heard(look.language), look.language).encode()


def _kept(content: Content, _: Look) -> bytes:
    assert content.kept is not None
    return content.kept()


def _dates(content: Content, look: Look) -> bytes:
    assert content.calendar is not None
    return content.calendar(look.language).encode()


def _parquet(content: Content, _: Look) -> bytes:
    from planner.report.render.parquet import to_parquet

    return to_parquet(content.tables[0])


FORMATS: Mapping[str, Format] = {
    "html": Format((".html", ".htm"), _page, ("jinja2", "milsymbol")),
    "xlsx": Format((".xlsx",), _book, ("xlsxwriter",), is_text=False),
    "docx": Format((".docx",), _document, ("docx", "docxtpl", "vl_convert"), False),
    "markdown": Format((".md",), _markdown),
    "text": Format((".txt",), _text),
    "json": Format((".json",), lambda content, _: content.json().encode()),
    "plan": Format((SUFFIX,), _kept, is_text=False),
}


# what programs read: the one table of a report that has one
TIDY: Mapping[str, Format] = {
    "csv": Format((".csv",), lambda content, _: to_csv(content.tables[0]).encode()),
    "parquet": Format((".parquet",), _parquet, ("pyarrow",), False, "parquet"),
}
# what calendars of an office read
DATED: Mapping[str, Format] = {"ics": Format((".ics",), _dates)}


def _every() -> Mapping[str, Format]:
    """Every format that any report may have."""
    return {**FORMATS, **TIDY, **DATED}


# ------------------------------------------------------------------------------------- where to


@dataclass(frozen=True, slots=True)
class Target:
    """A report that is asked for: its format, and its file; None for standard output."""

    format: str
    path: Path | None = None


def targets_of(
    outputs: Sequence[Path],
    format_: str | None,
    formats: Iterable[str] = FORMATS,
    reads: Sequence[Path | None] = (),
) -> tuple[Target, ...]:
    """The reports asked for, each by the suffix of its output, or one by the name of its format.

    Raises `InputError` for what cannot be written, before any long work is done for it: an unknown
    format, a suffix that names none, two files of one name, a folder that is not there, a library
    that is not installed, a file that is one of those which the report `reads`. A plan file may be
    written anew with more in it.
    """
    known = {name: _every()[name] for name in formats}
    if format_ is not None:
        _check_format(format_, known, outputs)
    targets = tuple(Target(format_ or _format_of(path, known), path) for path in outputs)
    targets = targets or (Target(format_ or "text"),)
    for target in targets:
        _check_installed(target.format, known[target.format])
        if target.path is not None:
            check_writable(target.path)
            _check_no_scenario(target)
            check_not_read(target.path, *(path for path in reads if not _is_renewed(target, path)))
        elif not known[target.format].is_text and sys.stdout.isatty():
            raise fault(said("not-for-a-terminal"), place=OUTPUT)
    _check_apart(outputs)
    return targets


def _check_no_scenario(target: Target) -> None:
    """Raises `InputError` for a workbook that is a scenario: a report would take its place."""
    if target.format == "xlsx" and target.path is not None and is_scenario_workbook(target.path):
        raise fault(said("output-is-a-scenario"), place=OUTPUT, seen=str(target.path))


def _is_renewed(target: Target, read: Path | None) -> bool:
    """Whether a plan file is read to be written again."""
    return target.format == "plan" and read is not None and is_plan_file(read)


def _check_format(format_: str, known: Iterable[str], outputs: Sequence[Path]) -> None:
    place = Place("--format")
    if format_ not in known:
        what, near = said("unknown-format"), nearest(format_, known)
        raise fault(what, place=place, seen=format_, allowed=listed(known), nearest=near)
    if len(outputs) > 1:
        raise fault(said("one-format-for-all"), place=place, seen=format_)


def _format_of(path: Path, known: Mapping[str, Format]) -> str:
    suffixes = {suffix: name for name, format_ in known.items() for suffix in format_.suffixes}
    found = suffixes.get(path.suffix.lower())
    if found is None:
        what = said("suffix-names-no-format", suffixes=listed(suffixes))
        raise fault(what, place=OUTPUT, seen=str(path))
    return found


def _check_installed(name: str, format_: Format) -> None:
    missing = [package for package in format_.packages if find_spec(package) is None]
    if missing:
        raise not_installed(name, missing, format_.extra)


def not_installed(format_: str, packages: Iterable[str], extra: str) -> InputError:
    """What is said where the libraries of a format are missing."""
    named = listed(packages)
    return fault(said("report-not-installed", format=format_, packages=named, extra=extra))


def _check_apart(outputs: Sequence[Path]) -> None:
    seen: set[Path] = set()
    for path in outputs:
        if path.resolve() in seen:
            raise fault(said("output-twice"), place=OUTPUT, seen=str(path))
        seen.add(path.resolve())


# --------------------------------------------------------------------------------------- writing


def made(content: Content, targets: Iterable[Target], look: Look) -> list[bytes]:
    """Each report as it is to be written; formats asked for twice are made once."""
    known: dict[str, bytes] = {}
    for target in targets:
        if target.format not in known:
            with nothing_collected():
                known[target.format] = _every()[target.format].make(content, look)
    return [known[target.format] for target in targets]


def write_report(
    of: Dossier | Plan,
    *paths: str | Path,
    language: Language = "en",
    template: str | Path | None = None,
) -> None:
    """Write the report of a plan or a dossier into files, each in the format of its suffix.

    Formats are .html, .xlsx, .docx, .md, .txt, .json, and .plan, which keeps the dossier itself.
    `template` is a DOCX file of a headquarters for the document. None is written unless all could
    be made. Raises `InputError` for a file that cannot be written, or whose format needs a library
    that is not installed.
    """
    if language not in LANGUAGES:
        what, allowed = said("unknown-choice"), listed(LANGUAGES)
        raise fault(what, path="language", seen=str(language), allowed=allowed)
    look = Look(language, None if template is None else Path(template))
    outputs = [Path(path) for path in paths]
    targets = targets_of(outputs, None, reads=[look.template]) if paths else ()
    dossier = Dossier(of) if isinstance(of, Plan) else of
    contents = made(content_of(dossier), targets, look)
    files = {target.path: content for target, content in zip(targets, contents, strict=True)}
    write_whole({path: content for path, content in files.items() if path is not None})
