"""planner factors: the catalogue of planning factors, searchable."""

from __future__ import annotations

from typing import Annotated

import typer

from planner.cli.options import Format, Output
from planner.cli.output import choose_format, deliver, deliver_blocks
from planner.messages import said


def factors(
    word: Annotated[str | None, typer.Argument(help="Show what speaks of this word.")] = None,
    format_: Format = None,
    output: Output = None,
) -> None:
    """Search the planning factors; each is shown with its range, confidence and source."""
    from planner.catalogue import nearest_names, search
    from planner.errors import Place, fault
    from planner.report.factors import factor_blocks, factor_json

    chosen = choose_format(format_, output)
    found = search(word)
    if not found and word is not None:
        near = nearest_names(word)
        raise fault(
            said("no-such-factor"),
            place=Place("planner factors"),
            seen=word,
            nearest=near[0] if near else None,
        )
    if chosen == "json":
        deliver(factor_json(found), output)
    else:
        deliver_blocks(factor_blocks(found), chosen, output)
