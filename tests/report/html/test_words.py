"""The words of the page itself are in its language."""

from __future__ import annotations

from planner.messages import catalogue
from planner.report.render.html.words import tone_words, words_in
from tests.report.html.support import read_sample

OWN = {code: message for code, message in catalogue().items() if code.startswith("page.")}


def own_words(language: str) -> set[str]:
    """The page's words in a language, as far as they differ from those of the other one."""
    texts = {
        (message.text("what", "en") or "", message.text("what", "fr") or "")
        for message in OWN.values()
    }
    return {pair[language == "fr"] for pair in texts if pair[0] != pair[1] and "{" not in pair[0]}


def test_a_page_speaks_one_language() -> None:
    english, french = read_sample("en").text, read_sample("fr").text
    shown = {word for word in own_words("fr") if word in french}
    assert len(shown) > 20
    for word in ("Sommaire", "Établissement du rapport", "Revenir au plan"):
        assert word in shown
    assert [word for word in shown if word in english] == []
    assert read_sample("fr").one("html")["lang"] == "fr"


def test_every_word_of_a_template_is_known_in_both_languages() -> None:
    for words in (words_in, tone_words):
        assert words("en").keys() == words("fr").keys()
    assert all(words_in("fr").values())


def test_numbers_are_written_as_the_language_has_it() -> None:
    cells = [cell.text for cell in read_sample("fr").one("table", id="table-1").all("td")]
    assert "1\u202f280" in cells
    assert "J+5" in cells
