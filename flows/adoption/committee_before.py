"""The committee before the one that is taken in: it ended, or its adoption was withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from flows.establishment.process import ESTABLISHMENT
from registry.journal import starts
from registry.queries.instances import begun_after
from registry.queries.last_committees import LastCommittee, last_committee
from registry.records.adoption import Taking
from registry.records.filing import Upload
from registry.rules.adoption_form import AdoptionForm
from registry.transaction import Write


@dataclass(frozen=True)
class CommitteeBefore:
    """Where the last committee stopped, and the establishments begun since then, oldest first.

    `followed`: whether the next committee was taken in by one of them, so that a form that comes
    tells of that one again.
    """

    last: LastCommittee
    since: tuple[int, ...]
    followed: bool


@dataclass(frozen=True)
class Adoption(Taking):
    """A form on its way into the registry, with the committee before the one it tells of."""

    before: CommitteeBefore | None = None


def committee_before(connection: Connection, district: str) -> CommitteeBefore | None:
    """The committee of the district that stopped last; None where none has."""
    last = last_committee(connection, district)
    if last is None:
        return None
    since = tuple(begun_after(connection, last.entry, ESTABLISHMENT.key))
    begun = starts(connection, since).values()
    taken_in = any(said.get("adopted") is not None for _, said in begun)
    return CommitteeBefore(last, since, taken_in)


def taking_of(
    write: Write,
    district: str,
    form: AdoptionForm,
    uploads: Mapping[str, Upload] | None,
    by: int,
    on: date,
) -> Adoption:
    """The form beside what stands; after a committee that stopped it tells of the next one."""
    taking = Adoption(write, district, form, uploads or {}, by, on)
    before = committee_before(write.connection, district)
    if before is None:
        return taking
    return replace(taking, since=before.last.on, anew=not before.followed, before=before)
