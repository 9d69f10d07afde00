"""A page as a reader has it: from a file, with the network off, by mouse, keyboard and on paper."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from planner.messages import LANGUAGES, Language
from tests.browser.conftest import Open, Opened
from tests.browser.support import MARKING, ROWS, report, sample, sheets_of

PAGES = {"sample": sample, "report": report}
WIDTHS = (375, 800, 1400)
SHOWN_ROWS = "rows => rows.filter(row => !row.hidden).map(row => row.cells[0].innerText.trim())"


@pytest.fixture
def sample_file(browser: object, tmp_path: Path) -> Path:
    """The page of a block of every kind as a file; not made where there is no browser for it."""
    return written(tmp_path, "sample", "en")


def written(folder: Path, name: str, language: Language) -> Path:
    """A page as a file."""
    file = folder / f"{name}-{language}.html"
    file.write_text(PAGES[name](language), encoding="utf-8")
    return file


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_it_opens_without_a_complaint_or_a_request(
    name: str, language: Language, tmp_path: Path, open_page: Open
) -> None:
    opened = open_page(written(tmp_path, name, language))
    assert opened.page.evaluate("document.documentElement.lang") == language
    assert opened.page.evaluate("document.readyState") == "complete"
    # every script ran: each shows what only it can do
    assert opened.page.locator("button.theme").is_visible()
    assert opened.page.locator("table.sorts thead button").count() > 0


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_any_width(name: str, tmp_path: Path, open_page: Open) -> None:
    page = open_page(written(tmp_path, name, "en")).page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for banner in page.locator(".marking").all():
            box = banner.bounding_box()
            assert box is not None
            assert box["width"] == width


def test_the_marking_stays_in_sight(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    for at in (0, 2000, 10**6):
        page.evaluate("y => window.scrollTo({top: y, behavior: 'instant'})", at)
        head, foot = page.locator(".marking").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect()).map(box => [box.top, box.bottom])"
        )
        assert head[0] == pytest.approx(0, abs=1)
        assert foot[1] == pytest.approx(page.evaluate("innerHeight"), abs=1)


# ---------------------------------------------------------------------------------------- tables


def names(opened: Opened) -> list[str]:
    """The items of the table of stocks, from the top."""
    found = opened.page.locator("#table-1 tbody tr").evaluate_all(
        "rows => rows.filter(row => !row.hidden)"
        ".map(row => row.cells[1].innerText || row.cells[0].innerText)"
    )
    return [str(name).strip() for name in found]


TOTALS = ["Gao, in all", "Kidal, in all", "All sites"]
AS_PLANNED = [
    *("item 0", "item 1", "item 2", "Gao, in all", "item 3", "item 4", "Kidal, in all"),
    *("item 5", "item 6", "item 7", "item 8", "item 9", "All sites"),
]
# by tonnes: 2, 9.5, 12, 31, 40, 64, 77, 105.3, 300, 1,280
BY_TONNES = [f"item {i}" for i in (7, 2, 5, 9, 3, 8, 4, 0, 6, 1)]


def test_a_table_is_sorted_by_the_mouse(sample_file: Path, open_page: Open) -> None:
    opened = open_page(sample_file)
    head = opened.page.locator("#table-1 thead th", has_text="Tonnes")
    assert names(opened) == AS_PLANNED
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert names(opened) == [*BY_TONNES, *TOTALS]
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names(opened) == [*reversed(BY_TONNES), *TOTALS]
    head.locator("button").click()
    assert head.get_attribute("aria-sort") is None
    assert names(opened) == AS_PLANNED


def test_a_table_is_sorted_by_the_keyboard(sample_file: Path, open_page: Open) -> None:
    opened = open_page(sample_file)
    by = opened.page.locator("#table-1 thead th", has_text="By")
    by.locator("button").focus()
    opened.page.keyboard.press("Enter")
    # days by their number, and what is no day last
    assert names(opened)[:3] == ["item 1", "item 2", "item 3"]
    assert set(names(opened)[7:10]) == {"item 0", "item 4", "item 8"}
    opened.page.keyboard.press("Space")
    assert by.get_attribute("aria-sort") == "descending"
    assert names(opened)[0] == "item 9"
    assert set(names(opened)[7:10]) == {"item 0", "item 4", "item 8"}
    # one column at a time
    opened.page.locator("#table-1 thead th", has_text="Site").locator("button").press("Enter")
    assert opened.page.locator("#table-1 [aria-sort]").all_inner_texts() == ["Site"]


def test_a_filter_shows_what_has_all_its_words(sample_file: Path, open_page: Open) -> None:
    opened = open_page(sample_file)
    field = opened.page.get_by_label("Filter rows").first
    status = opened.page.locator("#table-1-filter ~ [role=status]")
    assert status.inner_text() == "10 of 10 rows"
    field.fill("menaka")
    assert names(opened) == ["item 5", "item 6", "item 7"]
    assert status.inner_text() == "3 of 10 rows"
    field.fill("GAO 9.5")
    assert names(opened) == ["item 2"]
    field.fill("in all")
    assert status.inner_text() == "0 of 10 rows"
    assert names(opened) == ["Gao, in all", "Kidal, in all"]
    # what is left out is not left out on paper, where nobody would know
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#table-1 tbody tr").last.is_visible()
    opened.page.emulate_media(media="screen")
    field.fill("")
    assert names(opened) == AS_PLANNED


def test_what_scrolls_is_reached_by_the_keyboard(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file, width=375).page
    page.wait_for_timeout(100)  # regions are measured once they are laid out
    regions = page.locator(".scroll").evaluate_all(
        "all => all.filter(e => e.checkVisibility())"
        ".map(e => [e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1,"
        " e.tabIndex === 0])"
    )
    assert [scrolls for scrolls, _ in regions] == [stops for _, stops in regions]
    assert any(scrolls for scrolls, _ in regions)


# ----------------------------------------------------------------------------------------- sliders


def slider(page: Any, name: str) -> Any:
    """A slider by its name."""
    return page.get_by_role("slider", name=name, exact=True)


def values(page: Any) -> list[str]:
    """The numbers that the sliders move, with what they have more or less than in the plan."""
    return [" ".join(text.split()) for text in page.locator("dl.numbers dd").all_inner_texts()]


def test_a_slider_moves_the_numbers(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    trucks, days = slider(page, "Trucks"), slider(page, "Self-sufficiency days")
    assert values(page) == ["1,000 t as in the plan", "– t as in the plan"]
    days.focus()
    page.keyboard.press("ArrowLeft")
    assert values(page)[0] == "500 t −500 against the plan"
    assert days.get_attribute("aria-valuetext") == "10 days"
    assert page.locator("figure.what-if output").all_inner_texts() == [
        "as it is (the plan)",
        "10 days",
    ]
    # one at a time
    trucks.press("ArrowLeft")
    assert days.input_value() == "1"
    assert values(page) == ["1,000 t as in the plan", "250 t"]
    page.get_by_role("button", name="Back to the plan").click()
    assert values(page)[0] == "1,000 t as in the plan"


def test_a_position_without_a_plan_says_why(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    slider(page, "Trucks").press("End")
    assert "nothing reaches the north" in page.locator("p.missing").inner_text()
    assert [value.split()[0] for value in values(page)] == ["–", "–"]
    slider(page, "Trucks").press("Home")
    assert page.locator("p.missing").is_hidden()


def test_a_curve_is_drawn_of_the_number_that_is_chosen(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    slider(page, "Self-sufficiency days").press("Home")
    assert page.locator(".curve circle").count() == 2
    assert page.locator(".curve text").all_text_contents()[:2] == ["500", "1,000"]
    page.get_by_label("Curve of").select_option("Unmet demand")
    assert page.locator(".curve circle").count() == 0


def test_a_map_goes_from_day_to_day(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    days = slider(page, "Day")
    days.press("Home")
    assert days.get_attribute("aria-valuetext") == "D-10 (22 Dec 2029)"
    days.press("ArrowRight")
    assert page.locator(".map output").inner_text() == "D-9 (23 Dec 2029)"


# ------------------------------------------------------------------------------- look and language


def test_light_and_dark(sample_file: Path, open_page: Open) -> None:
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page = open_page(sample_file, color_scheme="light").page
    button = page.get_by_role("button", name="Dark")
    light = page.evaluate(paper)
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    dark = page.evaluate(paper)
    assert button.get_attribute("aria-pressed") == "true"
    assert dark != light
    page.emulate_media(media="print")
    assert page.evaluate(paper) == light
    asked = open_page(sample_file, color_scheme="dark").page
    assert asked.evaluate(paper) == dark
    asked.get_by_role("button", name="Dark").click()
    assert asked.evaluate(paper) == light


def test_french_shows(tmp_path: Path, open_page: Open) -> None:
    page = open_page(written(tmp_path, "sample", "fr")).page
    assert page.locator("nav summary").inner_text() == "Sommaire"
    assert page.locator("#table-1-filter ~ [role=status]").inner_text() == "10 lignes sur 10"
    assert "1\u202f280" in page.locator("#table-1").inner_text()
    assert page.locator("#table-1 caption").inner_text() == "Tableau 1. Stocks"
    page.locator("#table-1 thead button").nth(2).click()
    assert page.locator("#table-1 tbody td").nth(1).inner_text() == "2"
    slider(page, "Self-sufficiency days").press("ArrowLeft")
    assert values(page)[0] == "500 t −500 par rapport au plan"


def test_motion_is_reduced_where_it_is_asked_for(sample_file: Path, open_page: Open) -> None:
    smooth = "getComputedStyle(document.documentElement).scrollBehavior"
    assert open_page(sample_file).page.evaluate(smooth) == "smooth"
    calm = open_page(sample_file, reduced_motion="reduce").page
    assert calm.evaluate(smooth) == "auto"


def test_without_scripts_all_is_there_to_read(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file, java_script_enabled=False).page
    assert page.locator("figure.what-if table").is_visible()
    assert all(slider.is_hidden() for slider in page.locator("input[type=range]").all())
    assert all(told.is_visible() for told in page.locator(".no-script").all())
    assert page.locator("thead button").count() == 0
    assert page.locator("nav a").first.is_visible()


# ---------------------------------------------------------------------------------------- drawings


def test_a_mark_tells_what_it_is(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    drawing = page.locator("#figure-1 div.drawing")
    mark = drawing.locator("svg [aria-label]").first
    told = mark.get_attribute("aria-label")
    mark.hover()
    assert page.locator(".tip").inner_text() == told
    page.mouse.move(1, 1)
    assert page.locator(".tip").is_hidden()
    drawing.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".tip").inner_text() == told
    page.keyboard.press("ArrowRight")
    assert page.locator(".tip").inner_text() != told
    page.keyboard.press("Escape")
    assert page.locator(".tip").is_hidden()


# ------------------------------------------------------------------------------------------- paper


@pytest.fixture(scope="module")
def sheets(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The page of a block of every kind on paper."""
    page = browser.new_page()
    page.goto(written(tmp_path_factory.mktemp("paper"), "sample", "en").as_uri())
    assert page.locator("figure.what-if table").is_hidden()
    try:
        return sheets_of(page)
    finally:
        page.close()


def test_the_marking_stands_on_every_sheet(sheets: list[str]) -> None:
    assert len(sheets) >= 6
    assert [text.count(MARKING) for text in sheets] == [2] * len(sheets)
    for number, text in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in text


def test_the_marking_stands_there_without_margins_too(sample_file: Path, open_page: Open) -> None:
    """As in a browser that knows no margins of pages: the banners repeat, beside the margins."""
    texts = sheets_of(open_page(sample_file, java_script_enabled=False).page)
    assert [text.count(MARKING) for text in texts] == [4] * len(texts)


def test_heads_of_tables_repeat_and_every_row_is_whole(sheets: list[str]) -> None:
    rows = [[int(n) for n in re.findall(r"Row (\d+) of many", text)] for text in sheets]
    assert [n for on_sheet in rows for n in on_sheet] == list(range(ROWS))
    assert sum(map(bool, rows)) > 1
    for text, on_sheet in zip(sheets, rows, strict=True):
        if on_sheet:
            assert "Column 0" in text
            assert "Column 12" in text
        for n in on_sheet:  # the last number of a row stands on the sheet of its name
            assert f" {n * 11:,} " in f"{text} "


def test_what_is_folded_on_the_screen_is_printed(sheets: list[str]) -> None:
    text = " ".join(sheets)
    assert "10 days 500 –" in text
    assert "Main base" in text
    assert "Filter rows" not in text


# --------------------------------------------------------------------------------------- everybody


NAMELESS = """() => [...document.querySelectorAll(
  'a, button, input, select, summary, [tabindex="0"], [role], figure, nav, table')]
  .filter(e => !e.matches('[role=status]'))
  .filter(e => e.checkVisibility())
  .filter(e => {
    const by = (e.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
      .map(id => document.getElementById(id)?.textContent ?? '').join('');
    const label = [...(e.labels ?? [])].map(l => l.textContent).join('');
    const own = e.matches('a, button, summary, table') ? e.textContent : '';
    return !(by + label + own + (e.getAttribute('aria-label') ?? '')).trim();
  }).map(e => e.outerHTML.slice(0, 80))"""
LEVELS = "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i); }"""
FAINT = """() => {
  const rgb = c => (c.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (let at = e; at; at = at.parentElement) {
      const c = rgb(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && !e.closest('svg, .unseen, option'))
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .filter(e => {
      const pair = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((a, b) => b - a);
      return (pair[0] + 0.05) / (pair[1] + 0.05) < 4.5;
    }).map(e => e.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("name", PAGES)
def test_anybody_can_use_it(name: str, tmp_path: Path, open_page: Open) -> None:
    page = open_page(written(tmp_path, name, "en")).page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(TWICE) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(FAINT) == [], scheme
    levels = page.evaluate(LEVELS)
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_the_keyboard_begins_with_the_way_to_the_report(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file).page
    page.keyboard.press("Tab")
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.className") == "skip"
    assert page.evaluate(f"{focused}.getBoundingClientRect().top") >= 0
    assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focused}.id") == "main"


def test_contents_fold_on_a_small_screen(sample_file: Path, open_page: Open) -> None:
    page = open_page(sample_file, width=375).page
    link = page.get_by_role("link", name="Pictures")
    assert link.is_hidden()
    page.locator("nav summary").click()
    link.click()
    assert link.is_hidden()
    assert page.url.endswith("#section-2")
