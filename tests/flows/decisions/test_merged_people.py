"""Who is meant by a record that was merged: accounts, files, contacts, parts and logs."""

from datetime import date

from sqlalchemy import select

from config.settings import Settings
from desk.imports.row_loading import load_rows
from flows.decisions.merge import (
    MERGE,
    ask_parting,
)
from registry.models import Person
from registry.queries.audit import attempts
from registry.queries.contacts import contacts_of
from registry.queries.merges import merges_of, what_follows
from registry.queries.own_data import own_data
from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.queries.people_of_areas import names_in
from registry.queries.second_person import people_at_work
from registry.records.accounts import accept_invitation, first_admin, invite, limits_of
from registry.records.contacts import Erasure, erase_contact, erase_left
from registry.records.load_file import LoadFile
from registry.records.offices import assign
from registry.records.people import add_person, set_contacts
from registry.records.sign_ins import SignedIn, whose
from registry.rules.rights import Part
from tests.builders import Desk, people_of
from tests.flows.decisions.at_acts_of_two import settle_read
from tests.flows.decisions.at_merges import DEPUTY, WHY, D, ask, early, ids_of, settled

__all__ = ["early"]

LIMITS = limits_of(Settings())
PASSWORD = "มะม่วงสามใบ กับร่มแดง"  # noqa: S105 — of no account but the tests'


def joined(desk: Desk, ref: str, by: str = "admin") -> SignedIn:
    made = invite(desk.office.registry, ref, recorded_by=by, limits=LIMITS)
    return accept_invitation(desk.office.registry, made.token, PASSWORD, limits=LIMITS)


def test_who_works_under_a_merged_record_could_confirm_an_act_of_two(early: Desk) -> None:
    registry = early.office.registry
    joined(early, "5715.chief")
    with registry.writing() as write:
        clerk = add_person(write, title_th="นาง", name_th="ปราณี สมมุติ", ref="clerk")
        assign(write, clerk, Part.COORDINATOR, "57", start=date(2022, 1, 1))
    settled(early, "clerk", "5715.chief")
    with registry.reading() as connection:
        at_work = people_at_work(connection, "5708", registry.today)
    assert [one.ref for one in at_work] == ["5715.chief"]


def test_whoever_an_administrator_invites_signs_in_whatever_record_the_part_was_given_to(
    early: Desk,
) -> None:
    registry = early.office.registry
    with registry.writing() as write:
        add_person(write, title_th="นาย", name_th="ผู้ดูแล ระบม", ref="admin2")
    settled(early, "admin", "admin2")
    begun = joined(early, "coord", by="admin2")
    assert whose(registry, begun.token, limits=LIMITS) is not None


def test_own_data_tells_the_account_and_what_names_a_merged_record(early: Desk) -> None:
    joined(early, "5715.chief")
    with early.office.registry.reading() as connection:
        before = own_data(connection, person(connection, "5715.chief", field="person").id)
    settled(early, "5715.chief", DEPUTY)
    with early.office.registry.reading() as connection:
        own = own_data(connection, person(connection, DEPUTY, field="person").id)
    assert before.account is not None
    assert own.account is not None
    assert own.account.created_at == before.account.created_at
    assert before.mentions
    assert set(before.mentions) <= set(own.mentions)


def test_a_name_that_is_spelled_as_in_a_merged_record_is_still_an_officials(early: Desk) -> None:
    settled(early, "5715.deputy", DEPUTY)
    with early.office.registry.reading() as connection:
        known = names_in(connection, (D, D[:2]))
    assert {"ปรานี สมมุติ", "สำรอง สมมุติ"} <= known


def contacts(desk: Desk, ref: str) -> list[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        who = person(connection, ref, field="x").id
        return [(one.kind, one.value) for one in contacts_of(connection, who)]


def loaded(desk: Desk, **said: str) -> int:
    """How many people a file changes that names 5715.deputy, whose record is merged."""
    row = {"ref": "5715.deputy", "name_th": "ปรานี สมมุติ", **said}
    rows = LoadFile.model_validate({"people": [row]})
    return load_rows(desk.office, rows, recorded_by="admin").loaded.people


def test_what_a_file_says_of_a_merged_record_is_said_of_the_person(early: Desk) -> None:
    settled(early, "5715.deputy", DEPUTY)
    loaded(early, phone="053 123 456", sex="male")
    assert contacts(early, DEPUTY) == [("phone", "053 123 456")]
    with early.office.registry.reading() as connection:
        sexes = dict(connection.execute(select(Person.ref, Person.sex)).all())
    assert (sexes[DEPUTY], sexes["5715.deputy"]) == ("male", "not_stated")
    early.on("2024-06-02")
    assert erase_left(early.office.registry) == Erasure(0, 0)  # the person holds an office
    erase_contact(early.office.registry, "5715.deputy", "phone", recorded_by="coord")
    assert contacts(early, DEPUTY) == []


def test_the_file_that_made_a_merged_record_changes_nothing_when_it_is_loaded_again(
    early: Desk,
) -> None:
    settled(early, "5715.deputy", DEPUTY)
    done = load_rows(early.office, people_of(D), recorded_by="coord")
    assert (done.loaded.people, done.loaded.holders) == (0, 0)
    assert (loaded(early, name_en="Pranee S."), loaded(early, name_en="Pranee S.")) == (1, 0)
    with early.office.registry.reading() as connection:
        assert person(connection, DEPUTY, field="x").name.th == "นายสำรอง สมมุติ"


def test_contacts_go_to_the_person_for_whom_the_kept_record_stands_by_then(early: Desk) -> None:
    with early.office.registry.writing() as write:
        merged = person(write.connection, "5715.deputy", field="x").id
        set_contacts(write, merged, {"phone": "053 123 456"})
    asked = ask(early, "5715.deputy")
    settled(early, DEPUTY, "5715.chief")
    settle_read(MERGE, early, asked.number, confirmed=True, recorded_by="coord2")
    assert contacts(early, "5715.chief") == [("phone", "053 123 456")]


def test_what_follows_is_told_of_the_person_for_whom_the_kept_record_stands(early: Desk) -> None:
    ids = ids_of(early, "5715.deputy", DEPUTY, "5715.chief")
    settled(early, DEPUTY, "5715.chief")
    with early.office.registry.reading() as connection:
        told, meant = (what_follows(connection, ids[0], kept) for kept in ids[1:])
    assert told == meant
    assert any("and District Chief of Mae Fa Luang" in one.en for one in told)


def parted(desk: Desk, merged: str, kept: str) -> None:
    """Two records that were merged are two people again."""
    with desk.office.registry.reading() as connection:
        (row,) = merges_of(connection, person(connection, kept, field="x").id)
    assert (row.merged.ref, row.kept.ref) == (merged, kept)
    asked = ask_parting(desk.office, row.number, reason=WHY, recorded_by="coord")
    settle_read(MERGE, desk, asked.number, confirmed=True, recorded_by="coord2")


def test_a_part_that_is_given_to_a_person_stays_theirs_when_a_merge_is_undone(early: Desk) -> None:
    registry = early.office.registry
    merged, kept = ids_of(early, "5715.deputy", DEPUTY)
    first, left, again = date(2021, 1, 1), date(2021, 6, 1), date(2022, 2, 1)
    with registry.writing("57") as write:
        assign(write, merged, "observer", "57", start=first, stop=left)
    settled(early, "5715.deputy", DEPUTY)
    with registry.writing("57") as write:
        assert not assign(write, kept, "observer", "57", start=first, stop=left)
        assert assign(write, kept, "observer", "57", start=again)
    parted(early, "5715.deputy", DEPUTY)
    with registry.reading() as connection:
        held = {
            one: Part.OBSERVER in {p.part for p in parts_of(connection, one, again).parts}
            for one in (merged, kept)
        }
    assert held == {merged: False, kept: True}


def test_a_provinces_log_tells_what_its_people_tried_under_either_record(early: Desk) -> None:
    registry = early.office.registry
    with registry.writing() as write:
        add_person(write, title_th="นาง", name_th="ปราณี สมมุติ", ref="kept")
    settled(early, "5715.deputy", "kept")
    for actor in ("5715.deputy", "kept", "admin"):
        registry.note_attempt(actor=actor, target="people contact", code="contact_unfit")
    with registry.reading() as connection:
        tried = {one.actor for one in attempts(connection, ("57",))}
    assert tried == {"5715.deputy", "kept"}


def test_the_first_administrator_is_the_person_and_no_merged_record(early: Desk) -> None:
    registry = early.office.registry
    with registry.writing() as write:
        add_person(write, title_th="นาย", name_th="ผู้ดูแล ระบม", ref="admin2")
    settled(early, "admin", "admin2")
    made = first_admin(registry, limits=LIMITS)
    assert made is not None
    assert made.person is not None
    assert made.person.ref == "admin2"
