"""The memo that an order goes up to the Chief with: what changed, what was answered."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from config.words import Sentence, both
from flows.engine.answers import Answers, answers_of
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.order.gates import ReviseDraftV1
from flows.order.offers import changes_asked
from flows.papers.letterhead import (
    district_letterhead,
    focal_point_signer,
    paper_base,
)
from registry.queries.order_facts import as_ordered, known_district, named_as_earlier
from registry.queries.orders import orders_in_force
from registry.rules.effects import MemoInputs
from registry.rules.order_difference import changes_between, difference
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.papers.common import Statement
from registry.rules.papers.letter import (
    AnsweredItem,
    MemoFacts,
)

EARLIER = "earlier"  # an order of before Prasan that is found, not one that a committee stands by


def order_memo(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The focal point lays the draft before the Chief: what changed, told as facts."""
    asked = MemoInputs.model_validate(job.inputs)
    area = known_district(connection, job.district)
    memo = MemoFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        letterhead=district_letterhead(connection, job.district, job.on),
        to_th=both("signer.district_chief", district=area.name).th,
        subject_th=asked.facts.subject_th,
        order_version=asked.facts.draft_version or 1,
        order_date=asked.facts.draft_date or job.on,
        seats=sum(len(body.seats) for body in asked.facts.bodies),
        first=asked.before is None,
        legal_powers=asked.facts.legal_powers,
        changes=tuple(_told(one) for one in changed(asked.before, asked.facts)),
        answered=answered(
            answers_of(connection, job.instance, job.gates), (asked.facts.draft_version or 1) - 1
        ),
        **_of_order_in_force(connection, job, asked.facts),
    )
    yield NewPaper("order_memo", memo)


def _of_order_in_force(
    connection: Connection, job: Job, facts: AppointmentOrderFacts
) -> dict[str, Any]:
    """What becomes of the order that this one amends or replaces; nothing of a first one."""
    if facts.kind == "new" or facts.earlier is None:
        return {}
    amends, amended = facts.changes, facts.amended
    standing = [
        one for one in orders_in_force(connection, job.district, job.on) if one.kind != EARLIER
    ]
    if facts.kind == "replace" and standing:
        amends = changes_between(as_ordered(connection, job.district, job.on), facts.bodies)
    if facts.kind == "amend":
        amended = tuple(named_as_earlier(one) for one in standing if one.kind == "amend")
    cause = facts.cause_th or both("order.cause.seats").th
    return {
        "kind": facts.kind, "earlier": facts.earlier, "amended": amended,
        "amends": tuple(Statement(th=one.text_th, en=one.text_en) for one in amends),
        "cause_th": cause if facts.kind == "amend" else None,
    }  # fmt: skip


def _told(sentence: Sentence) -> Statement:
    return Statement(th=sentence.th, en=sentence.en)


def changed(
    before: AppointmentOrderFacts | None, now: AppointmentOrderFacts
) -> tuple[Sentence, ...]:
    """What the draft says otherwise than the one before."""
    return tuple(one.sentence for one in difference(before, now)) if before else ()


def answered(answers: Answers, turn: int) -> tuple[AnsweredItem, ...]:
    """The feedback of that round, item by item, and what the revision said to each."""
    revised = answers.last(ReviseDraftV1, turn=turn)
    return tuple(
        _answered(number, item, revised.answer if revised else None)
        for number, item in enumerate(changes_asked(answers, turn), start=1)
    )


def _answered(number: int, item: str, revised: ReviseDraftV1 | None) -> AnsweredItem:
    replies = revised.replies if revised else ()
    reply = next((one for one in replies if one.item == number), None)
    return AnsweredItem(
        number=number,
        item=item,
        done=reply.done if reply else None,
        reply=(reply.reply.strip() or None) if reply else None,
    )
