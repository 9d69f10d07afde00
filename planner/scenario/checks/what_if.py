"""Rules on what may turn out otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalogue import Factbook
from planner.errors import Fault, InputError
from planner.messages import said
from planner.scenario.document import KeyPath, dotted, path_of
from planner.scenario.limits import MOST_POSITIONS
from planner.scenario.rewriting import READ_WITH, Changes, Written
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.what_if import Slider
from planner.scenario.what_if import changes_of, multiplied

# What is said of a key that the schema does not know.
UNKNOWN = "unknown-key"


def sliders_have_few_positions(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Are there few enough positions in all to make a plan for each?"""
    counts = {
        name: len(slider.values) + len(slider.factors) + len(slider.steps)
        for name, slider in scenario.what_if.items()
    }
    if sum(counts.values()) > MOST_POSITIONS:
        what = said("too-many-positions", most=MOST_POSITIONS)
        yield Broken(("what_if",), what, seen=f"{sum(counts.values()):,}", about_key=True)


def sliders_can_be_moved(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does each position of a slider set values that are there to what may stand there, and does
    but one change nothing?"""
    written = Written(scenario)
    for name, slider in _readable(scenario, book):
        at = ("what_if", name)
        lost = list(_lost(written, at, slider))
        yield from lost or _refused(written, at, slider)
        yield from _as_it_is(written, at, slider)


def _readable(scenario: Scenario, book: Factbook) -> Iterator[tuple[str, Slider]]:
    """The sliders; nothing is said of one that moves a section which cannot be read."""
    for name, slider in scenario.what_if.items():
        touch(scenario, book, (*slider.paths, *(p for step in slider.steps for p in step.changes)))
        yield name, slider


def touch(scenario: Scenario, book: Factbook, paths: Iterable[str]) -> None:
    """Read the sections that paths lead into, and those that they are read with: nothing is said
    where one of them cannot be read."""
    for section in (*READ_WITH, *(path_of(path)[0] for path in dict.fromkeys(paths))):
        getattr(scenario, str(section), book.items)


def _lost(written: Written, at: KeyPath, slider: Slider) -> Iterator[Broken]:
    """The paths of a slider that lead nowhere."""
    for number, path in enumerate(slider.paths):
        if slider.values:
            fault = nowhere(written, path, slider.values[0])
        else:
            number_there = multiplied(written.scenario, path, 1.0)
            fault = nowhere(written, path, number_there)
            if fault is None and number_there is None:
                fault = Fault(said("nothing-to-multiply"))
        if fault is not None:
            yield broken((*at, "paths", number), fault)
    for number, step in enumerate(slider.steps):
        for path, value in step.changes.items():
            if (fault := nowhere(written, path, value)) is not None:
                yield broken((*at, "steps", number, "changes", path), fault, about_key=True)


def _refused(written: Written, at: KeyPath, slider: Slider) -> Iterator[Broken]:
    """What positions set that may not stand where it is put."""
    for number, changes in enumerate(changes_of(written.scenario, slider)):
        refusals = {fault.what: fault for fault in written.refusals(changes)}
        for fault in refusals.values():
            yield broken((*at, *_place(slider, number, fault)), fault)


def _as_it_is(written: Written, at: KeyPath, slider: Slider) -> Iterator[Broken]:
    """The positions that change nothing, but for the first."""
    same = [number for number, step in enumerate(slider.steps) if not step.changes]
    same += [number for number, factor in enumerate(slider.factors) if factor == 1]
    same += [
        number
        for number, value in enumerate(slider.values)
        if written.is_as_it_is(dict.fromkeys(slider.paths, value))
    ]
    for number in same[1:]:
        yield Broken((*at, _kind(slider), number), said("two-positions-as-it-is"))


def nowhere(written: Written, path: str, value: object) -> Fault | None:
    """Why a path names nothing that may be written; None where it does."""
    try:
        written.changed({path: value})
    except InputError as error:
        return error.faults[0]
    unknown = (fault for fault in written.refusals({path: value}) if fault.code == UNKNOWN)
    return next(unknown, None)


def _place(slider: Slider, number: int, fault: Fault) -> KeyPath:
    """Where a position was written, and of a step the change that is refused."""
    if not slider.steps:
        return _kind(slider), number
    return "steps", number, "changes", set_by(slider.steps[number].changes, fault)


def set_by(changes: Changes, fault: Fault) -> str:
    """The path of the change that a fault is of."""
    paths = sorted(changes, key=len, reverse=True)
    return next(path for path in paths if fault.path.startswith(dotted(path_of(path))))


def _kind(slider: Slider) -> str:
    return next(name for name in ("values", "factors", "steps") if getattr(slider, name))


def broken(path: KeyPath, fault: Fault, *, about_key: bool = False) -> Broken:
    """A fault of a change, told where the change was written."""
    return Broken(path, fault.what, fault.seen, fault.allowed, fault.nearest, about_key)
