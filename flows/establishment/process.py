"""Establishing a committee, as the case study tells it."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from dateutil.relativedelta import relativedelta

from flows.engine.replay import Event, EventKind, Lapse, Process, Stop
from flows.engine.run import Run
from flows.establishment.effects import (
    DRAFT_DELEGATION_RECORD,
    DRAFT_FOLLOW_UP_LETTER,
    DRAFT_REQUESTS,
    DRAFT_TEAM_LIST,
    FOLLOW_UP_POLICY,
    PROPOSED_SEATS,
    RAISE_PROVINCIAL_ITEM,
    REPLY_POLICY,
)
from flows.establishment.gates import (
    ADVOCACY,
    AFTER_STOP,
    DELEGATION,
    EARLIER_ORDER,
    INCEPTION,
    MEMBERSHIP,
    PLANNING,
    REPRESENTATIVE,
    TRAININGS,
    WORKING_TEAM,
    Advocacy,
    AdvocacyV1,
    AfterStop,
    EarlierOrderV1,
    MembershipV1,
    Purpose,
)
from flows.meeting.process import have_duties_acknowledged, hold_meeting, settle_minutes
from flows.order.effects import DRAFT_ADVOCACY_PAPERS, DRAFT_CERTIFIED_COPIES
from flows.order.process import ASKS_AGAIN, ORDER, OrderStart
from flows.training.process import build_capacity
from registry.rules.effects import (
    AdvocacyInputs,
    CopiesInputs,
    DelegationInputs,
    DistrictArgs,
    FollowUpInputs,
    FollowUpPolicy,
    ItemInputs,
    RequestInputs,
    TeamInputs,
)
from registry.rules.order_facts import EarlierOrder
from registry.rules.partial_dates import WrittenDate
from registry.rules.seat_changes import apply
from registry.rules.seats import SeatMode, Value

ROTATION = (EventKind.CHIEF_ROTATED,)
INCEPTION_AND_AFTER = 2
PAPERS = 2
AGAIN = 3  # the papers of each later approach
NAMED_AT_ONCE = 3  # nobody is asked for a name that the membership gives


class Outcome(StrEnum):
    """How an establishment ends."""

    ESTABLISHED = "established"
    ENDED = "ended"


class InformedBy(Value):
    """The provincial directive that an establishment began with (practice.md 5)."""

    directive: int
    number: str
    dated: date


class TakenIn(Value):
    """A committee older than Prasan: its order, whether it is known to have met and to be trained.

    What was recorded before `trained` was asked for reads as trained.
    """

    order: str | None
    at_work: bool
    trained: bool = True


class EstablishmentStart(Value):
    """The district that a committee is established in, and what was known when it began.

    `earlier` is an old centre's order that the directive or the registry named; `adopted`
    a committee that was there already (practice.md 2).
    """

    district: str
    directive: InformedBy | None = None
    earlier: EarlierOrder | None = None
    placed_at: str | None = None
    adopted: TakenIn | None = None


def establishment(run: Run) -> Outcome:
    """From the advocacy meeting to a committee at work.

    Case study, "The process of establishing the committees".
    """
    start = run.start(EstablishmentStart)
    if start.adopted is None and not appoint_committee(run, start):
        return Outcome.ENDED
    if start.adopted is not None and start.adopted.at_work:
        run.wait_for_revision(INCEPTION_AND_AFTER)
        if not start.adopted.trained:
            build_capacity(run, PLANNING, TRAININGS, start.district)
        return Outcome.ESTABLISHED
    district = start.district
    turn, met = hold_meeting(run, INCEPTION, district, revision=INCEPTION_AND_AFTER)
    run.together(
        "after_meeting",  # minutes may wait for the next meeting: the trainings do not
        ("duties", lambda one: have_duties_acknowledged(one, INCEPTION)),
        ("minutes", lambda one: settle_minutes(one, INCEPTION, district, turn, met)),
        ("capacity", lambda one: build_capacity(one, PLANNING, TRAININGS, district)),
    )
    return Outcome.ESTABLISHED


def appoint_committee(run: Run, start: EstablishmentStart) -> bool:
    """From the first question to the signed order; False where no order comes about."""
    earlier = None if start.earlier else run.ask(EARLIER_ORDER)
    if start.directive is None:  # else the Chief was informed by the province's letter
        agree_with_chief(run, start.district)
    delegate(run, start.district)
    form_working_team(run, start.district)
    membership = settle_membership(run, start.district)
    return have_order_signed(run, order_wanted(start, earlier, membership))


def agree_with_chief(run: Run, district: str) -> None:
    """Ask each round until the Chief has agreed; follow silence up at 30 and 60 days."""
    policy = run.read(FOLLOW_UP_POLICY, DistrictArgs(district=district))
    prepare_papers(run, district, since=PAPERS)
    silent_since: date | None = None
    followed_up = 0
    for turn in count(1):
        until = next_follow_up(policy, silent_since, followed_up)
        answer = run.ask(ADVOCACY, round=turn, until=until, unless=ROTATION)
        match answer:
            case Lapse():
                followed_up += 1
                follow_up(run, district, silent_since, followed_up, turn)
                if followed_up == len(policy.follow_up_days) and silent_since is not None:
                    raise_silence(run, district, silent_since, turn)
            case Event():
                silent_since, followed_up = None, 0
                prepare_papers(run, district, turn + 1, since=AGAIN)
            case AdvocacyV1(result=Advocacy.AGREED):
                return
            case AdvocacyV1(result=Advocacy.NO_REPLY):
                silent_since = silent_since or answer.approached_on
            case AdvocacyV1():
                silent_since, followed_up = None, 0
                wait_for_chief(run, answer, policy, turn)
                prepare_papers(run, district, turn + 1, since=AGAIN)


def prepare_papers(run: Run, district: str, turn: int | None = None, *, since: int) -> None:
    """Letter and brief for whoever is Chief by then, with what the other districts reached.

    `since`: the revision that made them first; a first approach has no number.
    """
    if run.revision >= since:
        run.prepare(DRAFT_ADVOCACY_PAPERS, AdvocacyInputs(district=district), round=turn)


def follow_up(run: Run, district: str, since: date | None, number: int, turn: int) -> None:
    """A courteous letter is drafted; a person sends it or not (practice.md 9)."""
    if run.revision >= PAPERS and since is not None:
        inputs = FollowUpInputs(district=district, since=since, number=number)
        run.prepare(DRAFT_FOLLOW_UP_LETTER, inputs, round=turn)


def next_follow_up(
    policy: FollowUpPolicy, silent_since: date | None, followed_up: int
) -> date | None:
    """The day until which silence is waited out, None where nothing more is to follow."""
    if silent_since is None or followed_up >= len(policy.follow_up_days):
        return None
    return silent_since + timedelta(days=policy.follow_up_days[followed_up])


def raise_silence(run: Run, district: str, since: date, turn: int) -> None:
    """The Chief's silence becomes an item for the provincial committee."""
    item = ItemInputs(district=district, subject="no_reply", since=since)
    run.do(RAISE_PROVINCIAL_ITEM, item, round=turn)


def wait_for_chief(run: Run, answer: AdvocacyV1, policy: FollowUpPolicy, turn: int) -> None:
    """Wait as the Chief asked, or until the re-approach; a rotation or a letter ends it."""
    if answer.result is Advocacy.DEFERRED and answer.until is not None:
        run.wait_until(answer.until, "deferred", round=turn, unless=ASKS_AGAIN)
    if answer.result is Advocacy.NOT_NOW:
        again = answer.until or run.today + relativedelta(months=policy.reapproach_months)
        run.wait_until(again, "reapproach", round=turn, unless=ASKS_AGAIN)


def delegate(run: Run, district: str) -> None:
    """The Chief names a Deputy as focal point (R16)."""
    named = run.ask(DELEGATION)
    if run.revision >= PAPERS:
        inputs = DelegationInputs(
            district=district, deputy=named.deputy, on=run.today,
            number=named.paper.number, dated=named.paper.dated,
        )  # fmt: skip
        run.prepare(DRAFT_DELEGATION_RECORD, inputs)


def form_working_team(run: Run, district: str) -> None:
    """PSDHS, World Vision, FOCUS, ISOC, Immigration and Center for Girls, or others (R17)."""
    team = run.ask(WORKING_TEAM)
    if run.revision >= PAPERS:
        run.prepare(DRAFT_TEAM_LIST, TeamInputs(district=district, agencies=team.agencies))


def settle_membership(run: Run, district: str) -> MembershipV1:
    """Who sits: the model's seats for this district, and persons where agencies name them."""
    proposed = run.read(PROPOSED_SEATS, DistrictArgs(district=district))
    membership = run.ask(MEMBERSHIP)
    seats = apply(proposed.seats, membership.changes)
    by_name = [seat for seat in seats if seat.mode is SeatMode.BY_NAME]
    if run.revision >= NAMED_AT_ONCE:
        by_name = [seat for seat in by_name if seat.person is None]
    named = {seat.key for seat in by_name} | set(membership.ask)
    policy = run.read(REPLY_POLICY, DistrictArgs(district=district))
    until = policy.until(run.today)
    asked = tuple(seat for seat in seats if seat.key in named)
    if run.revision >= PAPERS and asked:
        run.prepare(DRAFT_REQUESTS, RequestInputs(district=district, seats=asked, until=until))
    run.ask_each(REPRESENTATIVE, sorted(named), until=until)
    return membership


def order_wanted(
    start: EstablishmentStart, earlier: EarlierOrderV1 | None, membership: MembershipV1
) -> OrderStart:
    """What the order is for; one that was known from the start is replaced."""
    return OrderStart(
        district=start.district,
        kind=earlier.purpose.value if earlier else Purpose.REPLACE.value,
        earlier=found(earlier) if earlier else start.earlier,
        heading=membership.heading,
    )


def have_order_signed(run: Run, start: OrderStart) -> bool:
    """The order as a process of its own; begun again where it was stopped, if so wished."""
    for turn in count(1):
        if not isinstance(run.child(ORDER, start, round=turn), Stop):
            if run.revision >= PAPERS:
                inputs = CopiesInputs(district=start.district, order_round=turn)
                run.prepare(DRAFT_CERTIFIED_COPIES, inputs, round=turn)
            return True
        if run.ask(AFTER_STOP, round=turn).result is AfterStop.END:
            return False
    raise AssertionError


def found(earlier: EarlierOrderV1) -> EarlierOrder | None:
    """The earlier order as the new one names it."""
    if earlier.earlier is None:
        return None
    return EarlierOrder(
        heading_th=earlier.earlier.heading_th,
        number=earlier.earlier.number,
        dated=WrittenDate.of(earlier.earlier.dated),
        subject_th=earlier.earlier.subject_th,
    )


ESTABLISHMENT = Process(
    key="establishment",
    flow="establish-committee",
    function=establishment,
    start=EstablishmentStart,
    phases=(
        "first_question",
        "advocacy",
        "delegation",
        "membership",
        "order",
        "inception",
        "capacity",
    ),
    revision=3,
)
