"""Files that are either the old one or the whole new one, alone or several together."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from planner.errors import InputError, Place, fault, os_reason
from planner.messages import said

OUTPUT = Place("-o")


def check_writable(output: Path) -> None:
    """Raises `InputError` for what is known beforehand not to work."""
    if output.is_dir():
        raise _unwritable(output, said("output.is-a-folder"))
    if not output.parent.is_dir():
        raise _unwritable(output, said("output.no-such-folder"))
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        raise _unwritable(output, said("output.no-permission"))


def check_not_read(output: Path, *inputs: Path | None, place: Place = OUTPUT) -> None:
    """Raises `InputError` for an output that is one of the files which are read for it; `place` is
    the option that names it."""
    read = {path.resolve() for path in inputs if path is not None and path.is_file()}
    if output.resolve() in read:
        raise fault(said("output-is-an-input"), place=place, seen=str(output))


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all: none takes its name before all are on the disk.

    Raises `InputError` for one that cannot be written.
    """
    for output in contents:
        check_writable(output)
    new: dict[Path, Path] = {}
    with ExitStack() as after:
        for output, content in contents.items():
            try:
                place = output.resolve()
                if place.exists() and not place.is_file():  # a pipe or a device must stay one
                    place.write_bytes(content)
                    continue
                new[place] = place.with_name(f".planner-{secrets.token_hex(8)}")
                after.callback(new[place].unlink, missing_ok=True)
                _put_beside(new[place], content, place)
            except OSError as error:
                raise _unwritable(output, os_reason(error)) from None
        for place, beside in new.items():
            try:
                beside.replace(place)
            except OSError as error:
                raise _unwritable(place, os_reason(error)) from None


def _put_beside(new: Path, content: bytes, output: Path) -> None:
    """Write the content under another name, down to the disk, with the rights of the old file."""
    with new.open("xb") as file:
        file.write(content)
        file.flush()
        # Else a power cut may leave the new name with nothing behind it on some file systems.
        os.fsync(file.fileno())
    if output.exists():
        new.chmod(stat.S_IMODE(output.stat().st_mode))


def _unwritable(output: Path, why: str) -> InputError:
    return fault(said("file-unwritable", why=why), place=Place(str(output)))
