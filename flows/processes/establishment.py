"""Establishing a committee, as the case study tells it."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from dateutil.relativedelta import relativedelta

from flows.declared import FOLLOW_UP_POLICY, PROPOSED_SEATS, RAISE_PROVINCIAL_ITEM, REPLY_POLICY
from flows.gates.establishment import (
    ADVOCACY,
    AFTER_STOP,
    DELEGATION,
    EARLIER_ORDER,
    INCEPTION_DATE,
    MEMBERSHIP,
    REPRESENTATIVE,
    WORKING_TEAM,
    Advocacy,
    AdvocacyV1,
    AfterStop,
    EarlierOrderV1,
    MembershipV1,
    Purpose,
)
from flows.processes.order import ORDER, OrderStart
from flows.run import EventKind, Happened, Lapsed, Process, Run, Stopped
from registry.rules.effects import DistrictArgs, FollowUpPolicy, ItemInputs
from registry.rules.order_facts import EarlierOrder
from registry.rules.seat_changes import apply
from registry.rules.seats import SeatMode, Value

ROTATION = (EventKind.CHIEF_ROTATED,)
INCEPTION_AND_AFTER = 2


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
    """A committee older than Prasan: its order, and whether it is known to have met."""

    order: str | None
    at_work: bool


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
    if start.adopted is None or not start.adopted.at_work:
        run.ask(INCEPTION_DATE)
    run.wait_for_revision(INCEPTION_AND_AFTER)
    return Outcome.ESTABLISHED


def appoint_committee(run: Run, start: EstablishmentStart) -> bool:
    """From the first question to the signed order; False where no order comes about."""
    earlier = None if start.earlier else run.ask(EARLIER_ORDER)
    if start.directive is None:  # else the Chief was informed by the province's letter
        agree_with_chief(run, start.district)
    run.ask(DELEGATION)
    run.ask(WORKING_TEAM)
    membership = settle_membership(run, start.district)
    return have_order_signed(run, order_wanted(start, earlier, membership))


def agree_with_chief(run: Run, district: str) -> None:
    """Ask each round until the Chief has agreed; follow silence up at 30 and 60 days."""
    policy = run.read(FOLLOW_UP_POLICY, DistrictArgs(district=district))
    silent_since: date | None = None
    followed_up = 0
    for turn in count(1):
        until = next_follow_up(policy, silent_since, followed_up)
        answer = run.ask(ADVOCACY, round=turn, until=until, unless=ROTATION)
        match answer:
            case Lapsed():
                followed_up += 1
                if followed_up == len(policy.follow_up_days) and silent_since is not None:
                    raise_silence(run, district, silent_since, turn)
            case Happened():
                silent_since, followed_up = None, 0
            case AdvocacyV1(result=Advocacy.AGREED):
                return
            case AdvocacyV1(result=Advocacy.NO_REPLY):
                silent_since = silent_since or answer.approached_on
            case AdvocacyV1():
                silent_since, followed_up = None, 0
                wait_for_chief(run, answer, policy, turn)


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
    """Wait as the Chief asked, or after "not now" until the re-approach; rotation ends it."""
    if answer.result is Advocacy.DEFERRED and answer.until is not None:
        run.wait_until(answer.until, "deferred", round=turn, unless=ROTATION)
    if answer.result is Advocacy.NOT_NOW:
        again = answer.until or run.today + relativedelta(months=policy.reapproach_months)
        run.wait_until(again, "reapproach", round=turn, unless=ROTATION)


def settle_membership(run: Run, district: str) -> MembershipV1:
    """Who sits: the model's seats for this district, and persons where agencies name them."""
    proposed = run.read(PROPOSED_SEATS, DistrictArgs(district=district))
    membership = run.ask(MEMBERSHIP)
    seats = apply(proposed.seats, membership.changes)
    named = {seat.key for seat in seats if seat.mode is SeatMode.BY_NAME} | set(membership.ask)
    policy = run.read(REPLY_POLICY, DistrictArgs(district=district))
    until = run.today + timedelta(days=policy.reply_days)
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
        if not isinstance(run.child(ORDER, start, round=turn), Stopped):
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
        dated=earlier.earlier.dated,
        subject_th=earlier.earlier.subject_th,
    )


ESTABLISHMENT = Process(
    key="establishment",
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
)
