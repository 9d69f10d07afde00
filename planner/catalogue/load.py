"""The catalogue from its data files: read once, checked whole, every fault named with its file.

The YAML files are the catalogue. Beside them lies the same data as JSON, `prepared.json`, stamped
with their hash: it is read instead while the hash agrees, because reading YAML takes forty times
as long. `python -m planner.catalogue.renew` writes it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.catalogue.refused import context_of
from planner.catalogue.schema import Factbook
from planner.catalogue.walk import located_figures
from planner.errors import Fault, InputError, Place, fault, nearest
from planner.messages import said

PREPARED = "prepared.json"
WITHOUT = {"unit": "figure-without-unit", "confidence": "figure-without-confidence"}
SECTION_OF_KIND = {
    "source": "sources",
    "capability": "capabilities",
    "unit": "units",
    "storage group": "storage_groups",
    "item": "items",
    "casualty": "casualties",
    "tempo": "tempos",
    "climate": "climates",
    "vehicle": "vehicles",
    "container": "containers",
}

FileContents = Mapping[str, Any]
Origins = dict[tuple[str, ...], str]


@cache
def factbook() -> Factbook:
    """The whole catalogue; the same frozen object at every call.

    Raises `InputError` with every fault of the data files, should there be any.
    """
    prepared = read_prepared()
    contents = prepared["files"] if prepared.get("sha256") == catalogue_sha256() else parsed_files()
    return validated(contents)


@cache
def catalogue_sha256() -> str:
    """Hash of the data files' bytes, in the order of their names."""
    digest = hashlib.sha256()
    for file in data_files():
        digest.update(file.read_bytes())
    return digest.hexdigest()


def data_folder() -> Traversable:
    """Where the data files lie, inside the package."""
    return files("planner.catalogue") / "data"


def data_files() -> list[Traversable]:
    """The YAML files of the catalogue, in the order of their names."""
    found = [file for file in data_folder().iterdir() if file.name.endswith(".yaml")]
    return sorted(found, key=lambda file: file.name)


def parsed_files() -> dict[str, Any]:
    """By file name, what each YAML file holds."""
    # ruamel.yaml takes longer to import than the prepared data to read
    from planner.catalogue.yaml_text import parse  # noqa: PLC0415

    return {file.name: parse(file.read_text(encoding="utf-8"), file.name) for file in data_files()}


def read_prepared() -> dict[str, Any]:
    """The prepared data and the hash of the files it was made from; empty where unusable."""
    try:
        prepared = json.loads((data_folder() / PREPARED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return prepared if isinstance(prepared, dict) and "files" in prepared else {}


def validated(contents: FileContents) -> Factbook:
    """The factbook of these files, or one `InputError` with all their faults."""
    data, origins = _merged(contents)
    known = {kind: frozenset(data.get(section, ())) for kind, section in SECTION_OF_KIND.items()}
    try:
        book = Factbook.model_validate(data, context={"known": known})
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise InputError(_fault(one, origins, known) for one in details) from None
    if faults := list(_unfounded(book, origins)):
        raise InputError(faults)
    return book


def _merged(contents: FileContents) -> tuple[dict[str, dict[str, Any]], Origins]:
    data: dict[str, dict[str, Any]] = {}
    origins: Origins = {}
    for file, sections in contents.items():
        for section, entries in _mapping(sections, file, "").items():
            origins.setdefault((section,), file)
            for name, entry in _mapping(entries, file, section).items():
                if (section, name) in origins:
                    seen = said("seen.also-in", file=origins[section, name])
                    path, place = f"{section}.{name}", Place(file)
                    raise fault(said("duplicate-id"), path=path, place=place, seen=seen)
                origins[section, name] = file
                data.setdefault(section, {})[name] = entry
    return data, origins


def _mapping(seen: Any, file: str, path: str) -> dict[str, Any]:
    if not isinstance(seen, dict):
        raise fault(said("not-a-mapping"), path=path, place=Place(file), seen=repr(seen)[:80])
    return seen


def _place(path: tuple[str, ...], origins: Origins) -> Place:
    return Place(origins.get(path[:2]) or origins.get(path[:1], ""))


def _fault(details: ErrorDetails, origins: Origins, known: Mapping[str, frozenset[str]]) -> Fault:
    path = tuple(str(part) for part in details["loc"])
    context = context_of(details)
    seen = context.get("seen", details["input"])
    return Fault(
        context.get("said") or said("not-valid", why=details["msg"]),
        ".".join(path),
        _place(path, origins),
        seen=None if isinstance(seen, dict) else repr(seen),
        allowed=context.get("allowed"),
        nearest=nearest(str(seen), known.get(str(context.get("refers_to")), ())),
    )


def _unfounded(book: Factbook, origins: Origins) -> Iterator[Fault]:
    """Figures that do not say their unit, what they rest on, or how sure they are."""
    for found in located_figures(book):
        figure, path = found.figure, (found.section, found.id, *found.field.split("."))
        missing = [code for name, code in WITHOUT.items() if getattr(figure, name) is None]
        if figure.source is None and figure.assumption is None:
            missing.append("figure-without-origin")
        for code in missing:
            yield Fault(said(code), ".".join(path), _place(path, origins))
