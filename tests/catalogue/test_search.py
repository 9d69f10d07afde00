"""Finding factors by word, and the page that lists them all."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue import nearest_names, search
from planner.catalogue.reference import markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "catalogue.md"
ALL = search()


def test_without_a_word_all_figures_are_listed_once() -> None:
    places = [(entry.kind, entry.id, entry.field) for entry in ALL]
    assert len(places) == len(set(places)) > 300
    assert search("") == search(None) == ALL


def test_word_finds_id_title_note_and_source() -> None:
    assert {"c-130"} <= {entry.id for entry in search("hercules")}  # title
    assert {"c-130"} <= {entry.id for entry in search("FM-44-80")}  # source
    assert {"water-division-minimum"} <= {entry.id for entry in search("5.80 gal")}  # note
    assert {entry.kind for entry in search("diesel")} >= {"item", "rate", "vehicle"}


def test_entry_tells_the_source_in_words() -> None:
    (entry,) = search("mre-person-days-per-pallet")
    assert entry.source_text == "ATP-4-90 p. 134 (US Army ATP 4-90, appendix C)"
    assert (entry.confidence, entry.figure.value) == ("derived", 192)
    (assumed,) = search("fuel-factor-hot")
    assert assumed.source_text == "Assumption: No published value found"


def test_nothing_found_offers_near_names() -> None:
    assert search("dieesl") == ()
    assert nearest_names("dieesl")[0] == "diesel"
    assert "water-person" in nearest_names("water-persn")
    assert nearest_names("qqqqqq") == ()


@given(st.sampled_from(ALL), st.data())
def test_any_piece_of_a_title_finds_its_entry(entry: object, data: st.DataObject) -> None:
    title = next(one.title for one in ALL if one is entry)
    start = data.draw(st.integers(0, len(title) - 1))
    end = data.draw(st.integers(start + 1, len(title)))
    assert entry in search(title[start:end].upper())


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_further_word_only_narrows_and_keeps_the_order(first: str, second: str) -> None:
    wide, narrow = search(first), search(f"{first} {second}")
    assert [entry for entry in wide if entry in set_of(narrow)] == list(narrow)


def set_of(entries: tuple[object, ...]) -> list[object]:
    """Entries as a list to look in; figures are not hashable."""
    return list(entries)


def test_page_of_the_manual_is_renewed() -> None:
    """Red after a change of data until `python -m planner.catalogue.renew` has run."""
    assert PAGE.read_text(encoding="utf-8") == markdown()


def test_every_row_has_as_many_cells_as_its_table() -> None:
    for table in markdown().split("\n## ")[1:]:
        rows = [line for line in table.splitlines() if line.startswith("|")]
        assert len({row.replace(r"\|", "").count("|") for row in rows}) == 1
