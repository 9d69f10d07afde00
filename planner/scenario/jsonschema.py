"""The JSON Schema of a scenario file, draft 07, as editors read it while a planner writes.

It is generated from the models, and says what a file may hold rather than what a scenario is: a
section may stand in a table, and a file that extends another may leave every section out. Ids that
name each other, units and rules that span sections are left to `planner check`.
"""

from __future__ import annotations

from typing import Any

from planner.scenario.schema.scenario import Scenario
from planner.scenario.tables import TABLE_SECTIONS

DRAFT = "http://json-schema.org/draft-07/schema#"
TABLE: dict[str, Any] = {
    "title": "Table",
    "description": "A CSV or XLSX file that holds the section, one entry a row.",
    "type": "object",
    "properties": {
        "table": {
            "description": "Name of the file, in the scenario's folder or below.",
            "type": "string",
            "pattern": r"\.([cC][sS][vV]|[xX][lL][sS][xX])$",
        },
        "sheet": {
            "description": "Sheet of the workbook; that named as the section where absent.",
            "type": "string",
        },
    },
    "required": ["table"],
    "additionalProperties": False,
}


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file, with `definitions` in the order of their names."""
    schema = Scenario.model_json_schema(ref_template="#/definitions/{model}")
    definitions: dict[str, Any] = {"Table": TABLE, **schema.pop("$defs")}
    for section in TABLE_SECTIONS:
        schema["properties"][section] = _or_table(schema["properties"][section])
    schema["definitions"] = dict(sorted(definitions.items()))
    plain: dict[str, Any] = _draft_07(schema)
    return {"$schema": DRAFT, **plain}


def _or_table(section: dict[str, Any]) -> dict[str, Any]:
    about = ("title", "description", "default")
    said = {key: value for key, value in section.items() if key in about}
    entries = {key: value for key, value in section.items() if key not in about}
    return said | {"anyOf": [entries, {"$ref": "#/definitions/Table"}, {"type": "null"}]}


def _draft_07(part: Any) -> Any:
    """The part with nothing beside a `$ref`, where draft 07 reads nothing, and with ids checked."""
    if isinstance(part, list):
        return [_draft_07(value) for value in part]
    if not isinstance(part, dict):
        return part
    below = {key: _draft_07(value) for key, value in part.items()}
    if isinstance(below.get("$ref"), str) and len(below) > 1:
        below["allOf"] = [{"$ref": below.pop("$ref")}]
    if "patternProperties" in below:
        below["additionalProperties"] = False
    return below
