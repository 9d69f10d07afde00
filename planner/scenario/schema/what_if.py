"""What may turn out otherwise: sliders, and the changes that each of their positions makes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import A_NUMBER, Record
from planner.catalogue.refused import refused
from planner.messages import said

Text = Annotated[str, Field(min_length=1, max_length=500)]
Times = Annotated[float, Field(ge=0, le=1000), A_NUMBER]


class SliderStep(Record):
    """A position of a slider, by the changes that it makes."""

    label: Text | None = None
    """What the position is called; the values that it sets where absent."""
    changes: dict[Text, object] = {}
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
    values: tuple[object, ...] = ()
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
