"""APP-6 symbols inside a drawing: each is written once, and shown wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.report.draw.elements import element
from planner.report.draw.marks import Sign
from planner.report.draw.symbol import symbol_inside


def signs_of(signs: Sequence[Sign], name: str) -> Iterator[str]:
    """The elements that show the signs, to be put above the rest; every id begins with `name`.

    The name of a sign is told by what it stands beside.
    """
    codes, known = dict[str, int](), dict[tuple[str, str], str]()
    for sign in signs:
        number = codes.setdefault(sign.code, len(codes) + 1)
        view, inside = symbol_inside(sign.code, name=f"{name}-code-{number}", title=sign.name)
        if (view, inside) not in known:
            known[view, inside] = id_ = f"{name}-sign-{len(known) + 1}"
            yield element("symbol", inside, viewBox=view, id=id_)
        yield element(
            "use",
            href=f"#{known[view, inside]}",
            x=sign.x,
            y=sign.y,
            width=sign.width,
            height=sign.height,
        )
