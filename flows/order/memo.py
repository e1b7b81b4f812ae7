"""The memo that an order goes up to the Chief with: what changed, what was answered."""

from collections.abc import Iterable

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
from registry.queries.order_facts import known_district
from registry.rules.effects import MemoInputs
from registry.rules.order_difference import difference
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.papers.common import Statement
from registry.rules.papers.letter import (
    AnsweredItem,
    MemoFacts,
)


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
    )
    yield NewPaper("order_memo", memo)


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
