"""Sliders on a page: all that they show stands in a table, with its words."""

from __future__ import annotations

from planner.report.blocks import WhatIf, WhatIfNumber, WhatIfSlider, WhatIfStep
from planner.report.render.html.what_if import what_if_view
from tests.report.html.reader import Element
from tests.report.html.support import read_page
from tests.report.samples import WHAT_IF


def figure() -> Element:
    """The sliders of the samples."""
    return read_page(WHAT_IF).one("figure")


def test_each_slider_has_a_name_ticks_and_its_position_in_words() -> None:
    shown = figure()
    names = {label["for"]: label.words for label in shown.all("label")}
    sliders = shown.all("input", type="range")
    assert [names[slider["id"]] for slider in sliders] == ["Trucks", "Self-sufficiency days"]
    assert [(s["min"], s["max"], s["value"], s["data-base"]) for s in sliders] == [
        ("0", "2", "1", "1"),
        ("0", "1", "1", "1"),
    ]
    ticks = shown.one("datalist", id=sliders[0]["list"]).all("option")
    assert [(tick["value"], tick["label"]) for tick in ticks] == [
        ("0", "half"),
        ("1", "as it is (the plan)"),
        ("2", "none"),
    ]
    assert [output.words for output in shown.all("output")] == [
        "as it is (the plan)",
        "60 days (the plan)",
    ]


def test_without_scripts_there_is_a_table_and_no_slider() -> None:
    shown = figure()
    assert "hidden" in shown.one("div", class_="controls").attributes
    assert "hidden" not in shown.one("p", class_="no-script").attributes
    assert "open" in shown.one("details", class_="positions").attributes


def test_every_position_stands_in_the_table() -> None:
    rows = figure().one("table").all("tr")
    assert [[cell.words for cell in row.all("th", "td")] for row in rows] == [
        ["Position", "Tonnes of the gap (t)", "Unmet demand (t)"],
        ["Trucks"],
        ["half", "1,000", "250"],
        ["as it is (the plan)", "1,000", "–"],
        ["none", "No plan at this position: no plan: nothing reaches the north"],
        ["Self-sufficiency days"],
        ["10 days", "500", "–"],
        ["60 days (the plan)", "1,000", "–"],
    ]


def test_a_number_knows_its_value_and_its_difference() -> None:
    cells = [cell for cell in figure().all("td") if "data-value" in cell.attributes]
    assert [(cell["data-value"], cell["data-against"]) for cell in cells] == [
        ("1000", "as in the plan"),
        ("250.5", ""),
        ("1000", "as in the plan"),
        ("500", "−500 against the plan"),
        ("1000", "as in the plan"),
    ]


def test_differences_are_told_in_french_too() -> None:
    block = WhatIf(
        "t",
        "told",
        (WhatIfNumber("n", "", 1000.25),),
        (WhatIfSlider("s", (WhatIfStep("a", (3234.5,)), WhatIfStep("b", (1000.2500001,))), 1),),
    )
    (slider,) = what_if_view(block, "id", "caption", "fr").sliders
    more, same = (position.outcomes[0] for position in slider.positions)
    assert more.text == "3\u202f234" or more.text == "3\u202f235"
    assert more.against == "+2\u202f234 par rapport au plan"
    assert same.against == "comme au plan"
    assert slider.positions[1].label == "b (le plan)"


def test_a_position_without_a_plan_or_a_reason_says_so() -> None:
    block = WhatIf(
        "t",
        "told",
        (WhatIfNumber("n", "", 1.0),),
        (WhatIfSlider("s", (WhatIfStep("a", (None,)),), 0),),
    )
    assert "No plan at this position." in read_page(block).one("table").text


def test_a_number_that_is_known_nowhere_is_left_out() -> None:
    numbers = (WhatIfNumber("known", "", 1.0), WhatIfNumber("never", "", None))
    steps = (WhatIfStep("a", (1.0, None)), WhatIfStep("b", (2.0, None)))
    shown = read_page(WhatIf("t", "told", numbers, (WhatIfSlider("s", steps, 0),)))
    assert [option.words for option in shown.one("select").all("option")] == ["known"]
    assert [cell.words for cell in shown.one("table").all("td")] == ["1", "2"]
