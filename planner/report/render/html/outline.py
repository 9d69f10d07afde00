"""What stands where on a page: the title, what a reader needs first, then the sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.report.blocks import Block, Heading, Marking


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 2, and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A report as a page has it; a text that is missing is blank. `lead` stands before the first
    section."""

    title: str
    marking: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]


def outlined(blocks: Iterable[Block]) -> Outline:
    """The first heading of level 1 is the title; each further one begins a section.

    Where reports of several markings are put together, the page has all of them.
    """
    rest = list(blocks)
    title = next((block for block in rest if _level(block) == 1), None)
    markings = dict.fromkeys(block.text for block in rest if isinstance(block, Marking))
    rest = [block for block in rest if block is not title and not isinstance(block, Marking)]
    starts = [i for i, block in enumerate(rest) if _level(block) in (1, 2)]
    return Outline(
        title=title.text if isinstance(title, Heading) else "",
        marking=" / ".join(filter(None, markings)),
        lead=tuple(rest[: starts[0]] if starts else rest),
        sections=tuple(_sections(rest, starts)),
    )


def _sections(blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[Section]:
    for start, end in pairwise([*starts, len(blocks)]):
        heading = blocks[start]
        assert isinstance(heading, Heading)
        yield Section(heading.text, tuple(blocks[start + 1 : end]))


def _level(block: Block) -> int | None:
    return block.level if isinstance(block, Heading) else None
