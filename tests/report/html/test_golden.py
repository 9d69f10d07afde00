"""A small page word by word, in both languages; style and scripts are told by their names."""

from __future__ import annotations

import re

import pytest

from planner.messages import LANGUAGES, Language, said
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.numbers import quantity, share, short_day
from planner.report.render.html import page
from tests.report.html.support import STAMP
from tests.report.support import matches_golden

CITED = ("S/2012/894, paragraph 65",)
BLOCKS: tuple[Block, ...] = (
    Heading("A mission of two thousand", 1),
    Marking("UNCLASSIFIED"),
    Line("It brings 10 days of supply of the 90 it needs.", Tone.BAD, CITED),
    Line("Every site is supplied.", Tone.GOOD),
    Line("Two policies are broken for a time.", Tone.WARNING),
    Line("The main base fails first."),
    Line("A third of it rests on assumptions.", Tone.NOTE),
    Heading("Stocks"),
    Line("What must stand where:"),
    Table(
        (Column("Site", wraps=True), Column("Tonnes", number=True), Column(""), Column("By")),
        (
            (
                "Main base, with the reserve",
                quantity(1280.4),
                share(0.5),
                short_day(5),
            ),
            ("Northern base", quantity(0.4), share(0.995), short_day(-2)),
            ("Both", quantity(1280.8), "–", short_day(-2)),
        ),
        (Tone.BAD, Tone.PLAIN, Tone.PLAIN),
        (CITED, ("assumption: half of it is there", *CITED), ()),
        totals=(2,),
    ),
    Heading("By which way", 3),
    Line("As follows:", Tone.NOTE),
    Line("Port to main base by road.", Tone.NOTE),
    Line("Main base to northern base by road.", Tone.NOTE),
    Line("Main base to northern base by air.", Tone.NOTE),
    Table((Column("Nothing"),), ()),
    Line(said("share.nearly-all")),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_page(language: Language) -> None:
    html = page(BLOCKS, language=language, stamp=STAMP)
    html = re.sub(r"sha256-[^']{44}", "sha256-…", html)
    html = re.sub(r"(?s)<style>.*?</style>", "<style>…</style>", html)
    html = re.sub(r"(?s)<script>// (.*?)[:.,].*?</script>", r"<script>// \1 …</script>", html)
    html = re.sub(r'(?s)<svg class="sprite".*?</svg>', '<svg class="sprite">…</svg>', html)
    assert matches_golden(html, f"page-{language}.html")
