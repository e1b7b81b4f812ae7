"""What is typed into a form of several pages that is no gate's: kept for its writer alone."""

import json
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from registry.models import FormDraft, Person
from registry.queries.people import written_name
from registry.records.drafts import Draft, Typist, draft_body
from registry.rules.plain_values import Json
from registry.rules.screening import Net
from registry.store import Registry
from registry.transaction import Write


def save_form_draft(
    registry: Registry, person_id: int, place: str, said: Json, *, net: Net
) -> datetime:
    """Keep what the person has typed so far, in place of what was kept before.

    Raises IdentityNumberInText, DraftTooLong.
    """
    body = draft_body(said, net)
    with registry.writing() as write:
        kept = {"body": body, "saved_at": write.now}
        again = update(FormDraft).where(*_its(person_id, place)).values(kept)
        if not write.connection.execute(again).rowcount:
            key = {"person_id": person_id, "place": place}
            write.connection.execute(insert(FormDraft), {**key, **kept})
        return write.now


def form_draft_of(connection: Connection, person_id: int, place: str) -> Draft | None:
    """What the person had typed there."""
    query = select(FormDraft.body, FormDraft.saved_at).where(*_its(person_id, place))
    row = connection.execute(query).first()
    return None if row is None else Draft(json.loads(row[0]), row[1])


def filling_in_too(
    connection: Connection, person_id: int, place: str, since: datetime
) -> list[Typist]:
    """Who else has typed there since that instant, the last one first; never what they typed."""
    name = (Person.title_th, Person.name_th, Person.title_en, Person.name_en)
    query = (
        select(FormDraft.saved_at, *name)
        .join(Person, Person.id == FormDraft.person_id)
        .where(FormDraft.place == place, FormDraft.person_id != person_id)
        .where(FormDraft.saved_at >= since)
        .order_by(FormDraft.saved_at.desc())
    )
    return [Typist(written_name(*row[1:]), row[0]) for row in connection.execute(query)]


def drop_form_draft(registry: Registry, person_id: int, place: str) -> None:
    """Erase what the person had typed there: it was recorded, or is not wanted any more."""
    with registry.writing() as write:
        write.connection.execute(delete(FormDraft).where(*_its(person_id, place)))


def forget_form_drafts(write: Write, before: datetime) -> None:
    """Erase drafts that nobody went on with since that instant."""
    write.connection.execute(delete(FormDraft).where(FormDraft.saved_at < before))


def _its(person_id: int, place: str) -> tuple[ColumnElement[bool], ...]:
    return FormDraft.person_id == person_id, FormDraft.place == place
