"""What a quantity of an item is to handle: tonnes, cubic metres, containers, loads, sorties."""

from __future__ import annotations

import math

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId
from planner.catalogue.schema import Vehicle
from planner.records.supply import Load

KG_PER_TONNE = 1000.0
# a load that fills its last container to within rounding needs no other one
ROUNDING = 1e-6


def mass_t(book: Factbook, item: ItemId) -> float:
    """Tonnes of one unit of issue."""
    return book.items[item].mass.value / KG_PER_TONNE


def volume_m3(book: Factbook, item: ItemId) -> float:
    """Cubic metres of one unit of issue."""
    return book.items[item].volume.value


def load_of(book: Factbook, item: ItemId, quantity: float) -> Load:
    """A quantity, in units of issue, as a load; mass or volume counts, whichever is more."""
    entry = book.items[item]
    group = book.storage_groups[entry.storage]
    container, vehicle = book.containers[group.container], book.vehicles[group.vehicle]
    aircraft = None if group.aircraft is None else book.vehicles[group.aircraft]
    tonnes, m3 = quantity * mass_t(book, item), quantity * volume_m3(book, item)
    return Load(
        item=item,
        unit=entry.unit,
        quantity=quantity,
        tonnes=tonnes,
        m3=m3,
        containers=_whole(tonnes, container.payload.value, m3, container.volume.value),
        truckloads=_loads(tonnes, m3, vehicle),
        sorties=None if aircraft is None else _loads(tonnes, m3, aircraft),
    )


def _loads(tonnes: float, m3: float, vehicle: Vehicle) -> int:
    room_m3 = math.inf if vehicle.volume is None else vehicle.volume.value
    return _whole(tonnes, vehicle.payload.value, m3, room_m3)


def _whole(tonnes: float, payload_t: float, m3: float, room_m3: float) -> int:
    by_mass = tonnes / payload_t if payload_t else 0.0
    by_volume = m3 / room_m3 if room_m3 else 0.0
    return math.ceil(max(by_mass, by_volume) - ROUNDING)
