"""The result contract: the JSON object that `planner run --format json` prints.

Keys may be added, none renamed. Days are offsets from D-day ("D+12"); quantities keep full
precision and are in the unit beside them.
"""

from planner.records.contract.forces import (
    AskPart,
    AssignmentPart,
    FillPart,
    Forces,
    ReasonPart,
    RequirementPart,
    StretchPart,
    UnusedPart,
)
from planner.records.contract.part import (
    GoalPart,
    LoadPart,
    Part,
)
from planner.records.contract.result import (
    ACTED_ON,
    RESULT_FORMAT,
    Assumptions,
    FigurePart,
    Gap,
    GapForce,
    Meta,
    Result,
    json_text,
    result_schema,
)
from planner.records.contract.supply import (
    BottleneckPart,
    BreachPart,
    FailurePart,
    MovementPart,
    PrepositionedPart,
    StockPart,
    Sustainment,
    UnmetPart,
)

__all__ = [
    "ACTED_ON",
    "RESULT_FORMAT",
    "AskPart",
    "AssignmentPart",
    "Assumptions",
    "BottleneckPart",
    "BreachPart",
    "FailurePart",
    "FigurePart",
    "FillPart",
    "Forces",
    "Gap",
    "GapForce",
    "GoalPart",
    "LoadPart",
    "Meta",
    "MovementPart",
    "Part",
    "PrepositionedPart",
    "ReasonPart",
    "RequirementPart",
    "Result",
    "StockPart",
    "StretchPart",
    "Sustainment",
    "UnmetPart",
    "UnusedPart",
    "json_text",
    "result_schema",
]
