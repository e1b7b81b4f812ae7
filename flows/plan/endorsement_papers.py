"""The papers by which heads endorse the work of their people: request, form, signing sheet.

One sheet that is signed in the meeting counts as many endorsements; the requests and forms are
for those who were not there (practice.md 11).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.defaults import policy
from config.words import both
from flows.engine.answers import Answers, answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.paper_facts import text_or_none
from flows.papers.addressee import addressees
from flows.papers.letterhead import chiefs_letter, paper_base
from flows.papers.members import return_references, unit_names
from flows.plan.action_plan import resolution_on
from flows.plan.gates import ENDORSEMENT, PlanDraftV1
from flows.plan.leads import SeatedMember, members_of_units
from flows.plan.row_endorsements import rows_to_endorse
from flows.plan.rows import BudgetMode, PlanRow
from flows.plan.wording import numbered
from registry.queries.order_facts import known_district
from registry.rules.baht import in_figures
from registry.rules.papers.endorsement import (
    EndorsementFormFacts,
    EndorsementRequestFacts,
    EndorsementSheetFacts,
    EndorsingUnit,
    UnitsWork,
)
from registry.rules.plan_effects import EndorsementInputs
from registry.rules.units import chief_of

REQUEST, FORM, SHEET = "endorsement_letter", "endorsement_form", "endorsement_sheet"


class EndorsingOffice(NamedTuple):
    """A unit that is asked: what it is called, its head's post, its members and their rows."""

    key: str
    called_th: str
    head_th: str
    members: Sequence[SeatedMember]
    rows: Sequence[tuple[int, PlanRow]]


def endorsement_papers(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The sheet of all units that are asked, then a request and a form for each."""
    asked = EndorsementInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    units = units_asked(connection, job, asked, answers)
    plan = {"year": asked.year, "amendment": asked.version - 1 or None}
    references = return_references(
        connection, job.instance, ENDORSEMENT.key, round=asked.turn, about=asked.content_hash
    )
    base = paper_base(connection, job.district, job.on)
    sheet = EndorsementSheetFacts(
        **base,
        **plan,
        resolution=resolution_on(answers, asked.turn),
        units=tuple(
            EndorsingUnit(
                unit_th=one.called_th,
                head_th=one.head_th,
                numbers=tuple(number for number, _ in one.rows),
            )
            for one in units
        ),
    )
    yield NewPaper(SHEET, sheet)
    yield from requests(connection, job, asked, units, plan, references)
    for unit in units:
        form = EndorsementFormFacts(
            **base,
            **plan,
            reference=references[unit.key],
            unit_th=unit.called_th,
            head_th=unit.head_th,
            members_th=tuple(dict.fromkeys(one.called_th for one in unit.members)),
            work=tuple(work_of(unit, number, row) for number, row in unit.rows),
            until=_still_to_come(asked.until, job.on),
            hotline_social=policy().hotlines.social_assistance,
            hotline_police=policy().hotlines.police,
        )
        yield NewPaper(FORM, form, unit.key)


def units_asked(
    connection: Connection, job: Job, asked: EndorsementInputs, answers: Answers
) -> list[EndorsingOffice]:
    """The units with their rows of that turn, in the order in which the order lists their seats."""
    said = answers.decided(PlanDraftV1, turn=asked.turn).answer
    rows = numbered(listed(said.rows))
    members = members_of_units(connection, job.district, job.on)
    first = {unit: people[0].seat for unit, people in members.items()}
    posts = addressees(connection, job.district, first.values())
    called = unit_names(connection, job.district, job.on, members)
    chief = both("signer.district_chief", district=known_district(connection, job.district).name)
    return [
        EndorsingOffice(
            key=unit,
            called_th=called.get(unit, people[0].seat.title_th),
            head_th=chief.th if unit == chief_of(job.district) else posts[first[unit].key],
            members=people,
            rows=rows_asked(answers, asked.turn, unit, [o for o in rows if works_on(people, o[1])]),
        )
        for unit, people in members.items()
        if unit in asked.units
    ]


def rows_asked(
    answers: Answers, turn: int, unit: str, rows: Sequence[tuple[int, PlanRow]]
) -> list[tuple[int, PlanRow]]:
    """Those of the unit's rows, by number, which its head has not endorsed as they stand."""
    awaited = rows_to_endorse(answers.entries, unit, turn, [row for _, row in rows])
    keys = {row.key for row in awaited}
    return [(number, row) for number, row in rows if row.key in keys]


def works_on(people: Iterable[SeatedMember], row: PlanRow) -> bool:
    """Whether one of them leads the row or joins in it."""
    return bool({one.seat.key for one in people} & {row.lead, *row.joint})


def requests(
    connection: Connection,
    job: Job,
    asked: EndorsementInputs,
    units: Sequence[EndorsingOffice],
    plan: dict[str, Any],
    references: Mapping[str, str],
) -> Iterator[NewPaper]:
    """Letters to the heads; the Chief, who signs them, is written to by nobody."""
    letter = chiefs_letter(connection, job.district, job.on)
    written_to = [one for one in units if one.key != chief_of(job.district)]
    for unit in written_to:
        facts = EndorsementRequestFacts(
            **letter,
            **plan,
            to_th=unit.head_th,
            circular=len(written_to) > 1,
            count=len(unit.rows),
            until=_still_to_come(asked.until, job.on),
            reference=references[unit.key],
        )
        yield NewPaper(REQUEST, facts, unit.key)


def _still_to_come(until: date | None, on: date) -> date | None:
    """The day by which an answer is asked for; None where it passed before the paper was made."""
    return until if until is not None and until >= on else None


def work_of(unit: EndorsingOffice, number: int, row: PlanRow) -> UnitsWork:
    """What the people of the unit do in the row."""
    working = [one for one in unit.members if one.seat.key in (row.lead, *row.joint)]
    leads = any(one.seat.key == row.lead for one in working)
    own = row.amount if leads and row.mode is BudgetMode.OWN_BUDGET else None
    return UnitsWork(
        number=number,
        activity=text_or_none(row.activity),
        done_by_th=tuple(one.seat.title_th for one in working),
        days=row.days,
        quarters=tuple(int(one.removeprefix("q")) for one in row.quarters),
        own_money=None if own is None else in_figures(own),
    )
