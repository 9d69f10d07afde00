"""Two-stage problems in SMPS: a core (MPS), the stages (.tim) and what is random (.sto).

After Birge, Dempster, Gassmann, Gunn, King & Wallace, A standard input format for multiperiod
stochastic linear programs, 1987; as far as the published files need it: names without blanks,
stages in the order of the core, and discrete distributions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from planner.lp.blocks import Floats, Terms
from planner.lp.matrix import Csr, Matrix, compress
from planner.lp.two_stage import Realisation, Recourse, TwoStage

SIGNS = {"L": -1.0, "G": 1.0, "E": 0.0}
Change = tuple[str, str]
Changes = Mapping[Change, float]


@dataclass
class Core:
    """The deterministic problem: rows and columns in the order of the file."""

    objective: str = ""
    senses: dict[str, float] = field(default_factory=dict)
    rhs: dict[str, float] = field(default_factory=dict)
    entries: dict[str, dict[str, float]] = field(default_factory=dict)
    integer: set[str] = field(default_factory=set)
    lower: dict[str, float] = field(default_factory=dict)
    upper: dict[str, float] = field(default_factory=dict)
    ranges: dict[str, float] = field(default_factory=dict)


def read(core: Path, time: Path, stochastic: Path) -> TwoStage:
    """The problem of three files."""
    read_core = _core(core)
    column, row = _second_stage(time)
    return _Problem(read_core, column, row).made(list(_scenarios(stochastic)))


def _sections(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each line of data with the section that it stands in; the head of one has no words."""
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("*"):
            continue
        if not line[0].isspace():
            section = " ".join(words[:2]) if words[0] in _DISTRIBUTIONS else words[0]
            continue
        yield section, words


_DISTRIBUTIONS = ("INDEP", "BLOCKS", "SCENARIOS")


def _core(path: Path) -> Core:
    core, whole = Core(), False
    for section, words in _sections(path):
        if "'MARKER'" in words:
            whole = "'INTORG'" in words
        elif section == "ROWS":
            _row(core, *words)
        elif section == "COLUMNS":
            _column(core, words, whole=whole)
        elif section in ("RHS", "RANGES"):
            (core.rhs if section == "RHS" else core.ranges).update(_pairs(words))
        elif section == "BOUNDS":
            _bound(core, *words)
    _with_ranges(core)
    return core


def _with_ranges(core: Core) -> None:
    """Give each row with a range a second row behind it, for its other end."""
    senses: dict[str, float] = {}
    for name, sense in core.senses.items():
        senses[name] = sense
        if name not in core.ranges:
            continue
        end, wide, rhs = f"{name}'", core.ranges[name], core.rhs.get(name, 0.0)
        senses[name] = sense or float(np.sign(wide))
        senses[end] = -senses[name]
        core.rhs[end] = rhs + senses[name] * abs(wide)
        for entries in core.entries.values():
            if name in entries:
                entries[end] = entries[name]
    core.senses = senses


def _row(core: Core, sense: str, name: str) -> None:
    if sense == "N":
        core.objective = core.objective or name
    else:
        core.senses[name] = SIGNS[sense]


def _column(core: Core, words: list[str], *, whole: bool) -> None:
    name = words[0]
    core.entries.setdefault(name, {}).update(_pairs(words))
    if whole:
        core.integer.add(name)


def _pairs(words: list[str]) -> Iterator[tuple[str, float]]:
    """Names and numbers by turns, after the name of the column or set where there is one."""
    rest = words[len(words) % 2 :]
    return zip(rest[::2], map(float, rest[1::2]), strict=True)


def _bound(core: Core, kind: str, _: str, column: str, number: str = "0") -> None:
    value = float(number)
    if kind in ("UP", "FX", "UI", "BV"):
        core.upper[column] = 1.0 if kind == "BV" else value
    if kind in ("LO", "FX", "LI"):
        core.lower[column] = value
    if kind in ("FR", "MI"):
        core.lower[column] = -np.inf
    if kind in ("BV", "UI", "LI"):
        core.integer.add(column)


def _second_stage(path: Path) -> tuple[str, str]:
    """The first column and the first row of the second stage."""
    periods = [words for section, words in _sections(path) if section == "PERIODS"]
    assert len(periods) == 2, "two stages"
    return periods[1][0], periods[1][1]


def _scenarios(path: Path) -> Iterator[tuple[float, Changes]]:
    """Each realisation with its probability: what differs from the core, by column and row."""
    lines = list(_sections(path))
    section = lines[0][0]
    words = [line for _, line in lines]
    if section == "SCENARIOS DISCRETE":
        yield from _whole_scenarios(words)
        return
    made = {"INDEP DISCRETE": _independent, "BLOCKS DISCRETE": _blocks}[section]
    for chosen in itertools.product(*made(words)):
        together: dict[Change, float] = {}
        for _, changes in chosen:
            together.update(changes)
        yield float(np.prod([probability for probability, _ in chosen])), together


type Choices = list[list[tuple[float, Changes]]]


def _independent(lines: list[list[str]]) -> Choices:
    """One random number a place: its values, each with its probability."""
    found: dict[Change, list[tuple[float, Changes]]] = {}
    for column, row, value, *rest in lines:
        place = column, row
        found.setdefault(place, []).append((float(rest[-1]), {place: float(value)}))
    return list(found.values())


def _blocks(lines: list[list[str]]) -> Choices:
    """Numbers that move together; what a block does not repeat stays as in its first."""
    found: dict[str, list[tuple[float, dict[Change, float]]]] = {}
    block: dict[Change, float] = {}
    for words in lines:
        if words[0] == "BL":
            kept = found.setdefault(words[1], [])
            block = dict(kept[0][1]) if kept else {}
            kept.append((float(words[3]), block))
        else:
            block.update({(words[0], row): value for row, value in _pairs(words)})
    return [list(kept) for kept in found.values()]


def _whole_scenarios(lines: list[list[str]]) -> Iterator[tuple[float, Changes]]:
    """Scenarios that differ from the core, or from one before them."""
    known: dict[str, dict[Change, float]] = {"ROOT": {}}
    found: list[tuple[float, Changes]] = []
    for words in lines:
        if words[0] == "SC":
            scenario = dict(known[words[2].strip("'")])
            known[words[1]] = scenario
            found.append((float(words[3]), scenario))
        else:
            scenario.update({(words[0], row): value for row, value in _pairs(words)})
    yield from found


@dataclass
class _Problem:
    """A core cut into its stages at the first column and row of the second."""

    core: Core
    column: str
    row: str

    def __post_init__(self) -> None:
        columns, rows = list(self.core.entries), list(self.core.senses)
        cut, across = columns.index(self.column), rows.index(self.row)
        self.first, self.second = _numbered(columns[:cut]), _numbered(columns[cut:])
        self.first_rows, self.rows = _numbered(rows[:across]), _numbered(rows[across:])
        entries = self.core.entries
        assert not any(entries[name].keys() & self.first_rows.keys() for name in self.second)

    def made(self, scenarios: list[tuple[float, Changes]]) -> TwoStage:
        template = Recourse(
            self._costs(self.second),
            self._matrix(self.second, self.rows),
            self._csr(self.first, self.rows),
        )
        realisations = tuple(
            Realisation(probability, self._changed(template, changes))
            for probability, changes in scenarios
        )
        matrix = self._matrix(self.first, self.first_rows)
        return TwoStage(self._costs(self.first), matrix, realisations)

    def _changed(self, template: Recourse, changes: Changes) -> Recourse:
        """Costs and right-hand sides change; no file changes a coefficient, or a ranged row."""
        rhs, costs = template.matrix.rhs.copy(), template.costs.copy()
        for (column, row), value in changes.items():
            if row == self.core.objective:
                costs[self.second[column]] = value
                continue
            assert column not in self.core.entries, "a random coefficient"
            assert row not in self.core.ranges, "a random row with a range"
            rhs[self.rows[row]] = value
        return template.varied(rhs=rhs, costs=costs)

    def _costs(self, columns: Mapping[str, int]) -> Floats:
        objective = self.core.objective
        return np.array([self.core.entries[name].get(objective, 0.0) for name in columns])

    def _matrix(self, columns: Mapping[str, int], rows: Mapping[str, int]) -> Matrix:
        core = self.core
        return Matrix(
            lower=np.array([core.lower.get(name, 0.0) for name in columns]),
            upper=np.array([core.upper.get(name, np.inf) for name in columns]),
            integer=np.array([name in core.integer for name in columns], dtype=np.bool_),
            senses=np.array([core.senses[name] for name in rows]),
            rhs=np.array([core.rhs.get(name, 0.0) for name in rows]),
            csr=self._csr(columns, rows),
        )

    def _csr(self, columns: Mapping[str, int], rows: Mapping[str, int]) -> Csr:
        found = [
            (rows[row], column, value)
            for name, column in columns.items()
            for row, value in self.core.entries[name].items()
            if row in rows
        ]
        row, column, value = (np.array(part) for part in zip(*found, strict=True))
        return compress("core", len(rows), len(columns), [Terms(row, column, value)])


def _numbered(names: list[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
