"""Pictures as a page has them: drawings with a caption, and their numbers to unfold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import batched

from planner.messages import Language, in_language, said
from planner.report.blocks import CurvePanel, Curves, Map, Picture, Table, WhatIf, spoken
from planner.report.render.html.drawings import drawing, map_fragment
from planner.report.render.html.figure_data import data_of
from planner.report.render.html.notes import Footnotes
from planner.report.render.html.tables import TableView, table_view

# so many panels are drawn large, each by itself; the others small, so many to a drawing
MOST_LARGE, SMALL_ONES = 12, 25


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a drawing: a table, and what is to be said of it; either may be missing."""

    table: TableView | None
    told: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing; `folds` where it is one of several, and then begins `open` or folded away."""

    name: str
    svg: str
    numbers: Numbers
    folds: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture under its caption. A map is a `fragment` that is ready; others have panels."""

    id: str
    caption: str
    told: str
    panels: tuple[Panel, ...]
    fragment: str = ""
    kind: str = "figure"

    @property
    def folds(self) -> bool:
        """True where some of it is folded away."""
        return not all(panel.open for panel in self.panels)


def figure(picture: Picture, id_: str, caption: str, language: Language) -> Figure:
    """A picture that was spoken in `language`; not for what-if, which has a part of its own."""
    assert not isinstance(picture, WhatIf)
    if isinstance(picture, Map):
        fragment = map_fragment(picture, name=id_, language=language)
        return Figure(id_, caption, picture.told, (), fragment)
    if isinstance(picture, Curves) and len(picture.panels) > 1:
        return Figure(id_, caption, picture.told, tuple(_panels(picture, id_, language)))
    panel = _panel(picture, id_, caption, language)
    return Figure(id_, caption, picture.told, (panel,))


def _panels(picture: Curves, id_: str, language: Language) -> Iterator[Panel]:
    """The urgent ones first and open; where none is urgent, the first one."""
    for number, (name, panels) in enumerate(_shared_out(picture, language), 1):
        made = _panel(replace(picture, panels=panels), f"{id_}-{number}", name, language)
        yield replace(made, folds=True, open=number == 1 or (len(panels) == 1 and panels[0].urgent))


def _shared_out(
    picture: Curves, language: Language
) -> Iterator[tuple[str, tuple[CurvePanel, ...]]]:
    """The panels of each drawing, and its name: where there are many, only the first of the urgent
    ones are drawn large, and the others small, many to a drawing."""
    ordered = sorted(picture.panels, key=lambda panel: not panel.urgent)
    urgent = sum(panel.urgent for panel in ordered)
    large = len(ordered) if len(ordered) <= MOST_LARGE else min(urgent, MOST_LARGE)
    yield from ((panel.name, (panel,)) for panel in ordered[:large])
    for group in batched(ordered[large:], SMALL_ONES):
        told = said("page.from-to", first=group[0].name, last=group[-1].name)
        yield (in_language(told, language) if len(group) > 1 else group[0].name), group


def _panel(picture: Picture, id_: str, name: str, language: Language) -> Panel:
    svg = drawing(picture, name=id_, language=language)
    return Panel(name, svg, _numbers(picture, id_, name, language))


def _numbers(picture: Picture, id_: str, caption: str, language: Language) -> Numbers:
    data = data_of(picture)
    told = in_language(data.told, language)
    for table in spoken([data.table] if data.table else [], language):
        assert isinstance(table, Table)
        return Numbers(table_view(table, f"{id_}-data", caption, Footnotes()), told)
    return Numbers(None, told)
