"""By what the futures are judged: the mean, the mean of the worst of them, or the worst."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import InputError, Place, fault, nearest
from planner.lp.two_stage import MEAN, WORST, Criterion
from planner.lp.two_stage.solve import Method
from planner.messages import Said, said

NAMES = ("mean", "cvar", "worst")
METHODS: tuple[Method, ...] = ("auto", "extensive", "l-shaped")
# The mean of the worst tenth of what may come, as `planner risk` has it.
LEVEL = 0.9


def criterion_of(name: str | None, level: float | None, at_once: int | None) -> Criterion:
    """The criterion of a name: the mean where none is given, the worst where any may come.

    Raises `InputError` for another name, a level that is none or belongs to no criterion, and for
    any criterion but the worst where chances do not count.
    """
    chosen = name or ("mean" if at_once is None else "worst")
    if chosen not in NAMES:
        raise _unknown(said("prepare-criterion"), "--criterion", chosen, NAMES)
    if at_once is not None and chosen != "worst":
        raise fault(said("prepare-any-is-worst"), place=Place("--criterion"), seen=chosen)
    if level is not None and (chosen != "cvar" or not 0 < level < 1):
        what = said("prepare-level" if chosen == "cvar" else "prepare-level-alone")
        raise fault(what, place=Place("--level"), seen=f"{level:g}")
    if chosen == "cvar":
        return Criterion(weight=1.0, level=LEVEL if level is None else level)
    return WORST if chosen == "worst" else MEAN


def name_of(criterion: Criterion) -> str:
    """The name of a criterion."""
    if criterion.worst:
        return "worst"
    return "mean" if criterion.is_mean else "cvar"


def method_of(name: str) -> Method:
    """The method of a name; raises `InputError` for one that is none."""
    found = next((method for method in METHODS if method == name), None)
    if found is None:
        raise _unknown(said("prepare-method"), "--method", name, METHODS)
    return found


def _unknown(what: Said, option: str, seen: str, names: Sequence[str]) -> InputError:
    """That an option does not know a name, with those that it knows and the nearest of them."""
    allowed, near = ", ".join(names), nearest(seen.lower(), names)
    return fault(what, place=Place(option), seen=seen, allowed=allowed, nearest=near)
