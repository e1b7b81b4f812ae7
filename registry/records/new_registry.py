"""Making a registry: its schema, the areas, the shipped laws and agencies, its first admin."""

import uuid
from datetime import date

from sqlalchemy import Connection, insert

from config.areas import area_naming
from config.defaults import agencies, legal
from registry.fact_digests import add, tell_whole
from registry.facts import put
from registry.gazetteer import alias_rows, area_rows
from registry.ledger import GENESIS
from registry.models import (
    Area,
    AreaAlias,
    ChainHead,
    LegalBasis,
    LegalBasisText,
    RegistryMeta,
    table_of,
)
from registry.records.offices import add_agency, assign
from registry.records.people import add_person
from registry.refusals import Refusal
from registry.schema import migrate
from registry.store import Registry
from registry.transaction import COUNTRY, Write

AS_SHIPPED = {  # columns of a legal basis that are called as in the defaults
    "title_th", "title_en", "number", "dated", "citation_th", "citation_en", "source",
}  # fmt: skip
KINDS = ("real", "demo", "simulation")


class RegistryExists(Refusal):
    """There is a registry behind the URL already."""


class DatabaseOfAnother(Refusal):
    """The database holds tables already, and none of them is a registry's."""


def make_registry(registry: Registry, kind: str, *, admin: tuple[str, str] | None = None) -> None:
    """Make a registry of that kind (real, demo, simulation), all or nothing.

    `admin` is title and name of the first administrator. Raises RegistryExists or
    DatabaseOfAnother.
    """
    url = registry.url.render_as_string(hide_password=True)
    if registry.exists():
        raise RegistryExists(url=url)
    if registry.is_taken():
        raise DatabaseOfAnother(field="--registry", url=url)
    with registry.making() as connection:
        migrate(connection)
        add_areas(connection)
        write = registry.write_on(connection)
        write.lock(COUNTRY)
        tell_whole(write)
        for key, value in (("kind", kind), ("id", uuid.uuid4().hex)):
            add(write, table_of(RegistryMeta), {"key": key, "value": value})
        add_laws(write)
        add_agencies(write)
        if admin is not None:
            add_admin(write, admin)
        write.audit(COUNTRY, "registry.made", actor=None, body={"kind": kind})
        write.write_heads()


def add_areas(connection: Connection) -> None:
    """All areas with their names, and a chain for the country, each province and district."""
    areas = area_rows()
    connection.execute(insert(Area), [vars(one) for one in areas])
    aliases = {(one.key, one.code) for one in alias_rows(areas, area_naming())}
    connection.execute(
        insert(AreaAlias), [{"key": key, "area_code": code} for key, code in sorted(aliases)]
    )
    chained = [one.code for one in areas if one.kind != "subdistrict"]
    connection.execute(
        insert(ChainHead), [{"area_code": code, "seq": 0, "digest": GENESIS} for code in chained]
    )


def add_laws(write: Write) -> None:
    """The shipped library of legal bases (R13)."""
    library = legal()
    for position, base in enumerate(library.bases):
        basis_id = add(write, table_of(LegalBasis), {"area_code": COUNTRY, "key": base.key})
        values = {
            **base.model_dump(include=AS_SHIPPED),
            "position": position,
            "cited_as": base.cited_as if base.cited else "none",
            "replaced_by": base.superseded_by,
            "verified_by": None,
            "shipped_verified": base.verified,
        }
        since = base.in_force_from or base.dated or date(base.year, 1, 1)
        put(write, LegalBasisText, {"basis_id": basis_id}, values, valid_from=since)


def add_agencies(write: Write) -> None:
    """The agencies of the case study's working team (R5), by their country-wide names."""
    for one in agencies().agencies:
        names = (one.name_th, one.name_en)
        add_agency(write, one.key, names, partner=one.partner)


def add_admin(write: Write, admin: tuple[str, str]) -> int:
    """The first administrator, from the day the law came into force on."""
    title, name = admin
    person_id = add_person(write, title_th=title, name_th=name, ref="admin")
    assign(write, person_id, "admin", COUNTRY, start=legal().valid_from)
    return person_id
