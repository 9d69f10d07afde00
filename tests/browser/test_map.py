"""A map in a browser: the slider moves what is drawn and told, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.messages import LANGUAGES, Language
from planner.report.blocks import Heading, Map, spoken
from planner.report.draw.map import drawn
from planner.report.draw.maps.sheet import Sheet, sheet_of
from planner.report.render.html import page
from planner.report.render.html.map import lane_rows, site_rows
from tests.browser.conftest import Open, Opened, package
from tests.report.html.reader import Element, read
from tests.report.map.support import placed_map, sample_map

if TYPE_CHECKING:
    from playwright.sync_api import Page


def opened(
    block: Map, folder: Path, open_page: Open, language: Language = "en", **how: object
) -> Opened:
    """A page with nothing but a map."""
    file = folder / "map.html"
    file.write_text(
        page([Heading("Map", 1), Heading("Network"), block], language=language), "utf-8"
    )
    return open_page(file, **how)


def laid_out(block: Map, language: Language = "en") -> Sheet:
    """The same map as it is drawn without a browser."""
    (heard,) = spoken([block], language)
    assert isinstance(heard, Map)
    return sheet_of(heard, language)


def name_of(shown: Page) -> str:
    """What every id of the map begins with."""
    slider = shown.locator("input[type=range]").get_attribute("id")
    assert slider is not None
    return slider.removesuffix("-slider")


def moved_to(shown: Page, at: int) -> None:
    """Sets the slider, as dragging it does."""
    shown.locator("input[type=range]").evaluate(
        "(slider, at) => { slider.value = at; slider.dispatchEvent(new Event('input')); }", at
    )


def rows(shown: Page, kind: str) -> list[list[str]]:
    """The rows of a table as they are shown."""
    found = shown.locator(f".map-{kind} tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return [list(map(str, row)) for row in found]


def looks(root: Element, name: str) -> list[tuple[str, ...]]:
    """What changes from day to day in a drawing: of lanes, then of sites."""
    lanes = [e for e in root.all("g") if e.get("id").startswith(f"{name}-way-")]
    sites = [e for e in root.all("g") if e.get("id").startswith(f"{name}-place-")]
    found: list[tuple[str, ...]] = []
    for lane in lanes:
        line = lane.one("path", class_="map-line")
        arrow = lane.one("path", class_="map-arrow")
        width = f"{float(line['stroke-width']):g}"
        dashes = line["stroke-dasharray"]
        found.append((lane["aria-label"], line["stroke"], dashes, width, arrow["fill"]))
    for site in sites:
        mark, alarm = site.all("path")[0], site.one("g", class_="map-alarm")
        found.append((site["aria-label"], mark["d"], mark["fill"], alarm["visibility"]))
    return found


def as_shown(shown: Page, name: str) -> list[tuple[str, ...]]:
    """The same of the page."""
    svg = shown.locator("svg.drawing-map").evaluate("svg => svg.outerHTML")
    return looks(read(f"<!DOCTYPE html>\n{svg}"), name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_is_as_it_is_drawn_without_a_script(
    language: Language, tmp_path: Path, open_page: Open
) -> None:
    sheet = laid_out(placed_map(), language)
    shown = opened(placed_map(), tmp_path, open_page, language).page
    name = name_of(shown)
    for at in (sheet.days.telling, 0, 40, 75, len(sheet.picture.days) - 1):
        moved_to(shown, at)
        expected = drawn(sheet, name, at)
        assert as_shown(shown, name) == looks(read(f"<!DOCTYPE html>\n{expected}"), name)
        assert rows(shown, "lanes") == [list(row) for row in lane_rows(sheet, at)]
        assert rows(shown, "sites") == [list(row) for row in site_rows(sheet, at)]
        texts = [element.text for element in read(f"<!DOCTYPE html>\n{expected}").all("text")]
        assert shown.locator("svg.drawing-map text").all_text_contents() == texts
        assert shown.locator(".map-summary").text_content() in texts


def test_the_day_is_told_where_the_slider_stands(tmp_path: Path, open_page: Open) -> None:
    shown = opened(sample_map(), tmp_path, open_page).page
    slider, name = shown.locator("input[type=range]"), name_of(shown)
    moved_to(shown, 22)
    assert slider.get_attribute("aria-valuetext") == "D+12 (13 Jan 2030)"
    assert shown.locator(".map output").text_content() == "D+12 (13 Jan 2030)"
    assert shown.locator(f"#{name}-day").text_content() == "D+12 (13 Jan 2030)"
    assert shown.locator(".map-summary").get_attribute("aria-live") == "polite"
    slider.focus()
    shown.keyboard.press("ArrowRight")
    assert shown.locator(f"#{name}-day").text_content() == "D+13 (14 Jan 2030)"
    shown.keyboard.press("Home")
    assert shown.locator(f"#{name}-day").text_content() == "D-10 (22 Dec 2029)"


def test_it_plays_pauses_and_goes_back_to_the_hardest_day(tmp_path: Path, open_page: Open) -> None:
    shown = opened(sample_map(), tmp_path, open_page).page
    slider, play = shown.locator("input[type=range]"), shown.locator(".map-play")
    first, expect = int(slider.input_value()), package("playwright.sync_api").expect
    assert play.text_content() == "Play"
    play.press("Enter")
    assert play.text_content() == "Pause"
    assert shown.locator(".map-summary").get_attribute("aria-live") == "off"
    # at once to the next day, then from day to day
    expect(slider).not_to_have_value(str(first))
    expect(slider).not_to_have_value(str(first + 1))
    play.click()
    assert play.text_content() == "Play"
    assert shown.locator(".map-summary").get_attribute("aria-live") == "polite"
    shown.locator(".map-hardest").click()
    assert int(slider.input_value()) == first
    # at the end it stops, and begins anew
    moved_to(shown, len(sample_map().days) - 2)
    play.click()
    expect(slider).to_have_value(str(len(sample_map().days) - 1))
    expect(play).to_have_text("Play")
    play.click()
    expect(play).to_have_text("Pause")
    assert int(slider.input_value()) < 10


def test_a_mark_says_what_it_is_where_the_pointer_is(tmp_path: Path, open_page: Open) -> None:
    shown = opened(sample_map(), tmp_path, open_page).page
    moved_to(shown, 30)
    shown.locator(f"#{name_of(shown)}-place-2").hover()
    assert shown.locator(".tip").text_content() == "Gao, forward base: 4 days of supply"


def test_without_scripts_one_day_stands_there(tmp_path: Path, open_page: Open) -> None:
    shown = opened(sample_map(), tmp_path, open_page, java_script_enabled=False).page
    assert shown.locator("svg.drawing-map").is_visible()
    assert not shown.locator(".map-controls").is_visible()
    assert shown.locator(".map .no-script").is_visible()
    assert len(rows_plain(shown)) == 2


def rows_plain(shown: Page) -> list[str]:
    """The lanes that are listed."""
    return shown.locator(".map-lanes tbody th").all_text_contents()


def test_on_paper_there_is_no_slider(tmp_path: Path, open_page: Open) -> None:
    shown = opened(sample_map(), tmp_path, open_page).page
    assert shown.locator(".map-controls").is_visible()
    shown.emulate_media(media="print")
    assert not shown.locator(".map-controls").is_visible()
    assert shown.locator("svg.drawing-map").is_visible()


def test_on_a_telephone_the_page_stays_narrow_and_the_thinnest_site_is_seen(
    tmp_path: Path, open_page: Open
) -> None:
    shown = opened(sample_map(), tmp_path, open_page, width=375).page
    assert shown.evaluate("document.documentElement.scrollWidth") <= 375
    sheet = laid_out(sample_map())
    values = [v[sheet.days.telling] for v in sheet.days.values]
    thinnest = min((v, i) for i, v in enumerate(values) if v is not None)[1]
    box = shown.locator(f"#{name_of(shown)}-place-{thinnest}").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= 375 - box["width"]
