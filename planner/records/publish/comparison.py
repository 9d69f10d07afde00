"""Plans side by side, put into the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable

from planner.records.comparison import DAYS, Comparison, HeadlineChange
from planner.records.contract import Meta
from planner.records.contract import comparison as parts
from planner.records.publish.common import alike, shown


def comparison_part(metas: Iterable[Meta], found: Comparison) -> parts.ComparisonResult:
    """The comparison; `metas` are the stamps of its plans, in their order."""
    return parts.ComparisonResult(
        plans=[
            parts.ComparedPart(name=plan.name, status=plan.status, meta=meta)
            for plan, meta in zip(found.plans, metas, strict=True)
        ],
        inputs=[
            parts.InputChangePart(
                path=change.path,
                written=[there and alike(parts.WrittenPart, there) for there in change.written],
            )
            for change in found.inputs
        ],
        headlines=list(map(_headline, found.headlines)),
        fills=[alike(parts.FillChangePart, x, shortfalls=[*x.shortfalls]) for x in found.fills],
        prepositioned=[
            alike(parts.StockChangePart, x, tonnes=[*x.tonnes]) for x in found.prepositioned
        ],
        unmet=[alike(parts.StockChangePart, x, tonnes=[*x.tonnes]) for x in found.unmet],
        failures=[
            parts.FailureChangePart(
                site=x.site, days=list(map(shown, x.days)), needed=list(x.needed)
            )
            for x in found.failures
        ],
        unfunded=[alike(parts.MoneyChangePart, x, dollars=[*x.dollars]) for x in found.unfunded],
        paying=[alike(parts.MoneyChangePart, x, dollars=[*x.dollars]) for x in found.paying],
    )


def _headline(change: HeadlineChange) -> parts.HeadlineChangePart:
    amounts: list[float | str | None] = [
        amount if amount is None or change.name not in DAYS else shown(int(amount))
        for amount in change.amounts
    ]
    return parts.HeadlineChangePart(
        name=change.name.value, unit=change.unit, amounts=amounts, differs=change.differs
    )
