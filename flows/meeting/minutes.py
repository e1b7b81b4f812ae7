"""Minutes and their extract: facts out of the answers that were recorded (form 11)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from config.titles import titled
from config.words import say
from flows.engine.answers import Answers, answers_of
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.gates import (
    THERE,
    AttendanceLine,
    Attended,
    InceptionMeetingV2,
    MinutesAdoptedV1,
    MinutesV1,
)
from flows.meeting.minute_groups import appointed_groups, ended_groups
from flows.meeting.minute_items import items_of, with_followed
from flows.meeting.paper_facts import (
    Roster,
    body_titles,
    clock_time,
    day_held,
    post_held,
    roster,
    text_or_none,
    which_meeting,
)
from flows.meeting.quorum import quorum_of
from flows.papers.letterhead import focal_point_signer
from registry.queries.offices import office
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.rules.attendance import DistinctMember, SheetLine, sheet_line
from registry.rules.effects import ExtractInputs, MinutesInputs
from registry.rules.papers.meeting import (
    Minutes,
    MinutesExtract,
    MinutesGuest,
    MinutesHand,
    MinutesMember,
    MinutesQuorum,
)
from registry.rules.seats import BodyKey, SeatRole


class _Meeting(NamedTuple):
    """The meeting as it was recorded, of which kind, with the committee of its day."""

    connection: Connection
    district: str
    on: date
    kind: str
    answer: InceptionMeetingV2
    roster: Roster


def minutes_of_meeting(connection: Connection, job: Job) -> Iterator[NewPaper]:
    """The minutes: the meeting and the secretary's words from the journal."""
    asked = MinutesInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    held = _held(connection, asked.district, answers, asked.meeting_turn)
    said = answers.decided(MinutesV1, turn=asked.turn).answer
    members = _Members(held)
    facts = Minutes(
        **which_meeting(connection, job, held.kind, held.on),
        starts=clock_time(held.answer.started),
        ends=clock_time(held.answer.ended),
        quorum=members.quorum(),
        place_th=text_or_none(held.answer.place),
        present=members.in_state(Attended.PRESENT, Attended.ONLINE, Attended.PROXY),
        absent=members.in_state(Attended.ABSENT),
        unrecorded=members.unrecorded(),
        guests=members.guests(),
        items=items_of(with_followed(connection, said, job.gates), held.roster),
        groups=appointed_groups(said, held.roster),
        ended_groups_th=ended_groups(connection, said, job.gates),
        taken_by=members.hand(said.taken_by),
        checked_by=members.hand(said.checked_by),
    )
    yield NewPaper("minutes", facts)


def extract_of_minutes(connection: Connection, job: Job) -> Iterator[NewPaper]:
    """Resolutions and actions of the minutes that were adopted."""
    asked = ExtractInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    held = _held(connection, asked.district, answers, asked.meeting_turn)
    said = answers.decided(MinutesV1, turn=asked.turn).answer
    adopted = answers.decided(MinutesAdoptedV1, turn=asked.turn)
    facts = MinutesExtract(
        **which_meeting(connection, job, held.kind, held.on),
        starts=clock_time(held.answer.started),
        place_th=text_or_none(held.answer.place),
        items=items_of(with_followed(connection, said, job.gates), held.roster),
        groups=appointed_groups(said, held.roster),
        ended_groups_th=ended_groups(connection, said, job.gates),
        adopted_on=adopted.on,
        adopted_how_th=say(f"meeting.adopted.{adopted.answer.how}", "th"),
        content_hash=asked.content_hash,
        signer=focal_point_signer(connection, asked.district, job.on),
    )
    yield NewPaper("minutes_extract", facts)


def _held(connection: Connection, district: str, answers: Answers, turn: int) -> _Meeting:
    met = answers.decided(InceptionMeetingV2, turn=turn)
    on = day_held(met)
    people = roster(connection, district, on)
    return _Meeting(connection, district, on, met.gate.kind, met.answer, people)


class _Members:
    """The lines of the sheet beside the members whom they are about, in the order's order."""

    def __init__(self, held: _Meeting) -> None:
        self.held = held
        self.lines = [(line, self._member(line)) for line in held.answer.attendance]

    def _member(self, line: AttendanceLine) -> DistinctMember | None:
        people = self.held.roster
        by_seat = (people.member_at(seat) for seat in line.seats)
        found = next((one for one in by_seat if one is not None), None)
        if found is not None or not line.person:
            return found
        known = self._known(line)
        who = known.id if known else None
        return next((one for one in people.members if one.person == who), None)

    def _known(self, line: AttendanceLine) -> PersonRow | None:
        """Whom the line names by reference; None where that was redacted."""
        if not line.person:
            return None
        try:
            return person(self.held.connection, line.person, field="person")
        except UnknownPerson:
            return None

    def quorum(self) -> MinutesQuorum | None:
        """Whether enough of the committee came; None where it has no seats."""
        people = self.held.roster.members
        if not people:
            return None
        lines = [self._counted(line, own) for line, own in self.lines]
        told = quorum_of(self.held.connection, self.held.district, self.held.on, people, lines)
        untold = len(self.unrecorded())
        could = "unknown" if told.there + untold >= told.needed else "short"
        return MinutesQuorum(
            members=told.members,
            there=told.there,
            needed=told.needed,
            state="reached" if told.reached else could,
        )

    def _counted(self, line: AttendanceLine, own: DistinctMember | None) -> SheetLine:
        return sheet_line(
            line.state.value,
            ("not_stated", False),
            reference=line.person,
            name=titled(line.title_th, line.name_th),
            seats=[seat.key for seat in own.seats] if own else (),
        )

    def in_state(self, *states: Attended) -> tuple[MinutesMember, ...]:
        """Those who were there in one of these ways."""
        order = {one.key: place for place, one in enumerate(self.held.roster.members)}
        found = [(line, own) for line, own in self.lines if line.state in states]
        found.sort(key=lambda one: order[one[1].key] if one[1] else len(order))
        return tuple(self._listed(line, own) for line, own in found)

    def _listed(self, line: AttendanceLine, own: DistinctMember | None) -> MinutesMember:
        proxy = line.state is Attended.PROXY
        return MinutesMember(
            name_th=self._name(line, own),
            position_th=self._position(line, own) or say("word.not_recorded", "th"),
            roles_th=roles_of(own) if own else (),
            online=line.state is Attended.ONLINE,
            proxy_th=(text_or_none(line.proxy) or say("word.not_recorded", "th"))
            if proxy
            else None,
            proxy_position_th=text_or_none(line.proxy_position) if proxy else None,
            cause_th=text_or_none(line.cause),
        )

    def _name(self, line: AttendanceLine, own: DistinctMember | None) -> str | None:
        if line.name_th:
            return text_or_none(titled(line.title_th, line.name_th))
        known = self._known(line)
        if known is not None:
            return known.name.th
        return self.held.roster.name_of(own) if own else None

    def _position(self, line: AttendanceLine, own: DistinctMember | None) -> str | None:
        """What the order calls a member; of others what was typed."""
        return self.held.roster.post_of(own).th if own else text_or_none(line.position_th)

    def hand(self, named: object) -> MinutesHand:
        """Who took or checked the minutes: by the registry, by the sheet, else as typed.

        On the sheet somebody is found by name, or by a post that one who was there alone has.
        """
        text = text_or_none(named)
        if text is None:
            return MinutesHand(name_th=None, position_th=None)
        try:
            known = person(self.held.connection, text, field="taken_by")
        except UnknownPerson:
            return self._hand_of_sheet(text)
        return MinutesHand(name_th=known.name.th, position_th=self._post(known.id))

    def _post(self, known: int) -> str | None:
        """What the order calls the person, else the office that they hold."""
        for one in self.held.roster.members:
            if one.person == known:
                return self.held.roster.post_of(one).th
        post = post_held(self.held.connection, self.held.district, known, self.held.on)
        row = office(self.held.connection, post.ref, self.held.on) if post else None
        return row.called.th if row else None

    def _as_hand(self, line: AttendanceLine, own: DistinctMember | None) -> MinutesHand:
        return MinutesHand(name_th=self._name(line, own), position_th=self._position(line, own))

    def _hand_of_sheet(self, text: str) -> MinutesHand:
        hands = [(self._as_hand(line, own), line, own) for line, own in self.lines]
        named = [hand for hand, _, _ in hands if hand.name_th == text]
        posts = [
            (hand, line, (hand.position_th, line.position_th, own.seats[0].title_th if own else ""))
            for hand, line, own in hands
        ]
        posted = [(hand, line) for hand, line, said in posts if text in said]
        if not named and len(posted) == 1 and posted[0][1].state in THERE:
            named = [posted[0][0]]
        return named[0] if named else MinutesHand(name_th=text, position_th=None)

    def guests(self) -> tuple[MinutesGuest, ...]:
        """Those who took part and are no members, as the sheet has them."""
        return tuple(
            MinutesGuest(name_th=self._name(line, None), position_th=text_or_none(line.position_th))
            for line, _ in self.lines
            if line.state is Attended.GUEST
        )

    def unrecorded(self) -> tuple[MinutesMember, ...]:
        """Members of whom the sheet says nothing."""
        seen = {own.key for _, own in self.lines if own}
        people = self.held.roster
        return tuple(
            MinutesMember(
                name_th=people.name_of(one),
                position_th=people.post_of(one).th,
                roles_th=roles_of(one),
            )
            for one in people.members
            if one.key not in seen
        )


def roles_of(member: DistinctMember) -> tuple[str, ...]:
    """What somebody is in the committee, each once: in the executive committee, and as head,
    secretary or, without a seat there, member of a group.
    """
    bodies = body_titles()
    executive = any(seat.body is BodyKey.EXECUTIVE for seat in member.seats)
    said = []
    for seat in member.seats:
        if seat.body is BodyKey.EXECUTIVE:
            said.append(say(f"role.executive.{seat.role}", "th"))
        elif not executive or seat.role is not SeatRole.MEMBER:
            role = say(f"role.group.{seat.role}", "th")
            said.append(say("meeting.role_in_group", "th", role=role, body=bodies[seat.body]))
    return tuple(dict.fromkeys(said))
