"""Registration of orders: the number is the district clerk's, unique in its year."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from registry.fact_digests import change
from registry.facts import end, put
from registry.models import DistrictOrder, table_of
from registry.queries.orders import OrderRow, order_numbered
from registry.refusals import Refusal
from registry.rules.order_facts import EarlierOrder
from registry.rules.order_numbers import OrderNumber
from registry.transaction import Write

COMMITTEES = ("new", "replace", "earlier")  # kinds of which one is in force at a time


class OrderNumberInUse(Refusal):
    """Another order bears the number under that heading in that calendar year."""


class Registration(NamedTuple):
    """What is registered of a signed order; `dated` is the first day of its `precision`."""

    kind: str
    heading: str
    number: OrderNumber
    dated: date
    subject_th: str
    signer: int | None
    printed: str
    document: int | None
    in_force_from: date
    replaces: int | None = None
    corrects: int | None = None
    in_force_until: date | None = None
    precision: str = "day"
    start_precision: str = "day"


def of_earlier(order: EarlierOrder, number: OrderNumber) -> Registration:
    """An order that was not made here, in force from its date: of a month from its first day."""
    return Registration(
        kind="earlier",
        heading=order.heading_th,
        number=number,
        dated=order.dated.first,
        subject_th=order.subject_th or "",
        signer=None,
        printed="not_ours",
        document=None,
        in_force_from=order.dated.first,
        precision=order.dated.precision,
        start_precision=order.dated.precision,
    )


def refuse_number_in_use(
    write: Write, district: str, heading: str, number: OrderNumber, *, but: int | None = None
) -> None:
    """Raises OrderNumberInUse, unless the order `but` is the one that bears it."""
    taken = order_numbered(write.connection, district, heading, number.year_be, number.running)
    if taken is not None and taken.id != but:
        raise OrderNumberInUse(
            field="number", value=str(number), heading=heading, dated=taken.dated.named
        )


def register(write: Write, district: str, new: Registration, *, entry_id: int) -> int:
    """Register the order. What it replaces goes out of force the day it comes in."""
    refuse_number_in_use(write, district, new.heading, new.number)
    values = {
        "kind": new.kind,
        "heading": new.heading,
        "number": new.number.running,
        "year_be": new.number.year_be,
        "dated": new.dated,
        "precision": new.precision,
        "subject_th": new.subject_th,
        "signer_id": new.signer,
        "printed": new.printed,
        "document_id": new.document,
        "replaces_id": new.replaces,
        "corrects_id": new.corrects,
        "start_precision": new.start_precision,
    }
    return put_order(
        write, district, values,
        valid_from=new.in_force_from, valid_to=new.in_force_until, entry_id=entry_id,
    )  # fmt: skip


def put_order(
    write: Write,
    district: str,
    values: Mapping[str, object],
    *,
    valid_from: date,
    valid_to: date | None = None,
    entry_id: int | None = None,
) -> int:
    """Put an order in the place of the one that stood; an amending one stands beside it.

    One that corrects another takes the place of that alone: what amended it stays.
    """
    same: dict[str, object] = {"district_code": district}
    corrects = values.get("corrects_id") is not None
    if corrects and values["kind"] != "amend":
        for kind in COMMITTEES:
            end(
                write, DistrictOrder, same | {"kind": kind},
                on=valid_from, until=valid_to, entry_id=entry_id,
            )  # fmt: skip
    if corrects or values["kind"] == "amend":
        same |= {name: values[name] for name in ("kind", "heading", "year_be", "number")}
    others = {name: value for name, value in values.items() if name not in same}
    return put(
        write, DistrictOrder, same, others,
        valid_from=valid_from, valid_to=valid_to, entry_id=entry_id,
    )  # fmt: skip


def end_orders(write: Write, district: str, *, on: date, entry_id: int) -> None:
    """From `on` no order of the district is in force."""
    end(write, DistrictOrder, {"district_code": district}, on=on, entry_id=entry_id)


def free_number(write: Write, order: OrderRow) -> None:
    """A registration was mistyped: it no longer stands, and its wrong number is free."""
    of_orders = table_of(DistrictOrder)
    change(write, of_orders, of_orders.c.id == order.id, superseded_at=write.now)
