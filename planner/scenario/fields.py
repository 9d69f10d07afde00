"""What may stand at a path of a scenario, read from its models.

A cell of a spreadsheet has no brackets and no quotes. Whether `water, diesel` is a list or a text,
and whether 1 is the first of a list or the name of an item, is known from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.functional_validators import BeforeValidator

from planner.catalogue.figure import Figure, Ref
from planner.catalogue.ids import SLUG
from planner.catalogue.measure import Measure
from planner.scenario.schema.days import Date, Day
from planner.scenario.schema.scenario import Scenario

DAYS = tuple(mark.func for mark in get_args(Day) if isinstance(mark, BeforeValidator))
DATES = tuple(mark.func for mark in get_args(Date) if isinstance(mark, BeforeValidator))


class Form(StrEnum):
    """What stands at a path, as far as a cell has to know."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "day"
    DATE = "date"
    CHOICE = "choice"
    NAME = "name"
    FIGURE = "figure"
    LIST = "list"
    MAPPING = "mapping"
    RECORD = "record"
    ANY = "any"


SEVERAL = frozenset({Form.LIST, Form.MAPPING, Form.RECORD, Form.FIGURE})
"""What may have parts, each in a cell of its own."""


@dataclass(frozen=True)
class Kind:
    """What may stand at a path."""

    form: Form
    model: type[BaseModel] | None = None
    """The record, or that of a figure."""
    inner: Any = None
    """Type of the entries of a list or a mapping."""
    measure: Measure | None = None
    refers_to: str | None = None
    """The kind of thing that a name is one of."""
    choices: tuple[str, ...] = ()
    names: Any = None
    """Type of the keys of a mapping."""
    is_slug: bool = False
    """True for a short name in small letters, digits and hyphens."""

    def at(self, step: str | int) -> Kind | None:
        """What may stand one step below; None where nothing is known of it."""
        if self.model is not None:
            return next((kind for name, kind in fields(self.model) if name == step), None)
        return None if self.inner is None else kind_of(self.inner)

    @property
    def entry(self) -> Kind:
        """What each entry of a list or a mapping is."""
        return kind_of(self.inner)

    @property
    def key(self) -> Kind:
        """What each key of a mapping is."""
        return kind_of(self.names)

    @property
    def is_free(self) -> bool:
        """True for a list or a mapping of whatever there is: no name of a column leads into it."""
        return self.form in (Form.LIST, Form.MAPPING) and self.entry.form is Form.ANY

    @property
    def is_short_list(self) -> bool:
        """True for a list of names or numbers, which fits into one cell."""
        return self.form is Form.LIST and self.entry.form not in SEVERAL


@lru_cache(maxsize=4096)
def _kind(annotation: Any, marks: tuple[Any, ...]) -> Kind:
    if get_origin(annotation) is Annotated:
        return kind_of(get_args(annotation)[0], (*get_args(annotation)[1:], *marks))
    for mark in marks:
        if isinstance(mark, Measure):
            return Kind(Form.FIGURE, Figure, measure=mark)
        if isinstance(mark, Ref):
            return Kind(Form.NAME, refers_to=mark.kind)
        if mark == SLUG:
            return Kind(Form.TEXT, is_slug=True)
        if isinstance(mark, BeforeValidator) and mark.func in (*DAYS, *DATES):
            return Kind(Form.DAY if mark.func in DAYS else Form.DATE)
    if get_origin(annotation) in (Union, UnionType):
        return kind_of(next(k for k in get_args(annotation) if k is not NoneType), marks)
    return _unmarked(annotation)


def _unmarked(annotation: Any) -> Kind:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return Kind(Form.MAPPING, inner=inner[1], names=inner[0])
    if origin is tuple:
        return Kind(Form.LIST, inner=inner[0])
    if origin is Literal:
        whole = all(isinstance(choice, int) for choice in inner)
        return Kind(Form.WHOLE if whole else Form.CHOICE, choices=tuple(map(str, inner)))
    if isinstance(annotation, NewType):
        return Kind(Form.TEXT)
    if issubclass(annotation := annotation if isinstance(annotation, type) else object, StrEnum):
        return Kind(Form.CHOICE, choices=tuple(choice.value for choice in annotation))
    if issubclass(annotation, BaseModel):
        return Kind(Form.FIGURE if annotation is Figure else Form.RECORD, annotation)
    return Kind(SIMPLE.get(annotation, Form.ANY))


SIMPLE: dict[type, Form] = {
    bool: Form.FLAG,
    int: Form.WHOLE,
    float: Form.NUMBER,
    str: Form.TEXT,
    dt.date: Form.DATE,
}


def kind_of(annotation: Any, marks: Sequence[Any] = ()) -> Kind:
    """What a type says; `marks` are what stands beside it in `Annotated`."""
    try:
        return _kind(annotation, tuple(marks))
    except TypeError:  # a mark without a hash says nothing here
        return _kind(annotation, ())


@lru_cache(maxsize=256)
def fields(model: type[BaseModel]) -> tuple[tuple[str, Kind], ...]:
    """The keys of a record, as they are written, and what may stand there."""
    return tuple(
        (info.alias or name, kind_of(info.annotation, info.metadata))
        for name, info in model.model_fields.items()
    )


SCENARIO = Kind(Form.RECORD, Scenario)
"""The whole of it."""


def section(name: str) -> Kind | None:
    """What a section holds; None where the format has none of the name."""
    return SCENARIO.at(name)


def _rows(form: Form) -> Iterator[str]:
    for name, kind in fields(Scenario):
        if kind.form is form and kind.entry.form in SEVERAL:
            yield name


# The sections that map ids to entries: each may stand in a table, one entry a row.
MAPPED = tuple(_rows(Form.MAPPING))
# The sections that list entries without ids.
LISTED = tuple(_rows(Form.LIST))
