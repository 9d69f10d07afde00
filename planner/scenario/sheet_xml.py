"""The XML parts of a workbook, element by element: no tree of the whole is ever held.

Fifty megabytes of empty cells are a tree of more than a gigabyte. Here only the elements that are
asked for are built, each handed out and forgotten, and all are counted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from planner.messages import Said, said
from planner.scenario.limits import LONGEST_TAG_BYTES, MOST_TAGS
from planner.scenario.reading import Read, reads

# what zipfile raises on a file that is damaged, packed in a way it does not know, or has a password
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
CHUNK = 1 << 16
TOO_LONG = re.compile(rb"<[^<]{%d}" % LONGEST_TAG_BYTES)


class NotAWorkbookError(Exception):
    """The file is not a workbook that can be read; `why` says why."""

    def __init__(self, why: Said) -> None:
        self.why = why
        super().__init__(why)


def part_bytes(archive: zipfile.ZipFile, part: str, most: int) -> bytes:
    """A part of an archive, unpacked up to a size."""
    try:
        if archive.getinfo(part).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotAWorkbookError(said("workbook.packed", part=part))
        with archive.open(part) as file:
            raw = file.read(most + 1)
    except KeyError:
        raise NotAWorkbookError(said("workbook.no-part", part=part)) from None
    except (ValueError, OSError, *DAMAGED) as error:
        raise _unreadable(part, error) from None
    if len(raw) > most:
        raise NotAWorkbookError(said("workbook.part-too-large", part=part, most=most))
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise NotAWorkbookError(said("workbook.entities", part=part))
    if raw.count(b"<") - raw.count(b"</") > MOST_TAGS:
        raise _too_many(part)
    if TOO_LONG.search(raw):
        raise NotAWorkbookError(said("workbook.tag-too-long", part=part))
    return raw


def _too_many(part: str) -> NotAWorkbookError:
    return NotAWorkbookError(said("workbook.too-many-elements", part=part, most=MOST_TAGS))


def _unreadable(part: str, error: Exception) -> NotAWorkbookError:
    return NotAWorkbookError(said("workbook.part-unreadable", part=part, why=str(error)))


def elements(raw: bytes, part: str, wanted: str, within: str | None = None) -> Iterator[ET.Element]:
    """Every element of one name (but for its namespace), whole, in the order of the part.

    With `within` those alone that stand in an element of that name, which comes before them with
    its attributes and without its contents.
    """
    pieces = _Pieces(part, wanted, within)
    parser = ET.XMLParser(target=pieces)
    try:
        for start in range(0, len(raw), CHUNK):
            parser.feed(raw[start : start + CHUNK])
            yield from pieces.handed_out()
        parser.close()
        yield from pieces.handed_out()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise _unreadable(part, error) from None


class _Pieces:
    """Hears what the parser reads, and builds the elements that are wanted."""

    def __init__(self, part: str, wanted: str, within: str | None) -> None:
        self._part, self._wanted, self._within = part, wanted, within
        self._inside = within is None
        self._builder = ET.TreeBuilder()
        self._depth = 0
        self._done: list[ET.Element] = []
        self._known: Read = reads()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._known.tags += 1
        if self._known.tags > MOST_TAGS:
            raise _too_many(self._part)
        if not self._depth:
            name = tag.rpartition("}")[2]
            if name == self._within:
                self._inside = True
                self._done.append(ET.Element(tag, attributes))
            if name != self._wanted or not self._inside:
                return
        self._depth += 1
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if not self._depth:
            if self._within is not None and tag.rpartition("}")[2] == self._within:
                self._inside = False
            return
        self._builder.end(tag)
        self._depth -= 1
        if not self._depth:
            self._done.append(self._builder.close())
            self._builder = ET.TreeBuilder()

    def data(self, text: str) -> None:
        """Text of the element that was begun last."""
        if self._depth:
            self._builder.data(text)

    def close(self) -> None:
        """The end of the part."""

    def handed_out(self) -> list[ET.Element]:
        """What was built since the last time."""
        done, self._done = self._done, []
        return done
