"""A figure: a number that knows where it comes from.

Catalogue and scenario share this type, so that a plan can follow every number back to a document,
an external source or a named assumption.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from planner.catalogue.refused import refused
from planner.messages import said


class Record(BaseModel):
    """Base of everything a planner writes: frozen, and no key that the format does not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, allow_inf_nan=False
    )


def _whole_and_no_truth_value(seen: Any) -> Any:
    if isinstance(seen, bool):  # which Python would take for 1 or 0
        raise refused(said("not-a-whole-number"), seen=seen)
    return seen


def _no_truth_value(seen: Any) -> Any:
    if isinstance(seen, bool):
        raise refused(said("not-a-number"), seen=seen)
    return seen


NO_TRUTH_VALUE = BeforeValidator(_whole_and_no_truth_value)
"""Marks a plain whole number, such as a tier, a month or a year; after its bounds."""
A_NUMBER = BeforeValidator(_no_truth_value)
"""Marks a plain number that is no figure, such as a latitude; after its bounds."""

Confidence = Literal["seed", "found", "derived", "own"]


class Kind(StrEnum):
    """What a figure rests on."""

    DOCUMENT = "document"
    EXTERNAL = "external"
    ASSUMPTION = "assumption"
    UNSOURCED = "unsourced"


UNKNOWN = {
    "source": "unknown-source",
    "capability": "unknown-capability",
    "unit": "unknown-unit",
    "storage group": "unknown-storage-group",
    "item": "unknown-item",
    "casualty": "unknown-casualty",
    "tempo": "unknown-tempo",
    "climate": "unknown-climate",
    "vehicle": "unknown-vehicle",
    "container": "unknown-container",
    "force": "unknown-force",
    "site": "unknown-site",
    "lane": "unknown-lane",
    "supply": "unknown-supply",
    "requirement": "unknown-requirement",
    "pledge": "unknown-pledge",
    "phase": "unknown-phase",
    "area": "unknown-area",
    "task": "unknown-task",
    "fleet": "unknown-fleet",
    "figure": "unknown-figure",
    "channel": "unknown-channel",
    "cost": "unknown-cost",
    "mission factor": "unknown-mission-factor",
    "equipment": "unknown-equipment",
    "training": "unknown-training",
    "policy": "unknown-policy",
    "benchmark": "unknown-benchmark",
    "gate": "unknown-gate",
    "due diligence": "unknown-due-diligence",
}
"""By kind of thing, the message that an id names none."""


def unknown(kind: str, name: str) -> PydanticCustomError:
    """The refusal of an id that names nothing of its kind."""
    return refused(said(UNKNOWN[kind]), refers_to=kind, seen=name)


def cited_source(citation: str, sources: Iterable[str]) -> str | None:
    """The id that a citation begins with: "S/2012/894" of "S/2012/894 §65"."""
    found = [id_ for id_ in sources if citation == id_ or citation.startswith(f"{id_} ")]
    return max(found, key=len, default=None)


@lru_cache(maxsize=1024)
def _is_cited(citation: str, known: frozenset[str]) -> bool:
    # a table cites one source on every row
    return cited_source(citation, known) is not None


def _check_citation(citation: str, info: ValidationInfo) -> str:
    known = known_ids(info, "source")
    if known is not None and not _is_cited(citation, known):
        raise unknown("source", citation)
    return citation


def known_ids(info: ValidationInfo, kind: str) -> frozenset[str] | None:
    """The ids of one kind that the validation in hand knows; None where it does not check."""
    known: frozenset[str] | None = (info.context or {}).get("known", {}).get(kind)
    return known


Citation = Annotated[str, AfterValidator(_check_citation)]
Assumption = Annotated[str, Field(min_length=1)]


class Figure(Record):
    """A number, or a mapping of a number with its unit, its origin and its range."""

    value: float
    """The number that the plan uses, in `unit`."""
    unit: str | None = None
    """Unit of value, low and high; the field's own unit where none is written."""
    source: Citation | None = None
    """Id of an entry of `sources`, then a paragraph or page: "S/2012/894 §65"."""
    assumption: Assumption | None = None
    """Why this number was assumed, where no source gives it."""
    low: float | None = None
    """Lowest value that is still believable."""
    high: float | None = None
    """Highest value that is still believable."""
    confidence: Confidence | None = None
    """seed: read in the mandate's documents; found: seen in a published source; derived:
    arithmetic on such figures; own: expert judgement, no source checked."""
    year: Annotated[int, Field(ge=1900, le=2100), NO_TRUTH_VALUE] | None = None
    """Year that the figure describes."""
    note: str | None = None
    """Anything a reader should know: the arithmetic, a disagreement of sources."""

    @model_validator(mode="after")
    def _range_holds_value(self) -> Figure:
        if self.source is not None and self.assumption is not None:
            raise refused(said("source-and-assumption"))
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise refused(said("value-outside-range", value=self.value, low=low, high=high))
        return self

    def __float__(self) -> float:
        return self.value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        mapping = dict(handler.resolve_ref_schema(handler(schema)))
        numbers = {key: _or_text(mapping["properties"][key]) for key in NUMBERS}
        mapping["properties"] = mapping["properties"] | numbers
        return {"anyOf": [{"type": "number"}, {"type": "string"}, mapping]}


def _or_text(number: dict[str, Any]) -> dict[str, Any]:
    """The schema of a number that may also be a text with its unit."""
    about = {key: value for key, value in number.items() if key not in ("type", "anyOf")}
    kinds = number.get("anyOf", [{"type": "number"}])
    return about | {"anyOf": [*kinds, {"type": "string"}]}


NUMBERS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names an entry of a section: an unknown name is a fault."""

    kind: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, name: str, info: ValidationInfo) -> str:
        known = known_ids(info, self.kind)
        if known is not None and name not in known:
            raise unknown(self.kind, name)
        return name
