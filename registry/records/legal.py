"""Legal bases, verified by name: by a province for itself, or by the country's admin for all."""

from datetime import date

from sqlalchemy import select

from registry.fact_digests import add
from registry.facts import OWN, live, put_new
from registry.models import LegalBasis, LegalBasisText, table_of
from registry.records.verifications import audit_verified
from registry.refusals import Refusal
from registry.transaction import COUNTRY, Write


class UnknownBasis(Refusal):
    """The library has no legal basis of that key."""


def verify_basis(write: Write, area: str, key: str, *, by: int, against: str = "") -> bool:
    """The person has held the basis against the law and stands for it, in that area.

    A province's own record takes the place of the country's in it. False where they have said so
    already. Raises UnknownBasis.
    """
    text = LegalBasisText.__table__
    basis_id, source_id = _basis(write, area, key), _basis(write, COUNTRY, key)
    where = basis_id if basis_id is not None else source_id
    rows = write.connection.execute(
        select(text).where(text.c.basis_id == where, live(LegalBasisText))
    )
    found = rows.mappings().all()
    if where is None or not found:
        raise UnknownBasis(field="key", value=key)
    if basis_id is None:
        row = {"area_code": area, "key": key}
        basis_id = add(write, table_of(LegalBasis), row)
    is_new = False
    for old in found:
        own = {name: value for name, value in old.items() if name not in OWN | {"basis_id"}}
        start: date = old["valid_from"]
        is_new |= put_new(
            write, LegalBasisText, {"basis_id": basis_id}, {**own, "verified_by": by},
            valid_from=start, valid_to=old["valid_to"],
        )  # fmt: skip
    return audit_verified(write, "legal.verified", area, key, by, against, new=is_new)


def _basis(write: Write, area: str, key: str) -> int | None:
    return write.connection.scalar(
        select(LegalBasis.id).where(LegalBasis.area_code == area, LegalBasis.key == key)
    )
