from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select, text

from config.settings import Settings
from desk.imports.row_loading import load_rows
from flows.decisions.confirmation import ConfirmationWaits, OwnRecord
from flows.decisions.merge import (
    MERGE,
    MergeWaits,
    NoSuchMerge,
    OnePersonAlready,
    ask_merge,
    ask_parting,
    preview,
)
from flows.decisions.refusals import SamePerson
from flows.verification import verify_all
from registry.models import Account, Contact, Member, Person, table_of
from registry.queries.audit import attempts
from registry.queries.contacts import contacts_of
from registry.queries.meetings import EventAttendance, attendance, coverage, current_members
from registry.queries.merges import merges_of, what_follows
from registry.queries.own_data import own_data
from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.queries.people_of_areas import names_in, people_in
from registry.queries.second_person import people_at_work
from registry.records.accounts import accept_invitation, first_admin, invite, limits_of
from registry.records.acts_of_two import SecondAnswer
from registry.records.contacts import Erasure, erase_contact, erase_left
from registry.records.held_meetings import (
    AttendanceRow,
    record_attendance,
    record_meeting,
    record_training,
)
from registry.records.load_file import LoadFile
from registry.records.merges import answer_merge, lock_merges, stands_for
from registry.records.offices import assign
from registry.records.people import add_person, set_contacts
from registry.records.sign_ins import SignedIn, whose
from registry.rules.plain_values import Json
from registry.rules.rights import Part
from registry.transaction import Write
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk, people_of
from tests.flows.decisions.at_merges import WHY, settled
from tests.flows.replacement.at_replacements import NEW, SEAT, begin

D = MAE_FAH_LUANG
DEPUTY = "5715.deputy2"
LIMITS = limits_of(Settings())
PASSWORD = "มะม่วงสามใบ กับร่มแดง"  # noqa: S105 — of no account but the tests'


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    made.to_after_meeting()
    made.on("2022-08-10")
    return made


def seated_anew(desk: Desk) -> str:
    """The second Deputy sits, under a second record of their own; answers its reference."""
    first = begin(desk)
    other: Json = NEW | {"person": {"person": "new", "name_th": "สำรอง สมมุติ"}}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", other)
    with desk.office.registry.reading() as connection:
        now = current_members(connection, D, date(2022, 8, 20))[SEAT]
        return str(connection.scalar(select(Person.ref).where(Person.id == now)))


def ask(desk: Desk, merged: str, kept: str = DEPUTY, by: str = "coord") -> ConfirmationWaits:
    return ask_merge(desk.office, merged, kept, reason=WHY, recorded_by=by)


def agree(
    desk: Desk, asked: ConfirmationWaits, by: str = "coord2", result: str = "confirmed"
) -> None:
    assert asked.instance is not None
    assert asked.path is not None
    answer: Json = {"result": result, "reason": "ตรวจแล้ว"}
    office = "psdhs_coordinator/2" if by == "coord2" else COORDINATOR
    day = str(desk.office.registry.today)
    desk.decide(asked.instance, asked.path, office, day, answer, recorded_by=by)


def ref_in(desk: Desk) -> str:
    with desk.office.registry.reading() as connection:
        sits = current_members(connection, D, desk.office.registry.today)[SEAT]
        return str(connection.scalar(select(Person.ref).where(Person.id == sits)))


def test_two_people_make_two_records_one_and_nothing_that_was_recorded_changes(
    desk: Desk,
) -> None:
    second = seated_anew(desk)
    members = a_table(desk, Member)
    asked = ask(desk, second)
    assert ref_in(desk) == second
    agree(desk, asked)
    assert ref_in(desk) == DEPUTY
    assert a_table(desk, Member) == members
    with desk.office.registry.reading() as connection:
        assert person(connection, second, field="person").ref == DEPUTY
        assert person(connection, "สำรอง สมมุติ", field="person").ref == DEPUTY
        assert second not in {one.ref for one in people_in(connection, {"57"})[0]}
        own = own_data(connection, person(connection, DEPUTY, field="person").id)
    assert [one.seat for one in own.seats] == [SEAT]
    assert list(verify_all(desk.office)) == []


def a_table(desk: Desk, model: type[Member]) -> list[tuple[object, ...]]:
    with desk.office.registry.reading() as connection:
        return [tuple(row) for row in connection.execute(select(table_of(model)))]


def test_one_person_is_not_two_and_neither_record_is_ones_own(desk: Desk) -> None:
    second = seated_anew(desk)
    asked = ask(desk, second)
    with pytest.raises(SamePerson):
        agree(desk, asked, by="coord")
    with pytest.raises(OwnRecord):
        ask(desk, second, "coord")
    agree(desk, asked, result="not_so")
    assert ref_in(desk) == second
    own = ask(desk, second, "coord2")
    with pytest.raises(OwnRecord):
        agree(desk, own)


def test_a_record_is_merged_once_and_asked_about_once(desk: Desk) -> None:
    second = seated_anew(desk)
    asked = ask(desk, second)
    with pytest.raises(MergeWaits):
        ask(desk, second, "5715.chief")
    agree(desk, asked)
    with pytest.raises(OnePersonAlready):
        ask(desk, second)
    with pytest.raises(OnePersonAlready):
        ask(desk, DEPUTY, second)


def test_what_another_merge_has_settled_can_be_refused_and_asked_about_again(desk: Desk) -> None:
    second = seated_anew(desk)
    there, back = ask(desk, second), ask(desk, DEPUTY, second)
    agree(desk, there)
    with pytest.raises(OnePersonAlready):
        agree(desk, back)
    agree(desk, back, result="not_so")
    agree(desk, ask(desk, DEPUTY, "5715.deputy"))
    assert ref_in(desk) == "5715.deputy"


def test_what_another_merge_has_settled_can_be_refused_by_its_number(early: Desk) -> None:
    there, back = ask(early, DEPUTY, "5715.deputy"), ask(early, "5715.deputy", DEPUTY)
    agreed(early, there.number)
    with pytest.raises(OnePersonAlready):
        agreed(early, back.number)
    MERGE.settle(early.office, back.number, confirmed=False, reason="ซ้ำ", recorded_by="coord2")
    assert ask(early, "5715.deputy", "5715.chief").number > back.number


def test_what_follows_is_shown_first_and_where_both_were_there_one_counts(desk: Desk) -> None:
    second = seated_anew(desk)
    both_were_there(desk, second)
    before = [one.state for one in lines(desk)]
    _, follows = preview(desk.office, second, DEPUTY, recorded_by="coord")
    told = "\n".join(one.th for one in follows)
    assert "อำเภอแม่ฟ้าหลวง" in told
    assert "มีชื่อทั้งสองรายการ นับครั้งเดียวเป็น “มา”" in told
    assert "จะปิดทันที" in told
    agree(desk, ask(desk, second))
    assert sorted(before) == ["absent", "present"]
    assert [one.state for one in lines(desk)] == ["present"]
    with desk.office.registry.reading() as connection:
        (account,) = connection.execute(select(Account.closed_at)).all()
        contacts = connection.execute(select(Person.ref, Contact.value).join(Contact)).all()
        found = coverage(connection, D, date(2022, 8, 20), None)
        deputy = person(connection, DEPUTY, field="person").id
    assert account.closed_at is not None
    assert [tuple(one) for one in contacts] == [(DEPUTY, "053 123 456")]
    assert deputy in found.untrained


def both_were_there(desk: Desk, second: str) -> None:
    with desk.office.registry.writing(D) as write:
        ids = [person(write.connection, one, field="person").id for one in (second, DEPUTY)]
        rows = [
            AttendanceRow(ids[0], None, "present", "male"),
            AttendanceRow(ids[1], None, "absent", "male"),
        ]
        record_attendance(write, D, "inception/99", rows, on=date(2022, 8, 18), entry_id=1)
        set_contacts(write, ids[0], {"phone": "053 123 456"})
    limits = limits_of(desk.office.settings)
    invite(desk.office.registry, second, recorded_by="coord", limits=limits)


def lines(desk: Desk) -> list[EventAttendance]:
    with desk.office.registry.reading() as connection:
        return attendance(connection, D, "inception/99")


def test_what_one_learned_under_either_record_counts_for_the_person(desk: Desk) -> None:
    second = seated_anew(desk)
    with desk.office.registry.writing(D) as write:
        deputy = person(write.connection, DEPUTY, field="person").id
        days = (date(2022, 8, 17), date(2022, 8, 17))
        record_training(write, D, "training/99", ["identification"], days, entry_id=1)
        rows = [AttendanceRow(deputy, "A1", "present", "male")]
        record_attendance(write, D, "training/99", rows, on=days[0], entry_id=1)
    before = trained(desk)
    agree(desk, ask(desk, second))
    assert trained(desk) == before + 1


def trained(desk: Desk) -> int:
    with desk.office.registry.reading() as connection:
        return coverage(connection, D, date(2022, 8, 20), None).trained


def test_a_wrong_merge_is_undone_by_two_people(desk: Desk) -> None:
    second = seated_anew(desk)
    asked = ask(desk, second)
    agree(desk, asked)
    parting = ask_parting(desk.office, asked.number, reason="คนละคน", recorded_by="coord")
    assert ref_in(desk) == DEPUTY
    agree(desk, parting)
    assert ref_in(desk) == second
    with pytest.raises(NoSuchMerge):
        ask_parting(desk.office, asked.number, reason="คนละคน", recorded_by="coord")
    assert list(verify_all(desk.office)) == []


def test_a_record_that_others_were_merged_into_is_merged_with_them(desk: Desk) -> None:
    second = seated_anew(desk)
    agree(desk, ask(desk, second))
    agree(desk, ask(desk, DEPUTY, "5715.deputy"))
    assert ref_in(desk) == "5715.deputy"


def test_where_nothing_was_started_it_is_answered_by_its_number(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    asked = ask(desk, DEPUTY, "5715.deputy")
    assert asked.path is None
    with pytest.raises(SamePerson):
        MERGE.settle(desk.office, asked.number, confirmed=True, reason="", recorded_by="coord")
    done = MERGE.settle(desk.office, asked.number, confirmed=True, reason="", recorded_by="coord2")
    assert done.stands
    with desk.office.registry.reading() as connection:
        assert person(connection, DEPUTY, field="person").ref == "5715.deputy"


def joined(desk: Desk, ref: str, by: str = "admin") -> SignedIn:
    made = invite(desk.office.registry, ref, recorded_by=by, limits=LIMITS)
    return accept_invitation(desk.office.registry, made.token, PASSWORD, limits=LIMITS)


@pytest.fixture
def early(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


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
    MERGE.settle(early.office, asked.number, confirmed=True, reason="", recorded_by="coord2")
    assert contacts(early, "5715.chief") == [("phone", "053 123 456")]


def test_what_follows_is_told_of_the_person_for_whom_the_kept_record_stands(early: Desk) -> None:
    ids = ids_of(early, "5715.deputy", DEPUTY, "5715.chief")
    settled(early, DEPUTY, "5715.chief")
    with early.office.registry.reading() as connection:
        told, meant = (what_follows(connection, ids[0], kept) for kept in ids[1:])
    assert told == meant
    assert any("and District Chief of Mae Fa Luang" in one.en for one in told)


def ids_of(desk: Desk, *refs: str) -> list[int]:
    with desk.office.registry.reading() as connection:
        return [person(connection, one, field="x").id for one in refs]


def parted(desk: Desk, merged: str, kept: str) -> None:
    """Two records that were merged are two people again."""
    with desk.office.registry.reading() as connection:
        (row,) = merges_of(connection, person(connection, kept, field="x").id)
    assert (row.merged.ref, row.kept.ref) == (merged, kept)
    asked = ask_parting(desk.office, row.number, reason=WHY, recorded_by="coord")
    MERGE.settle(desk.office, asked.number, confirmed=True, reason="", recorded_by="coord2")


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


def test_a_person_of_two_lines_has_the_sex_of_the_line_that_counts(desk: Desk) -> None:
    merged, kept = ids_of(desk, "5715.deputy", DEPUTY)
    settled(desk, "5715.deputy", DEPUTY)
    day = date(2022, 5, 18)
    sheets = {
        "training/1": (("proxy", "male"), ("present", "female")),
        "training/2": (("present", "not_stated"), ("present", "female")),
        "training/3": (("proxy", "male"), ("online", "not_stated")),
    }
    with desk.office.registry.writing(D) as write:
        for event, told in sheets.items():
            rows = [
                AttendanceRow(who, None, *one)
                for who, one in zip((merged, kept), told, strict=True)
            ]
            record_attendance(write, D, event, rows, on=day, entry_id=1)
    with desk.office.registry.reading() as connection:
        came = {event: attendance(connection, D, event) for event in sheets}
    assert {event: [(one.state, one.sex) for one in lines] for event, lines in came.items()} == {
        "training/1": [("present", "female")],
        "training/2": [("present", "female")],
        "training/3": [("online", "not_stated")],
    }


def test_of_several_lines_of_one_sheet_the_weightiest_is_told_before_a_merge(desk: Desk) -> None:
    merged, other, kept = ids_of(desk, "5715.chief", "5715.deputy", DEPUTY)
    settled(desk, "5715.deputy", DEPUTY)
    with desk.office.registry.writing(D) as write:
        rows = [
            AttendanceRow(kept, None, "present", "male"),
            AttendanceRow(other, None, "absent", "male"),
            AttendanceRow(merged, None, "absent", "male"),
        ]
        day = date(2022, 5, 18)
        record_meeting(write, D, "quarterly/7", "quarterly", on=day, entry_id=1)
        record_attendance(write, D, "quarterly/7", rows, on=day, entry_id=1)
        record_attendance(write, D, "training/7", rows[2:], on=day, entry_id=1)
    _, follows = preview(desk.office, "5715.chief", DEPUTY, recorded_by="coord")
    told = [one.en for one in follows]
    assert any("meeting of 18" in one and "once, as “present”" in one for one in told), told
    assert any("training of 18" in one for one in told), told


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_two_merges_at_once_in_two_districts_never_go_in_a_circle(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-06-02", "5715", "5708", "5713")
    first, second, third = "5715.deputy", "5708.deputy", "5713.deputy"
    back = ask(desk, third, first).number
    settled(desk, second, third)
    there = ask(desk, first, second).number
    registry = desk.office.registry
    with ThreadPoolExecutor(1) as pool:
        with registry.writing("5708") as write:
            lock_merges(write)
            asked = MERGE.waiting(write.connection, there)
            coordinator = person(write.connection, "coord2", field="recorded_by").id
            answer_merge(write, asked, SecondAnswer(coordinator, confirmed=True))
            other = pool.submit(agreed, desk, back)
            while not (other.done() or somebody_waits(write)):
                pass
        assert isinstance(other.exception(), OnePersonAlready)
    with registry.reading() as connection:
        refs = {person(connection, one, field="x").ref for one in (first, second, third)}
    assert refs == {third}


def agreed(desk: Desk, number: int) -> None:
    MERGE.settle(desk.office, number, confirmed=True, reason="", recorded_by="coord2")


def somebody_waits(write: Write) -> bool:
    return bool(write.connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def test_records_that_were_merged_in_a_circle_stand_for_somebody_and_the_search_ends() -> None:
    into = {1: 2, 2: 1, 3: 2}
    assert [stands_for(one, into) for one in (1, 2, 3)] == [None, None, 2]
