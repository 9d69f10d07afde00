"""What is asked about: the words of the command line, as a subject of the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.analysis.explain.supply import FAMILIES
from planner.errors import Fault, InputError, Place, listed, nearest
from planner.generation import as_solved
from planner.messages import Said, said
from planner.records.explanation import Subject, SubjectKind
from planner.scenario import Scenario, factbook_of
from planner.scenario.schema.days import day_named, show_day

PLACE = Place("WHAT")
SECTIONS: Mapping[str, SubjectKind] = {
    "requirements": SubjectKind.REQUIREMENT,
    "sites": SubjectKind.SITE,
    "items": SubjectKind.ITEM,
    "prepositioned": SubjectKind.PREPOSITIONED,
    "policies": SubjectKind.POLICY,
    "costs": SubjectKind.COST,
}
NAMES = {kind: section for section, kind in SECTIONS.items()}


class Vocabulary:
    """The ids that can be asked about, in a scenario as it is solved."""

    def __init__(self, scenario: Scenario, items: Iterable[str], costs: Iterable[str]) -> None:
        self.scenario, self.items = scenario, tuple(items)
        self.known: Mapping[SubjectKind, tuple[str, ...]] = {
            SubjectKind.REQUIREMENT: tuple(scenario.requirements),
            SubjectKind.SITE: tuple(scenario.sites),
            SubjectKind.ITEM: self.items,
            SubjectKind.PREPOSITIONED: tuple(scenario.sites),
            SubjectKind.POLICY: tuple(scenario.policies),
            SubjectKind.COST: tuple(costs),
        }

    def subject(self, what: str) -> Subject:
        """The subject that a text names: `requirements.infantry-gao`, `sites.gao.water.D+12`,
        `items.diesel`, `prepositioned.gao.water`, `policies.reserve`, `costs.lanes`; the first
        word may be left out where only one section has the id.

        Raises `InputError` for a text that names nothing.
        """
        section, _, rest = what.partition(".")
        if section not in SECTIONS:
            section, rest = self._section_of(section, what), what
        kind = SECTIONS[section]
        id_, *more = rest.split(".")
        self._check(id_, self.known[kind], what)
        if kind is SubjectKind.PREPOSITIONED:
            [item] = more if len(more) == 1 else [""]
            self._check(item, self.items, what)
            return Subject(kind, id_, item)
        if kind in (SubjectKind.SITE, SubjectKind.ITEM):
            return self._with_days(kind, id_, more, what)
        if more:
            raise _fault(said("explain-too-much"), what, seen=".".join(more))
        return Subject(kind, id_)

    def _section_of(self, id_: str, what: str) -> str:
        found = [NAMES[k] for k, ids in self.known.items() if id_ in ids]
        found = [name for name in found if name != NAMES[SubjectKind.PREPOSITIONED]]
        if len(found) == 1:
            return found[0]
        if found:
            raise _fault(said("explain-which"), what, seen=id_, allowed=listed(found))
        everything = [*SECTIONS, *(id_ for ids in self.known.values() for id_ in ids)]
        near = nearest(id_, everything)
        raise _fault(
            said("explain-unknown"), what, seen=id_, allowed=listed(SECTIONS), nearest=near
        )

    def _with_days(self, kind: SubjectKind, id_: str, more: list[str], what: str) -> Subject:
        item = None
        if more and kind is SubjectKind.SITE and more[0] in self.items:
            item = more.pop(0)
        if not more:
            return Subject(kind, id_, item)
        calendar = self.scenario.calendar
        d_day = None if calendar is None else calendar.d_day
        day = day_named(more[0], d_day) if len(more) == 1 else None
        if day is None:
            near = nearest(more[0], self.items) if kind is SubjectKind.SITE else None
            raise _fault(said("explain-not-a-day"), what, seen=".".join(more), nearest=near)
        if calendar is not None and not calendar.start <= day < calendar.end:
            days = {"first": show_day(calendar.start), "last": show_day(calendar.end - 1)}
            raise _fault(said("explain-outside", **days), what, seen=more[0])
        return Subject(kind, id_, item, day, day + 1)

    def _check(self, id_: str, known: Iterable[str], what: str) -> None:
        known = tuple(known)
        if id_ not in known:
            near = nearest(id_, known)
            raise _fault(
                said("explain-unknown"), what, seen=id_, allowed=listed(known), nearest=near
            )


def vocabulary_of(scenario: Scenario) -> Vocabulary:
    """What can be asked about a scenario: what the host nation lacks as requirements too."""
    full = as_solved(scenario) if scenario.requirements or scenario.equipment else scenario
    return Vocabulary(full, factbook_of(scenario).items, FAMILIES)


def words_of(subject: Subject) -> str:
    """The words that ask about a subject."""
    day = None if subject.first is None else show_day(subject.first)
    parts = (NAMES[subject.kind], subject.id, subject.item, day)
    return ".".join(part for part in parts if part)


def _unknown(what: str, seen: str, allowed: str, near: str | None) -> InputError:
    return _fault(said("explain-unknown"), what, seen, allowed, near)


def _fault(
    wrong: Said,
    what: str,
    seen: str,
    allowed: str | None = None,
    nearest: str | None = None,
) -> InputError:
    return InputError([Fault(wrong, what, PLACE, seen, allowed, nearest)])
