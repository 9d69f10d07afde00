"""planner compare: plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.options import MAX_VARIABLES, ExitZero, MaxVariables, Output, Quiet, TimeLimit
from planner.cli.output import choose_format, deliver, deliver_blocks, progress
from planner.cli.reading import places_told, read

if TYPE_CHECKING:
    from planner.planning import Plan
