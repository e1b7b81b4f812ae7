"""The papers of a newcomer: the certified copy of the order, its letter, the duties."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection

from config.defaults import committee, policy
from flows.engine.installation import Job
from flows.engine.paper import NewPaper, PapersOf
from flows.order.copies import appointed_to, cited_order, copied_order
from flows.papers.addressee import addressees, grouped, outgoing
from flows.papers.letterhead import (
    chiefs_letter,
    focal_point_signer,
    paper_base,
    province_choice,
    uncertified,
)
from flows.replacement.effects import DRAFT_NEWCOMER_PAPERS, NewcomerInputs
from registry.queries.meetings import coverage
from registry.queries.newcomers import Newcomer, newcomers
from registry.queries.office_holders import all_holders
from registry.queries.order_facts import known_district, post_at, posts_acted_in
from registry.queries.orders import OrderRow, orders_in_force
from registry.rules.papers.letter import CertifiedCopyFacts, CopiesLetterFacts
from registry.rules.papers.meeting import AcknowledgedBody, AcknowledgingSeat
from registry.rules.papers.newcomer import DutiesSheet
from registry.rules.seats import BODY_NUMBERS, BodyKey, SeatRole

DUTIES = "duties_sheet"
NO_COMMITTEE = "earlier"


def newcomer_papers(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """What the newcomer gets; nothing where they came after all not, or have left again.

    Whom an order appoints on that day has its copy already: it went out with the order.
    """
    asked = NewcomerInputs.model_validate(job.inputs)
    came = newcomers(connection, job.district, asked.since)
    found = (one for one in came if (one.person, one.since) == (asked.person, asked.since))
    newcomer = next(found, None)
    if newcomer is None:
        return
    in_force = orders_in_force(connection, job.district, asked.since)
    orders = [one for one in in_force if one.kind != NO_COMMITTEE]
    if all(one.start != asked.since for one in orders):
        yield from _letters(connection, job, newcomer, orders)
        yield from _copies(connection, job, orders)
    yield NewPaper(DUTIES, _duties(connection, job, newcomer, orders), newcomer.seats[0].key)


def _standing(orders: list[OrderRow]) -> OrderRow:
    """The order that appoints the committee; the others amend it."""
    return next((one for one in reversed(orders) if one.kind != "amend"), orders[-1])


def _letters(
    connection: Connection, job: Job, newcomer: Newcomer, orders: list[OrderRow]
) -> Iterator[NewPaper]:
    """A letter to each post of theirs but the Chief's, who signs it."""
    told = [one for one in newcomer.seats if one.role is not SeatRole.CHAIR]
    posts = addressees(connection, job.district, told)
    letter = chiefs_letter(connection, job.district, job.on)
    deputies = province_choice(connection, job.district, "own_deputies", job.on)
    for one in outgoing(grouped(told, posts).values(), deputies):
        facts = CopiesLetterFacts(
            **letter,
            to_th=posts[one.seats[0].key],
            order=cited_order(_standing(orders)),
            seat=None,
            body_th=None,
            appointed=tuple(appointed_to(seat) for seat in one.seats),
        )
        yield NewPaper("copies_memo" if one.memo else "copies_letter", facts, one.seats[0].key)


def _copies(connection: Connection, job: Job, orders: list[OrderRow]) -> Iterator[NewPaper]:
    """A copy of the order, and of each that amends it."""
    base = paper_base(connection, job.district, job.on)
    for one in orders:
        facts = CertifiedCopyFacts(
            **base, signer=uncertified(), order=cited_order(one), pages=None,
            copied=copied_order(connection, one),
        )  # fmt: skip
        yield NewPaper("certified_copy", facts, "" if one is _standing(orders) else one.full_number)


def _duties(
    connection: Connection, job: Job, newcomer: Newcomer, orders: list[OrderRow]
) -> DutiesSheet:
    focal = focal_point_signer(connection, job.district, job.on)
    letterhead = chiefs_letter(connection, job.district, job.on)["letterhead"]
    return DutiesSheet(
        **paper_base(connection, job.district, job.on),
        order=cited_order(_standing(orders)),
        name_th=newcomer.name.th,
        since=newcomer.since,
        bodies=tuple(_bodies(newcomer)),
        untrained=_untrained(connection, job.district, newcomer.person, job.on),
        focal_th=focal.name_th,
        focal_position_th=focal.position_lines_th[0],
        phone=letterhead.phone,
        hotline_social=policy().hotlines.social_assistance,
        hotline_police=policy().hotlines.police,
        chair=any(one.role is SeatRole.CHAIR for one in newcomer.seats),
        acting_th=_acting(connection, job, newcomer),
        amended=any(one.kind == "amend" for one in orders),
    )


def _acting(connection: Connection, job: Job, newcomer: Newcomer) -> str | None:
    """In which capacity, and which post, whoever came acts in an office of these seats."""
    held = all_holders(connection, job.district, newcomer.since)
    area = known_district(connection, job.district)
    acting = posts_acted_in(connection, area, held, newcomer.since)
    posts = (
        post_at(one, newcomer.person, acting).th
        for one in newcomer.seats
        if (newcomer.person, one.office) in acting
    )
    return next(posts, None)


def _untrained(connection: Connection, district: str, person: int, on: date) -> bool:
    return person in coverage(connection, district, on, None).untrained


def _bodies(newcomer: Newcomer) -> Iterator[AcknowledgedBody]:
    model = committee()
    for body in model.bodies:
        own = [seat for seat in newcomer.seats if seat.body is BodyKey(body.key)]
        if own:
            yield AcknowledgedBody(
                key=BodyKey(body.key),
                number=BODY_NUMBERS[BodyKey(body.key)],
                title_th=body.title_th,
                duties_th=tuple(duty.th for duty in model.duties_of(body.key)),
                seats=tuple(
                    AcknowledgingSeat(
                        body=seat.body, role=seat.role, title_th=seat.title_th,
                        name_th=newcomer.name.th,
                    )
                    for seat in own
                ),
            )  # fmt: skip


NEWCOMER_PAPERS = PapersOf(
    DRAFT_NEWCOMER_PAPERS,
    newcomer_papers,
    {
        "copies_letter": CopiesLetterFacts,
        "copies_memo": CopiesLetterFacts,
        "certified_copy": CertifiedCopyFacts,
        DUTIES: DutiesSheet,
    },
)
