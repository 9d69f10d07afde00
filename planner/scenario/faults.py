"""Validation errors of the schema, put into a planner's words and given their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextvars import ContextVar
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.catalogue.figure import Figure
from planner.errors import Fault, in_reading_order, listed
from planner.scenario.document import KeyPath, Places, dotted
from planner.scenario.near import Suggestions

WORDS = {
    "missing": "missing",
    "extra_forbidden": "unknown key",
    "string_pattern_mismatch": "not a valid name",
    "day": "not a day",
    "literal_error": "not one of the names that can stand here",
    "enum": "not one of the names that can stand here",
    "greater_than_equal": "out of range",
    "less_than_equal": "out of range",
    "dict_type": "not a mapping",
    "model_type": "not a mapping",
    "tuple_type": "not a list",
    "string_type": "not text",
    "bool_type": "not true or false",
    "bool_parsing": "not true or false",
    "int_type": "not a whole number",
    "int_parsing": "not a whole number",
    "int_from_float": "not a whole number",
    "float_type": "not a number",
    "float_parsing": "not a number",
    "string_too_short": "an empty text",
    "string_too_long": "a text that is too long",
    "too_short": "an empty list",
}
ALLOWED = {
    "string_pattern_mismatch": "small letters, digits and single hyphens: main-base-2",
    "missing": "this key must be given",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "string_type": "text (a number or a date in quotes is text)",
    "string_too_short": "text with at least one character",
    "too_short": "a list with at least one entry",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
}
# what planners write for keys whose names look otherwise; the first of them that can stand there
MEANT = {"cost": ("price", "trip_cost"), "price": ("cost",)}
MAPPINGS = frozenset({"dict_type", "model_type"})
LONGEST_SEEN = 80
LARGEST_WHOLE = 1e15


def faults_of(
    error: ValidationError, top: type[BaseModel], places: Places, known: dict[str, frozenset[str]]
) -> list[Fault]:
    """Every validation error as a fault, in the order in which the file was written."""
    token = _suggestions.set(Suggestions())
    try:
        found = [
            _fault(details, top, places, known)
            for details in error.errors(include_url=False)
            if not _follows(details)
        ]
    finally:
        _suggestions.reset(token)
    return in_reading_order(found)


def _fault(
    details: ErrorDetails, top: type[BaseModel], places: Places, known: dict[str, frozenset[str]]
) -> Fault:
    kind, context = details["type"], details.get("ctx") or {}
    path = tuple(part for part in details["loc"] if part != "[key]")
    if "at" in context:  # the validator of a whole entry names the field that is wrong
        path = (*path, context["at"])
    about_key = kind in ("extra_forbidden", "missing") or "[key]" in details["loc"]
    written = (*path, _unit_key(details["input"])) if kind == "figure_unit" else path
    place = places.of_key(path) if about_key else places.of_value(written)
    if kind == "extra_forbidden":
        names = frozenset(field_names(top, path[:-1]))
        key = str(path[-1])
        near = next((n for n in MEANT.get(key, ()) if n in names), None) or _nearest(key, names)
        return Fault(WORDS[kind], dotted(path), place, None, _listed(names), near)
    if kind == "unknown_id":
        what, seen = f"unknown {context['kind']}", _seen(details, context)
        ids = known.get(context["kind"], frozenset())
        near = _nearest(context["seen"][:LONGEST_SEEN], ids)
        return Fault(what, dotted(path), place, seen, _listed(ids), near)
    return Fault(
        _what(kind, details["msg"], context),
        dotted(path),
        place,
        None if kind == "missing" else _seen(details, context),
        _mapping_at(top, path) if kind in MAPPINGS else _allowed(kind, context),
        context.get("nearest") or _nearest_choice(kind, details),
    )


def _unit_key(figure: Any) -> str:
    """Under which key of a figure its unit was written: with the value, where it has no unit."""
    return "unit" if isinstance(figure, dict) and "unit" in figure else "value"


def _follows(details: ErrorDetails) -> bool:
    """True for "an empty list" of a list whose entries are the fault."""
    return details["type"] == "too_short" and bool(details["input"])


def _what(kind: str, message: str, context: dict[str, Any]) -> str:
    if kind == "day" and message != "not a day":
        return message
    words = WORDS.get(kind, message)
    return words.removeprefix("Input should be ").removeprefix("Value error, ")


def _seen(details: ErrorDetails, context: dict[str, Any]) -> str | None:
    seen = _as_written(details, context)
    if isinstance(seen, dict | list | BaseModel):
        if details["type"] not in WORDS:  # that it is a mapping is not what is wrong with it
            return None
        return {dict: "a mapping", list: "a list"}.get(type(seen))
    if isinstance(seen, bool):
        return str(seen).lower()
    if isinstance(seen, float) and seen.is_integer() and abs(seen) < LARGEST_WHOLE:
        return str(int(seen))
    text = repr(seen[: LONGEST_SEEN + 1] if isinstance(seen, str) else seen)
    return text if len(text) <= LONGEST_SEEN else text[:LONGEST_SEEN] + "…"


def _as_written(details: ErrorDetails, context: dict[str, Any]) -> Any:
    """What was written; of a field of an entry its text, where the validator has but its number."""
    entry, seen = details.get("input"), context.get("seen", details.get("input"))
    written = entry.get(context["at"]) if isinstance(entry, dict) and "at" in context else None
    return written.strip() if isinstance(written, str) and "seen" in context else seen


def _mapping_at(top: type[BaseModel], path: KeyPath) -> str:
    """The mapping that can stand at `path`, with its keys; those that must be given come first."""
    model = _model_at(top, path)
    if model is None:  # a mapping of names that the planner chooses
        inner = _model_at(top, (*path, ""))
        return f"a mapping from each name to {_with_keys(inner)}" if inner else "a mapping"
    return _with_keys(model)


def _with_keys(model: type[BaseModel]) -> str:
    if model is Figure:
        return "a number"
    needed = {f.alias or name for name, f in model.model_fields.items() if f.is_required()}
    others = {f.alias or name for name, f in model.model_fields.items()} - needed
    if not needed:
        return f"a mapping with any of {_listed(frozenset(others))}"
    wanted = f" and, where wanted, {_listed(frozenset(others))}" if others else ""
    return f"a mapping with {_listed(frozenset(needed))}{wanted}"


def _allowed(kind: str, context: dict[str, Any]) -> str | None:
    if "allowed" in context:
        return str(context["allowed"])
    if kind in ("enum", "literal_error"):
        return str(context["expected"])
    if "max_length" in context:
        return f"at most {context['max_length']} characters"
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
    seen = str(details["input"])[:LONGEST_SEEN]
    return _nearest(seen, frozenset(choice.strip("'") for choice in choices))


# A wrong name in a column stands there on every row: what is near it is looked for once.
_suggestions: ContextVar[Suggestions] = ContextVar("suggestions")


def _nearest(name: str, known: Collection[str]) -> str | None:
    return _suggestions.get().nearest(name, known)


_listed = lru_cache(maxsize=256)(listed)


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
