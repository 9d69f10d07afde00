"""The page's own words, in the language of the page."""

from __future__ import annotations

from planner.messages import Language, in_language, said
from planner.report.blocks import Tone

Words = dict[str, str]


def words_in(language: Language) -> Words:
    """What the templates say, by a short name; the scripts take their words from the page."""
    told = {
        "skip": said("page.skip"),
        "marking": said("page.marking"),
        "contents": said("page.contents"),
        "key": said("page.key"),
        "dark": said("page.dark"),
        "unnamed": said("page.unnamed-column"),
        "filter": said("page.filter"),
        # filled in by the script that counts
        "rows_shown": said("page.rows-shown", shown="{shown}", all="{all}"),
        "no_rows": said("page.no-rows"),
        "sources": said("page.sources"),
        # filled in by the template
        "note_number": said("page.note-number", number="{number}"),
        "back": said("page.back", number="{number}", place="{place}"),
        "run": said("page.run"),
        "data": said("page.data"),
        "marks": said("page.marks"),
        "folded": said("page.folded"),
        "one_at_a_time": said("page.one-at-a-time"),
        "positions": said("page.positions"),
        "position": said("page.position"),
        "curve_of": said("page.curve-of"),
        "over": said("page.over"),
        "reset": said("page.reset"),
        "as_planned": said("page.as-planned"),
        "no_script": said("page.no-script"),
    }
    return {name: in_language(text, language) for name, text in told.items()}


def tone_words(language: Language) -> dict[Tone, str]:
    """How urgent a line is, in a word."""
    told = {
        Tone.GOOD: said("page.good"),
        Tone.WARNING: said("page.warning"),
        Tone.BAD: said("page.bad"),
        Tone.NOTE: said("page.note"),
        Tone.PLAIN: said("page.plain"),
    }
    return {tone: in_language(text, language) for tone, text in told.items()}
