"""Recordings of the gates of `plan`: what holds against each step, and what it writes."""

from collections.abc import Sequence

from config.words import Named, Sentence, both
from flows.decisions.days import refuse_earlier, refuse_later, refuse_not_after
from flows.decisions.deciders import decider_of_entry
from flows.decisions.drafts import draft_asked_about
from flows.engine.answers import listed
from flows.engine.deciding_offices import FOCAL
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.instance_start import start_of
from flows.engine.messages import request
from flows.engine.misfit import told_at_once, told_of_rows
from flows.plan.approver import warn_approver
from flows.plan.beginning import begin_plan
from flows.plan.declined_parts import (
    declined_parts,
    offer_declined,
    offer_reception,
    units_called,
    warn_declined,
)
from flows.plan.draft_recording import check_draft, warn_draft, write_draft
from flows.plan.gates import (
    EndorsedRow,
    EndorsementV1,
    PlanDraftV1,
    PlanReceivedV1,
    PlanSentV1,
    PlanSignedV1,
    PlanVerdict,
    ProvinceNotedV1,
    Reception,
    ResolutionV1,
)
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.lessons import reflection_owed
from flows.plan.offers import (
    begin_endorsement,
    offer_endorsement,
    offer_plan,
    title_endorsement,
)
from flows.plan.process import PlanStart
from flows.plan.reception import tell_year
from flows.plan.rows import RowRemark, RowUnknown
from registry.records.filing import set_status
from registry.records.plans import record_plan
from registry.refusals import Refusal
from registry.rules.district_offices import CHIEF
from registry.rules.office_references import kind_of_office
from registry.rules.units import VILLAGE_HEADS


class EndorsedByAnother(Refusal):
    """The head of another office endorses what a unit's people are to do."""


class ReflectionMissing(Refusal):
    """The next plan is sent before the committee told what it learned, and it is not said why."""


class UnendorsedWithoutReason(Refusal):
    """A plan goes to the province without an endorsement, and nobody says why."""


def check_resolution(deciding: Deciding) -> None:
    """The meeting lies after the draft, and not after the day on which this was decided."""
    answer: ResolutionV1 = deciding.answer
    told_at_once(
        lambda: refuse_later(deciding, answer.held_on, "held_on"),
        lambda: _refuse_meeting_before_draft(deciding),
    )


def _refuse_meeting_before_draft(deciding: Deciding) -> None:
    if deciding.answer.meeting is not None:
        _refuse_before_draft(deciding, "held_on", deciding.answer.held_on)


def check_after_draft(deciding: Deciding) -> None:
    """Nobody answers a draft before its own day."""
    _refuse_before_draft(deciding, "decided_on", deciding.decided_on)


def check_signed(deciding: Deciding) -> None:
    """The committee resolved on the plan before the Chief signs it (practice.md 10)."""
    resolved = deciding.answers.last(ResolutionV1)
    told_at_once(
        lambda: check_after_draft(deciding),
        lambda: refuse_earlier(
            deciding.decided_on, "decided_on", resolved and resolved.answer.held_on, "resolution"
        ),
    )


def _refuse_before_draft(deciding: Deciding, field: str, day: object) -> None:
    drafted = deciding.answers.last(PlanDraftV1)
    if drafted is not None:
        refuse_earlier(day, field, drafted.on, "plan_draft")  # type: ignore[arg-type]


def check_endorsement(deciding: Deciding) -> None:
    """The same, it is about rows that the plan has, and no other unit's head gives it."""
    told_at_once(
        lambda: check_after_draft(deciding),
        lambda: _refuse_another_head(deciding),
        lambda: _refuse_rows(deciding, deciding.answer.rows, "rows"),
    )


def _refuse_another_head(deciding: Deciding) -> None:
    """A unit that is an office of the registry is its own head's; the focal point enters paper."""
    unit, by = deciding.open.subject or "", deciding.by
    kind = kind_of_office(unit)
    of_village = kind in VILLAGE_HEADS and by.kind == CHIEF
    if kind and by.kind not in FOCAL and by.ref != unit and not of_village:
        connection, on = deciding.write.connection, deciding.decided_on
        titles = unit_titles(plan_seats(connection, deciding.district, on))
        raise EndorsedByAnother(field="by", value=by.ref, unit=titles.get(unit, unit))


def _refuse_rows(deciding: Deciding, said: Sequence[EndorsedRow | RowRemark], field: str) -> None:
    drafted = deciding.answers.last(PlanDraftV1)
    known = {row.key for row in listed(drafted.answer.rows)} if drafted else set[str]()

    def refuse_unknown(place: int, one: EndorsedRow | RowRemark) -> None:
        if one.row not in known:
            raise RowUnknown(field=f"{field}.{place}.row", value=one.row)

    told_of_rows(said, refuse_unknown)


def check_sent(deciding: Deciding) -> None:
    """It is signed by then; where a head declined, or nobody looked back, it is said why."""
    signed = deciding.answers.last(PlanSignedV1)
    told_at_once(
        lambda: check_after_draft(deciding),
        lambda: refuse_earlier(
            deciding.decided_on, "decided_on", signed and signed.on, "plan_signed"
        ),
        lambda: _refuse_unendorsed(deciding),
        lambda: _refuse_without_reflection(deciding),
    )


def _refuse_unendorsed(deciding: Deciding) -> None:
    parts = declined_parts(deciding.answers)
    connection = deciding.write.connection
    declined = units_called(connection, deciding, (one.unit for one in parts))
    if declined and not deciding.answer.unendorsed:
        units = Named(", ".join(one.th for one in declined), ", ".join(one.en for one in declined))
        raise UnendorsedWithoutReason(field="unendorsed", count=len(declined), units=units)


def _refuse_without_reflection(deciding: Deciding) -> None:
    year = start_of(deciding.entries, PlanStart).year - 1
    again = deciding.answers.last(PlanSentV1) is not None
    if not (again or deciding.answer.without_reflection) and reflection_owed(
        deciding.write.connection, deciding.district, year, deciding.decided_on
    ):
        raise ReflectionMissing(field="without_reflection", year=str(year))


def warn_signed(deciding: Deciding) -> Sequence[Sentence]:
    """What whoever signs is to know: heads who declined, seats that left, another's name."""
    if deciding.answer.result is not PlanVerdict.SIGNED:
        return ()
    return (*warn_declined(deciding), *warn_approver(deciding))


def check_received(deciding: Deciding) -> None:
    """It was sent before; what is to be adjusted are rows of it, and there is time for it."""
    answer: PlanReceivedV1 = deciding.answer
    told_at_once(
        lambda: _refuse_before_sent(deciding),
        lambda: refuse_not_after(deciding, answer.until, "until"),
        lambda: _refuse_rows(deciding, answer.remarks, "remarks"),
    )


def _refuse_before_sent(deciding: Deciding) -> None:
    sent = deciding.answers.last(PlanSentV1)
    if sent is not None:
        refuse_earlier(deciding.decided_on, "decided_on", sent.on, "plan_sent")


def write_received(deciding: Deciding, entry_id: int) -> None:
    """Received, the version is the committee's plan from that day on; its year hears of it."""
    if deciding.answer.result is not Reception.RECEIVED:
        return
    start, on = start_of(deciding.entries, PlanStart), deciding.decided_on
    record_plan(
        deciding.write, deciding.district, start.year, start.version, on=on, entry_id=entry_id
    )
    set_status(deciding.write, draft_asked_about(deciding).id, "adopted")
    tell_year(deciding, start.year, start.version)


def warn_received(deciding: Deciding) -> Sequence[Sentence]:
    """That one person signed the plan and receives it for the province, whatever the offices."""
    signed = deciding.answers.last(PlanSignedV1)
    signer = decider_of_entry(deciding.write, signed.decision).person if signed else None
    if deciding.answer.result is not Reception.RECEIVED or deciding.by.person != signer:
        return ()
    return (both("plan.received_by_signer", person=deciding.by.name),)


def check_noted(deciding: Deciding) -> None:
    """The provincial meeting lies after the reception."""
    refuse_later(deciding, deciding.answer.held_on, "held_on")
    received = deciding.answers.last(PlanReceivedV1)
    if received is not None:
        refuse_earlier(deciding.answer.held_on, "held_on", received.on, "plan_received")


def warn_sent(deciding: Deciding) -> Sequence[Sentence]:
    """A plan that is first sent after its day, and by how many calendar days (practice.md 10)."""
    due = start_of(deciding.entries, PlanStart).due.sent
    if due is None or deciding.decided_on <= due or deciding.answers.last(PlanSentV1) is not None:
        return ()
    return (both("plan.sent_late", due=due, days=(deciding.decided_on - due).days),)


RECORDINGS: dict[type[Answer], Recording] = {
    PlanDraftV1: Recording(
        check_draft, write_draft, warn_draft, begin=begin_plan, offer=offer_plan
    ),
    ResolutionV1: Recording(check_resolution),
    EndorsementV1: Recording(
        check_endorsement,
        begin=begin_endorsement,
        offer=offer_endorsement,
        title=title_endorsement,
        title_from=(),
        message=request("message.endorsement"),
    ),
    PlanSignedV1: Recording(check_signed, warn=warn_signed, offer=offer_declined),
    PlanSentV1: Recording(check_sent, warn=warn_sent, offer=offer_declined),
    PlanReceivedV1: Recording(check_received, write_received, warn_received, offer=offer_reception),
    ProvinceNotedV1: Recording(check_noted),
}
