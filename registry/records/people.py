"""People and their work contacts."""

from collections.abc import Mapping

from sqlalchemy import delete, func, insert, select, update

from config.titles import title_list
from registry.models import Contact, Person, table_of
from registry.queries.people import person
from registry.rules.names import sex_of_name
from registry.store import Write, new_id


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
    """A person, made anew. `ref` is "p" and a number where none is given."""
    if ref is None:
        ref = f"p{1 + (write.connection.scalar(select(func.max(Person.id))) or 0)}"
    row = {
        "ref": ref,
        "title_th": title_th,
        "name_th": name_th,
        "title_en": title_en,
        "name_en": name_en,
        "sex": sex,
        "recorded_at": write.now,
    }
    made = write.connection.execute(insert(Person), row)
    return new_id(made)


def rename_person(write: Write, person_id: int, names: Mapping[str, str]) -> bool:
    """Put the spelling of a name, title or sex right. Answers whether that changes anything.

    What was printed or signed keeps the name that it was printed with.
    """
    table = table_of(Person)
    kept = write.connection.execute(select(table).where(table.c.id == person_id)).mappings().one()
    new = {name: value for name, value in names.items() if kept[name] != value}
    if new:
        write.connection.execute(update(table).where(table.c.id == person_id).values(**new))
    return bool(new)


def person_named(write: Write, named: Mapping[str, str | None]) -> int:
    """The person of that reference; or one made for the name that a paper gives.

    The sex is what the title before the name says (practice of the offices).
    """
    ref = named.get("person")
    if ref:
        return person(write.connection, ref, field="person").id
    title, name = named.get("title_th") or "", named.get("name_th") or ""
    return add_person(
        write,
        title_th=title,
        name_th=name,
        name_en=named.get("name_en") or "",
        sex=sex_of_name(f"{title}{name}", title_list().titles()),
    )


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
