"""The countries of the world as they are shipped: Natural Earth, see data/README.txt."""

from __future__ import annotations

import gzip
import json
import tomllib
from functools import cache
from importlib.resources import files

from planner.messages import Language
from planner.report.draw.ground.topology import Topology, decoded

COUNTRIES = "countries-50m.json.gz"
NAMES = "names.toml"
DATA = (COUNTRIES, NAMES, "README.txt")


@cache
def world() -> Topology:
    """Every country, with the borders that they share."""
    return decoded(json.loads(countries_json()), "countries")


def countries_json() -> bytes:
    """The file as it was taken, byte by byte."""
    return gzip.decompress(read_data(COUNTRIES))


def country_name(number: str, language: Language) -> str:
    """What a country is called on a map, by its ISO 3166-1 number; blank where it is not named."""
    english, french = _names().get(number, ("", ""))
    return french if language == "fr" else english


@cache
def _names() -> dict[str, tuple[str, str]]:
    table = tomllib.loads(read_data(NAMES).decode())
    return {number: (english, french) for number, (english, french) in table.items()}


def read_data(name: str) -> bytes:
    """A file of `data/`, as it lies there."""
    return files("planner.report.draw").joinpath("data", name).read_bytes()
