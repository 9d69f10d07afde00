"""The self-sufficiency gap in closed form, and loads, by hand."""

from __future__ import annotations

import pytest

from planner.catalogue.ids import ItemId
from planner.scenario import factbook_of, from_mapping
from planner.sustainment import self_sufficiency_gap
from planner.sustainment.goods.loads import load_of
from tests.sustainment.support import case

AFISMA = {"title": "AFISMA", "personnel": 3300, "planned_days": 10, "required_days": 90}


def test_gap_of_the_documents() -> None:
    # (90 - 10) days x 3,300 = 264,000 person-days (S/2012/894 §65)
    scenario = from_mapping({"format": 1, "id": "gap", "forces": {"afisma": AFISMA}})
    [gap] = self_sufficiency_gap(scenario, factbook_of(scenario))
    assert (gap.gap_days, gap.person_days) == (80, 264_000)


@pytest.mark.parametrize(
    ("item", "quantity", "tonnes", "m3", "containers", "truckloads"),
    [
        # 20 L; containers 5,280 / 22 t = 240; 5,280 / 15 t or m3 = 352 water tankers
        ("water", 5_280_000, 5280.0, 5280.0, 240, 352),
        # 1 of 3.36 kg and 0.00839 m3; 2,214.96 / 26 m3 = 85.2; 887.04 / 9 t = 98.6
        ("rations", 264_000, 887.04, 2214.96, 86, 99),
        # 12 L of 0.84 kg; 3,168 / 26 m3 = 121.8 (22 t: 120.96); 3,168 / 40 m3 = 79.2
        ("diesel", 3_168_000, 2661.12, 3168.0, 122, 80),
        # 1 kg of 0.00118 m3: 22 t fill 26 m3, so 264 / 22 = 12; 264 / 9 t = 29.3
        ("ammunition", 264_000, 264.0, 311.52, 12, 30),
    ],
)
def test_loads_of_the_gap(
    item: str, quantity: float, tonnes: float, m3: float, containers: int, truckloads: int
) -> None:
    scenario = from_mapping({"format": 1, "id": "gap", "forces": {"afisma": AFISMA}})
    [gap] = self_sufficiency_gap(scenario, factbook_of(scenario))
    [load] = [load for load in gap.items if load.item == item]
    assert (load.quantity, load.tonnes, load.m3) == pytest.approx((quantity, tonnes, m3))
    assert (load.containers, load.truckloads) == (containers, truckloads)


@pytest.mark.parametrize(("quantity", "containers"), [(0, 0), (22, 1), (22.1, 2), (44, 2)])
def test_a_full_container_needs_no_other(quantity: float, containers: int) -> None:
    # sand: 1 t and 1 m3 a unit; a 20-ft container takes 22 t or 26 m3
    book = factbook_of(case())
    assert load_of(book, ItemId("sand"), quantity).containers == containers


def test_forces_without_external_arrangements_have_no_gap() -> None:
    force = {"title": "Host", "personnel": 5000, "host_nation": True}
    scenario = from_mapping({"format": 1, "id": "gap", "forces": {"host": force}})
    assert self_sufficiency_gap(scenario, factbook_of(scenario)) == ()
