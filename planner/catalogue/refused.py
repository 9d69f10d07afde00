"""Refusals by a validator: errors of pydantic that carry a message of the catalogue whole."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from planner.messages import Said


def refused(what: Said, **context: object) -> PydanticCustomError:
    """The error by which a validator says `what` is wrong.

    `context` may hold more for the fault that is made of it: `at`, the field of an entry that is
    wrong; `seen`, what stands there; `allowed`, where the catalogue of messages does not say it;
    `nearest`; `of_unit`, where the unit of a figure is wrong; `refers_to`, the kind of thing that
    an unknown id was to name.
    """
    return PydanticCustomError(what.code, "{said}", {"said": what, **context})
