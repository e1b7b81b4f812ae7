"""Recordings of the gates of `order`: feedback answered, changes of seats, the signed paper."""

from collections.abc import Iterator, Sequence

from config.words import Named, Sentence, both
from flows.decisions.days import refuse_not_after, warn_far_ahead
from flows.decisions.seat_ties import refuse_loose_ties
from flows.engine.decision import Deciding
from flows.engine.fields import ItemReply
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.misfit import told_at_once, told_of_rows
from flows.engine.read_marks import reads_answer
from flows.order.amendment import asked_before, found_at_work, found_in
from flows.order.gates import (
    AmendmentV1,
    AsSignedV1,
    ChiefReview,
    ChiefReviewV1,
    DeputyReviewV1,
    LegalBasesV1,
    RegistrationV1,
    ReviseDraftV1,
    WithoutScanV1,
)
from flows.order.offers import (
    begin_amendment,
    begin_registration,
    begin_revision,
    changes_asked,
    committee_seats,
    drafted_seats,
    offer_bases,
    offer_revision,
)
from flows.order.registration import (
    change_seats,
    drafted_facts,
    write_as_signed,
    write_registration,
    write_without_scan,
)
from flows.order.registration_checks import (
    check_as_signed,
    check_registration,
    check_without_scan,
    printed_signer,
    refuse_before_draft,
    warn_registration,
)
from flows.order.seats_as_signed import warn_seated_otherwise
from registry.queries.order_facts import as_ordered, bodies
from registry.queries.seats import seats as seats_on
from registry.refusals import Refusal
from registry.rules.membership import check
from registry.rules.order_difference import changes_between
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.seat_changes import apply, still_wanted
from registry.rules.seats import CommitteeChange


class BaseNotConfirmed(Refusal):
    """An unverified legal base was not among those confirmed."""


class ItemNotAnswered(Refusal):
    """Each item of feedback is answered, once."""


class NothingAmended(Refusal):
    """An amendment that changes no seat, and says nothing else either."""


class NotDoneWithoutReason(Refusal):
    """A change that was asked for is not made, and nobody says why."""


class PrintedByAmendment(Refusal):
    """An order that replaces another prints the whole committee, and no clause beside it."""


def check_bases(deciding: Deciding) -> None:
    """Every unverified base that the draft would cite is named as confirmed."""
    answer: LegalBasesV1 = deciding.answer
    read = next(
        e for e in reversed(deciding.entries) if e.kind == "read" and "order_facts" in e.path
    )
    drafted = AppointmentOrderFacts.model_validate(read.body["value"])
    for base in (*drafted.legal_reasons, *drafted.legal_powers):
        if not base.verified and base.key not in answer.confirmed:
            cited = Named(base.citation_th, base.citation_en)
            raise BaseNotConfirmed(field="confirmed", base=cited, key=base.key)


def check_revision(deciding: Deciding) -> None:
    """Each numbered item is answered once, with why if not done; the seats stay a committee."""
    answer: ReviseDraftV1 = deciding.answer
    told_at_once(
        lambda: _refuse_unanswered(deciding),
        lambda: told_of_rows(answer.replies, _refuse_unexplained),
        lambda: _refuse_seats(deciding),
        lambda: _refuse_amendment_undone(deciding),
    )


def _refuse_amendment_undone(deciding: Deciding) -> None:
    """What a review asks for leaves something of an amendment, else its order is stopped."""
    amendment = deciding.answers.last(AmendmentV1)
    if amendment is None or amendment.answer.clauses or amendment.answer.groups:
        return
    now = seats_on(deciding.write.connection, deciding.district, deciding.decided_on)
    changes = (*asked_before(deciding.answers, now), *deciding.answer.changes)
    _refuse_same_committee(deciding, changes)


def _refuse_unanswered(deciding: Deciding) -> None:
    answer: ReviseDraftV1 = deciding.answer
    count = len(changes_asked(deciding.answers, deciding.open.round))
    answered = sorted(reply.item for reply in answer.replies)
    if answered != list(range(1, count + 1)):
        missing = sorted(set(range(1, count + 1)) - set(answered)) or answered
        raise ItemNotAnswered(field="replies", items=", ".join(map(str, missing)), count=count)


def _refuse_unexplained(place: int, reply: ItemReply) -> None:
    if not reply.done and not reply.reply:
        raise NotDoneWithoutReason(field=f"replies.{place}.reply", item=reply.item)


def _refuse_seats(deciding: Deciding) -> None:
    answer: ReviseDraftV1 = deciding.answer
    refuse_loose_ties(deciding, answer.changes)
    now = seats_on(deciding.write.connection, deciding.district, deciding.decided_on)
    wanted = apply(now, (*asked_before(deciding.answers, now), *answer.changes))
    found_in(deciding.answers, wanted).insist()


def write_revision(deciding: Deciding, entry_id: int) -> None:
    """The seats as the next draft will list them; of a committee at work once it is signed."""
    if deciding.answers.last(AmendmentV1) is None:
        change_seats(deciding, deciding.answer.changes, deciding.decided_on, entry_id)


def check_amendment(deciding: Deciding) -> None:
    """Something changes, and what the seats become is a committee still."""
    told_at_once(
        lambda: _refuse_nothing(deciding),
        lambda: _refuse_printed(deciding),
        lambda: _refuse_seats_at_work(deciding),
    )


def _refuse_nothing(deciding: Deciding) -> None:
    answer: AmendmentV1 = deciding.answer
    if not (answer.clauses or answer.groups):
        _refuse_same_committee(deciding, answer.changes)


def _refuse_same_committee(deciding: Deciding, changes: Sequence[CommitteeChange]) -> None:
    """Changes that take back one another leave the committee as it is, and as its order has it."""
    connection, on = deciding.write.connection, deciding.decided_on
    now = seats_on(connection, deciding.district, on)
    wanted = apply(now, still_wanted(now, changes))
    before = as_ordered(connection, deciding.district, on)
    same = {one.key: one for one in wanted} == {one.key: one for one in now}
    if same and not changes_between(before, bodies(wanted)):
        raise NothingAmended(field="changes")


def _refuse_printed(deciding: Deciding) -> None:
    answer: AmendmentV1 = deciding.answer
    beside = "clauses" if answer.clauses else "groups" if answer.groups else None
    if beside is not None and deciding.entries[0].body["start"]["kind"] != "amend":
        raise PrintedByAmendment(field=beside)


def _refuse_seats_at_work(deciding: Deciding) -> None:
    answer: AmendmentV1 = deciding.answer
    refuse_loose_ties(deciding, answer.changes)
    now = seats_on(deciding.write.connection, deciding.district, deciding.decided_on)
    found_at_work(apply(now, answer.changes)).insist()


def warn_amendment(deciding: Deciding) -> tuple[Sentence, ...]:
    """What to look at in the committee as it becomes, but for what was so before."""
    now = seats_on(deciding.write.connection, deciding.district, deciding.decided_on)
    stood = check(now).warnings
    found = found_at_work(apply(now, deciding.answer.changes)).warnings
    return tuple(one.sentence for one in found if one not in stood)


def check_chief(deciding: Deciding) -> None:
    """Nobody signs before the draft's own date, or puts off to a day that has passed."""
    told_at_once(
        lambda: refuse_not_after(deciding, deciding.answer.until, "until"),
        lambda: _refuse_signed_before_draft(deciding),
    )


def _refuse_signed_before_draft(deciding: Deciding) -> None:
    if deciding.answer.result is ChiefReview.SIGN:
        refuse_before_draft(deciding, deciding.decided_on, "decided_on")


def warn_chief(deciding: Deciding) -> tuple[Sentence, ...]:
    """A day before the Deputy forwarded the draft or far ahead; a draft that names another signer,
    or lists the committee otherwise than it is recorded.

    That is signed with a change by pen, or made anew.
    """
    return (
        *_before_forwarded(deciding),
        *warn_far_ahead(deciding, {"until": deciding.answer.until}),
        *_otherwise_than_draft(deciding),
    )


def _before_forwarded(deciding: Deciding) -> Iterator[Sentence]:
    forwarded = deciding.answers.last(DeputyReviewV1)
    if forwarded is not None and deciding.decided_on < forwarded.on:
        yield both("warning.before_forwarded", decided=deciding.decided_on, forwarded=forwarded.on)


def _otherwise_than_draft(deciding: Deciding) -> Iterator[Sentence]:
    if deciding.answer.result is not ChiefReview.SIGN:
        return  # who is named makes no difference: the draft's facts are not read for it
    printed = printed_signer(deciding)
    if printed is not None:
        yield both("warning.signer_not_printed", printed=printed, person=deciding.by.name)
    yield from warn_seated_otherwise(deciding, drafted_facts(deciding).seats, deciding.decided_on)


RECORDINGS: dict[type[Answer], Recording] = {
    AmendmentV1: Recording(
        check_amendment, warn=warn_amendment, begin=begin_amendment, seats=committee_seats
    ),
    LegalBasesV1: Recording(check_bases, offer=offer_bases),
    ReviseDraftV1: Recording(
        check_revision,
        write_revision,
        begin=begin_revision,
        offer=offer_revision,
        seats=committee_seats,
    ),
    ChiefReviewV1: Recording(check_chief, warn=warn_chief),
    RegistrationV1: Recording(
        check_registration,
        write_registration,
        warn_registration,
        begin=begin_registration,
        seats=drafted_seats,
    ),
    AsSignedV1: Recording(
        check_as_signed,
        write_as_signed,
        seats=drafted_seats,
        reads=reads_answer(RegistrationV1),
    ),
    WithoutScanV1: Recording(
        check_without_scan, write_without_scan, reads=reads_answer(RegistrationV1)
    ),
}
