"""Reports in files: the table of formats, what is checked beforehand, and all files or none."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from planner.dossier import SUFFIX, Dossier, read_dossier
from planner.errors import InputError
from planner.messages import in_language
from planner.records.contract import schema_of
from planner.report import files
from planner.report.content import content_of, stamp_of
from planner.report.exports.plan import plan_tables
from planner.report.files import FORMATS, Look, made, targets_of, write_report
from tests.dossier.support import dossier_of
from tests.report.support import ROOT

# what is imported, by the name of the package that has it
IMPORTS = {
    "altair": "altair",
    "docxtpl": "docxtpl",
    "jinja2": "jinja2",
    "milsymbol": "milsymbol",
    "python-docx": "docx",
    "vl-convert-python": "vl_convert",
    "xlsxwriter": "xlsxwriter",
}


def refused(*paths: str | Path, format_: str | None = None) -> str:
    """The one fault that outputs have."""
    with pytest.raises(InputError) as raised:
        targets_of([Path(path) for path in paths], format_)
    [fault] = raised.value.faults
    assert fault.code is not None
    return fault.code


# -------------------------------------------------------------------------------- the table


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_is_made_in_every_format(format_: str) -> None:
    content = content_of(dossier_of("short"))
    [target] = targets_of([], format_)
    [one], [other] = (made(content_of(dossier_of("short")), [target], Look()) for _ in range(2))
    assert one
    assert one == other
    [french] = made(content, [target], Look("fr"))
    assert (one == french) == (format_ in ("json", "plan"))


def test_suffixes_name_one_format_each() -> None:
    suffixes = [suffix for format_ in FORMATS.values() for suffix in format_.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert FORMATS["plan"].suffixes == (SUFFIX,)


def test_the_packages_are_those_of_the_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["report"]
    names = {IMPORTS[line.partition(">")[0].partition("=")[0]] for line in extra}
    wanted = {package for entry in FORMATS.values() for package in entry.packages}
    assert wanted | {"altair"} == names  # for the charts of notebooks


# ------------------------------------------------------------------------------- beforehand


def test_a_library_that_is_missing_is_named_before_any_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = importlib.util.find_spec
    missing = {"milsymbol", "jinja2"}
    monkeypatch.setattr(files, "find_spec", lambda name: None if name in missing else there(name))
    with pytest.raises(InputError) as raised:
        targets_of([tmp_path / "a.html"], None)
    [fault] = raised.value.faults
    assert str(fault) == (
        "a report as html needs packages that are not installed: jinja2, milsymbol; "
        "allowed: pip install '.[report]' in the folder of the project, or another format"
    )
    assert [target.format for target in targets_of([tmp_path / "a.md"], None)] == ["markdown"]


def test_what_cannot_be_written_is_told_beforehand(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.pdf") == "suffix-names-no-format"
    assert refused(tmp_path / "a") == "suffix-names-no-format"
    assert refused(format_="htm") == "unknown-format"
    assert refused(tmp_path / "a.md", tmp_path / "b.md", format_="json") == "one-format-for-all"
    assert refused(tmp_path / "a.md", tmp_path / ".." / tmp_path.name / "a.md") == "output-twice"
    assert refused(tmp_path / "none" / "a.md") == "file-unwritable"
    assert refused(tmp_path) == "suffix-names-no-format"


def test_targets_by_suffix_by_name_and_by_default(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.HTM", "b.json", "c.plan")]
    assert [t.format for t in targets_of(paths, None)] == ["html", "json", "plan"]
    assert [(t.format, t.path) for t in targets_of([], None)] == [("text", None)]
    [target] = targets_of([tmp_path / "a.bak"], "markdown")
    assert (target.format, target.path) == ("markdown", tmp_path / "a.bak")


# ---------------------------------------------------------------------------------- writing


def test_reports_are_written_by_their_suffixes(tmp_path: Path) -> None:
    dossier = dossier_of("short")
    paths = [tmp_path / name for name in ("a.md", "a.txt", "a.json", "a.plan")]
    write_report(dossier, *paths)
    assert json.loads(paths[2].read_text("utf-8")) == dossier.to_dict()
    assert read_dossier(paths[3]).to_json() == dossier.to_json()
    again = [path.with_stem("b") for path in paths]
    write_report(read_dossier(paths[3]), *map(str, again))
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]
    assert len(list(tmp_path.iterdir())) == 8


def test_a_plan_alone_is_a_dossier_without_the_parts(tmp_path: Path) -> None:
    plan = dossier_of("short").plan
    write_report(plan, tmp_path / "a.json", tmp_path / "a.plan")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == plan.to_dict()
    assert read_dossier(tmp_path / "a.plan").provenance is None


def fail(*_: Any) -> bytes:
    raise InputError([])


def test_nothing_is_written_unless_all_could_be_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("old", "utf-8")
    broken = files.Format((".txt",), fail)
    monkeypatch.setattr(files, "FORMATS", {**FORMATS, "text": broken})
    with pytest.raises(InputError):
        write_report(dossier_of("short"), tmp_path / "a.md", tmp_path / "b.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text("utf-8") == "old"


def test_nothing_is_written_unless_all_can_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("old", "utf-8")
    whole, opened = Path.open, list[Path]()

    def full(path: Path, mode: str = "r", **options: Any) -> Any:
        opened.append(path)
        if mode == "xb" and len(opened) > 1:
            raise OSError(28, "No space left on device")
        return whole(path, mode, **options)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(InputError, match=r"b\.txt: cannot be written: "):
        write_report(dossier_of("short"), tmp_path / "a.md", tmp_path / "b.txt")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text("utf-8") == "old"


# ------------------------------------------------------------------------------ what is in it


def test_the_json_keeps_to_its_schema() -> None:
    schema = schema_of("report")
    Draft7Validator.check_schema(schema)
    for dossier in (dossier_of("short"), Dossier(dossier_of("forces").plan)):
        Draft7Validator(schema).validate(json.loads(dossier.to_json()))


def test_the_tables_have_names_of_their_own() -> None:
    names = [table.name for table in plan_tables(dossier_of("short"))]
    assert len(names) == len(set(names))
    assert {"requirements", "movements", "what-if", "swings"} <= set(names)
    alone = [table.name for table in plan_tables(Dossier(dossier_of("everything").plan))]
    assert "movements" in alone
    assert not {"requirements", "what-if", "swings"} & set(alone)


def test_the_stamp_says_what_made_the_plan_in_a_language() -> None:
    dossier = dossier_of("short")
    english, french = stamp_of(dossier), stamp_of(dossier, "fr")
    assert dict(english)["scenario"] == dossier.plan.scenario.id
    assert [value for _, value in english] == [value for _, value in french]
    assert all(one != other for (one, _), (other, _) in zip(english, french, strict=True))
    assert in_language(french[0][0], "en") == french[0][0]
