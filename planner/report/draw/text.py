"""How much room a text takes, and texts made to fit; measured here, so that every machine agrees.

The widths are those of common sans-serif letters, with some room for fonts that are wider.
"""

from __future__ import annotations

import unicodedata

ROOM = 1.16
HAIR = 0.01
BOLD = 1.07
"""How much wider bold letters are."""
# thousandths of the size of the letters
WIDTHS = {
    letter: width
    for width, letters in {
        222: "'|ijl",
        278: " !,./:;I[\\]ft",
        333: "()-`r",
        389: '"*',
        500: "Jckvsxyz",
        556: "#$0123456789?L_abdeghnopqu",
        584: "+<=>~^{}",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        944: "%@W",
    }.items()
    for letter in letters
}
USUAL, WIDE = 600, 1000


def width_of(text: str, size: float) -> float:
    """The width of a text in pixels, letters being `size` pixels high; rather too much."""
    return sum(map(_width, unicodedata.normalize("NFD", text))) * size * ROOM / 1000


def _width(letter: str) -> int:
    if (known := WIDTHS.get(letter)) is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else USUAL


def shortened(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as there is room for."""
    room += HAIR  # rooms are sums of widths, which no rounding may spoil
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def wrapped(text: str, size: float, room: float, most: int = 2) -> tuple[str, ...]:
    """The text on at most so many lines, broken at spaces; what is left over is cut."""
    words, lines = text.split(" "), list[str]()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size) <= room + HAIR:
            line = f"{line} {words.pop(0)}"
        lines.append(shortened(line, size, room))
    if words:
        lines.append(shortened(" ".join(words), size, room))
    return tuple(lines)
