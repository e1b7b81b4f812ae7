"""What a committee has done: meetings, trainings and their gain, what is still to be done."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Connection

from config.training import training
from config.words import Named, Sentence
from flows.capabilities import GATES
from flows.engine.answers import parsed
from flows.meeting.actions import OPEN, asked_words, owner_titles
from flows.meeting.occasion_in_words import meeting_called
from flows.training.gates import TrainingScoresV3
from flows.training.report import run_by_others
from flows.training.sessions import given
from registry.journal import entry
from registry.queries.action_items import OwnedAction, PassedItem, actions, passed_items
from registry.queries.committee_day import CommitteeDay
from registry.queries.committee_meetings import ToldBy, committee_meetings
from registry.queries.computed_figures import score_limits
from registry.queries.history import past_events
from registry.queries.meetings import (
    EventAttendance,
    MeetingRow,
    ScoreRow,
    TrainingRow,
    attendance,
    people_there,
    scores,
    trainings,
)
from registry.queries.offices import offices_of
from registry.rules.attendance import THERE, BySex
from registry.rules.participant_codes import strangers
from registry.rules.scores import (
    ScoreFigures,
    TestedSession,
    figures,
    may_be_told,
)

CAME = (*THERE, "proxy", "guest")


@dataclass(frozen=True)
class MeetingSummary:
    """A meeting that was held: how many came, by sex, and how many of the members did not."""

    row: MeetingRow
    called: Sentence
    instance: int | None
    came: BySex
    absent: int


@dataclass(frozen=True)
class TrainingSummary:
    """A training that was held, who took part, and its figures where there was a test.

    `untold`: so few took both tests that whoever asks is not told what they say.
    """

    row: TrainingRow
    topics: tuple[str, ...]
    instance: int | None
    came: BySex
    figures: ScoreFigures | None
    untold: bool = False

    @property
    def gain(self) -> str | None:
        """The mean gain in percentage points, to one place; None where nothing is known."""
        found = self.figures.gain if self.figures else None
        return None if found is None else f"{found.quantize(Decimal('0.1'), ROUND_HALF_UP):+}"


@dataclass(frozen=True)
class ActionOpen:
    """Something that a meeting asked for and that is open; its owner by title.

    `what` is said in the minutes; None where they were redacted or are not known. `passed` says
    from which seat it passed to its owner, as the agreement of a partner had ended.
    """

    row: OwnedAction
    what: str | None
    owner: Named | None
    instance: int | None
    late: bool
    passed: PassedItem | None = None
    owner_before: Named | None = None


@dataclass(frozen=True)
class WorkDone:
    """All that a committee has done, the newest first.

    `untrained` are the seats whose holders took part in no training, where one was held.
    `past_meetings` and `past_trainings` are how many older papers tell of besides, `told_meetings`
    the days of meetings that are not recorded and that a resolution on the plan tells of.
    """

    meetings: tuple[MeetingSummary, ...]
    trainings: tuple[TrainingSummary, ...]
    actions: tuple[ActionOpen, ...]
    members: int
    trained: int
    untrained: frozenset[str]
    past_meetings: int
    past_trainings: int
    told_meetings: tuple[date, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not (self.meetings or self.trainings or self.actions or self.told_meetings)


def work_done(connection: Connection, district: str, on: date, *, exact: bool = False) -> WorkDone:
    """What is known of the committee's work on that day.

    `exact`: whoever asks may see figures of fewer people than may be told to everybody.
    """
    return work_of(CommitteeDay(connection, district, on), exact=exact)


def work_of(committee: CommitteeDay, *, exact: bool = False, most: int | None = None) -> WorkDone:
    """The same of a committee that is read already; of what was held the newest `most` alone."""
    connection, district, on = committee.connection, committee.district, committee.on
    known_at = committee.known
    taught = [one for one in trainings(connection, district, known_at) if one.on <= on]
    asked = [one for one in actions(connection, district, known=known_at) if one.on <= on]
    past = Counter(
        one.kind
        for one in past_events(connection, district, known=known_at)
        if one.on is None or one.on.first <= on
    )
    before = past["meeting"], past["training"], _told_meetings(committee)
    if not (committee.meetings or taught or asked):
        return WorkDone((), (), (), 0, 0, frozenset(), *before)
    held, told = committee.meetings[::-1][:most], taught[::-1][:most]
    tests = [one.key for one in told]
    shown = [*(one.key for one in held), *tests]
    lines = _by_event(attendance(connection, district, *shown, known=known_at)) if shown else {}
    points = scores(connection, district, *tests, known=known_at) if tests else []
    titles = owner_titles(connection, committee.ordered, {one.owner for one in asked}, on)
    people = {person for person in committee.filled.values() if person is not None}
    came = people_there(connection, district, [one.key for one in taught], known_at)
    return WorkDone(
        tuple(_meeting(one, lines.get(one.key, ())) for one in held),
        tuple(
            _training(connection, one, lines.get(one.key, ()), points, exact=exact) for one in told
        ),
        tuple(_actions(connection, district, asked, titles, on)),
        len(people),
        len(people & came),
        frozenset(key for key, person in committee.filled.items() if person in people - came)
        if taught
        else frozenset(),
        *before,
    )


def _told_meetings(committee: CommitteeDay) -> tuple[date, ...]:
    asked = committee.connection, committee.district, committee.on, committee.known
    found = reversed(committee_meetings(*asked))
    return tuple(one.on.first for one in found if one.told_by is ToldBy.RESOLUTION)


def instance_of(key: str) -> int | None:
    """The instance of a meeting or training, by the second part of its key."""
    parts = key.split("/")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else None


def _by_event(rows: Sequence[EventAttendance]) -> dict[str, list[EventAttendance]]:
    found: dict[str, list[EventAttendance]] = {}
    for one in rows:
        found.setdefault(one.event, []).append(one)
    return found


def _counted(lines: Sequence[EventAttendance]) -> BySex:
    sexes = [one.sex for one in lines if one.state in CAME]
    return BySex(sexes.count("female"), sexes.count("male"), sexes.count("not_stated"))


def _meeting(row: MeetingRow, lines: Sequence[EventAttendance]) -> MeetingSummary:
    absent = sum(one.state == "absent" for one in lines)
    return MeetingSummary(row, meeting_called(row), instance_of(row.key), _counted(lines), absent)


def _training(
    connection: Connection,
    row: TrainingRow,
    lines: Sequence[EventAttendance],
    points: Sequence[ScoreRow],
    *,
    exact: bool,
) -> TrainingSummary:
    own = [one for one in points if one.event == row.key]
    topics = tuple(one for one in row.topics.split(",") if one)
    session = _session(connection, own, [one.code or "" for one in lines]) if own else None
    told = session is None or exact or may_be_told((session,), training().scores.least_shown)
    return TrainingSummary(
        row, topics, instance_of(row.key), _counted(lines),
        figures(session, score_limits()) if session and told else None, untold=not told,
    )  # fmt: skip


def _session(connection: Connection, own: Sequence[ScoreRow], came: Sequence[str]) -> TestedSession:
    said = _how_tested(connection, own[0].entry_id)
    return TestedSession(
        tuple(one.line for one in own),
        len(came) or None,
        same_test=given(said.same_test) if said else None,
        run_by_others=run_by_others(given(said.run_by)) if said else None,
        strangers=len(strangers((one.code for one in own), came)),
    )


def _how_tested(connection: Connection, told_by: int | None) -> TrainingScoresV3 | None:
    """The answer by which the points were told; None of points that older papers tell of."""
    if told_by is None:
        return None
    row = entry(connection, told_by)
    gate = GATES.get(row.gate or "")
    said = parsed(gate, row) if gate is not None else None
    return said if isinstance(said, TrainingScoresV3) else None


def _actions(
    connection: Connection,
    district: str,
    rows: Sequence[OwnedAction],
    titles: Mapping[str, Named],
    on: date,
) -> Iterator[ActionOpen]:
    passed = passed_items(connection, district, on)
    if any(one.owner not in titles for one in rows):
        titles = {one.ref: one.called for one in offices_of(connection, district, on)} | {**titles}
    waiting = [one for one in rows if one.status == OPEN]
    words = asked_words(connection, [one.key for one in waiting], GATES)
    for row in waiting:
        late = row.due_on is not None and row.due_on < on
        own = passed.get(row.key)
        yield ActionOpen(
            row, words[row.key], titles.get(row.owner), instance_of(row.key), late,
            own, titles.get(own.before) if own else None,
        )  # fmt: skip
