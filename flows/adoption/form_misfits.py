"""What a form of adoption says that does not fit the registry, each told by its cell."""

from collections.abc import Iterator

from flows.adoption.committee_before import Adoption
from registry.queries.orders import OrderRow, order_numbered
from registry.queries.people import UnknownPerson
from registry.records.adoption import Taking, changes, clashes
from registry.records.adoption_form import FormUnfit
from registry.records.adoption_orders import in_force_from, number_of
from registry.records.adoption_people import agency_keys, known_person
from registry.records.adoption_rows import CellMisfit, RawForm
from registry.records.orders import OrderNumberInUse
from registry.records.seats import UnknownAgency
from registry.refusals import Refusal
from registry.rules.adoption_form import OrderIn


class ScanNotGiven(Refusal):
    """The form names a file that was not sent with it."""

    code = "adoption_scan_not_given"


class CommitteeHasEnded(Refusal):
    """The order that the form says to be in force is of a committee that has ended since."""


def refuse_misfits(taking: Adoption, cells: RawForm) -> None:
    """Raises FormUnfit for everything in which the form and the registry do not agree."""
    wrong = [
        CellMisfit(cells.where(sheet, row, column), sheet, row, column, refusal)
        for sheet, row, column, refusal in _misfits(taking)
    ]
    if wrong:
        raise FormUnfit(wrong)


At = tuple[str, int, str, Refusal]


def _misfits(taking: Adoption) -> Iterator[At]:
    yield from _ended(taking)
    yield from _numbers_taken(taking)
    unknown_people = list(_unknown_people(taking))
    yield from unknown_people
    if not unknown_people:
        yield from _clashes(taking)
    agencies = agency_keys(taking.write)
    for row, seat in enumerate(taking.form.roster):
        if seat.agency is not None and seat.agency not in agencies:
            known = ", ".join(agencies)
            unknown = UnknownAgency(field="agency", value=seat.agency, known=known)
            yield "roster", row, "agency", unknown
    kept = {c.item.label for c in changes(taking) if c.item.payload.get("sha256")}
    for row, scan in enumerate(taking.form.scans):
        if scan.file not in kept:
            yield "scans", row, "file", ScanNotGiven(field="file", file=scan.file)


def _ended(taking: Adoption) -> Iterator[At]:
    """The order in force was that of the committee that has ended: no other is told of."""
    order, before = taking.form.order, taking.before
    ending = before.last.ending if before is not None else None
    if ending is not None and in_force_from(order) < taking.since:
        column = "in_force_from" if order.in_force_from else "dated"
        refusal = CommitteeHasEnded(
            field=column, on=ending.on, order=ending.number, instance=ending.instance
        )
        yield "orders", taking.form.orders.index(order), column, refusal


def _numbers_taken(taking: Taking) -> Iterator[At]:
    for row, order in enumerate(taking.form.orders):
        number = number_of(order)
        stands = order_numbered(
            taking.write.connection, taking.district, order.heading, number.year_be, number.running
        )
        elsewhere = stands is not None and stands.district != taking.district
        if stands is not None and (elsewhere or _of_ended(taking, order, stands)):
            taken = OrderNumberInUse(
                field="number", value=str(number), heading=order.heading, dated=stands.dated.named
            )
            yield "orders", row, "number", taken


def _of_ended(taking: Taking, order: OrderIn, stands: OrderRow) -> bool:
    """Whether the order is to take the number of one that ended with its committee."""
    return stands.start < taking.since <= in_force_from(order)


def _clashes(taking: Taking) -> Iterator[At]:
    form = taking.form
    rows = {id(one): ("roster", row) for row, one in enumerate(form.roster)}
    rows |= {id(one): ("officers", row) for row, one in enumerate(form.officers)}
    for one, refusal in clashes(taking):
        sheet, row = rows.get(id(one), ("officers", 0))
        yield sheet, row, "start", refusal


def _unknown_people(taking: Taking) -> Iterator[At]:
    """References that nobody bears, and names that several bear."""
    people = (("officers", taking.form.officers), ("roster", taking.form.roster))
    for sheet, rows in people:
        for row, one in enumerate(rows):
            try:
                if one.named:
                    known_person(taking.write.connection, one)
            except UnknownPerson as refusal:
                yield sheet, row, "person" if one.person else "name", refusal
