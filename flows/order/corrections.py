"""A signed order never changes: what rests on it, what it bears, how a number is put right."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from flows.decisions.frozen import RestsOnSigned
from flows.decisions.reopening import reopen, told_of
from flows.engine.advance import advance
from flows.engine.decision import Deciding
from flows.engine.paper import Correctable, FrozenPaper
from flows.order.effects import ORDER_KIND
from flows.order.gates import (
    CONFIRM_AS_SIGNED,
    CONFIRM_WITHOUT_SCAN,
    AsSignedV1,
    RegistrationV1,
    WithoutScanV1,
)
from flows.order.registration import number_of
from flows.papers.redrafts import draft_anew, drafts_told
from registry.journal import EntryRow, InstanceRow, journal, open_instances
from registry.models import Member, SeatVersion
from registry.queries.documents import DocumentRow, documents
from registry.queries.orders import OrderRow, order_of_entries, orders
from registry.records.orders import Registration, free_number, refuse_number_in_use, register

CONFIRMED_AT = (CONFIRM_AS_SIGNED.key, CONFIRM_WITHOUT_SCAN.key)


def order_resting(connection: Connection, froze: Collection[EntryRow]) -> RestsOnSigned | None:
    """The refusal that names the order that one of the entries registered."""
    order = order_of_entries(connection, {one.id for one in froze})
    if order is None:
        return None
    return RestsOnSigned(field="gate", order=order.full_number, dated=order.dated.named)


def number_and_date(connection: Connection, row: DocumentRow) -> tuple[str, date] | None:
    """Number and date of the order that the draft became; in English the same as in Thai."""
    drafts = documents(connection, district=row.district, instance_id=row.instance)
    same = {one.id for one in drafts if (one.kind, one.version) == (row.kind, row.version)}
    found = (one for one in orders(connection, row.district) if one.document in same)
    return next(((one.full_number, one.dated.first) for one in found), None)


def check_correction(deciding: Deciding, decision: EntryRow, answer: RegistrationV1) -> None:
    """The corrected number must be free."""
    old = _registered(deciding, decision)
    if old is not None:
        number = number_of(answer)
        refuse_number_in_use(deciding.write, old.district, old.heading, number, but=old.id)


def _registered(deciding: Deciding, decision: EntryRow) -> OrderRow | None:
    """The order as the decision registered it, or what confirmed or corrected it since."""
    later = {
        one.id for one in deciding.entries if one.of_id == decision.id or one.gate in CONFIRMED_AT
    }
    return order_of_entries(deciding.write.connection, {decision.id, *later})


def write_correction(
    deciding: Deciding, decision: EntryRow, answer: RegistrationV1, entry_id: int
) -> None:
    """A new registration that points at the old; the wrong number is free again.

    The drafts of the district that cite the order are drafted anew.
    """
    old = _registered(deciding, decision)
    if old is None:
        return
    desk, write = deciding.office, deciding.write
    told = [(row, drafts_told(desk, write, row)) for row in _at_work(deciding)]
    free_number(write, old)
    register(
        write,
        deciding.district,
        Registration(
            kind=old.kind,
            heading=old.heading,
            number=number_of(answer),
            dated=answer.dated,
            subject_th=old.subject_th,
            signer=int(decision.body["holding"]),
            printed=old.printed,
            document=old.document,
            in_force_from=in_force_from(old.start, old.dated.first, answer.dated),
            corrects=old.id,
            in_force_until=old.stop,
        ),
        entry_id=entry_id,
    )
    for row, before in told:
        by = draft_anew(desk, write, row, before, "order_corrected")
        if by is not None:
            reopen(desk, write, row, journal(write, row), by)
            advance(desk, write, row)


def _at_work(deciding: Deciding) -> list[InstanceRow]:
    """The instances that went on from the order, ended or not, and what else is open there.

    The order's own too, which may have sent the copies out; not beside another order that is under
    way, for it could not be opened again.
    """
    own = deciding.instance
    working = open_instances(deciding.write, deciding.district)
    under_way = any(one.process == own.process for one in working)
    told = (row for row, _ in told_of(deciding.write, own))
    found = (*told, *working, *(() if under_way else (own,)))
    return [*{row.id: row for row in found}.values()]


def in_force_from(start: date, dated: date, corrected: date) -> date:
    """An order that came into force on its date does so on its corrected date."""
    return corrected if start == dated else start


SIGNED_ORDER = FrozenPaper(
    ORDER_KIND,
    by=(RegistrationV1, AsSignedV1, WithoutScanV1),
    copies=("certified_copy",),
    corrected=Correctable(
        RegistrationV1,
        frozenset({"number", "dated"}),
        "dated",
        check=check_correction,
        write=write_correction,
    ),
    rests=order_resting,
    bears=number_and_date,
    says=(SeatVersion, Member),
)
