"""People and their work contacts."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select

from registry.fact_digests import add, change
from registry.models import Contact, Person, table_of
from registry.queries.people import person
from registry.rules.printing import as_meant
from registry.transaction import Write


def add_person(
    write: Write,
    *,
    title_th: str,
    name_th: str,
    title_en: str = "",
    name_en: str = "",
    sex: str = "not_stated",
    ref: str | None = None,
) -> int:
    """A person, made anew. `ref` is "p" and a number where none is given.

    Names are kept with each sign in one way, whatever keyboard or PDF file they are from.
    """
    if ref is None:
        ref = f"p{1 + (write.connection.scalar(select(func.max(Person.id))) or 0)}"
    row = {
        "ref": ref,
        "title_th": as_meant(title_th),
        "name_th": as_meant(name_th),
        "title_en": as_meant(title_en),
        "name_en": as_meant(name_en),
        "sex": sex,
        "recorded_at": write.now,
    }
    return add(write, table_of(Person), row)


def rename_person(write: Write, person_id: int, names: Mapping[str, str]) -> bool:
    """Put the spelling of a name, title or sex right. Answers whether that changes anything.

    What was printed or signed keeps the name that it was printed with.
    """
    table = table_of(Person)
    kept = write.connection.execute(select(table).where(table.c.id == person_id)).mappings().one()
    meant = {name: as_meant(value) for name, value in names.items()}
    new = {name: value for name, value in meant.items() if kept[name] != value}
    if new:
        change(write, table, table.c.id == person_id, **new)
    return bool(new)


def set_contacts(write: Write, person_id: int, contacts: Mapping[str, str]) -> None:
    """The person's work contacts from now on; those of the same kind are erased."""
    kept = select(Contact.kind, Contact.value).where(Contact.person_id == person_id)
    known = {row[0]: row[1] for row in write.connection.execute(kept)}
    new = {kind: value for kind, value in contacts.items() if known.get(kind) != value}
    write.connection.execute(
        delete(Contact).where(Contact.person_id == person_id, Contact.kind.in_(new))
    )
    for kind, value in new.items():
        write.connection.execute(
            insert(Contact),
            {"person_id": person_id, "kind": kind, "value": value, "recorded_at": write.now},
        )


def person_of_name(connection: Connection, title_th: str, name_th: str) -> int | None:
    """Who bears exactly that title and name; None for nobody. Raises UnknownPerson for several."""
    query = select(Person.id).where(
        Person.title_th == title_th, Person.name_th == name_th, Person.same_as.is_(None)
    )
    found = connection.scalars(query).all()
    if len(found) > 1:
        return person(connection, f"{title_th}{name_th}", field="name_th").id
    return found[0] if found else None
