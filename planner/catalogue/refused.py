"""Refusals by a validator: errors of pydantic that carry a message of the catalogue whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

from planner.messages import Said


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a validator says, and what else the fault is to say that is made of it."""

    what: Said
    context: Mapping[str, object]

    def __str__(self) -> str:
        """The message as pydantic can show it, which takes no half of a character."""
        return self.what.encode(errors="backslashreplace").decode()


def refused(what: Said, **context: object) -> PydanticCustomError:
    """The error by which a validator says `what` is wrong.

    `context` may hold: `at`, the field of an entry that is wrong; `seen`, what stands there;
    `allowed`, where the catalogue of messages does not say it; `nearest`; `of_unit`, where the unit
    of a figure is wrong; `refers_to`, the kind of thing that an unknown id was to name.
    """
    return PydanticCustomError(what.code, "{refusal}", {"refusal": Refusal(what, context)})


def context_of(details: ErrorDetails) -> dict[str, Any]:
    """The context of an error; where `refused` made it, what it was given and what was `said`."""
    context = details.get("ctx") or {}
    refusal = context.get("refusal")
    return {"said": refusal.what, **refusal.context} if isinstance(refusal, Refusal) else context
