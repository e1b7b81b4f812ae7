"""A village's report or plan as a page or a command says it, checked and recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from desk.imports.village_file import record_changes
from flows.engine.installation import Installation
from registry.queries.villages import VillageRow, report_on
from registry.records.rights import who_may_record
from registry.records.village_changes import (
    NewProblem,
    NewReport,
    VillageChanges,
    refuse_odd_problem,
    refuse_odd_report,
)
from registry.records.villages import take_back_report
from registry.refusals import Refusal
from registry.rules.answer_screening import refuse_identities, screen_answer
from registry.rules.counts import whole_number
from registry.rules.printing import refuse_unprintable
from registry.rules.villages import CHANNELS, FIGURES, MOST, RECORDERS


class UnknownChannel(Refusal):
    """Nobody brings reports by a channel of that name."""


class NoReportThen(Refusal):
    """The village has no report as of that day."""


def calls_typed(typed: Iterable[str]) -> dict[str, int]:
    """Reports by channel out of `police=2`. Raises UnknownChannel or NoWholeNumber."""
    found: dict[str, int] = {}
    for one in typed:
        channel, _, count = one.partition("=")
        if channel not in CHANNELS:
            raise UnknownChannel(field="--calls", value=channel, known=", ".join(CHANNELS))
        found[f"calls_{channel}"] = whole_number(count, field="--calls", least=0, most=MOST)
    return found


def record_report(
    office: Installation, village: VillageRow, report: NewReport, *, recorded_by: str, reason: str
) -> NewReport:
    """Record the report; one of the same day is corrected by it. Answers what was recorded.

    Raises what the net and the checks of a report refuse, MayNot or VillageMoved.
    """
    figures: Mapping[str, int | None] = {name: report.figures.get(name) for name in FIGURES}
    report = replace(report, figures=figures)
    refuse_odd_report(report, office.registry.today)
    refuse_words(office, report.words, reason)
    with office.registry.reading() as connection:
        stands = report_on(connection, village.key, report.as_of)
    said = replace(report, stands=stands.row if stands else None)
    changes = VillageChanges(reports=(said,))
    record_changes(office, village.district, changes, recorded_by=recorded_by, reason=reason)
    return said


def record_problem(
    office: Installation, village: VillageRow, problem: NewProblem, *, recorded_by: str, reason: str
) -> None:
    """Record a row of the community plan.

    Raises what the net and the checks of a plan refuse, MayNot or VillageMoved.
    """
    refuse_odd_problem(problem)
    refuse_words(office, problem.words, reason)
    changes = VillageChanges(problems=(problem,))
    record_changes(office, village.district, changes, recorded_by=recorded_by, reason=reason)


def refuse_words(office: Installation, words: Mapping[str, str], reason: str) -> None:
    """Refuse texts that no paper prints, or that name a person; a reason lets warnings pass."""
    said = {"village": dict(words)}
    refuse_unprintable(said)
    refuse_identities(screen_answer(said, office.net), reason=reason)


def take_report_back(
    office: Installation, village: VillageRow, as_of: date, *, recorded_by: str
) -> None:
    """The report of that day counts no more. Raises MayNot or NoReportThen."""
    with office.registry.writing(village.district) as write:
        who = who_may_record(write, recorded_by, village.district, RECORDERS)
        if not take_back_report(write, village.district, village.key, as_of, by=who.id):
            raise NoReportThen(field="village.as_of", as_of=as_of)
