"""What draws do to pledges: who comes, how late, how much of each, and what it then counts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.risk.draws import Bools, Drawn, Floats, Source, by_member
from planner.catalogue import Factbook
from planner.catalogue.ids import PledgeId
from planner.forces.worth import unit_personnel
from planner.scenario.document import path_of
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.uncertainty import EFFECTS

OF_TRAVEL = frozenset({"movement", "reception", "training"})


@dataclass
class PledgeDraws:
    """One pledge in B draws: [B] whether it comes, days later, the share of its units, and its
    figures that are drawn, by field."""

    comes: Bools
    late: Floats
    share: Floats
    figures: dict[str, Floats]

    def worth(self, pledge: Pledge, book: Factbook) -> Floats:
        """[B] what one unit counts for, of what it counts for as it is."""
        if "quantity" in self.figures and pledge.quantity is not None:
            return _over(self.figures["quantity"], pledge.quantity.value)
        if "personnel" not in self.figures or pledge.quantity is not None or pledge.in_kind:
            return np.ones(self.share.shape)
        full = 0.0 if pledge.unit is None else book.units[pledge.unit].personnel.value
        if not full:
            return np.ones(self.share.shape)
        # a unit under strength gives less in proportion, one over it no more
        people = np.minimum(1.0, self.figures["personnel"] / full)
        return _over(people, min(1.0, unit_personnel(pledge, book) / full))


def pledge_draws(
    pledges: Mapping[PledgeId, Pledge], drawn: Sequence[Drawn]
) -> Mapping[PledgeId, PledgeDraws]:
    """The pledges to which draws do something."""
    found: dict[PledgeId, PledgeDraws] = {}
    count = len(drawn[0].happens) if drawn else 0

    def of(name: str) -> PledgeDraws:
        new = PledgeDraws(np.ones(count, dtype=np.bool_), np.zeros(count), np.ones(count), {})
        return found.setdefault(PledgeId(name), new)

    for name, source, place in by_member(drawn, "fails"):
        of(name).comes &= ~source.happens[:, place]
    for name, source, place in by_member(drawn, "days_late"):
        of(name).late += source.size[:, place]
    for name, source, place in by_member(drawn, "strength"):
        of(name).share *= source.size[:, place]
    for path, source, place in by_member(drawn, "figures"):
        section, *below = map(str, path_of(path))
        if section == "pledges" and len(below) == 2:
            _put_figure(of(below[0]), pledges[PledgeId(below[0])], below[1], source.size[:, place])
    return found


def pledge_of(source: Source, member: str) -> str | None:
    """The pledge that is another where something that a source concerns turns out otherwise."""
    if EFFECTS[source.unknown.effect] == "pledges":
        return member
    section, *below = map(str, path_of(member)) if source.unknown.figures else ("",)
    return below[0] if section == "pledges" else None


def _put_figure(draws: PledgeDraws, pledge: Pledge, field: str, values: Floats) -> None:
    draws.figures[field] = values
    if field in OF_TRAVEL:
        draws.late += values - getattr(pledge, field).value
    elif field == "units":
        draws.share *= np.minimum(1.0, _over(values, pledge.units.value))


def _over(values: Floats, stands: float) -> Floats:
    return values / stands if stands else np.ones(values.shape)
