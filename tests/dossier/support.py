"""What the tests of dossiers share: dossiers of every kind, and whether two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import numpy as np
from pydantic import BaseModel

import planner
from planner.catalogue.figure import Figure, Kind
from planner.dossier import Dossier
from planner.messages import Number, Said, said
from planner.records.provenance import (
    Effort,
    End,
    Headline,
    How,
    Provenance,
    Swing,
    Swung,
    Tornado,
)
from planner.records.what_if import Position, Slider, WhatIf
from planner.scenario.provenance import RegisteredFigure
from tests.report.support import MISSION, plan_of
from tests.sustainment.everything import everything
from tests.sustainment.support import case

NAMES = ("first", "short", "forces", "everything")


@cache
def dossier_of(name: str) -> Dossier:
    """A dossier of a small plan, with a provenance and a what-if that are made up."""
    return Dossier(_plan_of(name), PROVENANCE, WHAT_IF)


def _plan_of(name: str) -> planner.Plan:
    if name == "forces":
        return planner.plan(planner.load(MISSION))
    return planner.plan(case(**everything())) if name == "everything" else plan_of(name)


FIGURE = RegisteredFigure(
    "fleets.trucks.count", Figure(value=4, low=2, assumption="a guess"), Kind.ASSUMPTION
)
REFUSED = said("swing.not-possible", why=said("share.percent", percent=Number("1.5", "1,5", 1.5)))


def _provenance() -> Provenance:
    low = End(2.0, How.NONE, {}, {}, REFUSED)
    high = End(None, How.AS_IT_IS, {Headline.GAP: 7.0}, {Headline.UNMET: 1e-300})
    swings = (Swing(FIGURE, None, 7.0, 9.5),)
    tornado = Tornado(Headline.GAP, 7.0, swings, {"assumption": 1.0}, 3, 1, -0.0)
    effort = Effort(1, {"none": 1}, None, 0)
    shares = {"figures": {"assumption": 1.0}}
    return Provenance((FIGURE,), (Swung(FIGURE, low, high),), (), (tornado,), shares, effort)


def _what_if() -> WhatIf:
    positions = (
        Position("10 days", {Headline.GAP: 7.0, Headline.COST: 1 / 3}),
        Position(said("swing.limit"), {}, said("swing.no-plan", why="no way")),
    )
    sliders = (Slider("days", "Days", positions, 0),)
    return WhatIf((Headline.GAP, Headline.COST), positions[0].values, sliders, 30)


PROVENANCE, WHAT_IF = _provenance(), _what_if()


def same(one: Any, other: Any) -> bool:
    """True for two values of the same types and contents, arrays and texts to the last bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        alike = (one.dtype, one.shape) == (other.dtype, other.shape)
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, Said):
        return (one.code, one.part) == (other.code, other.part) and same(one.values, other.values)
    if isinstance(one, Number):
        return (one, one.french, one.value) == (other, other.french, other.value)
    if isinstance(one, BaseModel):
        alike = one.model_fields_set == other.model_fields_set
        names: Any = type(one).model_fields
        return alike and all(same(_field(one, n), _field(other, n)) for n in names)
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)


def _field(record: BaseModel, name: str) -> Any:
    """A field; None for one that a record was made without."""
    return getattr(record, name, None)
