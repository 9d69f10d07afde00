"""Scenarios made from the models of the format: mostly sound, with faults strewn in.

The fields say what may stand where: measures, references, names, days. Whoever chooses is handed
in as `random.Random`: a seeded one, or one whose choices Hypothesis makes and shrinks.
"""

from __future__ import annotations

import json
from copy import deepcopy
from enum import StrEnum
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import StringConstraints
from pydantic.functional_validators import AfterValidator, BeforeValidator

from planner.catalogue import factbook
from planner.catalogue.figure import Figure, Record, Ref
from planner.catalogue.measure import Measure
from planner.scenario.known import SECTION_OF_KIND
from planner.scenario.schema.days import _parse_date, parse_day
from planner.scenario.schema.scenario import Scenario

RAW = "@@"
# Written as they are, without quotes.
RAW_VALUES = (
    *(".nan", "-.inf", ".INF", "1e400", "-1e999", "0.1e-400", "0x7fffffffffffffff", "0o17"),
    *("1" * 31, "9" * 29, "1_000", "~", "[]", "{}", "!!binary aGk=", "!own 1", "2013-01-20"),
    *("[[[[[[1]]]]]]", "{a: {b: {c: {d: 1}}}}", "1e-320", "-0.0", "1e308"),
)
NASTY: tuple[Any, ...] = (
    *("", " ", "nan", "inf", "-inf", "1e999", "NaN", "=1+1", "+1", "-1", "@x", "\t=1", "\u202eabc"),
    *(
        "\x1b[31m",
        "\u200b",
        "a\u0000",
        "x" * 300,
        "D+999999",
        "D-999999",
        "2013-02-30",
        "1 kg/0 day",
    ),
    *("5 m3", "kg**9", "1e5 L/day", "120 %", "../x", "null", "true", "Ω", "物资"),
    *(0, -1, 1e12, -1e12, 1e300, 10**29, 0.1, True, False, None, [], {}, [1, "a"], {"value": 1}),
    *({"value": "nan"}, {"value": 1, "low": 2}, {"value": "1 t", "unit": "kg"}, {"table": "x.csv"}),
)
OWN = tuple("abc")
DAYS = ("D", "D-5", "D+0", "D+1", "D+7", "D+10", "D+30", "2013-01-25")
PROBABLE = 0.15
# What others refer to, and what every scenario therefore has: all that is needed, for `OWN` each.
BASE: dict[str, Any] = {
    "forces": {"title": "Force", "personnel": 900},
    "sites": {"title": "Site"},
    "sources": {"title": "Document"},
}


class Writer:
    """Writes values by the types of the models."""

    def __init__(self, choose: Random, faults: float) -> None:
        self.choose, self.faults = choose, faults
        book = factbook()
        self.known = {
            kind: tuple(getattr(book, section, ()))[:6] for kind, section in SECTION_OF_KIND.items()
        }

    def value(self, kind: Any, marks: tuple[Any, ...] = ()) -> Any:
        """A value of a type; `marks` are what stands beside it in `Annotated`."""
        if self.choose.random() < self.faults:
            return self.nasty()
        if get_origin(kind) is Annotated:
            return self.value(get_args(kind)[0], (*get_args(kind)[1:], *marks))
        for mark in marks:
            if isinstance(mark, Measure):
                return self.figure(mark)
            if isinstance(mark, Ref):
                return self.choose.choice(self.known[mark.kind] or OWN)
            if isinstance(mark, AfterValidator):
                return f"{OWN[0]} §1"
            if isinstance(mark, BeforeValidator) and mark.func in (parse_day, _parse_date):
                return self.choose.choice(DAYS if mark.func is parse_day else DAYS[-1:])
        return self.plain(kind, marks)

    def plain(self, kind: Any, marks: tuple[Any, ...]) -> Any:
        """A value of a type that no mark explains."""
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            return self.value(next(k for k in arguments if k is not NoneType), marks)
        if origin is Literal:
            return self.choose.choice(arguments)
        if origin is dict:
            names = [self.name(arguments[0]) for _ in range(self.choose.randint(1, 2))]
            return {name: self.value(arguments[1]) for name in names}
        if origin is tuple:
            return [self.value(arguments[0]) for _ in range(self.choose.randint(1, 2))]
        if isinstance(kind, NewType):
            return self.choose.choice(OWN)
        if isinstance(kind, type) and issubclass(kind, Record):
            return self.record(kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self.choose.choice([member.value for member in kind])
        return self.simple(kind, marks)

    def simple(self, kind: Any, marks: tuple[Any, ...]) -> Any:
        """A truth value, a number or a text."""
        if any(isinstance(mark, StringConstraints) for mark in marks):
            return self.choose.choice(OWN)
        if kind is bool:
            return self.choose.choice((True, False))
        if kind in (int, float):
            low = next((mark.ge for mark in marks if isinstance(mark, Ge)), 0)
            high = next((mark.le for mark in marks if isinstance(mark, Le)), 9)
            return self.choose.randint(int(low), int(high))  # type: ignore[call-overload]
        return self.choose.choice(("A title", "a", "x y z"))

    def name(self, kind: Any) -> str:
        """A key of a mapping."""
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return str(self.choose.choice(list(kind)).value)
        if get_origin(kind) is Literal:
            return str(self.choose.choice(get_args(kind)))
        if get_origin(kind) is Annotated:
            for mark in get_args(kind)[1:]:
                if isinstance(mark, Ref):
                    return str(self.choose.choice(self.known[mark.kind] or OWN))
        return self.choose.choice(OWN)

    def figure(self, measure: Measure) -> Any:
        """A figure within the measure, or nearly: a number, a text with a unit, or a mapping."""
        low, high = int(max(measure.minimum, 0)), int(min(measure.maximum, 60))
        number = self.choose.randint(min(high, low + measure.above), high)
        match self.choose.randint(0, 9):
            case 0:
                return f"{number} {measure.unit}".strip()
            case 1:
                return {"value": number, "low": 0, "high": number, "assumption": "x"}
        return number

    def record(self, model: type[Record]) -> dict[str, Any]:
        """A mapping with what a model needs, and some of what it may have."""
        return {
            info.alias or name: self.value(info.annotation, tuple(info.metadata))
            for name, info in model.model_fields.items()
            if info.is_required() or self.choose.random() < PROBABLE
        }

    def section(self, name: str) -> Any:
        """A section; one that maps ids to entries has them all, as others may name each."""
        kind = SECTIONS[name].annotation
        if get_origin(kind) is not dict or self.choose.random() < self.faults:
            return self.value(kind)
        entry = get_args(kind)[1]
        made = {own: self.value(entry) for own in OWN}
        return {
            own: {**BASE.get(name, {}), **part} if isinstance(part, dict) else part
            for own, part in made.items()
        }

    def nasty(self) -> Any:
        """Something that should not stand here."""
        if self.choose.random() < PROBABLE:
            return RAW + self.choose.choice(RAW_VALUES) + RAW
        return deepcopy(self.choose.choice(NASTY))

    def scenario(self) -> dict[str, Any]:
        """A scenario with a few of its sections."""
        data: dict[str, Any] = {"format": 1, "id": "case"}
        data["calendar"] = {"d_day": "2013-01-20", "start": "D-5", "end": "D+40"}
        chosen = self.choose.sample(sorted(SECTIONS), self.choose.randint(0, 5))
        kinds = {section: kind for kind, section in SECTION_OF_KIND.items()}
        for section in {*chosen, *BASE}:
            if section in kinds and get_origin(SECTIONS[section].annotation) is dict:
                self.known[kinds[section]] = (*OWN, *self.known[kinds[section]])
        for section in (*BASE, *chosen):
            data[section] = self.section(section)
        if self.choose.random() < self.faults:
            data[self.choose.choice(("site", "format", "extends", "changes", "\u202e"))] = (
                self.nasty()
            )
        return data


SECTIONS = {
    name: info
    for name, info in Scenario.model_fields.items()
    if name not in ("format", "id", "extends", "changes") and info.annotation is not Figure
}


def as_text(data: Any) -> str:
    """The scenario as JSON, which is YAML, with raw values as they are."""
    text = json.dumps(data, ensure_ascii=True)
    parts = text.split(f'"{RAW}')
    return parts[0] + "".join(part.replace(f'{RAW}"', "", 1) for part in parts[1:])


def scenario_text(choose: Random, faults: float = 0.01) -> str:
    """The text of a scenario."""
    return as_text(Writer(choose, faults).scenario())
