"""The shipped figures: where each comes from, what must be there, and hand arithmetic on them."""

from __future__ import annotations

import pytest

from planner.catalogue import factbook
from planner.catalogue.figure import Figure, cited_source
from planner.catalogue.schema import Rate
from planner.catalogue.walk import LocatedFigure, located_figures

BOOK = factbook()
ALL = tuple(located_figures(BOOK))
GAP_PERSON_DAYS = (90 - 10) * 3_300  # S/2012/894 §58 and §65

REQUIRED_IDS = {
    "storage_groups": "water bulk-fuel covered cold open",
    "items": (
        "water rations diesel medical-supplies ammunition general-stores spares bottled-water mre "
        "group-ration fresh-ration clothing-general packaged-pol barrier-material "
        "construction-material tropical-class-vi health-comfort-pack mail"
    ),
    "consumption": (
        "water-person rations-person diesel-person medical-person ammunition-person "
        "general-stores-person spares-person"
    ),
    "tempos": "static normal offensive",
    "climates": "sudanian sahelian saharan",
    "vehicles": (
        "light-truck rigid-truck articulated-truck fuel-tanker-rigid fuel-tanker-semi "
        "water-tanker c-130 c-17 a400m c-27j il-76 an-26 an-12 mi-8mtv mi-26 river-barge"
    ),
    "containers": "iso-20ft iso-20ft-reefer pallet-463l mre-pallet",
    "capabilities": (
        "infantry engineers fire-support combat-aviation utility-aviation transport-aviation "
        "logistics medical-level-2 headquarters signals intelligence counter-ied "
        "formed-police-unit individual-police mine-action eod maintenance infantry-company "
        "malian-infantry malian-logistics malian-armed-air-support malian-utility-air "
        "malian-air-transport armoured-personnel-carriers weapons communications-equipment "
        "police-transport crowd-control-equipment mine-action-equipment"
    ),
    "units": (
        "african-infantry-battalion un-infantry-battalion engineer-company level-2-hospital "
        "formed-police-unit malian-infantry-battalion"
    ),
}


def name_of(found: LocatedFigure) -> str:
    """Test id of a figure."""
    return f"{found.section}.{found.id}.{found.field}"


@pytest.mark.parametrize("found", ALL, ids=name_of)
def test_figure_says_where_it_comes_from(found: LocatedFigure) -> None:
    figure = found.figure
    assert (figure.source is None) != (figure.assumption is None)
    assert figure.source is None or cited_source(figure.source, BOOK.sources)
    assert figure.unit is not None
    assert (figure.confidence == "own") == (figure.assumption is not None)


@pytest.mark.parametrize("found", ALL, ids=name_of)
def test_range_holds_value_and_is_explained(found: LocatedFigure) -> None:
    figure = found.figure
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    assert low <= figure.value <= high
    if figure.note == "Middle of the range":
        # a speed or load given as a range: to the precision in which it is written
        assert figure.value == pytest.approx((low + high) / 2, rel=0.01)


def test_a_derived_figure_shows_its_arithmetic() -> None:
    """Beyond what is true by definition, a derived figure has a note."""
    bare = [
        name_of(found)
        for found in ALL
        if found.figure.confidence == "derived"
        and found.figure.source != "definition"
        and not found.figure.note
    ]
    assert bare == []


@pytest.mark.parametrize("section", REQUIRED_IDS)
def test_ids_that_scenarios_rely_on(section: str) -> None:
    assert set(REQUIRED_IDS[section].split()) <= set(getattr(BOOK, section))


def test_every_source_is_cited() -> None:
    cited = {cited_source(found.figure.source or "", BOOK.sources) for found in ALL}
    cited |= {cited_source(c.source or "", BOOK.sources) for c in BOOK.capabilities.values()}
    cited |= {cited_source(c.source or "", BOOK.sources) for c in BOOK.climates.values()}
    assert set(BOOK.sources) - cited == {"S/RES/2085"}


def test_only_the_mandates_papers_are_documents() -> None:
    documents = {id_ for id_, source in BOOK.sources.items() if source.kind == "document"}
    assert documents == {"S/2012/894", "S/RES/2085"}


def test_seven_standard_rates_each_of_its_own_item() -> None:
    standard = {id_: rate for id_, rate in BOOK.consumption.items() if rate.standard}
    assert set(standard) == set(REQUIRED_IDS["consumption"].split())
    assert len({rate.item for rate in standard.values()}) == 7


def test_rates_are_written_in_the_unit_of_their_item() -> None:
    assert all(r.rate.unit == BOOK.items[r.item].unit for r in BOOK.consumption.values())


def rate(id_: str) -> Rate:
    """A consumption rate, by its plain name."""
    return {str(name): entry for name, entry in BOOK.consumption.items()}[id_]


def number(id_: str) -> Figure:
    """A reference figure."""
    return BOOK.figures[id_].figure


def item_mass_and_volume(id_: str) -> tuple[float, float]:
    """Kilograms and cubic metres of one unit of issue."""
    item = {str(name): entry for name, entry in BOOK.items.items()}[id_]
    return item.mass.value, item.volume.value


# --- golden figures: worked by hand


def test_gap_in_person_days() -> None:
    # (90 - 10) days x 3,300 persons = 264,000
    assert number("gap-person-days").value == GAP_PERSON_DAYS == 264_000


@pytest.mark.parametrize(
    ("id_", "cubic_metres"),
    [("water-drinking", 2_640), ("water-unit-sustaining", 7_894), ("water-full-camp", 22_176)],
)
def test_water_of_the_gap(id_: str, cubic_metres: float) -> None:
    # 264,000 x 10 L = 2,640 m3; x 29.9 L = 7,893.6 m3; x 84 L = 22,176 m3
    assert GAP_PERSON_DAYS * rate(id_).rate.value / 1000 == pytest.approx(cubic_metres, abs=0.5)


def test_rations_of_the_gap() -> None:
    # 264,000 x 3.36 kg = 887 t; 264,000 x 3 / 576 = 1,375 pallets; / 20 = 68.75, hence 69
    mass, volume = item_mass_and_volume("rations")
    assert GAP_PERSON_DAYS * mass / 1000 == pytest.approx(number("gap-rations").value, abs=0.5)
    assert volume == pytest.approx(1.61 / 192, rel=0.001)
    assert volume == pytest.approx(0.0084, abs=5e-5)
    assert number("gap-ration-pallets").value == GAP_PERSON_DAYS * 3 / 576 == 1_375
    assert number("gap-ration-containers").value == pytest.approx(1_375 / 20, abs=0.25)


def test_pallet_of_meals() -> None:
    # 43 x 52 x 44 in x (0.0254 m)^3 = 1.61 m3
    volume = {str(k): v for k, v in BOOK.containers.items()}["mre-pallet"].volume.value
    assert volume == pytest.approx(43 * 52 * 44 * 0.0254**3, abs=0.005)


def test_general_stores_add_up_their_classes() -> None:
    # ATP 4-90 Table C-1: II 0.73 + III packaged 0.54 + IV 0.74 + 1.05 (1.80 together) + VI 1.70
    classes = ("clothing-general-person", "packaged-pol-person", "tropical-class-vi-person")
    total = sum(rate(id_).rate.value for id_ in classes) + number("class-iv-both").value
    assert total == pytest.approx(4.77)
    assert rate("general-stores-person").rate.value == pytest.approx(total)
    # 264,000 x 4.77 kg = 1,259 t, given as about 1,260
    assert total * GAP_PERSON_DAYS / 1000 == pytest.approx(
        number("gap-general-stores").value, abs=1
    )


def test_fuel_of_the_gap() -> None:
    # 264,000 x 8 to 15 L = 2,112 to 3,960 m3
    figure = rate("diesel-person").rate
    assert (figure.low, figure.value, figure.high) == (8, 12, 15)
    assert (number("gap-fuel").low, number("gap-fuel").high) == (2_112, 3_960)


def test_cool_water_saves_drinking_water_only() -> None:
    # 20 L of which 10 L drunk when hot, 6 L when cool: (20 - 10 + 6) / 20 = 0.8
    hot, cool = number("water-ladder-drinking-hot"), number("water-ladder-drinking-cool")
    water = rate("water-person")
    assert water.cool is not None
    assert (water.rate.value - hot.value + cool.value) / water.rate.value == water.cool.value


def test_offensive_ammunition() -> None:
    # 4 kg (middle of 3 to 5) when intense / 1 kg (middle of 0.5 to 1.5) in defence
    ammunition = rate("ammunition-person")
    factor = {str(tempo): figure for tempo, figure in ammunition.tempo.items()}["offensive"]
    assert factor.value * ammunition.rate.value == number("ammunition-intense").value == 4


def test_hot_months_of_the_north_follow_from_tessalit() -> None:
    # mean maximum of 37 °C and more; nothing lies between 33 and 37
    maxima = {month: number(f"tessalit-max-{month:02}").value for month in range(1, 13)}
    months = {str(name): climate.hot_months for name, climate in BOOK.climates.items()}
    for limit in (33.1, 37):
        assert months["saharan"] == tuple(m for m, top in maxima.items() if top >= limit)
    assert months["sudanian"] == tuple(range(3, 7))
    assert set(months["sahelian"]) == set(months["saharan"]) | set(months["sudanian"])


def test_the_force_adds_up() -> None:
    # 2,990 troops + 30 police officers + 280 in two formed police units = 3,300
    parts = ("force-troops", "force-individual-police", "force-formed-police")
    assert sum(number(part).value for part in parts) == number("force-planned").value == 3_300


@pytest.mark.parametrize(
    ("id_", "top", "bottom", "step"),
    [
        ("deployment-tonnes-per-soldier", 20_000, 4_500, 0.05),
        ("serval-strategic-rotation", 18_500, 480, 0.05),
        ("serval-theatre-mission", 3_500, 1_600, 0.05),
        ("convoy-stage-2013", 1_192, 5.5, 0.5),
        ("tanker-volume-2026", 55_000, 1_192, 0.5),
        ("water-heat-casualties", 114 * 7, 1_000, 0.05),
        ("stowage-dry", 26, 22_000, 5e-6),
    ],
)
def test_derived_quotients(id_: str, top: float, bottom: float, step: float) -> None:
    assert number(id_).value == pytest.approx(top / bottom, abs=step)


def test_convoy_fuel() -> None:
    # 25,000 L / 100 vehicles / 635 km = 0.39 L/km
    assert rate("diesel-convoy-km").rate.value == pytest.approx(25_000 / 100 / 635, abs=0.005)


# gallons and pounds, as the tables print them
@pytest.mark.parametrize(
    ("id_", "gallons"),
    [("water-add-hygiene", 9.8), ("water-division-minimum", 5.8), ("water-all-in-sustaining", 20.8),
     ("water-tropical-unit-sustaining", 7.7), ("water-cold-total-minimum", 4.3)],
)  # fmt: skip
def test_gallons_became_litres(id_: str, gallons: float) -> None:
    assert number(id_).value == pytest.approx(gallons * 3.785412, abs=0.051)


@pytest.mark.parametrize(
    ("id_", "pounds"),
    [("ration-cycle-mmm", 5.5), ("ration-cycle-umm", 7.41), ("ration-cycle-umu", 9.39)],
)
def test_pounds_became_kilograms(id_: str, pounds: float) -> None:
    assert number(id_).value == pytest.approx(pounds * 0.45359237, abs=0.006)


def test_every_storage_group_can_be_moved_and_stored() -> None:
    for id_, group in BOOK.storage_groups.items():
        assert id_ in BOOK.vehicles[group.vehicle].carries
        assert group.container in BOOK.containers
        assert group.aircraft is not None
        assert BOOK.vehicles[group.aircraft].mode == "air"
        assert id_ in BOOK.vehicles[group.aircraft].carries
        # which aircraft it is, is a choice, and has its reason
        assert (group.source is None) != (group.assumption is None)


def test_tankers_hold_what_they_lift() -> None:
    # payload = tank volume x density, at low, value and high
    tankers = {str(id_): vehicle for id_, vehicle in BOOK.vehicles.items()}
    for id_, density in (
        ("fuel-tanker-rigid", 0.84),
        ("fuel-tanker-semi", 0.84),
        ("water-tanker", 1),
    ):
        tanker = tankers[id_]
        assert tanker.volume is not None
        for end in ("low", "value", "high"):
            volume = getattr(tanker.volume, end)
            assert getattr(tanker.payload, end) == pytest.approx(volume * density)
