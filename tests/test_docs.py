"""The manual says what the code says: pages made from the code, and pages that must not drift.

The pages under docs/reference/ that are made here are renewed with
`PLANNER_RENEW_GOLDEN=1 pytest tests/test_docs.py`; read what changed, and commit it.
"""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin

import pytest
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML
from typer.core import TyperGroup
from typer.main import get_command

import planner
from planner.analysis.assumed import CHECK, heavy_assumptions
from planner.catalogue.figure import Figure, Record, Ref
from planner.catalogue.ids import SiteId
from planner.catalogue.measure import Measure
from planner.cli import exits
from planner.cli.app import COMMANDS, app
from planner.forces.constraints import FAMILIES as FORCE_FAMILIES
from planner.forces.variables import ForceVariables
from planner.funding.constraints import FAMILIES as FUNDING_FAMILIES
from planner.funding.variables import FundingVariables
from planner.records import contract
from planner.scenario import from_mapping
from planner.scenario.checks import QUESTIONS, RULES, name_of
from planner.scenario.schema.days import parse_day
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.sustainment.constraints import FAMILIES as SUPPLY_FAMILIES
from planner.sustainment.objective import UNITS
from planner.sustainment.services.constraints import FAMILIES as SERVICE_FAMILIES
from planner.sustainment.services.variables import ServiceVariables
from planner.sustainment.variables import SupplyVariables

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
RENEW = "PLANNER_RENEW_GOLDEN"
GENERATED = (
    "Generated from the code. Do not edit this page: change the code and run\n"
    f"`{RENEW}=1 pytest tests/test_docs.py`."
)
OPEN_ENDED = 1e5  # a limit that is only there to catch a slip of the keyboard is not worth a word


# ------------------------------------------------------------------------------------ markdown


def one_line(text: str | None) -> str:
    """Text as it stands in one cell of a table."""
    return " ".join((text or "").split()).replace("|", "\\|")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def page(title: str, *parts: str) -> str:
    """A generated page."""
    return "\n\n".join([f"# {title}", GENERATED, *parts]) + "\n"


# ------------------------------------------------------------------------ fields of a scenario


def scenario_page() -> str:
    """Every field of a scenario: the sections, then the entries, in the order they are met."""
    intro = (
        "The keys of a scenario. [What a planner writes](../scenario-format.md) explains them.\n"
        "A *figure* is a number, a text with its unit, or a mapping: see [Figure](#figure)."
    )
    return page("Scenario", intro, *(model_table(model) for model in records(Scenario)))


def records(root: type[Record]) -> list[type[Record]]:
    """The models that a scenario is made of, each once; `Figure` last."""
    found = [root]
    for model in found:  # grows while it is read
        for info in model.model_fields.values():
            found.extend(m for m in models_in(info.annotation) if m not in found)
    found.remove(Figure)
    return [*found, Figure]


def models_in(kind: Any) -> Iterator[type[Record]]:
    """The models in an annotation."""
    if isinstance(kind, type) and issubclass(kind, Record):
        yield kind
    for inner in get_args(kind):
        yield from models_in(inner)


def model_table(model: type[Record]) -> str:
    """One model: what it is, and a line for each key."""
    rows = (
        (f"`{info.alias or name}`", kind_of(info), default_of(info), one_line(info.description))
        for name, info in model.model_fields.items()
    )
    about = one_line(inspect.getdoc(model))
    return f"## {model.__name__}\n\n{about}\n\n" + table(("Key", "Is", "If absent", "Means"), rows)


def kind_of(info: FieldInfo) -> str:
    """What may be written, in words."""
    return words(info.annotation, info.metadata)


def words(kind: Any, marks: Sequence[Any] = ()) -> str:
    """A type in words; `marks` are what stands beside it in `Annotated`."""
    if get_origin(kind) is Annotated:
        return words(get_args(kind)[0], [*get_args(kind)[1:], *marks])
    for mark in marks:
        if (told := told_by(mark)) is not None:
            return told
    if isinstance(kind, NewType):
        return "id"
    if get_origin(kind) in (Union, UnionType):
        return words(next(k for k in get_args(kind) if k is not NoneType), marks)
    return compound(kind) or simple(kind, marks)


def told_by(mark: Any) -> str | None:
    """What one mark says of its field."""
    if isinstance(mark, Measure):
        return measured(mark)
    if isinstance(mark, Ref):
        return f"id of a {mark.kind}"
    function = getattr(mark, "func", None)
    if function is parse_day:
        return "day"
    if getattr(function, "__name__", "") == "_check_citation":
        return "source, then paragraph or page"
    if getattr(mark, "pattern", None):
        return "id"
    return None


def measured(measure: Measure) -> str:
    """A figure with its unit and its limits."""
    said = ["whole figure" if measure.whole else "figure"]
    if measure.unit:
        said.append(f"in {measure.unit}")
    if measure.any_unit:
        said.append("in the unit of what it counts")
    if measure.above:
        said.append(f"above {measure.minimum:g}")
    elif measure.minimum > 0:
        said.append(f"from {measure.minimum:g}")
    if measure.maximum < OPEN_ENDED:
        said.append(f"up to {measure.maximum:g}")
    return " ".join(said)


def compound(kind: Any) -> str | None:
    """Lists, mappings and choices."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return f"list of {words(inner[0])}"
    if origin is dict:
        return f"mapping of {words(inner[0])} to {words(inner[1])}"
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in inner)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(f"`{choice.value}`" for choice in kind)
    return None


def simple(kind: Any, marks: Sequence[Any]) -> str:
    """A single value."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    known = {bool: "true or false", str: "text", int: "whole number", float: "number"}
    known[Any] = "number, day or word"
    said = [{**known, dt.date: "date", object: "value"}[kind]]
    limits = [
        m for mark in marks for m in (mark.metadata if isinstance(mark, FieldInfo) else [mark])
    ]
    said += [f"from {limit.ge}" for limit in limits if isinstance(limit, Ge)]
    said += [f"to {limit.le}" for limit in limits if isinstance(limit, Le)]
    return " ".join(said)


def default_of(info: FieldInfo) -> str:
    """What holds where the key is not written."""
    if info.is_required():
        return "**must be written**"
    default = info.default
    if isinstance(default, Figure):
        return f"{default.value:g} {default.unit or ''}".strip()
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return ", ".join(f"`{one}`" for one in default)
    return "" if default in (None, "", {}) else f"{default}"


# ----------------------------------------------------------------------------------- the maths


def model_page() -> str:
    """The constraint families, from their docstrings."""
    intro = (
        "Every family of variables and constraints. [The model](../model.md) explains how they\n"
        "work together. Letters in brackets are indices; `sum over` runs over the index named."
    )
    forces = (
        "Indices: p pledge, r and d requirements, k a whole tour of a pledge on a requirement,\n"
        "t period, c contributor, f force, l limited substitution. Given: quantity[p, r] is what\n"
        "one unit counts for, theatre[k, t] is 1 while a unit on the tour is in theatre (2 while\n"
        "it is relieved in place), present[k, t] is 1 while it counts, Q required, n units\n"
        "pledged, h persons in a unit, C the ceiling."
    )
    supply = (
        "Indices: n site, k item, t period, m step of a site, l leg (a lane with one fleet, or\n"
        "contracted), a lane, v fleet, d day, s supply, o outlet, g storage group, j a policy at\n"
        "a site for an item and period. Given: arriving[l, t', m] is the part of what leaves in\n"
        "t' that arrives in m, share[m] the part of its period that m is, mass and volume of a\n"
        "unit of issue, and the limits U, S and H of lanes, stores and sites."
    )
    services = (
        "Indices: s service, n site, p site of a point, t period. Given: persons[s, n, t] are\n"
        "those at n who are to have s, capacity[s] the persons that one point serves at a time,\n"
        "least[s] and most[s] the points in all."
    )
    funding = (
        "Indices: l cost line, m purse (a contribution as money), e entry of the costs of one\n"
        "force. Given: cost[l] of a line, money[m] of a purse, and which purse may pay which line."
    )
    goals = table(("Goal", "In"), ((f"`{goal.value}`", UNITS[goal]) for goal in GoalName))
    return page(
        "Model",
        intro,
        f"## Force generation\n\n{forces}\n\n{variables_table(ForceVariables)}",
        *(family_part(family) for family in FORCE_FAMILIES),
        f"## Sustainment\n\n{supply}\n\n{variables_table(SupplyVariables)}",
        *(family_part(family) for family in SUPPLY_FAMILIES),
        f"## Goals of sustainment\n\n{goals}",
        f"## Services\n\n{services}\n\n{variables_table(ServiceVariables)}",
        *(family_part(family) for family in SERVICE_FAMILIES),
        f"## Funding\n\n{funding}\n\n{variables_table(FundingVariables)}",
        *(family_part(family) for family in FUNDING_FAMILIES),
    )


def variables_table(variables: type) -> str:
    """The variable families, from the docstring of their handles."""
    text = one_line(inspect.getdoc(variables)).partition(" The `_at`")[0]
    found = re.findall(r"(\w+\[[\w, ]+\]): (.+?)\.?(?= \w+\[[\w, ]+\]: |$)", text)
    return table(("Variable", "Is"), ((f"`{name}`", meaning) for name, meaning in found))


FAMILY = re.compile(
    r"(?P<equation>.+?), (?P<over>for every .+?); (?P<unit>[^;.]+)\.(?P<note>.*?)"
    r"(?: The dual is (?P<dual>[^.]+)\.)? Violated, it reads: \"(?P<violated>[^\"]+)\"\."
)


def family_part(family: Callable[..., Any]) -> str:
    """One family: its sentence, its equation, and a line for each thing to know of it."""
    sentence, _, rest = (inspect.getdoc(family) or "").partition("\n\n")
    said = FAMILY.fullmatch(" ".join(rest.split()))
    assert said is not None, f"{family.__name__}: not an equation, index set, unit and words"
    lines = [f"- {said['over'][0].upper()}{said['over'][1:]}", f"- Unit: {said['unit']}"]
    lines += [f"- Note: {said['note'].strip()}"] if said["note"] else []
    lines += [f"- Dual: {said['dual']}"] if said["dual"] else []
    lines += [f"- Violated, it reads: “{said['violated']}”"]
    equation = f"```text\n{wrapped(said['equation'])}\n```"
    sentence = " ".join(sentence.split())
    return f"### `{family.__name__}`\n\n{sentence}\n\n{equation}\n\n" + "\n".join(lines)


def wrapped(equation: str) -> str:
    """An equation, its right side on a line of its own."""
    left, sign, right = re.split(r" (<=|>=|=) ", equation, maxsplit=1)
    return f"{left}\n    {sign} {right}"


# ------------------------------------------------------------------------------------ commands


def commands_page() -> str:
    """Every command with its arguments and options."""
    intro = (
        "`planner COMMAND --help` shows the same. Where results go and what exit codes mean\n"
        "stand in the README of the project."
    )
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return page("Commands", intro, *(command_part(n, c) for n, c in group.commands.items()))


def command_part(name: str, command: Any) -> str:
    """One command."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    shown = " ".join(p.name.upper() if p.required else f"[{p.name.upper()}]" for p in arguments)
    rows = [(f"`{written(p)}`", one_line(p.help), default_in_words(p)) for p in command.params]
    usage = f"```sh\nplanner {name} {shown}".rstrip() + (" [OPTIONS]" if len(rows) > 1 else "")
    text = f"## `planner {name}`\n\n{one_line(command.help)}\n\n{usage}\n```"
    return text + ("\n\n" + table(("Written", "Does", "If absent"), rows) if rows else "")


def written(parameter: Any) -> str:
    """An argument or option as it is written on the command line."""
    if parameter.param_type_name == "argument":
        return str(parameter.name.upper())
    value = "" if parameter.is_flag else f" {parameter.metavar or VALUES[parameter.opts[-1]]}"
    return ", ".join(parameter.opts) + value.replace("|", "\\|")


VALUES = {
    "--money": "pledged|confirmed|paid",
    "--to": "NUMBER",
    **{"--format": "NAME", "--output": "FILE", "--solver": "NAME", "--time-limit": "SECONDS"},
    **{"--table": "NAME", "--strength": "low|base|high", "--alternatives": "NUMBER"},
    **{
        "--within": "SHARE",
        "--gap": "SHARE",
        "--assumed-share": "SHARE",
        "--days": "DAYS",
        "--every": "DAYS",
    },
    **{"--top": "NUMBER", "--workers": "NUMBER"},
    **{"--max-variables": "NUMBER"},
}


def default_in_words(parameter: Any) -> str:
    """What holds where the parameter is not given."""
    if parameter.required:
        return "**must be given**"
    return str(parameter.default) if parameter.default not in (None, False, ()) else ""


# ------------------------------------------------------------------------------ the sense checks


def checks_page() -> str:
    """Every check with its name and its question: those that are errors, then those that warn."""
    intro = (
        "What `planner check` asks of a scenario whose values are well formed. What the first of\n"
        "these find is an error, and no command plans with it; what the others find is a warning,\n"
        "and an error with `--strict`. Each answer carries the name of its check."
    )
    on_request = (
        "Asked only with `--assumed-share SHARE`, a share from 0 to 1. The gap is that of\n"
        "`planner gap`, in tonnes. A tonne rests on an assumption where the strength or the days\n"
        "of its force, the rate of consumption or the mass of its item is one."
    )
    return page(
        "Checks",
        intro,
        f"## Errors\n\n{checks_table(RULES)}",
        f"## Warnings\n\n{checks_table(QUESTIONS)}",
        f"## Warnings on request\n\n{on_request}\n\n"
        + table(("Check", "Asks"), [(f"`{CHECK}`", one_line(inspect.getdoc(heavy_assumptions)))]),
    )


def checks_table(checks: Iterable[Callable[..., Any]]) -> str:
    """A line for each check, by name."""
    rows = ((f"`{name_of(check)}`", one_line(inspect.getdoc(check))) for check in checks)
    return table(("Check", "Asks"), sorted(rows))


MADE: dict[str, Callable[[], str]] = {
    "scenario.md": scenario_page,
    "model.md": model_page,
    "commands.md": commands_page,
    "checks.md": checks_page,
}


@pytest.mark.parametrize("name", MADE)
def test_generated_page_is_up_to_date(name: str) -> None:
    file, text = REFERENCE / name, MADE[name]()
    if os.environ.get(RENEW):
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text, f"renew it with {RENEW}=1"


def test_every_field_of_a_scenario_has_its_meaning() -> None:
    missing = [
        f"{model.__name__}.{name}"
        for model in records(Scenario)
        for name, info in model.model_fields.items()
        if not info.description
    ]
    assert missing == []


# ------------------------------------------------------------------------- pages that are written


def read(name: str) -> str:
    """The text of a file, by its path from the project's root."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_readme_names_every_command() -> None:
    rows = re.findall(r"^\| `planner (\w+)", read("README.md"), re.MULTILINE)
    assert rows == [command.__name__ for command in COMMANDS]


def test_readme_names_the_options_of_run_and_of_forces() -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    params = [p for name in ("run", "forces") for p in group.commands[name].params]
    options = [p for p in params if p.param_type_name == "option"]
    rows = "\n".join(re.findall(r"^\| `-.*", read("README.md"), re.MULTILINE))
    named = set(re.findall(r"`(--?[a-z-]+)", rows))
    assert [p.opts for p in options if not named.intersection(p.opts)] == []
    assert named <= {option for p in options for option in p.opts}


def test_readme_names_every_exit_code() -> None:
    told = re.findall(r"^\| (\d+) \|", read("README.md"), re.MULTILINE)
    codes = (value for name, value in vars(exits).items() if name.isupper())
    assert [int(code) for code in told] == sorted(codes)


def test_readme_uses_python_names_that_exist() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL))
    compile(code, "README.md", "exec")
    assert set(re.findall(r"planner\.(\w+)\(", code)) <= set(planner.__all__)
    assert {"load", "gap", "plan", "generate", "asks"} <= set(re.findall(r"planner\.(\w+)\(", code))


def test_the_pledge_that_the_readme_changes_is_as_it_says() -> None:
    scenario = planner.load(ROOT / "scenarios" / "mali-2012.yaml")
    for path, value in re.findall(r"--set pledges\.([\w.-]+)=(\w+)", read("README.md")):
        name, _, field = path.rpartition(".")
        pledge = next(pledge for id_, pledge in scenario.pledges.items() if id_ == name)
        assert getattr(pledge, field) != value
        assert f"    {field}: {getattr(pledge, field)}" in read("README.md")


def merge(data: dict[str, Any], more: dict[str, Any]) -> None:
    """Write `more` into `data`, mapping by mapping."""
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(data.get(key), dict):
            merge(data[key], value)
        else:
            data[key] = value


def test_the_pieces_of_the_format_page_make_a_scenario(tmp_path: Path) -> None:
    pieces = re.findall(r"```yaml\n(.*?)```", read("docs/scenario-format.md"), re.DOTALL)
    whole = "".join(piece for piece in pieces if not piece.startswith("#"))
    (tmp_path / "two-bases.yaml").write_text(whole, encoding="utf-8")
    assert planner.load(tmp_path / "two-bases.yaml").id == "two-bases"
    beside = [piece for piece in pieces if piece.startswith("# beside the above")]
    assert beside
    yaml = YAML(typ="safe", pure=True)
    data = yaml.load(whole)
    for piece in beside:
        merge(data, yaml.load(piece))
    told = from_mapping(data)
    assert told.sites[SiteId("depot")].opening
    # every gate of the page guards a phase
    assert {g for phase in told.phases.values() for g in phase.gates} == set(told.gates)
    variants = [piece for piece in pieces if piece.startswith("#") and piece not in beside]
    assert variants
    for variant in variants:
        (tmp_path / "variant.yaml").write_text(variant, encoding="utf-8")
        changed = planner.load(tmp_path / "variant.yaml")
        assert changed.forces[next(iter(changed.forces))].planned_days.value == 60


def test_the_format_page_names_every_section_and_goal() -> None:
    text = read("docs/scenario-format.md")
    missing = [name for name in Scenario.model_fields if not re.search(rf"\b{name}\b", text)]
    assert missing == []
    assert re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE) == [
        goal.value for goal in GoalName
    ]


def test_the_result_page_names_every_key() -> None:
    told = set(re.findall(r"`(\w+)`", read("docs/result-format.md")))
    parts = (
        m for m in vars(contract).values() if isinstance(m, type) and issubclass(m, contract.Part)
    )
    keys = {info.alias or name for part in parts for name, info in part.model_fields.items()}
    assert keys - told == set()


# ------------------------------------------------------------------------------------- every page


def anchors(file: Path) -> set[str]:
    """The anchors of a page's headings."""
    heads = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_lead_to_pages_and_headings(file: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8"))
    lost = []
    for target in (target for target in targets if "://" not in target):
        name, _, anchor = target.partition("#")
        to = file.parent / name if name else file
        # the manual is built from docs/ alone
        stays = DOCS not in file.parents or to.resolve().is_relative_to(DOCS)
        if not (stays and to.exists()) or (anchor and anchor not in anchors(to)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_equations_are_plain_and_nothing_is_left_to_fill(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"\$\$|\\(?:frac|sum|le|ge|cdot|mathrm|begin)\b|\\\(|\\\[", text) == []
    assert re.findall(r"FILL|TODO|FIXME", text) == []
