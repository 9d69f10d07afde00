"""Reading files that nobody vouches for: each once, into memory, and only so much.

A file may change, shrink or vanish while a scenario is loaded. Within `reading_once` each is read
a single time, and whatever needs it again (another sheet of a workbook, say) gets the same bytes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import Place, fault, os_reason
from planner.messages import Said, said
from planner.scenario import limits

# Not there on every system: a pipe that nobody writes to is not waited for, a link not followed.
UNWAITED = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass
class Read:
    """What one scenario was read from so far."""

    contents: dict[str, bytes] = field(default_factory=dict)
    """By the real path of each file."""
    size: int = 0
    tags: int = 0
    """Elements of workbooks."""


_read: ContextVar[Read | None] = ContextVar("read", default=None)


@contextmanager
def reading_once() -> Iterator[Read]:
    """Within this, every file is read once."""
    token = _read.set(Read())
    try:
        yield reads()
    finally:
        _read.reset(token)


def reads() -> Read:
    """What was read; of a file that is read outside `reading_once` nothing is kept."""
    return _read.get() or Read()


def read_bytes(path: Path, most: int, too_large: Said | None = None) -> bytes:
    """The bytes of a file; `InputError` where it cannot be read or is larger than `most`."""
    known = reads()
    try:
        real = os.path.realpath(path)
        raw = known.contents.get(real)
        if raw is None:
            raw = _bytes(path, most)
    except OSError as error:
        raise fault(said("file-unreadable", why=os_reason(error)), place=Place(str(path))) from None
    except ValueError:  # the name holds a null character
        raise fault(said("not-a-file-name"), place=Place(str(path))) from None
    if len(raw) > most:
        what = said("limit.file", most=most) if too_large is None else too_large
        raise fault(what, place=Place(str(path)))
    _keep(known, real, raw, path)
    return raw


def _bytes(path: Path, most: int) -> bytes:
    """At most one byte more than `most`."""
    with open(os.open(path, os.O_RDONLY | UNWAITED), "rb") as file:
        kind = os.fstat(file.fileno()).st_mode
        if stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind):
            what = said("fault.unreadable-kind", kind=said("fault.a-pipe"))
            raise fault(what, place=Place(str(path)))
        return file.read(most + 1) or b""


def _keep(known: Read, real: str, raw: bytes, path: Path) -> None:
    if real in known.contents:
        return
    known.contents[real] = raw
    known.size += len(raw)
    if len(known.contents) > limits.MOST_FILES:
        raise fault(said("limit.files", most=limits.MOST_FILES), place=Place(str(path)))
    if known.size > limits.MOST_FILE_BYTES:
        most = limits.MOST_FILE_BYTES
        raise fault(said("limit.all-files", most=most), place=Place(str(path)))
