"""The orders of an old committee, registered as they stand in its file."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from sqlalchemy import select

from registry.facts import live
from registry.models import DistrictOrder
from registry.queries.orders import OrderRow, order_numbered
from registry.records.orders import free_number, put_order
from registry.rules.adoption_choices import OrderKind, ScanKind, Standing
from registry.rules.adoption_form import AdoptionForm, OrderIn
from registry.rules.dates import FIRST_YEAR
from registry.rules.order_numbers import NO_NUMBER, OrderNumber
from registry.rules.partial_dates import PartialDate
from registry.rules.terms import stop_after
from registry.transaction import Write

NOT_OURS = "not_ours"
DAY = timedelta(days=1)
Until: TypeAlias = tuple[date | None, str]
COMMITTEES = ("new", "replace")  # kinds of orders that make a committee


def record_orders(
    write: Write, district: str, form: AdoptionForm, papers: Mapping[str, int], since: date
) -> None:
    """Register the form's orders, each for the time that it was in force, oldest first.

    What an earlier reading of the form registered, and the same order where it was entered
    as an earlier one, gives way. A committee's own order counts as such; only one for a
    centre under 768/2556 is "earlier". Orders before `since`, when another committee ended, stand
    as they were registered for that one.
    """
    stood = {one.id: one for one in _taken_in(write, district) if one.start >= since}
    current = max(
        (one for one in stood.values() if one.kind in COMMITTEES),
        key=lambda one: one.start,
        default=None,
    )
    told = [one for one in form.orders if in_force_from(one) >= since]
    same = [
        _standing(write, district, one) or (current if one == form.order else None) for one in told
    ]
    for row in {**stood, **{one.id: one for one in same if one is not None}}.values():
        free_number(write, row)
    later = first_of_prasan(write, district, since)
    pairs = sorted(zip(told, same, strict=True), key=lambda pair: in_force_from(pair[0]))
    main = [pair for pair in pairs if pair[0].kind is not OrderKind.AMEND]
    ends = {id(one): after for (one, _), (after, _) in pairwise(main)}
    # The newest first: what it cuts, an older one never has to cut in two.
    for one, old in (*reversed(main), *(pair for pair in pairs if pair not in main)):
        until = _until(one, ends.get(id(one)), later)
        _register(write, district, one, until, _paper(one, form, papers), old)


def in_force_from(order: OrderIn) -> date:
    """The first day on which the order was in force, as far as its dates allow."""
    dated = _dated(order)
    since = order.in_force_from
    return since.not_before(dated.first) if since else dated.first


def in_force_precision(order: OrderIn) -> str:
    """What of that day is known: the day, or its month or its year alone."""
    return (order.in_force_from or _dated(order)).precision


def _dated(order: OrderIn) -> PartialDate:
    """Its date as far as it is known: the form was checked to have one."""
    return order.known_date or PartialDate(year=FIRST_YEAR)


def _until(order: OrderIn, following: OrderIn | None, later: date | None) -> Until:
    """The first day on which it was no longer in force, None while it is; what of it is known."""
    if order.standing is Standing.IN_FORCE:
        return later, "day"
    ends = [] if later is None else [(later, "day")]
    if order.ended is not None:
        ends.append((stop_after(order.ended.last), order.ended.precision))
    if following is not None:
        ends.append((in_force_from(following), in_force_precision(following)))
    began = in_force_from(order)
    known = [one for one in ends if one[0] > began]
    return min(known, default=(began + DAY, in_force_precision(order)))


def first_of_prasan(write: Write, district: str, since: date) -> date | None:
    """The day on which an order of Prasan's own took the place of what is taken in.

    Those before `since` were of a committee that has ended.
    """
    own = select(DistrictOrder.valid_from).where(
        DistrictOrder.district_code == district,
        DistrictOrder.entry_id.is_not(None),
        DistrictOrder.kind.in_(COMMITTEES),
        DistrictOrder.valid_from >= since,
        live(DistrictOrder),
    )
    return min(write.connection.scalars(own), default=None)


def _taken_in(write: Write, district: str) -> list[OrderRow]:
    """The orders that an earlier reading of the form registered."""
    query = select(
        DistrictOrder.heading, DistrictOrder.year_be, DistrictOrder.number
    ).where(
        DistrictOrder.district_code == district,
        DistrictOrder.entry_id.is_(None),
        DistrictOrder.printed == NOT_OURS,
        live(DistrictOrder),
    )  # fmt: skip
    found = [
        order_numbered(write.connection, district, *row) for row in write.connection.execute(query)
    ]
    return [one for one in found if one is not None]


def _standing(write: Write, district: str, order: OrderIn) -> OrderRow | None:
    number = number_of(order)
    return order_numbered(write.connection, district, order.heading, number.year_be, number.running)


def number_of(order: OrderIn) -> OrderNumber:
    """The number that it is registered under; "-" where none is known."""
    return order.parsed or _NoNumber(0, order.known_date.be_year if order.known_date else 0)


class _NoNumber(OrderNumber):
    @property
    def running(self) -> str:
        """Where the paper was not found there is none."""
        return NO_NUMBER


def _paper(order: OrderIn, form: AdoptionForm, papers: Mapping[str, int]) -> int | None:
    """The scan of the order, told by its number."""
    for scan in form.scans:
        if scan.kind is ScanKind.ORDER and scan.number and order.number:
            same = scan.number.replace("-", "/").replace(" ", "") == order.number
            if same and scan.file in papers:
                return papers[scan.file]
    return None


def _register(
    write: Write,
    district: str,
    order: OrderIn,
    until: Until,
    paper: int | None,
    old: OrderRow | None,
) -> None:
    number, dated = number_of(order), _dated(order)
    values = {
        "kind": "earlier" if order.kind is OrderKind.CENTRE else order.kind.value,
        "heading": order.heading,
        "number": number.running,
        "year_be": number.year_be,
        "dated": dated.first,
        "precision": dated.precision,
        "subject_th": order.subject or "",
        "signer_id": None,
        "printed": NOT_OURS,
        "document_id": paper or (old.document if old else None),
        "replaces_id": None,
        "corrects_id": old.id if old else None,
        "start_precision": in_force_precision(order),
        "end_precision": until[1],
    }
    put_order(write, district, values, valid_from=in_force_from(order), valid_to=until[0])
