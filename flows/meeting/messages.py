"""What members are told before and after a meeting, in words that people send them."""

from datetime import date

from config.words import both
from flows.engine.messages import GateMessage, in_one
from flows.engine.offers import GateContext
from flows.meeting.gates import InceptionDateV1, MinutesSentV1
from flows.meeting.paper_facts import clock_time, text_or_none
from registry.queries.order_facts import committee_name, known_district


def invitation(at: GateContext) -> GateMessage | None:
    """Where and when the committee meets, as the chair agreed; None where that is not known."""
    agreed = at.answers.last(InceptionDateV1)
    day = agreed.answer.held_on if agreed else None
    if agreed is None or not isinstance(day, date):
        return None
    area = known_district(at.connection, at.district)
    time, place = clock_time(agreed.answer.time), text_or_none(agreed.answer.place)
    said = in_one(
        both("message.meeting", committee=committee_name(at.connection, area, at.on), on=day),
        both("message.at_time", time=time) if time else None,
        both("message.at_place", place=place) if place else None,
        both("message.say_who_comes"),
    )
    return GateMessage(said)


def minutes_to_read(_: GateContext) -> GateMessage:
    """The draft goes round."""
    return GateMessage(both("message.minutes_sent"))


def minutes_to_adopt(at: GateContext) -> GateMessage:
    """The minutes went round; the last day for corrections while it is to come."""
    sent = at.answers.last(MinutesSentV1)
    until = sent.answer.corrections_until if sent else None
    to_come = isinstance(until, date) and until >= at.on
    said = in_one(
        both("message.minutes_adopted"),
        both("message.corrections_until", until=until) if to_come else None,
    )
    return GateMessage(said)
