"""The samples have a block of every kind, and fit together."""

from __future__ import annotations

from typing import get_args

import pytest

from planner.report.blocks import Block, Curves, Layers, Map, Picture
from tests.report.samples import ATTACK, HOSTILE, SAMPLES


def test_there_is_one_of_every_kind() -> None:
    kinds = [type(block) for block in SAMPLES.values()]
    assert set(kinds) == set(get_args(Block))
    assert len(kinds) == len(set(kinds))
    assert HOSTILE.keys() == SAMPLES.keys()


@pytest.mark.parametrize(
    "name", [n for n, b in SAMPLES.items() if isinstance(b, get_args(Picture))]
)
def test_a_picture_has_a_title_and_is_told(name: str) -> None:
    picture, hostile = SAMPLES[name], HOSTILE[name]
    assert picture.title  # type: ignore[union-attr]
    assert picture.told  # type: ignore[union-attr]
    assert hostile.title == f"{ATTACK} {picture.title}"  # type: ignore[union-attr]


def test_series_have_a_value_for_each_day() -> None:
    for block in (*SAMPLES.values(), *HOSTILE.values()):
        match block:
            case Curves():
                lengths = {len(c.values) for panel in block.panels for c in panel.curves}
            case Layers():
                lengths = {len(layer.values) for layer in block.layers}
            case Map():
                lengths = {len(p.values) for p in block.places} | {len(w.flow) for w in block.ways}
                assert {end for w in block.ways for end in (w.origin, w.destination)} <= {
                    place.id for place in block.places
                }
            case _:
                continue
        assert lengths == {len(block.days)}
