"""Text of a data file to plain data, under the rules of YAML 1.2: `NO` and `12:30` stay text."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from planner.errors import InputError, Place, fault
from planner.messages import said


def parse(text: str, file: str) -> Any:
    """What the text says; `file` is the name to give in a fault. A key given twice is a fault."""
    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        raise _fault(error, file) from None
    except YAMLError as error:
        raise fault(said("yaml-not-valid", why=str(error)), place=Place(file)) from None


def _fault(error: MarkedYAMLError, file: str) -> InputError:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    problem = str(error.problem or error.context).partition("\n")[0]
    return fault(said("yaml-not-valid", why=problem), place=place)
