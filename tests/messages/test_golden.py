"""Twenty faults and doubts as a planner reads them, in English and below it in French.

Where a text changes on purpose, renew the golden file:
`PLANNER_RENEW_GOLDEN=1 pytest tests/messages/test_golden.py`, read what changed, and commit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.errors import Fault
from planner.messages import LANGUAGES
from planner.scenario import load
from planner.scenario.loading import doubts_with_places, load_with_places
from tests.scenario.helpers import SMALL, as_yaml, faults_of, only, write
from tests.scenario.network import BREAD, network, road, source

GOLDEN = Path(__file__).with_name("golden") / "faults.txt"
RENEW = "PLANNER_RENEW_GOLDEN"

# changes to the small scenario, each of them one fault
CHANGES = (
    "pledges.oen.units=3",
    "pledges.one.unit=wel-team",
    "pledges.one.tour=20 parsec",
    "pledges.one.tour=5",
    "requirements.water.least_share=80",
    "requirements.water.shortage_price=4",
    "requirements.water.needs=[guard, water]",
    "forces.blue.planned_days=50",
    "calendar.end=2013-02-31",
    "lanes.base-post.mode=rode",
    "sites.port.throughput={}",
    "units.well-team=12",
    "decisions.0.units=9",
)
TEXTS = {
    "twice.yaml": "format: 1\nid: a\nid: b\n",
    "tabbed.yaml": "format: 1\nsites:\n\tport: {}\n",
}
# networks about which something is asked, by the code of what is asked
NETWORKS: dict[str, dict[str, Any]] = {
    "closure-outside-calendar": {"lanes": {"road": road(closures=[{"from": "D+20"}])}},
    "site-not-reached": {"lanes": {"road": road("camp", "port")}},
    "fleet-without-lane": {"lanes": {"road": road(items=["rations"])}},
    "stock-has-spoilt": {
        "items": {"sand": BREAD},
        "stocks": {"old": source(quantity=1, expires="D+0")},
    },
}


def faults(folder: Path) -> Iterator[Fault]:
    for change in CHANGES:
        yield only(faults_of(lambda change=change: load(SMALL, [change])))  # type: ignore[misc]
    yield only(faults_of(lambda: load(folder / "missing.yaml")))
    for name, text in TEXTS.items():
        path = write(folder, text, name)
        yield faults_of(lambda path=path: load(path))[0]  # type: ignore[misc]
    for code, sections in NETWORKS.items():
        path = write(folder, as_yaml(network(**sections)), "network.yaml")
        asked = doubts_with_places(load_with_places(path))
        yield next(doubt for doubt in asked if doubt.code == code)


def told(fault: Fault) -> str:
    """The fault in every language, below its code; files without their folders."""
    here = replace(fault, place=replace(fault.place, file=Path(fault.place.file).name))
    return "\n".join([f"[{fault.code}]", *(here.text(language) for language in LANGUAGES)])


def test_twenty_faults_in_every_language(tmp_path: Path) -> None:
    found = list(faults(tmp_path))
    assert len({fault.code for fault in found}) == len(found) == 20
    text = "\n\n".join(map(told, found)) + "\n"
    if os.environ.get(RENEW):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8"), f"the texts are others; see {RENEW}"
