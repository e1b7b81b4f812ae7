"""Registration of orders: the number is the district clerk's, unique in its year."""

from dataclasses import dataclass
from datetime import date

from registry.fact_digests import change
from registry.facts import put
from registry.models import DistrictOrder, table_of
from registry.queries.orders import OrderRow, order_numbered
from registry.refusals import Refusal
from registry.rules.order_numbers import OrderNumber
from registry.transaction import Write


class OrderNumberInUse(Refusal):
    """Another order bears the number under that heading in that calendar year."""


@dataclass(frozen=True)
class Registration:
    """What is registered of a signed order."""

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


def refuse_number_in_use(
    write: Write, district: str, heading: str, number: OrderNumber, *, but: int | None = None
) -> None:
    """Raises OrderNumberInUse, unless the order `but` is the one that bears it."""
    taken = order_numbered(write.connection, district, heading, number.year_be, number.running)
    if taken is not None and taken.id != but:
        raise OrderNumberInUse(
            field="number", value=str(number), heading=heading, dated=taken.dated
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
        "subject_th": new.subject_th,
        "signer_id": new.signer,
        "printed": new.printed,
        "document_id": new.document,
        "replaces_id": new.replaces,
        "corrects_id": new.corrects,
    }
    if new.kind == "amend":
        same: dict[str, object] = {
            "district_code": district,
            "kind": "amend",
            "number": new.number.running,
        }
    else:
        same = {"district_code": district}
    return put(
        write,
        DistrictOrder,
        same,
        {k: v for k, v in values.items() if k not in same},
        valid_from=new.in_force_from,
        entry_id=entry_id,
    )


def free_number(write: Write, order: OrderRow) -> None:
    """A registration was mistyped: it no longer stands, and its wrong number is free."""
    of_orders = table_of(DistrictOrder)
    change(write, of_orders, of_orders.c.id == order.id, superseded_at=write.now)
