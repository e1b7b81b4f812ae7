"""What the offices of a simulation say of meetings and trainings."""

from datetime import date, timedelta

from config.simulation import texts
from config.training import training as of_trainings
from flows.engine.offers import Proposal
from flows.meeting.committee import MeetingStart
from flows.meeting.committee_gates import NotHeldV1
from flows.simulation.step import Step
from registry.queries.members import invitees

SESSIONS_APART = 75  # days
BEFORE_THE_END = 5  # days that a quarter leaves for another day


def agreed_day(step: Step) -> Proposal | None:
    """A day some weeks ahead, within the quarter; None where nobody agrees on one."""
    started = step.journal[0].body["start"]
    until = MeetingStart.model_validate(started).until if "year" in started else None
    is_late = step.last(NotHeldV1) is not None
    held = step.later(max(1, step.dice.days(step.script.meeting.ahead_days)))
    if until is not None and not is_late:
        if step.falls("meeting_missed"):
            return None
        held = min(held, _working_day_before(step, until))
        if held <= step.on:
            return None
    return {"held_on": held.isoformat(), "place": texts().place, "time": "09:30"}


def _working_day_before(step: Step, until: date) -> date:
    day = until - timedelta(days=BEFORE_THE_END)
    while not step.office.calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def sent(step: Step) -> Proposal:
    """The letter went out on the day."""
    return {"sent_on": step.on.isoformat(), "letter": step.letter()}


def meeting(step: Step) -> Proposal:
    """Who came, who sent somebody, who did not; or another day."""
    if step.falls("meeting_postponed"):
        return {"result": "postponed", "reason": texts().said}
    begun = step.proposal()
    lines = [_line(step, line, place) for place, line in enumerate(begun["attendance"], 1)]
    inside = "year" in step.journal[0].body["start"] and step.falls("meeting_inside")
    more = {"inside": texts().said} if inside else {}
    return {
        **begun, "held_on": step.on.isoformat(), "started": "09:30", "ended": "12:00",
        "attendance": lines, **more,
    }  # fmt: skip


def _line(step: Step, line: Proposal, place: int) -> Proposal:
    named = {} if line["name_th"] else _somebody(place)
    if step.falls("member_absent"):
        return {**line, **named, "state": "absent", "cause": texts().said}
    if step.falls("member_by_proxy"):
        return {**line, **named, "state": "proxy", "proxy": texts().proxy.format(number=place)}
    return {**line, **named, "state": "present"}


def _somebody(place: int) -> Proposal:
    return {"name_th": texts().member.format(number=place), "title_th": texts().title_th}


def acknowledgement(step: Step) -> Proposal:
    """Everybody has signed."""
    members = invitees(step.connection, step.district, step.on)
    seats = [seat.key for one in members for seat in one.member.seats]
    return {"result": "complete", "seats": seats}


def minutes(step: Step) -> Proposal:
    """Every item with what was resolved."""
    begun = step.proposal()
    items = [
        {**one, "said": texts().said, "resolution": texts().resolution} for one in begun["items"]
    ]
    return {**begun, "items": items, "taken_by": begun.get("taken_by") or texts().minute_taker}


def minutes_adopted(step: Step) -> Proposal:
    """Adopted by circulation, or to be corrected."""
    if step.falls("minutes_corrected"):
        return {"result": "corrections", "items": [texts().said]}
    return {"result": "adopted", "how": "circulation"}


def not_held(_: Step) -> Proposal:
    """The quarter passed without a meeting."""
    return {"result": "not_held", "reason": texts().said}


def capacity_plan(step: Step) -> Proposal:
    """The sessions that are proposed, some weeks apart, drafted by the case study's agencies."""
    begun = step.proposal()
    sessions = [
        {**one, "planned_on": step.later(SESSIONS_APART * place).isoformat()}
        for place, one in enumerate(begun["sessions"], 1)
    ]
    drafters = begun.get("agencies") or [*of_trainings().drafters]
    return {**begun, "agencies": drafters, "sessions": sessions}


def capacity_agreed(step: Step) -> Proposal:
    """Agreed, or to be changed."""
    if step.falls("capacity_changes"):
        return {"result": "changes", "items": [texts().said]}
    return {"result": "agreed"}


def training(step: Step) -> Proposal:
    """Who took part, by code."""
    if step.falls("training_cancelled"):
        return {"result": "cancelled", "reason": texts().said}
    count = step.dice.days(step.script.training.participants)
    people = [
        {"code": f"{step.number}-{one}", "sex": step.dice.one_of(("female", "female", "male"))}
        for one in range(1, count + 1)
    ]
    return {
        **step.proposal(), "held_on": step.on.isoformat(), "place": texts().place,
        "participants": people,
    }  # fmt: skip


def scores(step: Step) -> Proposal:
    """Points before and after, of twenty."""
    begun = step.proposal()
    lines = [
        {**one, "pre": 6 + step.dice.up_to(8), "post": 10 + step.dice.up_to(8)}
        for one in begun["scores"]
    ]
    return {**begun, "scores": lines, "maximum": 20, "same_test": True}
