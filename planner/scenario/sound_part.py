"""A record of which some parts do not pass the schema: what may be asked of it, and what not."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class UnsoundError(Exception):
    """Something was asked for that is not sound."""


class SoundPart:
    """A record as far as it is sound: asking it for anything else stops whoever asks."""

    def __init__(self, record: BaseModel, unsound: frozenset[str]) -> None:
        self._record, self.unsound_parts = record, unsound

    def __getattr__(self, name: str) -> Any:
        if name in self.unsound_parts:
            raise UnsoundError(name)
        written = getattr(type(self._record), name, None)
        if isinstance(written, property) and written.fget is not None:
            return written.fget(self)  # it may itself ask for a section that is not sound
        return getattr(self._record, name)


def unsound_in(record: BaseModel | SoundPart) -> frozenset[str]:
    """The parts of a record that are not sound; none of a whole one."""
    return record.unsound_parts if isinstance(record, SoundPart) else frozenset()


def require_whole(record: BaseModel | SoundPart) -> None:
    """Stop whoever needs all of a record, where not all of it passes the schema."""
    if isinstance(record, SoundPart):
        raise UnsoundError("all of it")
