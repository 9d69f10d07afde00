"""Validation errors of the schema, put into a planner's words and given their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import Fault, listed, nearest
from planner.scenario.document import KeyPath, Places, dotted

WORDS = {
    "missing": "missing",
    "extra_forbidden": "unknown key",
    "string_pattern_mismatch": "not a valid name",
    "int_from_float": "not a whole number",
    "day": "not a day",
}
ALLOWED = {
    "string_pattern_mismatch": "small letters, digits and single hyphens: main-base-2",
    "missing": "this key must be given",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "tuple_type": "a list",
    "string_type": "text",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}
LONGEST_SEEN = 80


def faults_of(
    error: ValidationError, top: type[BaseModel], places: Places, known: dict[str, frozenset[str]]
) -> list[Fault]:
    """Every validation error as a fault, in the order in which the file was written."""
    found = [_fault(details, top, places, known) for details in error.errors(include_url=False)]
    return sorted(found, key=lambda f: (f.place.file, f.place.line or 0, f.place.column or 0))


def _fault(
    details: ErrorDetails, top: type[BaseModel], places: Places, known: dict[str, frozenset[str]]
) -> Fault:
    kind, context = details["type"], details.get("ctx") or {}
    path = tuple(part for part in details["loc"] if part != "[key]")
    about_key = kind in ("extra_forbidden", "missing") or "[key]" in details["loc"]
    place = places.of_key(path) if about_key else places.of_value(path)
    if kind == "extra_forbidden":
        names = field_names(top, path[:-1])
        allowed, near = listed(names), nearest(str(path[-1]), names)
        return Fault(WORDS[kind], dotted(path), place, None, allowed, near)
    if kind == "unknown_id":
        names = known.get(context["kind"], frozenset())
        return Fault(
            f"unknown {context['kind']}",
            dotted(path),
            place,
            repr(context["seen"]),
            listed(names),
            nearest(context["seen"], names),
        )
    return Fault(
        _what(kind, details["msg"], context),
        dotted(path),
        place,
        None if kind == "missing" else _seen(details, context),
        _allowed(kind, context),
        _nearest_choice(kind, details),
    )


def _what(kind: str, message: str, context: dict[str, Any]) -> str:
    if kind == "day" and message != "not a day":
        return message
    words = WORDS.get(kind, message)
    return words.removeprefix("Input should be ").removeprefix("Value error, ")


def _seen(details: ErrorDetails, context: dict[str, Any]) -> str | None:
    seen = context.get("seen", details.get("input"))
    if isinstance(seen, dict | list | BaseModel):
        return {dict: "a mapping", list: "a list"}.get(type(seen))
    text = repr(seen)
    return text if len(text) <= LONGEST_SEEN else text[:LONGEST_SEEN] + "…"


def _allowed(kind: str, context: dict[str, Any]) -> str | None:
    if "allowed" in context:
        return str(context["allowed"])
    if kind in ("enum", "literal_error"):
        return str(context["expected"])
    if "ge" in context or "le" in context:
        return " and ".join(
            f"{word} {context[key]}"
            for key, word in (("ge", "at least"), ("le", "at most"))
            if key in context
        )
    return ALLOWED.get(kind)


def _nearest_choice(kind: str, details: ErrorDetails) -> str | None:
    if kind not in ("enum", "literal_error"):
        return None
    choices = str((details.get("ctx") or {})["expected"]).replace(" or ", ", ").split(", ")
    return nearest(str(details["input"]), [choice.strip("'") for choice in choices])


def field_names(top: type[BaseModel], path: KeyPath) -> list[str]:
    """Names of the keys that may stand at `path`: those of the model that owns it."""
    model = _model_at(top, path)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(annotation: Any, path: Iterable[str | int]) -> type[BaseModel] | None:
    steps = list(path)
    for candidate in _unwrapped(annotation):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            if not steps:
                return candidate
            for name, field in candidate.model_fields.items():
                if steps[0] in (name, field.alias):
                    return _model_at(field.annotation, steps[1:])
        elif get_origin(candidate) in (dict, tuple) and steps:
            inner = [arg for arg in get_args(candidate) if arg is not Ellipsis]
            return _model_at(inner[-1], steps[1:])
    return None


def _unwrapped(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _unwrapped(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _unwrapped(part)
    else:
        yield annotation
