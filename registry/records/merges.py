"""Merges of records, recorded: asked for, answered, and the pointers that follow from them."""

from sqlalchemy import delete, select, update

from registry.fact_digests import change
from registry.models import Contact, Person, PersonMerge, table_of
from registry.queries.merges import MergeRow, merges_that_stand
from registry.queries.person_records import person_for
from registry.records.accounts import close_at_once
from registry.records.acts_of_two import SecondAnswer, answer, ask
from registry.rules.plain_values import Json
from registry.transaction import Write

ASKED, REFUSED, MERGED, PARTED = (
    "merge.asked", "merge.refused", "person.merged", "person.parted",
)  # fmt: skip
_merge, _person = table_of(PersonMerge), table_of(Person)


def ask_to_merge(
    write: Write,
    area: str,
    instance: int | None,
    *,
    merged: int,
    kept: int,
    undoes: int | None,
    first: int,
    reason: str,
) -> int:
    """Record what is asked for. Answers its number."""
    number = ask(
        write, _merge, area, instance, first=first, reason=reason,
        merged_id=merged, kept_id=kept, undoes=undoes,
    )  # fmt: skip
    write.audit(area, ASKED, actor=first, body={"merge": number})
    return number


def answer_merge(write: Write, asked: MergeRow, said: SecondAnswer) -> None:
    """The second person agreed, or did not: then both records stay as they are."""
    answer(write, _merge, asked.number, said)
    if not said.confirmed:
        write.audit(asked.area, REFUSED, actor=said.second, body=said.told(merge=asked.number))
        return
    point(write)
    if asked.undoes is None:
        _hand_over(write, asked.merged.id, person_for(write.connection, asked.kept.id))
    body: Json = {"merge": asked.number, "merged": asked.merged.ref, "kept": asked.kept.ref}
    write.audit(
        asked.area, MERGED if asked.undoes is None else PARTED, actor=said.second, body=body
    )


def lock_merges(write: Write) -> None:
    """Let nobody else answer a merge until this is written: each may change where others end.

    Whoever answers locks all of them first, in the order of their numbers, and reads afterwards.
    A lock of the country would come too late, after that of the area.
    """
    write.connection.execute(select(_merge.c.id).order_by(_merge.c.id).with_for_update()).all()


def point(write: Write) -> None:
    """Let each record point at the person that it stands for, by the merges that stand."""
    into = merges_that_stand(write.connection)
    pointing = select(_person.c.id, _person.c.same_as).where(_person.c.same_as.is_not(None))
    before = {row.id: row.same_as for row in write.connection.execute(pointing)}
    for record in sorted(before.keys() | into.keys()):
        same_as = stands_for(record, into)
        if same_as != before.get(record):
            change(write, _person, _person.c.id == record, same_as=same_as)


def stands_for(record: int, into: dict[int, int]) -> int | None:
    """At the end of the merges that begin with the record; None where there is none.

    A circle, which no lock let through, ends where it began: each of its records is its own.
    """
    seen, kept = {record}, into.get(record)
    while kept is not None and kept in into and kept not in seen:
        seen.add(kept)
        kept = into[kept]
    return None if kept == record else kept


def _hand_over(write: Write, merged: int, kept: int) -> None:
    """Who signs in under the merged record does so no more; contacts that lack go over."""
    close_at_once(write, merged)
    known = select(Contact.kind).where(Contact.person_id == kept)
    write.connection.execute(
        update(Contact)
        .where(Contact.person_id == merged, Contact.kind.not_in(known))
        .values(person_id=kept)
    )
    write.connection.execute(delete(Contact).where(Contact.person_id == merged))
