"""A document as a file: the same document gives the same bytes, whenever it is written."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

Document = Any

AUTHOR = "planner"
WRITTEN = dt.datetime(2000, 1, 1)
# the first day that an archive can tell
EARLIEST = (1980, 1, 1, 0, 0, 0)
QUICK = 1
FIRST = "[Content_Types].xml"


def packed(document: Document, title: str) -> bytes:
    """The document as a DOCX file, with neither a date nor a name of whoever writes it."""
    _stamp(document, title)
    written = io.BytesIO()
    document.save(written)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(written) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in sorted(before.namelist(), key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EARLIEST)
            # drawings come loosely packed: a quick look finds most of what can be saved
            level = QUICK if name.endswith(".png") else None
            after.writestr(entry, before.read(name), zipfile.ZIP_DEFLATED, level)
    return made.getvalue()


def _stamp(document: Document, title: str) -> None:
    about = document.core_properties
    about.author = about.last_modified_by = AUTHOR
    about.created = about.modified = WRITTEN
    about.revision = 1
    about.title = title[:255]
