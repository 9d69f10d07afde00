"""Unit symbols: those of the catalogue as they were looked at, their codes, and what stands in."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from milsymbol import Symbol

import planner
from planner.catalogue import factbook
from planner.catalogue.ids import CapabilityId
from planner.catalogue.symbol import ECHELONS, whole_code
from planner.errors import InputError
from planner.report.blocks import Table
from planner.report.draw import symbol
from planner.report.draw.symbol import draw_symbols, symbol_svg
from planner.report.pictures.symbols import symbol_of_line
from planner.scenario.symbols import symbol_of
from tests.report.support import FIRST, blocks_of, matches_golden, plan_of

INFANTRY, BATTALION = "1211000000", "10031000161211000000"
# what no unit is: equipment that comes in packages
WITHOUT = re.compile(r"equipment|vehicles|weapons$|police-logistics|police-transport")
FIRST_SCENARIO = planner.load(FIRST)


def codes() -> dict[str, str]:
    """The whole code of each capability of the catalogue; blank where it has none."""
    return {id_: symbol_of(FIRST_SCENARIO, id_) for id_ in factbook().capabilities}


def test_each_symbol_of_the_catalogue_is_as_it_was_looked_at() -> None:
    titles = {id_: entry.title for id_, entry in factbook().capabilities.items()}
    drawn = [
        f"{id_} {code}\n{symbol_svg(code, name='s', title=titles[CapabilityId(id_)])}\n"
        for id_, code in codes().items()
        if code
    ]
    assert matches_golden("\n".join(drawn), "symbols.txt")


def test_every_unit_has_a_symbol_that_the_library_knows() -> None:
    for id_, code in codes().items():
        assert bool(code) != bool(WITHOUT.search(id_)), id_
        if code:
            assert Symbol(code).is_valid(), (id_, code)
            assert symbol._drawn(code) is not None


def test_the_echelon_follows_from_the_measure() -> None:
    assert whole_code(INFANTRY, "battalion") == BATTALION
    assert whole_code(INFANTRY, "aircraft") == "10031000001211000000"
    assert whole_code("1100000000", "headquarters") == "10031002001100000000"
    assert whole_code(BATTALION, "platoon") == BATTALION
    plain = symbol_svg(whole_code(INFANTRY, "none"), name="s")
    marked = {symbol_svg(whole_code(INFANTRY, measure), name="s") for measure in ECHELONS}
    assert plain not in marked
    assert len(marked) == len(set(ECHELONS.values()))


def test_a_scenario_gives_its_own(tmp_path: Path) -> None:
    own = "capabilities.scouts={title: Scouts, measure: platoon, symbol: 1213000000}"
    changed = "capabilities.infantry={title: Infantry, measure: company, symbol: '1211020000'}"
    scenario = planner.load(FIRST, (own, changed))
    assert symbol_of(scenario, CapabilityId("scouts")) == "10031000141213000000"
    assert symbol_of(scenario, CapabilityId("infantry")) == "10031000151211020000"
    assert symbol_of(scenario, CapabilityId("signals")) == codes()["signals"]
    assert symbol_of(scenario, CapabilityId("weapons")) == ""
    assert symbol_of(scenario, CapabilityId("nobody-knows-it")) == ""


@pytest.mark.parametrize("code", ["121100", "12110000001", "infantry", "1211-00000", "-211000000"])
def test_a_code_that_is_none_says_so_where_it_stands(code: str, tmp_path: Path) -> None:
    text = FIRST.read_text(encoding="utf-8")
    wrong = f'capabilities:\n  scouts: {{title: Scouts, measure: platoon, symbol: "{code}"}}\n'
    file = tmp_path / "scenario.yaml"
    file.write_text(f"{text}\n{wrong}", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        planner.load(file)
    (fault,) = refused.value.faults
    assert fault.code == "symbol-code"
    assert fault.path == "capabilities.scouts.symbol"
    assert fault.place.line == text.count("\n") + 3
    assert fault.seen is not None
    assert code in fault.seen
    assert "10 digits" in str(fault)
    assert "10 chiffres" in fault.text("fr")


@pytest.mark.parametrize("value", ["[1]", "true", "1.5", "{a: 1}"])
def test_what_is_no_text_is_refused(value: str) -> None:
    with pytest.raises(InputError, match=r"capabilities\.scouts\.symbol"):
        planner.load(FIRST, (f"capabilities.scouts={{title: S, measure: team, symbol: {value}}}",))


# ------------------------------------------------------------------------------------------ drawn


def test_a_symbol_with_a_title_is_a_picture_and_without_one_decoration() -> None:
    picture = ElementTree.fromstring(symbol_svg(BATTALION, name="s", title='<b> & "x"'))
    assert picture.get("role") == "img"
    assert picture[0].text == '<b> & "x"'
    plain = ElementTree.fromstring(symbol_svg(BATTALION, name="s"))
    assert plain.get("aria-hidden") == "true"
    assert plain.get("role") is None


def test_the_size_is_that_of_the_frame() -> None:
    small, large = (
        ElementTree.fromstring(symbol_svg(BATTALION, name="s", size=size)) for size in (20, 40)
    )
    assert float(large.get("width", 0)) == pytest.approx(2 * float(small.get("width", 0)), abs=0.2)
    assert small.get("viewBox") == large.get("viewBox")


@pytest.mark.parametrize(
    "code", ["", "12110000", "99999999999999999999", "infantry<script>", BATTALION[:-1]]
)
def test_a_box_stands_in_where_there_is_no_symbol(code: str) -> None:
    made = symbol_svg(code, name="s", title="Level 2 hospital, north")
    assert ">L2H</text>" in made
    assert ">?</text>" in symbol_svg(code, name="s")
    assert "script" not in made


def test_a_box_stands_in_where_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "milsymbol", None)
    symbol._drawn.cache_clear()
    assert ">I</text>" in symbol_svg(BATTALION, name="s", title="Infantry")
    symbol._drawn.cache_clear()


def test_ids_begin_with_the_name() -> None:
    for code in codes().values():
        ids = re.findall(r'\bid="([^"]*)"', symbol_svg(code, name="s-1"))
        assert all(id_.startswith("s-1-") for id_ in ids)


# ----------------------------------------------------------------------------------------- tables


def test_requirements_and_the_force_list_have_symbols() -> None:
    tables = [block for block in blocks_of("first") if isinstance(block, Table) and block.symbols]
    assert len(tables) == 2
    for table in tables:
        assert len(table.symbols) == len(table.rows)
    assert BATTALION in tables[0].symbols
    assert BATTALION in tables[1].symbols
    found = plan_of("first").generation
    assert found is not None
    listed = {symbol_of_line(found.scenario, line) for line in found.deployment.lines}
    assert listed == set(tables[1].symbols)


def test_the_table_of_all_symbols_is_let_go_once_those_of_a_report_are_drawn() -> None:
    """130 MB that no report needs any more; a symbol that comes later is drawn all the same."""
    library = sys.modules["milsymbol.symbol"]
    Symbol(BATTALION)
    assert vars(library)["_number_data"]
    symbol._drawn.cache_clear()
    draw_symbols(blocks_of("first"))
    assert symbol._drawn.cache_info().currsize
    assert vars(library)["_number_data"] is None
    assert Symbol(BATTALION).is_valid()
