"""The recording of `replacement`: one term ends on the day on which the next begins."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from config.words import Named, Sentence, Term, both
from flows.decisions.days import refuse_earlier, refuse_later
from flows.decisions.named_people import (
    meant,
    offer_people,
    record_meant,
    warn_meant,
    warn_sits_twice,
)
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording, TitleContext
from flows.engine.instance_start import start_known, start_of
from flows.engine.messages import request
from flows.engine.misfit import told_at_once
from flows.engine.offers import GateContext, Offers
from flows.establishment.offers import of_seat
from flows.meeting.paper_facts import order_cited
from flows.replacement.gates import Replaced, ReplacementV1
from flows.replacement.process import ReplacementStart
from registry.journal import GateRow
from registry.queries.meetings import current_members
from registry.queries.office_holders import all_holders
from registry.queries.own_seats import seats_by_name
from registry.queries.people import names
from registry.queries.seats import seats
from registry.records.seats import leave_vacant, member_until, record_member
from registry.refusals import Refusal
from registry.rules.membership import title_of
from registry.rules.seats import Seat


class SitsAlready(Refusal):
    """The person who is named for a seat fills it already."""


class SeatGone(Refusal):
    """Somebody is named for a seat from a day on which the committee has it no more."""


def seat_of(deciding: Deciding) -> Seat:
    """The seat that is to be filled anew."""
    return start_of(deciding.entries, ReplacementStart).seat


def title_replacement(_label: Sentence, gate: GateRow, at: TitleContext) -> Sentence | None:
    """The gate with the seat: several may be filled anew at once."""
    start = start_known(at.answers.entries, ReplacementStart)
    return None if start is None else of_seat(both(f"gate.{gate.gate}"), start.seat)


def offer_replacement(at: GateContext) -> Offers:
    """The people who may be named, and whom they would follow: who sat there when it began."""
    offers = offer_people(at)
    start = next((one for one in at.entries if one.kind == "start"), None)
    if start is None:
        return offers
    seat = ReplacementStart.model_validate(start.body["start"]).seat.key
    sits = current_members(at.connection, at.district, start.act_date, at.known).get(seat)
    if sits is None:
        return replace(offers, concerned=both("replacement.nobody_leaves"))
    named = names(at.connection, {sits})[sits]
    return replace(offers, concerned=both("replacement.leaver", name=named))


def check_replacement(deciding: Deciding) -> None:
    """The newcomer has a name and does not sit there already; the letter is not of the future.

    Nobody is replaced before the order that appoints the committee.
    """
    answer: ReplacementV1 = deciding.answer
    told_at_once(
        lambda: refuse_later(deciding, answer.letter.dated, "letter.dated"),
        lambda: _refuse_before_order(deciding),
        lambda: _refuse_sitting(deciding),
        lambda: _refuse_gone(deciding),
    )


def _refuse_before_order(deciding: Deciding) -> None:
    answer: ReplacementV1 = deciding.answer
    cited = order_cited(deciding.write.connection, deciding.district, deciding.decided_on)
    if cited is not None:  # an amending one leaves the other seats as they were
        refuse_earlier(answer.since, "since", cited.dated.first, "registration")


def _refuse_gone(deciding: Deciding) -> None:
    answer, seat = deciding.answer, seat_of(deciding)
    if answer.result is not Replaced.NAMED or not isinstance(answer.since, date):
        return
    there = seats(deciding.write.connection, deciding.district, answer.since)
    if seat.key not in {one.key for one in there}:
        raise SeatGone(field="since", seat=title_of(seat), on=answer.since)


def _refuse_sitting(deciding: Deciding) -> None:
    answer: ReplacementV1 = deciding.answer
    sits = current_members(deciding.write.connection, deciding.district, deciding.decided_on)
    if answer.person is not None:
        named = meant(deciding, answer.person).person
        if (
            answer.result is Replaced.NAMED
            and named
            and sits.get(seat_of(deciding).key) == named.id
        ):
            raise SitsAlready(field="person.person", name=named.name)


def warn_replacement(deciding: Deciding) -> Sequence[Sentence]:
    """A typed name was taken for somebody who is known, or who sits in the body already; of a
    later day something else is recorded of the seat; the leaver is named elsewhere too.
    """
    answer: ReplacementV1 = deciding.answer
    found = [*warn_meant(deciding, answer.person), *_changes_later(deciding)]
    if answer.result is Replaced.NAMED:
        found += warn_sits_twice(deciding, answer.person, seat_of(deciding).key)
    return [*found, *_left_to_change(deciding)]


def _left_to_change(deciding: Deciding) -> Iterator[Sentence]:
    """What names the leaver still: the directory, and their other seats in the committee."""
    answer, seat = deciding.answer, seat_of(deciding)
    if not isinstance(answer.since, date) or answer.result is Replaced.STAYS:
        return
    connection, district = deciding.write.connection, deciding.district
    leaver = current_members(connection, district, deciding.decided_on).get(seat.key)
    newcomer = meant(deciding, answer.person).person if answer.person is not None else None
    for one in all_holders(connection, district, answer.since) if seat.office else ():
        if one.ref == seat.office and (newcomer is None or one.person != newcomer.id):
            title = Named(seat.title_th, seat.title_en)
            yield both("warning.directory_differs", holder=one.name, office=title)
    if leaver is not None:
        for other in seats_by_name(connection, (leaver,), answer.since).get(leaver, ()):
            if other.district == district and other.key != seat.key:
                yield both(
                    "warning.sits_elsewhere",
                    name=other.name, body=Term(f"body.{other.body}"), seat=other.title,
                )  # fmt: skip


def _changes_later(deciding: Deciding) -> Iterator[Sentence]:
    answer, key = deciding.answer, seat_of(deciding).key
    if not isinstance(answer.since, date) or answer.result is Replaced.STAYS:
        return
    write, district = deciding.write, deciding.district
    until = member_until(write, district, key, answer.since)
    if until is None:
        return
    then = current_members(write.connection, district, until).get(key)
    sits = Term("why.vacant") if then is None else names(write.connection, {then})[then]
    yield both("warning.seat_changes_later", seat=title_of(seat_of(deciding)), on=until, then=sits)


def write_replacement(deciding: Deciding, entry_id: int) -> None:
    """Who fills the seat from that day on; what was printed keeps the name before."""
    answer: ReplacementV1 = deciding.answer
    if answer.since is None or answer.result is Replaced.STAYS:
        return
    key = seat_of(deciding).key
    if answer.result is Replaced.VACANT or answer.person is None:
        leave_vacant(deciding.write, deciding.district, key, on=answer.since, entry_id=entry_id)
        return
    person_id = record_meant(deciding, answer.person)
    record_member(
        deciding.write, deciding.district, key, person_id, on=answer.since, entry_id=entry_id
    )


RECORDINGS: dict[type[Answer], Recording] = {
    ReplacementV1: Recording(
        check_replacement,
        write_replacement,
        warn_replacement,
        offer=offer_replacement,
        title=title_replacement,
        message=request("message.replacement"),
    ),
}
