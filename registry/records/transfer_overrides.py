"""Which later transfer order changed what an earlier one announced: recorded, and taken back."""

from collections.abc import Mapping

from sqlalchemy import select

from registry.facts import end, put
from registry.models import Office, TransferOverride, table_of
from registry.queries.transfers import Override, overrides_of
from registry.rules.office_references import area_of_office
from registry.rules.plain_values import Json
from registry.transaction import Write

WAS_OVERRIDDEN = "transfer.overridden"


def override(write: Write, office: str, number: str, later: Override, *, by: int) -> None:
    """The later order stands in the place of what the order `number` announced for the office."""
    stands = overrides_of(write.connection, office).get(number)
    if stands == later:
        return
    if stands is not None:
        lift_override(write, office, stands)
    values = {"by_number": later.by, "how": later.how}
    put(write, TransferOverride, _same(write, office, number), values, valid_from=later.dated)
    body: Json = {
        "number": number, "by": later.by, "how": later.how, "on": later.dated.isoformat(),
    }  # fmt: skip
    write.audit(area_of_office(office), WAS_OVERRIDDEN, actor=by, body=body)


def lift_override(write: Write, office: str, stands: Override) -> None:
    """No later order stands in the place of that one any more."""
    end(write, TransferOverride, _same(write, office, stands.number), on=stands.dated)


def _same(write: Write, office: str, number: str) -> Mapping[str, int | str]:
    offices = table_of(Office)
    known = write.connection.scalars(select(offices.c.id).where(offices.c.ref == office)).one()
    return {"office_id": known, "number": number}
