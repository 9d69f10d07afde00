"""The drawing of a map: a small one as it was looked at, and what holds for any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from planner.messages import LANGUAGES, Language
from planner.report.blocks import Map, MapPlace, MapWay, Outline, spoken
from planner.report.draw import PALETTE
from planner.report.draw.map import map_svg
from planner.report.draw.maps.classes import (
    class_of,
    marks_of,
    told_flows,
    told_shares,
    told_values,
    use_of,
    width_of_line,
)
from planner.report.draw.maps.courses import courses
from planner.report.draw.maps.sheet import sheet_of
from planner.report.draw.text import width_of
from tests.report.map.support import placed_map, sample_map
from tests.report.support import matches_golden

NAN = float("nan")


def drawn(block: Map, language: Language = "en", **how: object) -> ElementTree.Element:
    """A map as elements, names and colours as they are in the drawing."""
    (heard,) = spoken([block], language)
    assert isinstance(heard, Map)
    made = map_svg(heard, name="m", language=language, **how)  # type: ignore[arg-type]
    return ElementTree.fromstring(made.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def texts(root: ElementTree.Element) -> list[str]:
    """Every text of a drawing."""
    return ["".join(element.itertext()) for element in root.iter("text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_map_is_as_it_was_looked_at(language: Language) -> None:
    (heard,) = spoken([sample_map()], language)
    assert isinstance(heard, Map)
    made = map_svg(heard, name="m", language=language)
    # a line for each element, so that what changes can be seen
    assert matches_golden(re.sub(r"(?=<(?!/))", "\n", made).strip() + "\n", f"map-{language}.svg")
    assert map_svg(heard, name="m", language=language) == made


def test_it_is_a_picture_with_a_name_and_a_description() -> None:
    root = drawn(sample_map())
    assert root.get("role") == "img"
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert by_id[root.get("aria-labelledby")].text == "The network"
    assert by_id[root.get("aria-describedby")].text == sample_map().told
    assert all(id_ is not None and id_.startswith("m-") for id_ in by_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_of_each_day_has_room_on_its_line(language: Language) -> None:
    block = sample_map()
    name = "Camp of the logistics battalion, north of the old town"
    places = tuple(replace(place, name=name) for place in block.places)
    root = drawn(replace(block, places=places), language)
    [summary] = [e for e in root.iter("text") if e.get("id") == "m-summary"]
    told, size = str(summary.text), float(str(summary.get("font-size")))
    assert "old town" in told
    assert size < 13
    assert width_of(told, size) <= 720.001


def test_every_colour_is_one_of_the_palette_and_none_is_left_on_paper() -> None:
    root = drawn(placed_map())
    used = {value for element in root.iter() for value in element.attrib.values() if "#" in value}
    for value in used:
        name, plain = re.fullmatch(r"var\(--([a-z0-9-]+), (#[0-9a-f]{6})\)", value).groups()  # type: ignore[union-attr]
        assert PALETTE[name][0] == plain
    paper = drawn(placed_map(), on_paper=True)
    assert "var(" not in ElementTree.tostring(paper, encoding="unicode")
    assert paper.get("width") == "720"


def test_nothing_in_it_is_style_or_script() -> None:
    for element in drawn(placed_map()).iter():
        assert element.tag not in ("style", "script", "image", "foreignObject")
        assert not {"style", "href"} & set(element.attrib)
        assert not any(name.startswith("on") for name in element.attrib)


def test_hostile_names_do_nothing() -> None:
    hostile = sample_map(hostile=True)
    root = drawn(hostile)
    assert root.get("role") == "img"
    assert not list(root.iter("script"))
    assert {element.tag for element in root.iter()} == {
        element.tag for element in drawn(sample_map()).iter()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_stands_on_every_map(language: Language) -> None:
    words = {"en": "does not mean that it is officially", "fr": "ne vaut ni approbation"}
    told = " ".join(texts(drawn(sample_map(), language)))
    assert words[language] in told
    assert "Natural Earth" in told
    square = np.array([[-20.0, 10], [5, 10], [5, 20], [-20, 20], [-20, 10]])
    own = replace(sample_map(), outlines=(Outline("Own land", (square,)),))
    told = " ".join(texts(drawn(own, language)))
    assert words[language] in told
    assert "Natural Earth" not in told
    assert "Own land" in told
    assert "Mali" not in told


def test_it_says_the_day_that_is_drawn() -> None:
    root = drawn(sample_map(), day=20)
    assert "D+20 (21 Jan 2030)" in texts(root)
    way = next(element for element in root.iter() if element.get("id") == "m-way-1")
    assert way.get("aria-label") == "Sévaré–Gao by road: 10 t/day, 100 % of what it can carry"
    place = next(element for element in root.iter() if element.get("id") == "m-place-2")
    assert place.get("aria-label") == "Gao, forward base: 4 days of supply"
    assert "J+20 (21 janv. 2030)" in texts(drawn(sample_map(), "fr", day=20))


def test_the_day_that_tells_most_has_most_lanes_that_are_full() -> None:
    days = sheet_of(sample_map(), "en").days
    # from D+2 on the road carries nine tenths of what it can; from D+13 on two sites are thin
    full = [days.full(day) for day in range(len(sample_map().days))]
    assert days.full(days.telling) == max(full)
    assert days.use(1, days.telling) == "full"
    quiet = replace(sample_map(), ways=())
    assert 0 <= sheet_of(quiet, "en").days.telling < len(quiet.days)


def test_a_map_of_one_place_is_drawn() -> None:
    alone = replace(sample_map(), places=sample_map().places[2:], ways=())
    assert "Gao, forward base" in " ".join(texts(drawn(alone)))


def test_every_place_of_the_plan_is_named() -> None:
    told = texts(drawn(placed_map()))
    for place in placed_map().places:
        assert any(text.startswith(place.name) for text in told)


# ---------------------------------------------------------------------------------------- classes


def test_values_are_told_no_better_than_they_are() -> None:
    assert told_values(np.array([6.99, 7.0 - 1e-9, 7.04, NAN])) == [6.9, 7.0, 7.0, None]
    assert told_shares(np.array([0.899, 0.9 - 1e-12, 1.0, NAN])) == [89, 90, 100, None]
    assert told_flows(np.array([NAN, 12.345, 1234.5, 0.012345])) == [0.0, 12.3, 1230.0, 0.0123]


def test_a_lane_is_as_full_as_its_share() -> None:
    assert [use_of(1.0, share) for share in (0, 49, 50, 89, 90, 100)] == [
        "calm", "calm", "busy", "busy", "full", "full",
    ]  # fmt: skip
    assert use_of(0.0, 100) == "idle"
    assert use_of(1.0, None) == "open"


def test_classes_of_a_scale_differ_in_form_and_end_with_the_circle() -> None:
    for count in range(1, 8):
        scale = tuple(float(i) for i in range(count))
        looks = marks_of(scale)
        assert len(looks) == count
        assert looks[-1] == marks_of((0.0,))[0]
        if count <= 5:
            assert len({look.form for look in looks}) == len({look.fill for look in looks}) == count
    assert [class_of(value, (0.0, 1.0, 7.0)) for value in (0.0, 0.9, 1.0, 6.9, 7.0, 99.0)] == [
        0, 0, 1, 1, 2, 2,
    ]  # fmt: skip


def test_lines_grow_with_what_flows() -> None:
    widths = [width_of_line(flow, 100.0) for flow in (0.0, 1.0, 10.0, 50.0, 100.0)]
    assert widths == sorted(widths)
    assert len(set(widths)) == len(widths)


# ------------------------------------------------------------------------------------------- ways


def way(origin: str, destination: str, mode: str) -> MapWay:
    """A way on which nothing moves."""
    return MapWay("", origin, destination, mode, np.zeros(1), np.zeros(1))


def middles(ways: list[MapWay]) -> Iterator[tuple[float, float]]:
    """The middle of each course between two places."""
    for course in courses(ways, {"a": (100.0, 100.0), "b": (300.0, 100.0)}):
        yield course.at(0.5)


def test_ways_between_the_same_places_keep_apart() -> None:
    ways = [
        way(a, b, mode)
        for a, b in (("a", "b"), ("b", "a"))
        for mode in ("road", "rail", "air", "river")
    ]
    heights = sorted(y for _, y in middles(ways))
    gaps = np.diff(heights)
    assert gaps.min() > 4


def test_a_way_alone_is_straight() -> None:
    ((x, y),) = middles([way("a", "b", "road")])
    assert y == 100
    assert x == pytest.approx(200, abs=6)


def test_places_at_one_point_do_no_harm() -> None:
    day = np.zeros(1)
    places = tuple(MapPlace(id_, id_, 1.0, 2.0, day) for id_ in "ab")
    one = replace(
        sample_map(),
        days=replace(sample_map().days, until=sample_map().days.start + 1),
        places=places,
        ways=(way("a", "b", "road"),),
    )
    assert "nan" not in ElementTree.tostring(drawn(one), encoding="unicode").replace("nant", "")
