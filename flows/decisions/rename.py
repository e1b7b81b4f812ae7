"""Rename: an office or a person is called otherwise, asked for by one person, agreed by another.

The first asks, having seen what follows; the second agrees at a standing gate. What was printed or
signed keeps the name that it was written with.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.titles import title_list
from config.words import Sentence, both
from flows.decisions.confirmation import ActOfTwo, ConfirmationWaits, RequestMade
from flows.decisions.refusals import UnknownOffice
from flows.decisions.withdraw import reason_given
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from flows.engine.standing_gates import CONFIRM_RENAMING
from registry.queries.directory import DirectoryQuestion, directory
from registry.queries.parts import areas_known_in
from registry.queries.people import PersonRow, person
from registry.queries.renamings import (
    RenamedRecord,
    RenamingRow,
    WrittenName,
    called_then,
    office_now,
    open_renaming_of,
    person_now,
    renaming,
    what_follows,
)
from registry.records.renamings import answer_renaming, ask_to_rename
from registry.records.rights import who_may_on
from registry.refusals import Refusal
from registry.rules.names import refuse_no_name, title_typed
from registry.rules.office_references import area_of_office
from registry.rules.rights import Verb
from registry.rules.thai import tidy
from registry.transaction import COUNTRY, Write, lock_order

LONGEST = 200
OFFICIAL = "an official's name"  # why the screening's warnings are let through
MOST_OFFICES = 5_000


class NameUnchanged(Refusal):
    """What is asked for is the name that stands."""


class NewNameMissing(Refusal):
    """A name without its Thai title or name, whichever there must be."""


class NewNameTooLong(Refusal):
    """A name that no paper has room for."""


class NameSinceUnfit(Refusal):
    """A name cannot begin before the one that it follows, nor ahead of today."""


class OfficeNameTaken(Refusal):
    """Another office of the area is called so."""


class RenamingWaits(Refusal):
    """It is asked already what it is to be called."""


class RenamedMeanwhile(Refusal):
    """The name was changed by another way since it was asked."""


@dataclass(frozen=True)
class NewName:
    """What it is to be called; of an office `since` when, its name being its unit."""

    title_th: str
    name_th: str
    title_en: str = ""
    name_en: str = ""
    since: date | None = None


@dataclass(frozen=True)
class RenamingAim:
    """What is renamed, into what, in whose areas; checked and ready to be asked for."""

    subject: RenamedRecord
    new: WrittenName
    since: date | None
    areas: tuple[str, ...]
    who: PersonRow


def subject_of(connection: Connection, ref: str) -> RenamedRecord:
    """The office or the person of that reference. Raises UnknownPerson, UnknownOffice."""
    if "/" not in ref:
        return person_now(connection, person(connection, ref, field="person"))
    found = office_now(connection, ref)
    if found is None:
        raise UnknownOffice(field="office", value=ref)
    return found


def areas_of_subject(
    desk: Installation, connection: Connection, subject: RenamedRecord
) -> list[str]:
    """Where it is known: whoever asks or answers has the right in each."""
    if subject.is_office:
        return [area_of_office(subject.ref)]
    found = areas_known_in(connection, subject.id, desk.registry.today)
    return sorted(found or {COUNTRY}, key=lock_order)


def owners_of_subject(subject: RenamedRecord) -> set[int]:
    """Who is renamed: they may ask for it themselves, and somebody else agrees."""
    return set() if subject.is_office else {subject.id}


def wanted_renaming(
    desk: Installation, connection: Connection, ref: str, name: NewName, *, recorded_by: str
) -> RenamingAim:
    """What is asked for, held against what is recorded.

    Raises UnknownPerson, UnknownOffice, MayNot, NewNameMissing, NewNameTooLong,
    NameUnchanged, NameSinceUnfit, OfficeNameTaken, IdentityNumberInText.
    """
    subject = subject_of(connection, ref)
    areas = areas_of_subject(desk, connection, subject)
    who = who_may_on(connection, desk.registry.today, recorded_by, Verb.LOAD, *areas)
    new = _written(desk, subject, name)
    since = _since(desk, subject, name) if subject.is_office else None
    if new == subject.now:
        raise NameUnchanged(field="name_th", name=subject.called)
    if subject.is_office:
        _refuse_taken(connection, subject, new, desk.registry.today)
    return RenamingAim(subject, new, since, tuple(areas), who)


def preview(
    desk: Installation, ref: str, name: NewName, *, recorded_by: str
) -> tuple[RenamingAim, list[Sentence]]:
    """What is asked for and what would follow. Writes nothing. Raises as `wanted_renaming`."""
    with desk.registry.reading() as connection:
        wanted = wanted_renaming(desk, connection, ref, name, recorded_by=recorded_by)
        today = desk.registry.today
        follows = what_follows(connection, wanted.subject, wanted.new, today, wanted.since)
        return wanted, follows


def ask_renaming(
    desk: Installation, ref: str, name: NewName, *, reason: str, recorded_by: str
) -> ConfirmationWaits:
    """Ask that it be renamed, which another person who may then agrees to or not.

    Raises as `wanted_renaming`, and RenamingWaits, ReasonMissing.
    """
    reason = reason_given(desk, reason)
    with desk.registry.reading() as connection:
        areas = wanted_renaming(desk, connection, ref, name, recorded_by=recorded_by).areas

    def ask(write: Write, area: str, at: int | None) -> RequestMade:
        wanted = wanted_renaming(desk, write.connection, ref, name, recorded_by=recorded_by)
        if open_renaming_of(write.connection, wanted.subject) is not None:
            raise RenamingWaits(field="name_th", name=wanted.subject.called)
        number = ask_to_rename(
            write, area, at, subject=wanted.subject, new=wanted.new, since=wanted.since,
            first=wanted.who.id, reason=reason,
        )  # fmt: skip
        return RequestMade(number, wanted.who.id)

    return RENAMING.ask(desk, areas, ask)


def _written(desk: Installation, subject: RenamedRecord, name: NewName) -> WrittenName:
    """The name with single spaces; a person's title in full, the English one where none is said."""
    said = {one: tidy(str(getattr(name, one))) for one in WrittenName._fields}
    needed = "title_th" if subject.is_office else "name_th"
    if not said[needed]:
        raise NewNameMissing(field=needed)
    for one, text in said.items():
        if len(text) > LONGEST:
            raise NewNameTooLong(field=one, most=LONGEST)
    refuse_unfit_texts(desk, said, reason=OFFICIAL)
    if subject.is_office:
        said["title_en"] = said["title_en"] or said["title_th"]
        return WrittenName(**said)
    refuse_no_name(said["name_th"], field="name_th")
    listed = title_typed(said["title_th"], title_list().titles())
    if listed is not None:
        same = listed.full_th == subject.now.title_th
        english = subject.now.title_en if same else listed.english
        # The form carries the English title that stands along: it is none that somebody typed.
        typed = said["title_en"] if said["title_en"] != subject.now.title_en else ""
        said["title_th"], said["title_en"] = listed.full_th, typed or english
    return WrittenName(**said)


def _since(desk: Installation, subject: RenamedRecord, name: NewName) -> date:
    """From when the office is so called: not before the name that it bears, nor ahead of today."""
    since, first = name.since or desk.registry.today, subject.since or date.min
    if not first <= since <= desk.registry.today:
        raise NameSinceUnfit(field="since", value=since, first=first, today=desk.registry.today)
    return since


def _refuse_taken(
    connection: Connection, subject: RenamedRecord, new: WrittenName, on: date
) -> None:
    called = called_then(connection, subject, new)
    area = area_of_office(subject.ref)
    others, _ = directory(connection, DirectoryQuestion((area,), on), most=MOST_OFFICES)
    for one in others:
        if one.office.ref != subject.ref and one.office.called.th == called.th:
            raise OfficeNameTaken(field="title_th", office=called, ref=one.office.ref)


def _refuse_unfit(desk: Installation, write: Write, asked: RenamingRow) -> None:
    """Raises RenamedMeanwhile where another name stands by now, and OfficeNameTaken where another
    office bears the new one by now.
    """
    if asked.subject.now != asked.was:
        raise RenamedMeanwhile(field="result", now=asked.subject.called, was=asked.was_called)
    if asked.subject.is_office:
        _refuse_taken(write.connection, asked.subject, asked.new, desk.registry.today)


def _says(asked: RenamingRow) -> Sentence:
    return both(
        "renaming.waits", number=asked.number, was=asked.was_called, new=asked.new_called,
        ref=asked.subject.ref, first=asked.first.name, reason=asked.reason,
    )  # fmt: skip


def _follows(connection: Connection, asked: RenamingRow, on: date) -> list[Sentence]:
    return what_follows(connection, asked.subject, asked.new, on, asked.since)


RENAMING = ActOfTwo(
    gate=CONFIRM_RENAMING,
    prefix="!rename/",
    verb=Verb.LOAD,
    find=renaming,
    areas=lambda desk, connection, asked: areas_of_subject(desk, connection, asked.subject),
    owners=lambda _, asked: owners_of_subject(asked.subject),
    follows=_follows,
    fits=_refuse_unfit,
    says=_says,
    answer=lambda _, write, asked, said: answer_renaming(write, asked, said),
)
