"""A plan with all that was worked out beside it: what a report is drawn from, and its file."""

from planner.dossier.dossier import Dossier
from planner.dossier.file import SUFFIX, is_plan_file, packed, read_dossier
from planner.dossier.gather import gather, with_provenance, with_what_if

__all__ = [
    "SUFFIX",
    "Dossier",
    "gather",
    "is_plan_file",
    "packed",
    "read_dossier",
    "with_provenance",
    "with_what_if",
]
