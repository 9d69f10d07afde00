"""What may turn out otherwise: sliders, and the changes that each of their positions makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from planner.catalogue.figure import A_NUMBER, Record
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.remedies import NUMBER

Text = Annotated[str, Field(min_length=1, max_length=500)]
Times = Annotated[float, Field(ge=0, le=1000), A_NUMBER]


def _as_cells_have_it(seen: Any) -> Any:
    """A value as it is written; a number in a cell of a table is text."""
    if isinstance(seen, str) and NUMBER.fullmatch(seen):
        return float(seen)
    return seen


def by_paths(seen: Any) -> Any:
    """Changes by the dotted path of each, where columns of a table have them one in the other."""
    if not isinstance(seen, dict):
        return seen
    return {
        path: value
        for key, inner in seen.items()
        for path, value in (_below(key, inner) if "." not in str(key) else [(key, inner)])
    }


def _below(path: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _below(f"{path}.{key}", inner)
    else:
        yield path, value


Value = Annotated[object, BeforeValidator(_as_cells_have_it)]


class SliderStep(Record):
    """A position of a slider, by the changes that it makes."""

    label: Text | None = None
    """What the position is called; the values that it sets where absent."""
    changes: Annotated[dict[Text, Value], BeforeValidator(by_paths)] = {}
    """Dotted path of a value to another one, as in `changes` of a scenario that extends one; none
    for the scenario as it is."""


class Slider(Record):
    """Something that may turn out otherwise: values that are set together, in several positions.

    Its positions are one of `values`, `factors` and `steps`. The scenario as it is, where none of
    them is that, is added to them in its place.
    """

    title: Text
    """What is moved."""
    paths: tuple[Text, ...] = ()
    """Dotted paths of the values that are moved together, with `values` or `factors`."""
    values: tuple[Value, ...] = ()
    """A position each: what stands at every path, as it would be written there."""
    factors: tuple[Times, ...] = ()
    """A position each: by how much the number at every path is multiplied."""
    steps: tuple[SliderStep, ...] = ()
    """A position each, with changes of its own."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _one_kind_of_position(self) -> Slider:
        kinds = [name for name in ("values", "factors", "steps") if getattr(self, name)]
        if len(kinds) != 1:
            raise refused(said("slider-of-two-kinds" if kinds else "slider-without-positions"))
        if bool(self.paths) == bool(self.steps):
            raise refused(said("slider-paths-with-steps" if self.paths else "slider-without-paths"))
        return self
