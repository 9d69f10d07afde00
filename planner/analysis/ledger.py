"""Finished chunks of long runs on disk: a run that is cut short goes on from where it stopped.

One SQLite file for any number of runs. A run is known by what its answers depend on and by nothing
else, so that another scenario, catalogue, program or seed is another run. Each chunk is written as
a whole and has a checksum; two runs at once write into one file without harm.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import Fault, InputError, Place, fault, os_reason
from planner.messages import Said, said

FORMAT = 1
# "plnr": tells a ledger from any other file of the kind
MARK = 0x706C6E72
# Seconds that a run waits while another one writes.
PATIENCE = 60.0
SUFFIX_OF_DAMAGED = ".damaged"
QUICK = 1
LARGEST_ANSWERS = 1_000_000_000

# in one transaction, so that another run never sees a part of it
CREATE = f"""
BEGIN IMMEDIATE;
PRAGMA application_id = {MARK};
PRAGMA user_version = {FORMAT};
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, about TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chunks (
  run TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL, answers BLOB NOT NULL,
  PRIMARY KEY (run, number)
);
COMMIT;
"""


@dataclass(frozen=True)
class Kept:
    """What a ledger has of a run: plain answers by the number of their chunk, and the numbers of
    chunks that are damaged and must be made again."""

    chunks: Mapping[int, list[Any]]
    damaged: tuple[int, ...] = ()


class Ledger:
    """A ledger in a file, made where there is none.

    Raises `InputError` where the file cannot be used. `doubts` names what was damaged: chunks, to
    be made again, or the whole file, which went to `moved`, and of which all that can be read was
    kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.moved: Path | None = None
        self.doubts: list[Fault] = []
        with self._told():
            if path.exists() and path.stat().st_size and not self._is_sound():
                self.moved = self._renewed()
                self._doubt(said("ledger-damaged", aside=self.moved.name))
            with self._open() as file:
                file.executescript(CREATE)

    def kept(self, run: str) -> Kept:
        """The chunks of a run that are finished."""
        found: dict[int, list[Any]] = {}
        damaged: list[int] = []
        with self._told(), self._open() as file:
            for number, answers in _chunks(file, run):
                if answers is None:
                    damaged.append(number)
                    self._doubt(said("ledger-chunk-damaged", number=number))
                else:
                    found[number] = answers
        return Kept(found, tuple(damaged))

    def begin(self, run: str, about: Mapping[str, object]) -> None:
        """Note what a run is, for whoever looks into the file."""
        row = (run, json.dumps(about, sort_keys=True))
        with self._told(), self._open() as file:
            file.execute("INSERT OR IGNORE INTO runs VALUES (?, ?)", row)

    def keep(self, run: str, number: int, answers: Sequence[Any]) -> None:
        """Write a finished chunk down to the disk."""
        written = zlib.compress(json.dumps(list(answers)).encode(), QUICK)
        row = (run, number, _checksum(run, number, written), written)
        with self._told(), self._open() as file:
            file.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?)", row)

    def _doubt(self, what: Said) -> None:
        self.doubts.append(Fault(what, place=Place(str(self.path)), severity="warning"))

    # ------------------------------------------------------------------------------ the file

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, for one transaction."""
        file = sqlite3.connect(self.path, timeout=PATIENCE)
        try:
            file.execute("PRAGMA synchronous = FULL")
            with file:
                yield file
        finally:
            file.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong with the file is one message."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._fault(str(error)) from None
        except OSError as error:
            raise self._fault(os_reason(error)) from None

    def _fault(self, why: str) -> InputError:
        return fault(said("ledger-unusable", why=why), place=Place(str(self.path)))

    def _is_sound(self) -> bool:
        """Whether every page can be read; raises `InputError` for a file that is no ledger."""
        try:
            with self._open() as file:
                mark = file.execute("PRAGMA application_id").fetchone()[0]
                version = file.execute("PRAGMA user_version").fetchone()[0]
                told = file.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            return self._was_ledger()
        if mark != MARK:
            raise fault(said("ledger-not-one"), place=Place(str(self.path)))
        if version != FORMAT:
            what = said("ledger-other-format", format=FORMAT)
            raise fault(what, place=Place(str(self.path)), seen=str(version))
        return bool(told == "ok")

    def _was_ledger(self) -> bool:
        """False for a ledger whose beginning is damaged; raises `InputError` for another file."""
        with self.path.open("rb") as file:
            head = file.read(100)
        if head[68:72] != MARK.to_bytes(4, "big") and not head.startswith(b"SQLite format 3"):
            raise fault(said("ledger-not-one"), place=Place(str(self.path)))
        return False

    def _renewed(self) -> Path:
        """Put the damaged file aside and write all that can be read of it into a new one; where
        the old one went."""
        aside = _free(self.path.with_name(self.path.name + SUFFIX_OF_DAMAGED))
        rows = list(self._readable())
        self.path.replace(aside)
        with self._open() as file:
            file.executescript(CREATE)
            for table, row in rows:
                marks = ", ".join("?" * len(row))
                file.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
        return aside

    def _readable(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The rows that can be read, with the table of each."""
        try:
            with self._open() as file:
                for table in ("runs", "chunks"):
                    for row in _rows(file, table):
                        yield table, row
        except sqlite3.DatabaseError:
            return


def run_key(about: Mapping[str, object]) -> str:
    """The name of a run, from everything that its answers depend on."""
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def _chunks(file: sqlite3.Connection, run: str) -> Iterator[tuple[int, list[Any] | None]]:
    """Each chunk of a run with its answers; None for those of one that is damaged."""
    numbers = file.execute("SELECT number FROM chunks WHERE run = ? ORDER BY number", (run,))
    for (number,) in numbers.fetchall():
        yield number, _answers(file, run, number)


def _answers(file: sqlite3.Connection, run: str, number: int) -> list[Any] | None:
    wanted = "SELECT sha256, answers FROM chunks WHERE run = ? AND number = ?"
    try:
        sha256, written = file.execute(wanted, (run, number)).fetchone()
        if _checksum(run, number, written) != sha256:
            return None
        unpacking = zlib.decompressobj()
        found = json.loads(unpacking.decompress(written, LARGEST_ANSWERS))
    except (sqlite3.DatabaseError, zlib.error, ValueError, TypeError):
        return None
    return found if isinstance(found, list) else None


def _checksum(run: str, number: int, written: bytes) -> str:
    return hashlib.sha256(f"{run} {number}\n".encode() + written).hexdigest()


def _rows(file: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as far as they can be read, one by one."""
    cursor = file.execute(f"SELECT * FROM {table}")
    while True:
        try:
            row = cursor.fetchone()
        except sqlite3.DatabaseError:
            return
        if row is None:
            return
        yield row


def _free(path: Path) -> Path:
    """A name beside, that no file has."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
