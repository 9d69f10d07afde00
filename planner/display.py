"""How results show themselves in a notebook.

`planner.report.notebook` does it. It stands above them, so it is found by its name when something
is shown, and a program that shows nothing never loads it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

HOME = "planner.report.notebook"


class Displayed:
    """What a notebook asks of a plan, or of a plan with what was worked out beside it."""

    __slots__ = ()

    __iter__ = None  # sections have names and no numbers

    def __getitem__(self, section: str) -> Any:
        """A section of the report by its name: `plan["sustainment"]`.

        It has `blocks`, `pictures`, `charts` and `to_frame()`, and a notebook shows it as a page.
        Raises `InputError` for a name that none has.
        """
        return _displayed("section", self, section)

    def to_frame(self, table: str) -> Any:
        """A table by its name, as a frame of pandas: `plan.to_frame("movements")`.

        Raises `InputError` for a name that none has, or where pandas is not installed.
        """
        return _displayed("to_frame", self, table)

    def _repr_html_(self) -> str:
        shown: str = _displayed("to_html", self)
        return shown


def _displayed(how: str, *of: object) -> Any:
    return getattr(import_module(HOME), how)(*of)
