"""planner report: a plan as a page, a workbook, a document, or text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.exits import MET, UNMET
from planner.cli.gaps import limits_explained, read_proven_gap
from planner.cli.options import (
    MAX_VARIABLES,
    Changes,
    ExitZero,
    MaxVariables,
    ProvenGap,
    Quiet,
    TimeLimit,
    Workers,
    workers_of,
)
from planner.cli.output import progress
from planner.cli.reading import places_told, read
from planner.cli.reports import deliver_report
from planner.errors import NoPlanError, Place, fault
from planner.messages import said

if TYPE_CHECKING:
    from planner.dossier import Dossier
    from planner.planning import Plan
    from planner.report.content import Content
    from planner.report.files import Target

Progress = Callable[[str], None]


def report(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN|SCENARIO",
            help="Plan file, as -o FILE.plan keeps it, or scenario file, planned first.",
            show_default=False,
        ),
    ],
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to this file, in the format of its suffix: .html, .xlsx, .docx, .md, .txt, "
            ".json, or .plan, which keeps everything for later; may be given again.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="html, xlsx, docx, markdown, text, json or plan; else by the suffix of -o.",
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.docx",
            help="Document of a headquarters whose styles, header and footer -o FILE.docx takes.",
        ),
    ] = None,
    outlines: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.geojson",
            help="Outlines that the maps are drawn on, in place of the world's countries.",
            show_default=False,
        ),
    ] = None,
    provenance: Annotated[
        bool | None,
        typer.Option(
            help="What the numbers rest on and which figures move them: a few minutes for a large "
            "plan; --no-provenance leaves it out. A plan file has what it was kept with.",
            show_default=False,
        ),
    ] = None,
    what_if: Annotated[
        bool | None,
        typer.Option(
            help="The sliders of the scenario, a plan for each position: a few minutes for a large "
            "plan; --no-what-if leaves them out. A plan file has what it was kept with.",
            show_default=False,
        ),
    ] = None,
    change: Changes = None,
    time_limit: TimeLimit = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Plan supply by the day throughout.")
    ] = False,
    gap: ProvenGap = None,
    workers: Workers = None,
    exit_zero: ExitZero = False,
    max_variables: MaxVariables = MAX_VARIABLES,
    quiet: Quiet = False,
) -> None:
    """A plan as a page, a workbook, a document or text, from its file or from its scenario."""
    import planner
    from planner.dossier import is_plan_file
    from planner.report.content import content_of

    share = read_proven_gap(gap, exact=exact)
    targets = _targets(output or (), format_, template, (plan, template, outlines))
    drawn_on = _outlines(outlines)
    parts = _Parts(provenance, what_if, workers_of(workers))
    if is_plan_file(plan):
        _check_unchanged(
            change=bool(change),
            exact=exact,
            gap=gap is not None,
            time_limit=time_limit is not None,
            max_variables=max_variables != MAX_VARIABLES,
        )
        with progress(quiet) as tell:
            dossier = parts.of_kept(planner.read_dossier(plan), tell)
    else:
        options = planner.SolveOptions(time_limit=time_limit, max_variables=max_variables)
        explained = limits_explained(exact=exact, time_limit=time_limit)
        read_in = read(plan, change, output or ())
        with progress(quiet) as tell, places_told(read_in), explained:
            made = planner.plan(read_in.scenario, options, exact=exact, gap=share, progress=tell)
            dossier = parts.beside(made, tell)
    deliver_report(drawn_on(content_of(dossier)), targets, template, quiet=quiet)
    met = dossier.plan.status == "met"
    raise typer.Exit(MET if exit_zero or met else UNMET)


def _targets(
    outputs: Sequence[Path],
    format_: str | None,
    template: Path | None,
    reads: Sequence[Path | None],
) -> tuple[Target, ...]:
    """The reports asked for; `InputError` where one cannot be written, before any long work."""
    from planner.report.files import targets_of

    targets = targets_of(outputs, format_, reads=reads)
    if template is not None:
        place, seen = Place("--template"), str(template)
        if all(target.format != "docx" for target in targets):
            raise fault(said("template-without-document"), place=place, seen=seen)
        if not template.is_file():
            raise fault(said("template-not-there"), place=place, seen=seen)
    return targets


def _outlines(path: Path | None) -> Callable[[Content], Content]:
    """What puts the outlines of a file behind every map of a report; `InputError` for a bad file,
    before any long work."""
    if path is None:
        return lambda content: content
    from planner.report.draw.ground.geojson import read_outlines, with_outlines

    found = read_outlines(path)
    return lambda content: replace(
        content, made_blocks=lambda: with_outlines(content.blocks, found)
    )


def _check_unchanged(**given: bool) -> None:
    """Options that say how to plan are for a scenario."""
    for name, is_given in given.items():
        if is_given:
            option = "--set" if name == "change" else f"--{name.replace('_', '-')}"
            raise fault(said("plan-is-made"), place=Place(option))


@dataclass(frozen=True)
class _Parts:
    """What is to stand in a report beside the plan: True, False, or None where nothing was said."""

    provenance: bool | None
    what_if: bool | None
    workers: int

    def beside(self, plan: Plan, tell: Progress) -> Dossier:
        """The dossier of a plan just made, with all that is not declined."""
        from planner.dossier import Dossier

        return self._added(Dossier(plan), tell, unsaid=True)

    def of_kept(self, kept: Dossier, tell: Progress) -> Dossier:
        """A dossier from a file, without what is declined and with what is asked for."""
        if self.provenance is False:
            kept = replace(kept, provenance=None)
        if self.what_if is False:
            kept = replace(kept, what_if=None)
        return self._added(kept, tell, unsaid=False)

    def _added(self, dossier: Dossier, tell: Progress, *, unsaid: bool) -> Dossier:
        from planner.dossier import with_provenance, with_what_if

        if unsaid if self.provenance is None else self.provenance:
            with _can_be_left_out("--no-provenance"):
                dossier = with_provenance(dossier, workers=self.workers, progress=tell)
        if unsaid if self.what_if is None else self.what_if:
            with _can_be_left_out("--no-what-if"):
                dossier = with_what_if(dossier, workers=self.workers, progress=tell)
        return dossier


@contextmanager
def _can_be_left_out(option: str) -> Iterator[None]:
    """Says, where a part cannot be made, how to have the report without it."""
    try:
        yield
    except NoPlanError as error:
        raise error.said_with(
            why=[*error.why, said("report.without-part", option=option)]
        ) from None
