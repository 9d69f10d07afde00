"""Pictures as a page has them: drawings with a caption, and their numbers to unfold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.messages import Language, in_language
from planner.report.blocks import CurvePanel, Curves, Map, Picture, Table, WhatIf, spoken
from planner.report.render.html.drawings import drawing, map_fragment
from planner.report.render.html.figure_data import data_of
from planner.report.render.html.notes import Footnotes
from planner.report.render.html.tables import TableView, table_view


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
    ordered = sorted(picture.panels, key=lambda panel: not panel.urgent)
    for number, panel in enumerate(ordered, 1):
        made = _panel(_only(picture, panel), f"{id_}-{number}", panel.name, language)
        yield replace(made, folds=True, open=panel.urgent or number == 1)


def _only(picture: Curves, panel: CurvePanel) -> Curves:
    return replace(picture, panels=(panel,))


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
