"""A plan with all that was worked out beside it: what a report is drawn from, and its file."""

from planner.dossier.dossier import Dossier

__all__ = ["Dossier"]
