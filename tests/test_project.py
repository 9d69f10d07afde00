"""The files around the code: each test fails when one of them no longer says what is true."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from planner.version import __version__

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"

RUN = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && "
    ".venv/bin/planner run scenarios/mali-2012.yaml --exit-zero"
)
TEST = (
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && "
    ".venv/bin/python -m pytest -q -n 2"
)

# Put together here, so that this file does not name what it forbids.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("rubygems", "org"),
    )
)


def read(name: str) -> str:
    """The text of a file, by its path from the project's root."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def pyproject() -> dict[str, Any]:
    """The project's settings."""
    return tomllib.loads(read("pyproject.toml"))


def git(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run git in the project's root; skip where the project is no checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is no list of files to look at")
    try:
        return subprocess.run(
            ["git", *arguments], cwd=ROOT, input=given, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("git is not installed")


def files_in_git() -> list[Path]:
    """Files that are in git, or would be with the next `git add`."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    assert listed.returncode == 0, listed.stderr
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def relative_links(page: Path) -> list[str]:
    """Targets of a page's links that stay inside the project, without their anchors."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    inside = (target.partition("#")[0] for target in targets if "://" not in target)
    return [target for target in inside if target]


# ---------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(("name", "command"), [("run", RUN), ("test", TEST)])
def test_readme_holds_the_two_commands(name: str, command: str) -> None:
    assert f"<!-- ci:{name} -->\n```sh\n{command}\n```" in read("README.md")


@pytest.mark.parametrize(("name", "command"), [("run", RUN), ("test", TEST)])
def test_ci_runs_what_the_readme_says(name: str, command: str) -> None:
    script = [sys.executable, ".ci/readme_command.py", name]
    moved = [*script, "--python", "python3.12", "--venv", "/elsewhere/env"]
    plain = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True)
    other = subprocess.run(moved, cwd=ROOT, capture_output=True, text=True, check=True)
    assert plain.stdout == command + "\n"
    assert "python3.12 -m venv /elsewhere/env && /elsewhere/env/bin/pip" in other.stdout
    assert ".venv" not in other.stdout
    assert f"\nreadme {name}\n" in read(".ci/run")


def test_ci_can_be_executed() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_console_script_is_named_as_documented() -> None:
    assert pyproject()["project"]["scripts"] == {"planner": "planner.cli:main"}


# ------------------------------------------------------------------------------------- rooms


def test_import_contracts_hold() -> None:
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_layer() -> None:
    layers = next(
        contract
        for contract in pyproject()["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    assert layers["containers"] == ["planner"]
    assert layers["exhaustive"] is True


def test_contributing_draws_the_layers_in_their_order() -> None:
    contract = pyproject()["tool"]["importlinter"]["contracts"][0]
    wanted = [re.findall(r"\w+", layer) for layer in contract["layers"]]
    drawing = re.search(r"```text\n(.*?)```", read("CONTRIBUTING.md"), re.DOTALL)
    assert drawing is not None
    drawn = []
    for line in drawing[1].splitlines():
        names = re.split(r"\s{2,}", line)[0].replace("(to come)", "")
        drawn.append(re.findall(r"\w+", names))
    assert drawn == wanted


# ---------------------------------------------------------------------------------- versions


def test_version_is_the_same_everywhere() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert pyproject()["project"]["dynamic"] == ["version"]
    assert pyproject()["tool"]["hatch"]["version"]["path"] == "planner/version.py"
    citation = YAML(typ="safe").load(read("CITATION.cff"))
    assert citation["version"] == __version__


def test_installed_version_is_the_one_in_the_code() -> None:
    try:
        installed = importlib.metadata.version("planner")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("planner is not installed in this environment")
    assert installed == __version__


def test_python_version_file_satisfies_the_project() -> None:
    chosen = tuple(int(part) for part in read(".python-version").strip().split("."))
    assert pyproject()["project"]["requires-python"] == ">=3.12"
    assert chosen >= (3, 12)


def test_changelog_has_a_place_for_what_is_not_released() -> None:
    headings = re.findall(r"^## \[(.+?)\]", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"


# ------------------------------------------------------------------------------- the licence


def test_licence_is_the_one_declared() -> None:
    licence = read("LICENSE")
    assert pyproject()["project"]["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert "The planner authors" in licence


# --------------------------------------------------------------------------- files and pages


def test_no_file_names_a_registry_host() -> None:
    pattern = re.compile("|".join(map(re.escape, REGISTRY_HOSTS)).encode(), re.IGNORECASE)
    named = {
        str(path.relative_to(ROOT)): sorted(set(pattern.findall(path.read_bytes())))
        for path in files_in_git()
        if pattern.search(path.read_bytes())
    }
    assert named == {}


def test_no_data_file_of_the_package_is_ignored_by_git() -> None:
    # The wheel takes what git would take: a data file that git ignores is missing when installed.
    data = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "planner").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    ignored = git("check-ignore", "--stdin", given="\n".join(data))
    assert ignored.stdout == ""


def test_links_between_pages_lead_somewhere() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in files_in_git()
        if page.suffix == ".md"
        for target in relative_links(page)
        if not (page.parent / target).exists()
    ]
    assert lost == []


def test_decisions_are_numbered_and_listed() -> None:
    pages = sorted(page.name for page in DECISIONS.glob("[0-9]*.md"))
    listed = re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (DECISIONS / "README.md").read_text("utf-8"))
    assert listed == pages
    assert [page[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda page: page.name)
def test_decision_has_context_decision_and_consequence(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequence"]


def test_every_word_of_the_glossary_has_a_meaning_and_a_source() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in read("docs/glossary.md").splitlines()
        if line.startswith("| ")
    ]
    terms = [row[0] for row in rows if row[0] != "term"]
    assert [row for row in rows if len(row) != 3 or not all(row)] == []
    assert len(terms) == len(set(terms))


def test_every_lint_exception_is_explained() -> None:
    block = read("pyproject.toml").partition("[tool.ruff.lint.per-file-ignores]\n")[2]
    lines = block.partition("\n\n")[0].splitlines()
    assert lines[0].startswith("#")
    inline = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files_in_git()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#\s*noqa\s*$|#\s*type:\s*ignore\s*$", line)
    ]
    assert inline == [], "a bare noqa or type: ignore hides more than the one thing meant"
