"""A plan with all that was worked out beside it: what a report is drawn from, and its file."""

from planner.dossier.dossier import Dossier
from planner.dossier.file import SUFFIX, packed, read_dossier

__all__ = ["SUFFIX", "Dossier", "packed", "read_dossier"]
