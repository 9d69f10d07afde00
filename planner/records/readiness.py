"""Records of readiness: benchmarks, gates, due diligence, and what falls due when.

Days are whole numbers after D-day; a share is of what is wanted, 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.catalogue.ids import BenchmarkId, DueDiligenceId, ForceId, GateId, PhaseId
from planner.scenario.schema.due_diligence import Risk, Ruling
from planner.scenario.schema.readiness import EvidenceKind


class Light(StrEnum):
    """How far a benchmark is, by the scenario's own thresholds; what is stated is never amber."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class ShareStep:
    """The share reached from a day on, until the next step."""

    day: int
    share: float


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that a benchmark lacks: what of it is `there`, and what is `wanted`, in `measure`;
    a share of 1 where that is empty. Where it is not known what was there, `wanted` is what was
    missing. `why` tells the reason, or is empty.
    """

    title: str
    there: float | None
    wanted: float
    measure: str
    why: str


@dataclass(frozen=True, slots=True)
class BenchmarkState:
    """How far a benchmark is, by day, and since when it is met.

    `reached_on` is the first day on which it is green, `met_on` the first from which it stays so to
    the end of the calendar; None if never. What is stated may be met after the calendar. `at_gate`
    is the light on the day on which the first phase that needs it begins, None where no phase does;
    `at_end` that on the last day. `lacks` is what is missing on the day before it is met, or on the
    last day where it never is.
    """

    benchmark: BenchmarkId
    title: str
    kind: EvidenceKind
    force: ForceId | None
    green: float | None
    amber: float | None
    steps: tuple[ShareStep, ...]
    reached_on: int | None
    met_on: int | None
    at_gate: Light | None
    at_end: Light
    lacks: tuple[Lacking, ...]
    by: str | None
    """Who states it; None where it is computed."""
    origin: str | None
    """The source of a statement, or why it is assumed; None where it is computed."""
    is_assumed: bool
    """True for a statement whose day nobody has given."""
    unstated: float = 0.0
    """The share of which nobody has stated anything, on the last day: it is not shown, and counts
    as missing."""

    @property
    def is_met(self) -> bool:
        """True where it is green from a day of the calendar on to its end."""
        return self.met_on is not None and self.at_end is Light.GREEN

    def share_on(self, day: int) -> float:
        """The share on a day."""
        before = [step.share for step in self.steps if step.day <= day]
        return before[-1] if before else 0.0

    def light_on(self, day: int) -> Light:
        """How far it is on a day."""
        if self.green is None or self.amber is None:
            is_met = self.met_on is not None and self.met_on <= day
            return Light.GREEN if is_met else Light.RED
        return light_of(self.share_on(day), self.green, self.amber)


ROUNDING = 1e-9
"""A share that is at a threshold but for rounding has reached it."""


def light_of(share: float, green: float, amber: float) -> Light:
    """Green from its threshold on, amber from its own."""
    if share >= green - ROUNDING:
        return Light.GREEN
    return Light.AMBER if share >= amber - ROUNDING else Light.RED


class NeedKind(StrEnum):
    """What a gate needs."""

    BENCHMARK = "benchmark"
    DUE_DILIGENCE = "due-diligence"
    GATE = "gate"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a gate needs, and the day from which it is so; None if never."""

    kind: NeedKind
    id: str
    title: str
    opens: int | None
    is_assumed: bool = False
    """True for what the scenario assumes that somebody has stated, decided or confirmed."""


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate: the day on which the last of its needs is so; None if one never is.

    `held_by` are the needs that come last, or never.
    """

    gate: GateId
    title: str
    opens: int | None
    needs: tuple[Need, ...]
    held_by: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """A phase that had to wait: the day on which it was to begin, and the one on which it does.

    `begins` is None where its gates open on no day of the calendar: it does not take place.
    """

    phase: PhaseId
    written: int
    begins: int | None


@dataclass(frozen=True, slots=True)
class PhaseState:
    """A phase and its gates. `begins` is None where it does not take place; `opens` is the day on
    which the last of its gates opens, None if one never does."""

    phase: PhaseId
    title: str
    written: int
    begins: int | None
    gates: tuple[GateId, ...]
    opens: int | None

    @property
    def waited_days(self) -> int | None:
        """Days by which it begins later than it was written; None where it does not take place."""
        return None if self.begins is None else self.begins - self.written


@dataclass(frozen=True, slots=True)
class BrokenGate:
    """A phase of the plan that begins before a gate of it is open."""

    phase: PhaseId
    title: str
    begins: int
    gate: GateId
    gate_title: str
    opens: int | None
    held_by: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What due diligence says of support to a force; `opens` is the first day on which it allows
    it, None where it does not."""

    id: DueDiligenceId
    title: str
    force: ForceId
    contributor: str | None
    risk: Risk
    measures: tuple[str, ...]
    decision: Ruling
    on: int | None
    opens: int | None
    holds: tuple[str, ...]
    """Ids of pledges of equipment that it holds back."""
    is_assumed: bool = False
    """True for a decision that the scenario assumes."""


class EntryKind(StrEnum):
    """What an entry of the calendar is."""

    REPORT = "report"
    CONFERENCE = "conference"
    ELECTION = "election"
    MANDATE = "mandate"
    OTHER = "other"
    PHASE = "phase"
    GATE = "gate"
    CONTRACT = "contract"
    ROTATION = "rotation"
    HAND_OVER = "hand-over"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something that falls on the days [day, until)."""

    day: int
    until: int
    kind: EntryKind
    id: str
    """What it is of: a report, a pledge, a phase."""
    title: str
    detail: str
    """By whom and to whom, or what it rests on; may be empty."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which benchmarks are met, what the plan breaks, who may be supported, what falls due."""

    broken: tuple[BrokenGate, ...]
    benchmarks: tuple[BenchmarkState, ...]
    gates: tuple[GateState, ...]
    phases: tuple[PhaseState, ...]
    """Phases that have gates."""
    assessments: tuple[Assessment, ...]
    calendar: tuple[CalendarEntry, ...]

    @property
    def is_met(self) -> bool:
        """True where the plan breaks no gate."""
        return not self.broken

    @property
    def all_benchmarks_met(self) -> bool:
        """True where every benchmark is met in the calendar."""
        return all(state.is_met for state in self.benchmarks)

    @property
    def all_met_on(self) -> int | None:
        """The day on which the last benchmark is met; None where one is not, or there is none."""
        days = [state.met_on for state in self.benchmarks if state.met_on is not None]
        return max(days, default=None) if self.all_benchmarks_met else None

    @property
    def holding(self) -> tuple[BenchmarkState, ...]:
        """The benchmarks that are met last, or not in the calendar."""
        open_ = tuple(state for state in self.benchmarks if not state.is_met)
        last = self.all_met_on
        return open_ or tuple(state for state in self.benchmarks if state.met_on == last)

    @property
    def words(self) -> tuple[Need, ...]:
        """Everything that is somebody's word: statements, decisions of due diligence, and the
        confirmations of gates."""
        stated = (
            Need(NeedKind.BENCHMARK, one.benchmark, one.title, one.met_on, one.is_assumed)
            for one in self.benchmarks
            if one.by is not None
        )
        decided = (
            Need(NeedKind.DUE_DILIGENCE, one.id, one.title, one.opens, one.is_assumed)
            for one in self.assessments
        )
        needed = (need for gate in self.gates for need in gate.needs)
        confirmed = (need for need in needed if need.kind is NeedKind.CONFIRMATION)
        return (*stated, *decided, *confirmed)
