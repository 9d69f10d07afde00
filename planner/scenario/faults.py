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
from planner.catalogue.refused import context_of
from planner.errors import Fault, in_reading_order, listed
from planner.messages import Said, said
from planner.scenario.document import KeyPath, Places, dotted
from planner.scenario.near import Suggestions

# by type of error, the message of the catalogue for what pydantic itself finds wrong
CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "string_pattern_mismatch": "not-a-name",
    "literal_error": "not-a-choice",
    "enum": "not-a-choice",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "tuple_type": "not-a-list",
    "string_type": "not-text",
    "bool_type": "not-true-or-false",
    "bool_parsing": "not-true-or-false",
    "int_type": "not-a-whole-number",
    "int_parsing": "not-a-whole-number",
    "int_from_float": "not-a-whole-number",
    "float_type": "not-a-number",
    "float_parsing": "not-a-number",
    "int_parsing_size": "not-a-whole-number",
    "finite_number": "number-not-finite",
    "string_unicode": "half-a-character",
    "invalid_key": "key-not-a-name",
    "string_too_short": "empty-text",
    "string_too_long": "text-too-long",
    "too_short": "empty-list",
}
# errors for which it says something that a mapping or a list stands there
ABOUT_SHAPE = frozenset(CODES) | {"not-a-day"}
CHOICES = frozenset({"literal_error", "enum"})
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
    kind, context = details["type"], context_of(details)
    path = tuple(part for part in details["loc"] if part != "[key]")
    if "at" in context:  # the validator of a whole entry names the field that is wrong
        path = (*path, context["at"])
    about_key = kind in ("extra_forbidden", "missing") or "[key]" in details["loc"]
    written = (*path, _unit_key(details["input"])) if "of_unit" in context else path
    place = places.of_key(path) if about_key else places.of_value(written)
    if kind == "extra_forbidden":
        names = frozenset(field_names(top, path[:-1]))
        key = str(path[-1])
        near = next((n for n in MEANT.get(key, ()) if n in names), None) or _nearest(key, names)
        return Fault(said(CODES[kind]), dotted(path), place, None, _listed(names), near)
    if "refers_to" in context:
        ids = known.get(context["refers_to"], frozenset())
        near = _nearest_id(context["refers_to"], context["seen"], ids)
        seen = _seen(details, context)
        return Fault(context["said"], dotted(path), place, seen, _listed(ids), near)
    return Fault(
        _what(details, context),
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


def _what(details: ErrorDetails, context: dict[str, Any]) -> Said:
    """The message of a validator of our own, or that for an error of pydantic's."""
    if isinstance(own := context.get("said"), Said):
        return own
    if details["type"] == "too_short" and isinstance(details["input"], dict):
        return said("empty-mapping")
    if (code := CODES.get(details["type"])) is not None:
        return said(code, most=context.get("max_length"))
    return said("not-valid", why=details["msg"].removeprefix("Input should be "))


def _seen(details: ErrorDetails, context: dict[str, Any]) -> str | None:
    seen = _as_written(details, context)
    if isinstance(seen, dict | list | BaseModel):
        if details["type"] not in ABOUT_SHAPE or isinstance(seen, BaseModel):
            return None  # that it is a mapping is not what is wrong with it
        return said("seen.mapping" if isinstance(seen, dict) else "seen.list")
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
    model = model_at(top, path)
    if model is None:  # a mapping of names that the planner chooses
        inner = model_at(top, (*path, ""))
        if inner is None:
            return said("allowed.mapping")
        return said("allowed.mapping-of-names", entry=_with_keys(inner))
    return _with_keys(model)


def _with_keys(model: type[BaseModel]) -> str:
    if model is Figure:
        return said("allowed.number")
    needed = {f.alias or name for name, f in model.model_fields.items() if f.is_required()}
    others = {f.alias or name for name, f in model.model_fields.items()} - needed
    if not needed:
        return said("allowed.mapping-with-any", others=_listed(frozenset(others)))
    keys = _listed(frozenset(needed))
    if not others:
        return said("allowed.mapping-with", needed=keys)
    return said("allowed.mapping-with-and", needed=keys, others=_listed(frozenset(others)))


def _allowed(kind: str, context: dict[str, Any]) -> str | None:
    """What the error says is allowed; None where the catalogue of messages knows."""
    if isinstance(allowed := context.get("allowed"), str):
        return allowed
    if kind in CHOICES:
        return _choices(str(context["expected"]))
    if "ge" in context:
        return said("allowed.at-least", least=context["ge"])
    if "le" in context:
        return said("allowed.at-most", most=context["le"])
    return None


def _choices(expected: str) -> str:
    """The names that pydantic joins in English: 'a', 'b' or 'c'."""
    before, either, after = expected.rpartition(" or ")
    return said("list.or", before=before, after=after) if either else expected


def _nearest_choice(kind: str, details: ErrorDetails) -> str | None:
    if kind not in CHOICES:
        return None
    choices = str((details.get("ctx") or {})["expected"]).replace(" or ", ", ").split(", ")
    seen = str(details["input"])[:LONGEST_SEEN]
    return _nearest(seen, frozenset(choice.strip("'") for choice in choices))


# A wrong name in a column stands there on every row: what is near it is looked for once.
_suggestions: ContextVar[Suggestions] = ContextVar("suggestions")


def _nearest(name: str, known: Collection[str]) -> str | None:
    return _suggestions.get().nearest(name, known)


def _nearest_id(kind: str, name: str, known: Collection[str]) -> str | None:
    """The id that a name may have been meant for; of a source also where a page is cited."""
    first = name.partition(" ")[0] if kind == "source" else name
    return _nearest(first[:LONGEST_SEEN], known) or _nearest(name[:LONGEST_SEEN], known)


_listed = lru_cache(maxsize=256)(listed)


def field_names(top: type[BaseModel], path: KeyPath) -> list[str]:
    """Names of the keys that may stand at `path`: those of the model that owns it."""
    model = model_at(top, path)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(annotation: Any, path: Iterable[str | int]) -> type[BaseModel] | None:
    """The model of what may stand at `path` below a type; None where it is no record."""
    steps = list(path)
    for candidate in _unwrapped(annotation):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            if not steps:
                return candidate
            for name, field in candidate.model_fields.items():
                if steps[0] in (name, field.alias):
                    return model_at(field.annotation, steps[1:])
        elif get_origin(candidate) in (dict, tuple) and steps:
            inner = [arg for arg in get_args(candidate) if arg is not Ellipsis]
            return model_at(inner[-1], steps[1:])
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
