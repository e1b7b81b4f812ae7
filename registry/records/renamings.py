"""Renamings of offices and people, recorded: asked for, answered, and the names they leave."""

from datetime import date

from config.titles import title_list
from registry.facts import put
from registry.models import OfficeName, Renaming, table_of
from registry.queries.renamings import RenamedRecord, RenamingRow, WrittenName
from registry.records.acts_of_two import SecondAnswer, answer, ask
from registry.records.people import rename_person
from registry.rules.names import title_typed
from registry.transaction import Write

ASKED, REFUSED, RENAMED = "renaming.asked", "renaming.refused", "renaming.confirmed"
_renaming = table_of(Renaming)


def ask_to_rename(
    write: Write,
    area: str,
    instance: int | None,
    *,
    subject: RenamedRecord,
    new: WrittenName,
    since: date | None,
    first: int,
    reason: str,
) -> int:
    """Record what is asked for. Answers its number."""
    number = ask(
        write, _renaming, area, instance, first=first, reason=reason,
        **new._asdict(),
        **{f"was_{name}": said for name, said in subject.now._asdict().items()},
        office_id=subject.id if subject.is_office else None,
        person_id=None if subject.is_office else subject.id,
        since=since,
    )  # fmt: skip
    write.audit(area, ASKED, actor=first, body={"renaming": number, "of": subject.ref})
    return number


def answer_renaming(write: Write, asked: RenamingRow, said: SecondAnswer) -> None:
    """The second person agreed, or did not: then the name stays as it is."""
    answer(write, _renaming, asked.number, said)
    if said.confirmed:
        _rename(write, asked)
    action = RENAMED if said.confirmed else REFUSED
    body = said.told(renaming=asked.number, of=asked.subject.ref)
    write.audit(asked.area, action, actor=said.second, body=body)


def _rename(write: Write, asked: RenamingRow) -> None:
    new = asked.new
    if asked.since is not None:
        names = {
            "title_th": new.title_th, "title_en": new.title_en,
            "unit_th": new.name_th, "unit_en": new.name_en,
        }  # fmt: skip
        put(write, OfficeName, {"office_id": asked.subject.id}, names, valid_from=asked.since)
        return
    title = title_typed(new.title_th, title_list().titles())
    stated = {"sex": title.sex} if title is not None and title.sex != "not_stated" else {}
    rename_person(write, asked.subject.id, new._asdict() | stated)
