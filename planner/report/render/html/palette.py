"""The colours of the page, light and dark. A colour never says anything by itself."""

from __future__ import annotations

from collections.abc import Mapping

# name: (light, dark)
PAGE: Mapping[str, tuple[str, str]] = {
    "page-paper": ("#ffffff", "#12161b"),
    "page-panel": ("#f3f5f8", "#1b2128"),
    "page-text": ("#1a2027", "#e5e9ee"),
    "page-muted": ("#525c67", "#a6b0bb"),
    "page-line": ("#d3d9e0", "#37404a"),
    "page-edge": ("#767f8a", "#7d8894"),
    "page-link": ("#0b4f8a", "#8fbdf2"),
    "page-focus": ("#a34700", "#ffb454"),
    "page-marking": ("#ffffff", "#ffffff"),
    "page-marking-back": ("#26323f", "#3a4754"),
    "page-good": ("#0f6240", "#76d3a0"),
    "page-good-back": ("#e7f4ed", "#14271e"),
    "page-warning": ("#744a00", "#f2bd55"),
    "page-warning-back": ("#fdf4df", "#2c2413"),
    "page-bad": ("#9c1519", "#ff9a94"),
    "page-bad-back": ("#fcebea", "#341b1c"),
}
# what is read upon what: the contrast of text, and of what is no text
TEXT_ON = (
    ("page-text", "page-paper"),
    ("page-text", "page-panel"),
    ("page-muted", "page-paper"),
    ("page-muted", "page-panel"),
    ("page-link", "page-paper"),
    ("page-link", "page-panel"),
    ("page-marking", "page-marking-back"),
    ("page-good", "page-good-back"),
    ("page-text", "page-good-back"),
    ("page-good", "page-paper"),
    ("page-warning", "page-warning-back"),
    ("page-text", "page-warning-back"),
    ("page-warning", "page-paper"),
    ("page-bad", "page-bad-back"),
    ("page-text", "page-bad-back"),
    ("page-bad", "page-paper"),
    ("page-paper", "page-text"),
)
SHAPE_ON = (
    ("page-focus", "page-paper"),
    ("page-focus", "page-panel"),
    ("page-edge", "page-paper"),
    ("page-edge", "page-panel"),
)


def palette_rules(palette: Mapping[str, tuple[str, str]]) -> str:
    """CSS that sets the colours: by what the reader's machine asks for, by the switch on the page,
    and light on paper."""
    light, dark = (
        "".join(f"--{name}:{pair[i]};" for name, pair in palette.items()) for i in (0, 1)
    )
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n"
        f":root[data-theme=light]{{color-scheme:light;{light}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        f"@media print{{:root:root{{color-scheme:light;{light}}}}}\n"
    )
