"""The colours of maps, light and dark. None says anything alone: forms, dashes and words do too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# name: (on light paper, on dark paper)
MAP_PALETTE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "map-paper": ("#ffffff", "#12161b"),
        "map-ink": ("#1a2027", "#e5e9ee"),
        "map-quiet": ("#525c67", "#a6b0bb"),
        # the ground
        "map-sea": ("#e4edf3", "#161f28"),
        "map-land": ("#f8f6f1", "#242a30"),
        "map-coast": ("#9fb2c0", "#4a5a67"),
        "map-border": ("#b9b2a5", "#565d63"),
        "map-name": ("#7d776b", "#8b939a"),
        # lanes: calm, busy, full
        "map-idle": ("#a9b0b7", "#5d666f"),
        "map-open": ("#4a5560", "#aeb8c2"),
        "map-calm": ("#2f77b4", "#6db3ea"),
        "map-busy": ("#b07a00", "#eebb4a"),
        "map-full": ("#c8290f", "#ff7a5c"),
        # sites, from the worst class to the best, and the edge of their marks
        "map-site-1": ("#a3120f", "#ff5a4d"),
        "map-site-2": ("#e8590c", "#ff9447"),
        "map-site-3": ("#f2c038", "#f5d060"),
        "map-site-4": ("#9ecae8", "#7fb4d8"),
        "map-site-5": ("#2368a5", "#4f9be0"),
        "map-edge": ("#1a2027", "#e5e9ee"),
    }
)


def colour(name: str) -> str:
    """A colour as a drawing names it: a page may set it, for light and dark; else the light one."""
    return f"var(--{name}, {MAP_PALETTE[name][0]})"
