"""Telling a plan file from a scenario file."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".plan"
GZIP = b"\x1f\x8b"


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
