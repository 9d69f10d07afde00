"""A scenario as YAML text, as a planner would write it: sections in order, each figure on a line.

Comments are not values, and there are none. Texts that could be taken for anything else stand in
double quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from planner.scenario.loading import Loaded, written
from planner.scenario.plain import plain_scenario
from planner.scenario.schema.scenario import Scenario

WIDTH = 100
INDENT = "  "
DASH = "-"
# Neither a number, nor a word with a meaning, nor with a sign that means something in YAML.
BARE = re.compile(r"(?:D[+-][0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Za-z][A-Za-z0-9 _./§()+*^%-]*)")
MEANING = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
NOT_SHOWN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\uffff]"
)


def to_yaml(scenario: Loaded | Scenario) -> str:
    """A scenario as YAML text: what was read as it was written, without comments; one that was made
    in memory as it is kept, in canonical units."""
    return yaml_text(written(scenario))


def yaml_text(data: Mapping[str, Any]) -> str:
    """A scenario given as plain data that passes its checks. One that extends another is written
    whole, without its parent."""
    whole = {name: value for name, value in plain_scenario(data).items() if not _is_nothing(value)}
    parts = [
        list(_entry(f"{name}:", whole[name], "")) for name in Scenario.model_fields if name in whole
    ]
    lines: list[str] = []
    for before, part in pairwise([[""], *parts]):
        if lines and (len(before) > 1 or len(part) > 1):
            lines.append("")
        lines.extend(part)
    return "\n".join(lines) + "\n"


def _is_nothing(value: Any) -> bool:
    """True for a section without entries, such as a sheet that was left empty."""
    return isinstance(value, dict | list) and not value


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of one key, or of one dash: on the line itself where there is room."""
    flow = _flow(value)
    deep = isinstance(value, dict | list) and value
    if not deep or (len(indent) + len(key) + 1 + len(flow) <= WIDTH and not _holds_mappings(value)):
        yield f"{indent}{key} {flow}"
        return
    below = indent + INDENT
    if isinstance(value, dict):
        entries = [(f"{_text(name)}:", part) for name, part in value.items()]
    else:
        entries = [(DASH, part) for part in value]
    lines = [line for name, part in entries for line in _entry(name, part, below)]
    if key == DASH:  # its first part stands on the line of the dash
        yield f"{indent}{DASH} {lines.pop(0).lstrip()}"
    else:
        yield f"{indent}{key}"
    yield from lines


def _holds_mappings(value: Any) -> bool:
    """True where a value reads better with a line for each of its parts."""
    parts = value.values() if isinstance(value, dict) else value
    return any(isinstance(part, dict) and part for part in parts)


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_flow(part)}" for k, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)


def _text(text: str) -> str:
    if BARE.fullmatch(text) and text[-1] != " " and text.lower() not in MEANING:
        return text
    written = json.dumps(text, ensure_ascii=False)
    return NOT_SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
