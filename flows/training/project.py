"""The project of a training: the paper that is approved, the memo it goes up with, the speeches."""

from collections.abc import Iterator
from typing import Any

from config.training import training
from config.words import both
from flows.engine.paper import Printable, PrintedFor, Printing
from flows.meeting.paper_facts import order_cited
from flows.papers.letterhead import (
    chief_signer,
    district_letterhead,
    focal_point_signer,
    paper_base,
)
from flows.training.gates import PlannedSession
from flows.training.plan import planned
from flows.training.planned_days import (
    agreed_plan,
    invited,
    of_sessions,
    of_training,
    policy_refreshed,
    session_at,
)
from registry.journal import instance
from registry.queries.order_facts import known_district
from registry.queries.plans import newest_rows
from registry.rules.papers.seminar import (
    ExpenseRule,
    SpeechesFacts,
    TrainingMemoFacts,
    TrainingProjectFacts,
)
from registry.rules.papers.training import TrainingProgrammeFacts

WITHOUT_MONEY = "within_mandate"  # of a plan's row


def training_project(at: Printing, key: str) -> TrainingProjectFacts:
    """Eleven headings, as far as the plan fills them; the budget is written in by hand."""
    return TrainingProjectFacts(
        **_outline(at, session_at(at, key)),
        signer=focal_point_signer(at.connection, at.job.district, at.job.on),
        approver=chief_signer(at.connection, at.job.district, at.job.on),
    )


def training_memo(at: Printing, key: str) -> TrainingMemoFacts:
    """The focal point asks the Chief to approve the project."""
    area, rule = known_district(at.connection, at.job.district), training().expense_rule
    return TrainingMemoFacts(
        **_outline(at, session_at(at, key)),
        signer=focal_point_signer(at.connection, at.job.district, at.job.on),
        letterhead=district_letterhead(at.connection, at.job.district, at.job.on),
        to_th=both("signer.district_chief", district=area.name).th,
        expense_rule=ExpenseRule(citation_th=rule.citation_th, verified=rule.verified),
        without_money=_is_without_money(at),
    )


def _is_without_money(at: Printing) -> bool:
    """Whether the plan of the year has the training as a row that costs nothing beyond duty."""
    row = instance(at.connection, at.job.instance)
    year, _, key = row.period.partition("/") if row is not None else ("", "", "")
    if not year.isdecimal():
        return False
    rows = newest_rows(at.connection, at.job.district, int(year), at.job.on)
    return any(one.key == key and one.mode == WITHOUT_MONEY for one in rows)


def _outline(at: Printing, session: PlannedSession) -> dict[str, Any]:
    """The fields of `TrainingOutline`."""
    agreed, change = agreed_plan(at), policy_refreshed(at)
    worded = planned(at.connection, at.job.district, session)
    return {
        **paper_base(at.connection, at.job.district, at.job.on),
        **of_training(at, session),
        "order": order_cited(at.connection, at.job.district, at.job.on),
        "agreed_on": agreed.on if agreed else None,
        "changed_on": change.on if change else None,
        "topics_th": tuple(one.text_th for one in worded.topics),
        "methods_th": tuple(one.text_th for one in worded.methods),
        "bodies_th": tuple(one.text_th for one in worded.bodies),
        "trainers_th": tuple(one.text_th for one in worded.trainers),
        "people": len(invited(at, session).members),
    }


def training_speeches(at: Printing, key: str) -> SpeechesFacts:
    """What the focal point reports and the Chief says at the opening."""
    session = session_at(at, key)
    worded = planned(at.connection, at.job.district, session)
    return SpeechesFacts(
        **paper_base(at.connection, at.job.district, at.job.on),
        **of_training(at, session),
        chief=chief_signer(at.connection, at.job.district, at.job.on),
        focal=focal_point_signer(at.connection, at.job.district, at.job.on),
        topics_th=tuple(one.text_th for one in worded.topics),
        trainers_th=tuple(one.text_th for one in worded.trainers),
        people=len(invited(at, session).members),
        refresher=policy_refreshed(at) is not None,
    )


def of_refresher(at: Printing) -> Iterator[PrintedFor]:
    """A refresher to prepare for: the programme of a planned session was drafted with it."""
    if policy_refreshed(at):
        yield from of_sessions(at)


def refresher_programme(at: Printing, key: str) -> TrainingProgrammeFacts:
    """The programme that the letters and the memo of a refresher enclose."""
    return TrainingProgrammeFacts(
        **paper_base(at.connection, at.job.district, at.job.on),
        signer=focal_point_signer(at.connection, at.job.district, at.job.on),
        session=planned(at.connection, at.job.district, session_at(at, key)),
    )


PROJECT: tuple[Printable, ...] = (
    Printable("training_project", TrainingProjectFacts, of_sessions, training_project),
    Printable("training_memo", TrainingMemoFacts, of_sessions, training_memo),
    Printable("training_speeches", SpeechesFacts, of_sessions, training_speeches),
    Printable("training_programme", TrainingProgrammeFacts, of_refresher, refresher_programme),
)
