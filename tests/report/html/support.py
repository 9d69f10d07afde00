"""The pages that the tests of the page look at."""

from __future__ import annotations

from functools import cache

from planner.messages import Language
from planner.report.blocks import Block, Heading
from planner.report.render.html import page
from tests.report.html.reader import Element, read
from tests.report.samples import HOSTILE, SAMPLES

STAMP = (("Version", "1.2.3"), ("Scenario", "sample"), ("Scenario hash", "sha256:0123abcd"))
PICTURES = ("bars", "waterfall", "spans", "heat-map", "curves", "layers", "what-if")


def sample_blocks(*, hostile: bool = False) -> tuple[Block, ...]:
    """A report with a block of every kind, in the order of a report."""
    blocks = HOSTILE if hostile else SAMPLES
    title = blocks["heading"].text if isinstance(blocks["heading"], Heading) else ""
    return (
        Heading(title, 1),
        blocks["marking"],
        blocks["line"],
        blocks["heading"],
        blocks["line"],
        blocks["table"],
        Heading(title, 3),
        *(blocks[name] for name in PICTURES),
    )


@cache
def sample_page(language: Language = "en", *, hostile: bool = False) -> str:
    """The page of these blocks."""
    return page(sample_blocks(hostile=hostile), language=language, stamp=STAMP)


@cache
def read_sample(language: Language = "en", *, hostile: bool = False) -> Element:
    """The same as elements."""
    return read(sample_page(language, hostile=hostile))


def read_page(*blocks: Block, language: Language = "en") -> Element:
    """The page of some blocks as elements."""
    return read(page(blocks, language=language))
