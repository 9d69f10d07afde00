"""Pictures of a document: drawn as PNG, as wide as the text, with what they show in words."""

from __future__ import annotations

import io
import struct
from typing import Any

from planner.messages import Language
from planner.report.blocks import Picture
from planner.report.draw import png
from planner.report.render.document.paper import EMU_A_TWIP
from planner.report.render.document.xml import Markup, w

Document = Any
# dots across: sharp on paper, and no more than that
DOTS = 1300
# a picture leaves room for its caption
HIGHEST = 0.86
SIZE = slice(16, 24)


def picture_run(
    document: Document, picture: Picture, language: Language, room: int, depth: int
) -> Markup:
    """A run with the picture, at most so wide and high, in twentieths of a point."""
    drawn = png(picture, language=language, width=DOTS)
    across, down = struct.unpack(">II", drawn[SIZE])
    width = min(room, int(depth * HIGHEST * across / down))
    inline = document.part.new_pic_inline(
        io.BytesIO(drawn), width * EMU_A_TWIP, width * down // across * EMU_A_TWIP
    )
    inline.docPr.set("descr", picture.told)
    inline.docPr.set("title", picture.title)
    return w("r", w("drawing", inline.xml))
