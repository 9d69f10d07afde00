"""SVG and HTML elements as text; whatever is put into them is made harmless."""

from __future__ import annotations

from html import escape


def element(tag: str, *inside: str, **attributes: object) -> str:
    """An element with what is inside it, which is markup already.

    An underscore in the name of an attribute stands for a hyphen, one at its end for nothing;
    True is an attribute without a value, False and None are left out.
    """
    written = "".join(map(_attribute, attributes, attributes.values()))
    return f"<{tag}{written}>{''.join(inside)}</{tag}>"


def text(told: str) -> str:
    """A text as markup."""
    return escape(told, quote=False)


def number(value: float) -> str:
    """A length to a tenth of a pixel, as short as can be."""
    # adding nothing makes -0 plain
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {written}"
    shown = number(value) if isinstance(value, float) else str(value)
    return f' {written}="{escape(shown)}"'
