"""The colours of drawings, light and dark, and how a drawing names them.

A colour never says anything by itself: what differs in colour differs in form, place or word too.
Hues are told apart by the colour-blind (blues against orange-reds), and scales go by lightness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

Colour = Callable[[str], str]
"""The colour of a name of the palette, as it is written in a drawing."""

# name: (on light paper, on dark paper)
PALETTE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paper": ("#ffffff", "#12161b"),
        # texts
        "ink": ("#1a2027", "#e5e9ee"),
        "quiet": ("#525c67", "#a6b0bb"),
        "alarm": ("#b03a0c", "#ff9a62"),
        # lines
        "rule": ("#767f8a", "#7d8894"),
        "grid": ("#e3e7ec", "#29313a"),
        # areas that something is said by
        "blue": ("#0b5f9e", "#57a8e2"),
        "sky": ("#a8cbe4", "#2a5b82"),
        "gold": ("#8a6400", "#e0b64a"),
        "plum": ("#8a3f7d", "#dc9bcb"),
        "steel": ("#5d6874", "#98a3af"),
        "alarm-fill": ("#d55e00", "#ff8a4c"),
        # what lies behind
        "band": ("#dcebf5", "#1c3348"),
        "stripe": ("#f3f5f8", "#1b2128"),
        # shares, from little to all
        "share-1": ("#c9deee", "#264a68"),
        "share-2": ("#9dc3de", "#33668f"),
        "share-3": ("#67a0ca", "#4a8cbf"),
        "share-4": ("#347ab0", "#7fbbe6"),
        "share-5": ("#0a4a80", "#c2e2f9"),
        # layers on one another: neighbours differ in lightness
        "layer-1": ("#0b5f9e", "#57a8e2"),
        "layer-2": ("#a8cbe4", "#2a5b82"),
        "layer-3": ("#00735a", "#58cba5"),
        "layer-4": ("#a5d5c3", "#256350"),
        "layer-5": ("#8a6400", "#e0b64a"),
        "layer-6": ("#e2ca8e", "#6b531a"),
        "layer-7": ("#8a3f7d", "#dc9bcb"),
        "layer-8": ("#d6bfe0", "#563f66"),
        "layer-9": ("#9c3b1f", "#f0936f"),
        "layer-10": ("#ecc2ad", "#6e3a28"),
        "layer-11": ("#3f4a55", "#b9c3cd"),
        "layer-12": ("#c3c9d0", "#4a545f"),
        # the ground of a map
        "map-sea": ("#e4edf3", "#161f28"),
        "map-land": ("#f8f6f1", "#242a30"),
        "map-coast": ("#9fb2c0", "#4a5a67"),
        "map-border": ("#b9b2a5", "#565d63"),
        "map-name": ("#7d776b", "#8b939a"),
        # lanes: not used, without a limit, calm, busy, full
        "map-idle": ("#a9b0b7", "#5d666f"),
        "map-open": ("#4a5560", "#aeb8c2"),
        "map-calm": ("#2f77b4", "#6db3ea"),
        "map-busy": ("#b07a00", "#eebb4a"),
        "map-full": ("#c8290f", "#ff7a5c"),
        # sites, from the worst class to the best
        "map-site-1": ("#a3120f", "#ff5a4d"),
        "map-site-2": ("#e8590c", "#ff9447"),
        "map-site-3": ("#f2c038", "#f5d060"),
        "map-site-4": ("#9ecae8", "#7fb4d8"),
        "map-site-5": ("#2368a5", "#4f9be0"),
    }
)
# what is read on paper, and what is seen on it
TEXTS = ("ink", "quiet", "alarm")
SHAPES = ("rule", "blue", "gold", "plum", "steel", "alarm-fill")


def for_pages(name: str) -> str:
    """A colour that a page may set, for light and dark; its light one where no page does."""
    return f"var(--{name}, {PALETTE[name][0]})"


def on_white(name: str) -> str:
    """The colour on white paper."""
    return PALETTE[name][0]
