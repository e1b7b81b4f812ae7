"""Recordings of the gates of `establishment`."""

from collections.abc import Sequence

from config.words import Sentence, Term, both
from flows.decisions.days import DateNotAfter, refuse_not_after, warn_far_ahead
from flows.decisions.named_people import offer_people
from flows.engine.deciding_offices import PSDHS
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording, Task
from flows.engine.messages import request
from flows.engine.misfit import told_at_once
from flows.establishment.committee_at_work import refuse_at_work
from flows.establishment.effects import PROPOSED_SEATS, RAISE_PROVINCIAL_ITEM
from flows.establishment.gates import (
    MEMBERSHIP,
    Advocacy,
    AdvocacyV2,
    DelegationV1,
    EarlierOrderV1,
    Finding,
    MembershipV1,
    RepresentativeV1,
    WorkingTeamV1,
)
from flows.establishment.membership_recordings import (
    check_membership,
    check_representative,
    warn_membership,
    warn_representative,
    write_membership,
    write_representative,
)
from flows.establishment.offers import (
    begin_membership,
    begin_representative,
    offer_deputies,
    offer_membership,
    offer_team,
    proposed_seats,
    title_representative,
)
from flows.establishment.process import found
from flows.papers.provincial_items import put_item
from registry.queries.office_holders import holders
from registry.queries.offices import office
from registry.records.offices import hold, office_named
from registry.records.orders import of_earlier, register
from registry.records.seats import record_team
from registry.refusals import Refusal
from registry.rules.district_offices import DEPUTIES
from registry.rules.order_numbers import bare_number, parse_order_number


class ChiefMustAnswer(Refusal):
    """Only the Chief agrees, asks, defers or says not now; PSDHS records silence."""


class NoDeputy(Refusal):
    """The office named as focal point is no Deputy of the district, or is vacant."""


def check_earlier(deciding: Deciding) -> None:
    """No committee is at work; the earlier order's number must be one, of its date's year."""
    answer: EarlierOrderV1 = deciding.answer
    is_own = any(one.kind == "child" for one in deciding.entries)
    told_at_once(
        *(() if is_own else (lambda: refuse_at_work(deciding, "finding"),)),
        lambda: _refuse_number(answer),
    )


def _refuse_number(answer: EarlierOrderV1) -> None:
    if answer.earlier is not None:
        parse_order_number(
            answer.earlier.number,
            field="earlier.number",
            dated=answer.earlier.dated,
            inserted_ok=True,
        )


def write_earlier(deciding: Deciding, entry_id: int) -> None:
    """An earlier order in force is a registered order of the district."""
    answer: EarlierOrderV1 = deciding.answer
    order = found(answer)
    if order is None or answer.finding is not Finding.IN_FORCE:
        return
    number = parse_order_number(order.number, field="earlier.number", inserted_ok=True)
    register(deciding.write, deciding.district, of_earlier(order, number), entry_id=entry_id)


def check_advocacy(deciding: Deciding) -> None:
    """Silence is recorded by PSDHS; every other answer is the Chief's."""
    told_at_once(
        lambda: _refuse_for_chief(deciding),
        lambda: refuse_not_after(deciding, deciding.answer.until, "until"),
        lambda: _refuse_before_approach(deciding),
    )


def _refuse_for_chief(deciding: Deciding) -> None:
    answer: AdvocacyV2 = deciding.answer
    if answer.result is not Advocacy.NO_REPLY and deciding.by.kind in PSDHS:
        raise ChiefMustAnswer(field="by", result=Term(f"advocacy.{answer.result}"))


def _refuse_before_approach(deciding: Deciding) -> None:
    answer: AdvocacyV2 = deciding.answer
    if answer.approached_on is not None and answer.approached_on > deciding.decided_on:
        raise DateNotAfter(
            field="decided_on", value=deciding.decided_on, after=answer.approached_on
        )


def warn_advocacy(deciding: Deciding) -> Sequence[Sentence]:
    """Until the day to which the Chief puts it off, the process asks nobody."""
    return warn_far_ahead(deciding, {"until": deciding.answer.until})


def check_delegation(deciding: Deciding) -> None:
    """The focal point is a Deputy of this district who holds that office that day."""
    answer: DelegationV1 = deciding.answer
    ref = deputy_ref(deciding)
    row = office(deciding.write.connection, ref, deciding.decided_on)
    held = holders(deciding.write.connection, ref, deciding.decided_on)
    named = row is not None and row.kind in DEPUTIES
    if not named or not held or row is None or row.area != deciding.district:
        raise NoDeputy(field="deputy", value=answer.deputy, on=deciding.decided_on)


def warn_delegation(deciding: Deciding) -> Sequence[Sentence]:
    """The Deputy who acts as the Chief names themselves: who drafts is then who signs."""
    held = holders(deciding.write.connection, deputy_ref(deciding), deciding.decided_on)
    if deciding.by.person not in {one.person for one in held}:
        return ()
    return (both("warning.delegates_to_self", person=deciding.by.name),)


def deputy_ref(deciding: Deciding) -> str:
    """The office named, with the district's code before it where only its kind was typed."""
    named: str = deciding.answer.deputy
    return named if named.startswith(f"{deciding.district}/") else f"{deciding.district}/{named}"


def write_delegation(deciding: Deciding, entry_id: int) -> None:
    """From the delegation on, the Deputy's holder holds the district's focal point."""
    answer: DelegationV1 = deciding.answer
    held = holders(deciding.write.connection, deputy_ref(deciding), deciding.decided_on)[0]
    office_id = office_named(
        deciding.write,
        f"{deciding.district}/focal_point",
        kind="focal_point",
        area=deciding.district,
        on=deciding.decided_on,
    )
    hold(
        deciding.write,
        office_id,
        held.person,
        start=deciding.decided_on,
        basis="delegation",
        basis_number=bare_number(answer.paper.number) if answer.paper.number else None,
        basis_date=answer.paper.dated or deciding.decided_on,
        entry_id=entry_id,
    )


def write_team(deciding: Deciding, entry_id: int) -> None:
    """The agencies of the working team. Raises UnknownAgency."""
    answer: WorkingTeamV1 = deciding.answer
    record_team(
        deciding.write,
        deciding.district,
        answer.agencies,
        on=deciding.decided_on,
        entry_id=entry_id,
    )


RECORDINGS: dict[type[Answer], Recording] = {
    EarlierOrderV1: Recording(check_earlier, write_earlier),
    AdvocacyV2: Recording(check_advocacy, warn=warn_advocacy),
    DelegationV1: Recording(
        check_delegation, write_delegation, warn_delegation, offer=offer_deputies
    ),
    WorkingTeamV1: Recording(write=write_team, offer=offer_team),
    MembershipV1: Recording(
        check_membership,
        write_membership,
        warn_membership,
        begin=begin_membership,
        offer=offer_membership,
        seats=lambda at: proposed_seats(at.entries),
    ),
    RepresentativeV1: Recording(
        check_representative,
        write_representative,
        warn_representative,
        begin=begin_representative,
        offer=offer_people,
        title=title_representative,
        title_from=(MEMBERSHIP.key, PROPOSED_SEATS.key),
        message=request("message.representative"),
    ),
}


TASKS: dict[str, Task] = {RAISE_PROVINCIAL_ITEM.key: put_item}
