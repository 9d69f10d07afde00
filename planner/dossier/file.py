"""A dossier in a file: what `planner run -o mission.plan` keeps and `planner report` reads.

Two lines of JSON under gzip: a head that says what made the plan and from what, and the dossier.
The same dossier gives the same bytes. A file may come from anyone: what is read is limited, and
whatever is not as it was written is one fault.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.dossier.codec import StrangeDataError, as_data, from_data
from planner.dossier.dossier import Dossier
from planner.dossier.references import first_stray
from planner.errors import InputError, Place, fault
from planner.generation import as_solved
from planner.messages import Said, said
from planner.planning import Plan
from planner.records.contract import Meta
from planner.scenario.document import GZIP
from planner.scenario.limits import (
    LARGEST_PLAN_BYTES,
    LARGEST_UNPACKED_PLAN_BYTES,
    MOST_PLAN_VALUES,
)
from planner.scenario.reading import read_bytes
from planner.version import __version__

FORMAT = 3
"""Of the file. A change of any record in a dossier makes a new one, or old files say nothing."""
SUFFIX = ".plan"
MARK = "planner-plan"
# what zlib is told for data with the head and the checksum of gzip
WITH_GZIP_HEAD = 31
LONGEST_HEAD = 100_000


def packed(dossier: Dossier) -> bytes:
    """The content of the file that keeps a dossier."""
    body = _json(as_data(replace(dossier, made=None)))  # that stands in the head
    meta = dossier.meta.model_dump(mode="json")
    head = {MARK: FORMAT, "meta": meta, "sha256": _checksum(meta, body)}
    made = io.BytesIO()
    # neither a date nor a name of the file stands in its head
    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=made, mtime=0) as file:
        file.write(_json(head) + b"\n" + body + b"\n")
    return made.getvalue()


def is_plan_file(path: Path) -> bool:
    """True for what is named as a plan file, or looks like one; a scenario is text."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        if not path.is_file():  # nothing is taken from a pipe before it is read
            return False
        with path.open("rb") as file:
            return file.read(len(GZIP)) == GZIP
    except OSError:  # told where it is read
        return False


def read_dossier(path: str | Path) -> Dossier:
    """The dossier that a plan file keeps; nothing is solved.

    Raises `InputError` for a file that cannot be read, is damaged, too large or no plan file, or
    was written by a planner whose files this one does not know.
    """
    file = Path(path)
    too_large = said("plan-file.too-large", most=LARGEST_PLAN_BYTES)
    return unpacked(read_bytes(file, LARGEST_PLAN_BYTES, too_large), str(file))


def unpacked(raw: bytes, name: str) -> Dossier:
    """The dossier of the content of a plan file; raises `InputError` as `read_dossier` does."""
    place = Place(name)
    if not raw.startswith(GZIP):
        raise fault(said("plan-file.none"), place=place)
    line, _, rest = _unzipped(raw, place).partition(b"\n")
    head = _head(line, place)
    body = rest.removesuffix(b"\n")
    if _checksum(head["meta"], body) != head["sha256"]:
        raise fault(said("plan-file.damaged"), place=place)
    if sum(map(body.count, (b",", b"[", b"{"))) > MOST_PLAN_VALUES:
        raise fault(said("plan-file.too-many", most=MOST_PLAN_VALUES), place=place)
    meta = _meta(head["meta"], place)
    try:
        dossier = from_data(json.loads(body, parse_constant=_no_number), Dossier)
    except StrangeDataError as error:
        raise _strange(place, meta.planner_version, error.path) from None
    except (ValueError, RecursionError):
        raise _strange(place, meta.planner_version, "") from None
    if (path := first_stray(dossier.plan)) is not None:
        raise _strange(place, meta.planner_version, path)
    return replace(dossier, plan=_titled(dossier.plan), made=meta)


def _checksum(meta: object, body: bytes) -> str:
    """Of what made the plan and of the plan: neither is changed without the other."""
    return hashlib.sha256(_json(meta) + b"\n" + body).hexdigest()


def _titled(plan: Plan) -> Plan:
    """The plan with the titles that force generation makes up in both languages again: a scenario
    is kept as one is written, in one of them."""
    found = plan.generation
    solved = as_solved(plan.scenario) if found is not None else None
    if found is None or solved is None or solved != found.scenario:
        return plan
    return replace(plan, generation=replace(found, scenario=solved))


def _unzipped(raw: bytes, place: Place) -> bytes:
    most = LARGEST_UNPACKED_PLAN_BYTES
    unzip = zlib.decompressobj(WITH_GZIP_HEAD)
    try:
        content = unzip.decompress(raw, most + 1)
    except zlib.error:
        raise fault(said("plan-file.damaged"), place=place) from None
    if len(content) > most:
        raise fault(said("plan-file.too-large-unpacked", most=most), place=place)
    if not unzip.eof or unzip.unused_data:
        raise fault(said("plan-file.damaged"), place=place)
    return content


def _head(line: bytes, place: Place) -> dict[str, Any]:
    """The head of a plan file, of a format that this planner reads."""
    try:
        head = json.loads(line) if len(line) <= LONGEST_HEAD else None
    except (ValueError, RecursionError):
        head = None
    written = head.get(MARK) if isinstance(head, dict) else None
    if type(written) is not int or not isinstance(head, dict):
        raise fault(said("plan-file.none"), place=place)
    if not 0 < written <= FORMAT:
        what = said("plan-file.newer", format=written, known=FORMAT, version=__version__)
        raise fault(what, place=place)
    if head.keys() != {MARK, "meta", "sha256"}:
        raise fault(said("plan-file.damaged"), place=place)
    return head


def _meta(seen: object, place: Place) -> Meta:
    try:
        return Meta.model_validate(seen, strict=True)
    except ValidationError:
        raise fault(said("plan-file.damaged"), place=place) from None


def _strange(place: Place, version: str, path: str) -> InputError:
    """A body that is whole, and not as this planner writes it."""
    what: Said = said("plan-file.strange", version=version)
    return fault(what, place=place, seen=path or None)


def _no_number(name: str) -> float:
    """What JSON has no number for is written as a text, and stands nowhere as it is."""
    raise ValueError(name)


def _json(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()
