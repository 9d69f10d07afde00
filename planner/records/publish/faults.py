"""Faults in the words of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from planner.errors import Fault, HardLimit, LimitConflict
from planner.messages import Language, in_language
from planner.records import contract
from planner.records.publish.common import shown
from planner.scenario.document import dotted

Status = Literal["sound", "doubtful", "bad-input", "infeasible", "limit"]


def trouble_part(
    faults: Iterable[Fault],
    status: Status,
    language: Language = "en",
    text: str = "",
    conflicts: Iterable[LimitConflict] = (),
) -> contract.Trouble:
    """Faults as JSON, with their count; and limits that contradict each other."""
    parts = [fault_part(fault, language) for fault in faults]
    errors = sum(part.severity == "error" for part in parts)
    return contract.Trouble(
        status=status,
        text=text,
        errors=errors,
        warnings=len(parts) - errors,
        faults=parts,
        contradictions=[_contradiction(found, language) for found in conflicts],
    )


def _contradiction(found: LimitConflict, language: Language) -> contract.ContradictionPart:
    return contract.ContradictionPart(
        members=[_hard_limit(member, language) for member in found.members],
        irreducible=found.is_irreducible,
        smallest=found.is_smallest,
    )


def _hard_limit(limit: HardLimit, language: Language) -> contract.HardLimitPart:
    first, last = limit.days or (None, None)
    return contract.HardLimitPart(
        path=dotted(limit.path),
        words=in_language(limit.words, language),
        file=limit.place.file,
        line=limit.place.line,
        column=limit.place.column,
        cell=limit.place.cell,
        amount=limit.amount,
        unit=in_language(limit.unit, language),
        first=shown(first),
        last=shown(last),
        missing=limit.missing,
    )


def fault_part(fault: Fault, language: Language = "en") -> contract.FaultPart:
    """One fault; its texts in a language."""
    place = fault.place
    return contract.FaultPart(
        severity=fault.severity,
        code=fault.code,
        check=fault.check,
        what=in_language(fault.what, language),
        path=fault.path,
        file=place.file,
        line=place.line,
        column=place.column,
        cell=place.cell,
        seen=_said(fault.seen, language),
        allowed=_said(fault.allowed, language),
        nearest=fault.nearest,
        remedy=_said(fault.remedy, language),
    )


def _said(text: str | None, language: Language) -> str | None:
    return None if text is None else in_language(text, language)
