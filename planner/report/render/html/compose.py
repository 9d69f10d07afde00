"""Blocks as one page, in one file: words, style, scripts and drawings all stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from planner.messages import Language, in_language, said
from planner.report.blocks import Block, Line, Map, WhatIf, harmless_text, spoken
from planner.report.draw.symbol import draw_symbols
from planner.report.render.html.assets import (
    MAP_SCRIPT,
    SCRIPTS,
    WHAT_IF_SCRIPT,
    asset,
    template,
)
from planner.report.render.html.parts import Numbering, Part, SubHeading, parts_of
from planner.report.render.html.policy import content_policy
from planner.report.render.html.sentences import key_sentences
from planner.report.render.html.style import style
from planner.report.render.html.words import tone_words, words_in
from planner.report.render.outline import Outline, outlined

Stamp = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its parts; those headings inside it that the contents list."""

    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def headings(self) -> tuple[SubHeading, ...]:
        """The headings of level 3."""
        return tuple(
            part for part in self.parts if isinstance(part, SubHeading) and part.level == 3
        )


def page(
    blocks: Iterable[Block],
    *,
    language: Language = "en",
    stamp: Stamp = (),
    small: bool = False,
) -> str:
    """The whole file as text. `stamp` says how the plan was made, as pairs of name and value; what
    is `small` has little type and narrow margins on paper.

    Raises `InputError` where a package that it needs is not installed.
    """
    filled = template()
    heard = spoken(blocks, language)
    draw_symbols(heard)
    outline = outlined(heard)
    numbering = Numbering(language)
    keys = tuple(takewhile(lambda block: isinstance(block, Line), outline.lead))
    title = outline.title or in_language(said("page.untitled"), language)
    look, scripts = style(outline.marking), tuple(_scripts(heard))
    return filled.render(
        language=language,
        look="small" if small else "",
        title=title,
        marking=outline.marking,
        keys=key_sentences([line for line in keys if isinstance(line, Line)], numbering.notes),
        lead=tuple(parts_of(title, outline.lead[len(keys) :], numbering)),
        sections=tuple(_sections(outline, numbering)),
        notes=numbering.notes.listed(),
        stamp=[[_spelled(text, language) for text in pair] for pair in stamp],
        words=words_in(language),
        tones=tone_words(language),
        style=look,
        scripts=scripts,
        policy=content_policy([look], scripts),
    )


def _sections(outline: Outline, numbering: Numbering) -> Iterator[SectionView]:
    for number, section in enumerate(outline.sections, 1):
        parts = tuple(parts_of(section.title, section.blocks, numbering))
        yield SectionView(f"section-{number}", section.title, parts)


def _scripts(blocks: Sequence[Block]) -> Iterator[str]:
    """The scripts that a page with these blocks needs, each once."""
    yield from map(asset, SCRIPTS)
    if any(isinstance(block, WhatIf) for block in blocks):
        yield asset(WHAT_IF_SCRIPT)
    if any(isinstance(block, Map) for block in blocks):
        yield asset(MAP_SCRIPT)


def _spelled(text: str, language: Language) -> str:
    return harmless_text(in_language(text, language))
