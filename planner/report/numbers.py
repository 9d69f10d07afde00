"""How numbers look, in one place. Full precision stays in JSON; here is what people read."""

from __future__ import annotations

import datetime as dt

from planner.messages import FRENCH_MARKS, Number, in_language, number, said
from planner.scenario.schema.days import read_day
from planner.scenario.titles import item_name

NONE = "–"
# A goal is held to a millionth of its value, which in thousands of days is a thousandth of a day or
# of a police officer spread over them; what is smaller than this is noise and reads as nothing.
DECIMALS = 4
LEAST = 0.005
"""What is smaller is shown as such."""
MONTHS = (
    "month.1",
    "month.2",
    "month.3",
    "month.4",
    "month.5",
    "month.6",
    "month.7",
    "month.8",
    "month.9",
    "month.10",
    "month.11",
    "month.12",
)
COUNTED = {
    "20-ft container": ("counted.one-container", "counted.containers"),
    "assignment": ("counted.one-assignment", "counted.assignments"),
    "day": ("counted.one-day", "counted.days"),
    "figure": ("counted.one-figure", "counted.figures"),
    "item": ("counted.one-item", "counted.items"),
    "lane": ("counted.one-lane", "counted.lanes"),
    "limit": ("counted.one-limit", "counted.limits"),
    "loss": ("counted.one-loss", "counted.losses"),
    "more figure": ("counted.one-more-figure", "counted.more-figures"),
    "movement": ("counted.one-movement", "counted.movements"),
    "person": ("counted.one-person", "counted.people"),
    "point": ("counted.one-point", "counted.points"),
    "requirement": ("counted.one-requirement", "counted.requirements"),
    "service": ("counted.one-service", "counted.services"),
    "site": ("counted.one-site", "counted.sites"),
    "sortie": ("counted.one-sortie", "counted.sorties"),
    "stock policy": ("counted.one-stock-policy", "counted.stock-policies"),
    "trial": ("counted.one-trial", "counted.trials"),
    "truck load": ("counted.one-load", "counted.loads"),
    "unit": ("counted.one-unit", "counted.units"),
}
"""By the word for one: the messages that count one thing and several."""

__all__ = [
    "NONE",
    "as_figure",
    "as_written",
    "counted",
    "day",
    "fine_share",
    "item_name",
    "quantity",
    "share",
    "short_day",
]


def quantity(value: float) -> Number:
    """1234567.8 is 1,234,568; 12.34 is 12.3; 0.769 is 0.77; whole numbers stay whole."""
    rounded = round(value, DECIMALS)
    # of what is rounded twice the last digit may be wrong: 0.00496 is 0.005, and that 0.01
    shown = value if 0 < abs(rounded) <= LEAST else rounded
    return number(_quantity(shown), rounded)


def _quantity(value: float) -> str:
    if value == 0:
        return "0"
    size = abs(value)
    if float(value).is_integer() or size >= 100:
        return f"{value:,.0f}"
    if size >= 9.995:
        return f"{value:,.1f}"
    if size >= LEAST:
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return "< 0.01" if value > 0 else "> -0.01"


def share(value: float) -> Number:
    """0.345 is 35 %; a share that is neither nothing nor all never reads as 0 % or 100 %."""
    if 0 < value <= 0.005:
        told = said("share.nearly-none")
    elif 0.995 <= value < 1:
        told = said("share.nearly-all")
    else:
        told = said("share.percent", percent=f"{value * 100:.0f}")
    return Number(told, in_language(told, "fr"), value)


def day(value: int | None, d_day: dt.date | None = None) -> str:
    """D+12, with the date beside it where D-day has one."""
    if value is None:
        return NONE
    if d_day is None:
        return short_day(value)
    date = d_day + dt.timedelta(days=value)
    told = {"day": short_day(value), "month": month_name(date), "year": str(date.year)}
    english = said("day.dated", **told, date=str(date.day))
    french = said("day.dated", **told, date="1er" if date.day == 1 else str(date.day))
    return Number(english, in_language(french, "fr"), value)


def month_name(date: dt.date) -> str:
    """Jan, and janv. in French."""
    return said(MONTHS[date.month - 1])


def short_day(value: int | None) -> str:
    """D+12, for tables."""
    return NONE if value is None else read_day(value)


def as_written(value: float) -> Number:
    """A figure as it was put down, to six digits: 0.00035 stays 0.00035."""
    return number(f"{value:,g}", value) if abs(value) < 1e5 else quantity(value)


def as_figure(value: float) -> Number:
    """A planning factor as it stands in the catalogue."""
    return number(f"{value:g}", value)


def fine_share(value: float) -> Number:
    """0.0123 is 1.2%: how far a goal may be from the best."""
    english = f"{value:.1%}"
    return Number(english, english.translate(FRENCH_MARKS).replace("%", " %"), value)


def counted(value: float, one: str) -> Number:
    """1 site, 3 sites, by the word for one of them; raises KeyError for a word not in `COUNTED`.

    French says 0 and 1.5 of a thing as it says 1 of it.
    """
    single, several = COUNTED[one]
    told = quantity(value)
    english = said(single if value == 1 else several, count=told)
    french = said(single if abs(value) < 2 else several, count=told)
    return Number(english, in_language(french, "fr"), value)
