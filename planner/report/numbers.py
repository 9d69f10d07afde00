"""How numbers look, in one place. Full precision stays in JSON; here is what people read."""

from __future__ import annotations

import datetime as dt

from planner.messages import Number, in_language, said
from planner.scenario.schema.days import show_day

NONE = "–"
# A goal is held to a millionth of its value, which in thousands of days is a thousandth of a day or
# of a police officer spread over them; what is smaller than this is noise and reads as nothing.
DECIMALS = 4
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
FRENCH_MARKS = str.maketrans({",": "\u202f", ".": ","})


def quantity(value: float) -> Number:
    """1234567.8 is 1,234,568; 12.34 is 12.3; 0.769 is 0.77; whole numbers stay whole."""
    value = round(value, DECIMALS)
    english = _quantity(value)
    return Number(english, english.translate(FRENCH_MARKS), value)


def _quantity(value: float) -> str:
    if value == 0:
        return "0"
    size = abs(value)
    if float(value).is_integer() or size >= 100:
        return f"{value:,.0f}"
    if size >= 9.995:
        return f"{value:,.1f}"
    if size >= 0.005:
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
    month, year = month_name(date), str(date.year)
    told = said("day.dated", day=short_day(value), date=date.day, month=month, year=year)
    return Number(told, in_language(told, "fr"), value)


def month_name(date: dt.date) -> str:
    """Jan, and janv. in French."""
    return said(MONTHS[date.month - 1])


def short_day(value: int | None) -> str:
    """D+12, for tables."""
    return NONE if value is None else Number(show_day(value), f"J{value:+d}", value)


def counted(number: float, one: str, many: str | None = None) -> str:
    """1 site, 3 sites."""
    word = one if number == 1 else (many or f"{one}s")
    return f"{quantity(number)} {word}"


def item_name(item: str) -> str:
    """general-stores reads as general stores; the full title is in the catalogue."""
    return item.replace("-", " ")
