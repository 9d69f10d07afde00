"""The style of one page: the colours, the marking on each printed page, and the rules of all."""

from __future__ import annotations

from planner.report.draw import PALETTE
from planner.report.render.html.assets import MAP_STYLE, STYLE, asset
from planner.report.render.html.palette import PAGE, palette_rules


def style(marking: str) -> str:
    """The CSS of a page with this marking; blank for none."""
    return palette_rules({**PALETTE, **PAGE}) + asset(STYLE) + asset(MAP_STYLE) + margins(marking)


def margins(marking: str) -> str:
    """The marking at the head and the foot of each printed page, and the number of the page.

    In the margin, where nothing of the report can cover it. Browsers that know no margins of pages
    print the banners of the screen instead (`print.js`).
    """
    text = css_string(marking)
    box = "font:bold 9pt/1.2 sans-serif;letter-spacing:.06em;color:#000;"
    return (
        "@page{size:A4;margin:17mm 13mm 16mm;"
        f"@top-center{{content:{text};{box}}}"
        f"@bottom-center{{content:{text};{box}}}"
        '@bottom-right{content:counter(page) " / " counter(pages);'
        "font:8pt/1.2 sans-serif;color:#444;}}\n"
        "@page broad{size:A4 landscape;}\n"
    )


def css_string(text: str) -> str:
    """A text as a string of CSS: all but plain letters, digits and spaces by number, so that none
    of it can end the string, the rule, or the element that it stands in."""
    return f'"{"".join(map(_character, text))}"'


def _character(c: str) -> str:
    return c if c == " " or (c.isascii() and c.isalnum()) else f"\\{ord(c):06x}"
