"""An office or a person renamed by two people: what follows, what stays, who may not."""

from datetime import date

import pytest
from sqlalchemy import Connection, select

from flows.decisions.confirmation import ConfirmationWaits, NoSuchRequest, OwnRecord, SettledAtGate
from flows.decisions.refusals import SamePerson
from flows.decisions.rename import (
    RENAMING,
    NameSinceUnfit,
    NameUnchanged,
    NewName,
    NewNameMissing,
    OfficeNameTaken,
    RenamedMeanwhile,
    RenamingWaits,
    ask_renaming,
    preview,
)
from flows.verification import verify_all
from registry.models import Person
from registry.queries.audit import attempts
from registry.queries.directory import names_of, office_named
from registry.queries.people import person
from registry.queries.renamings import (
    RenamedRecord,
    WrittenName,
    office_now,
    person_now,
    renamings_of,
)
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.people import rename_person
from registry.refusals import Refusal
from registry.rules.names import NameWithoutLetter
from registry.rules.plain_values import Json
from tests.builders import SCAN, Desk, a_desk
from tests.flows.decisions.at_acts_of_two import settle_read
from tests.flows.decisions.at_merges import agree, settled

POLICE, DEPUTY = "5715/police_superintendent/1", "5715.deputy2"
WHY = "ตามประกาศเปลี่ยนชื่อ"
NEW = NewName("ผู้กำกับการสถานีตำรวจภูธร", "แม่ฟ้าหลวงใหม่", "Superintendent", "Mae Fah Luang Mai")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    made.to_order_signed()
    made.on("2022-08-10")
    return made


def ask(desk: Desk, ref: str, name: NewName, by: str = "coord") -> ConfirmationWaits:
    return ask_renaming(desk.office, ref, name, reason=WHY, recorded_by=by)


def _person(connection: Connection) -> RenamedRecord:
    return person_now(connection, person(connection, DEPUTY, field="person"))


def called(desk: Desk, ref: str) -> str:
    with desk.office.registry.reading() as connection:
        found = office_named(connection, ref)
    assert found is not None
    return found.office.called.th


def test_an_office_is_called_otherwise_from_a_day_and_the_former_name_stays_before_it(
    desk: Desk,
) -> None:
    before = called(desk, POLICE)
    wanted, follows = preview(desk.office, POLICE, NEW, recorded_by="coord")
    told = " ".join(one.th for one in follows)
    assert "คงชื่อตามคำสั่ง" in told  # its seat in the order that was signed
    assert wanted.since == date(2022, 8, 10)
    asked = ask(desk, POLICE, NEW)
    assert called(desk, POLICE) == before
    agree(desk, asked)
    assert called(desk, POLICE) == "ผู้กำกับการสถานีตำรวจภูธรแม่ฟ้าหลวงใหม่"
    with desk.office.registry.reading() as connection:
        subject = office_now(connection, POLICE)
        assert subject is not None
        (kept,) = renamings_of(connection, subject)
        days = [one.since for one in names_of(connection, subject.id)]
    assert (kept.status, kept.was_called.th) == ("confirmed", before)
    assert days[-1] == date(2022, 8, 10)
    assert len(days) == 2
    assert list(verify_all(desk.office)) == []


def test_a_person_is_renamed_with_the_title_in_full_and_the_sex_that_it_states(desk: Desk) -> None:
    _, follows = preview(desk.office, DEPUTY, NewName("น.ส.", "สำรอง สมมุติ"), recorded_by="coord")
    assert any("หญิง" in one.th for one in follows)
    agree(desk, ask(desk, DEPUTY, NewName("น.ส.", "สำรอง ใหม่จริง")))
    with desk.office.registry.reading() as connection:
        found = person(connection, DEPUTY, field="person")
        sex = connection.scalar(select(Person.sex).where(Person.id == found.id))
    assert (found.name.th, sex) == ("นางสาวสำรอง ใหม่จริง", "female")


def test_the_english_title_that_the_form_carries_along_is_not_kept_beside_another_thai_one(
    desk: Desk,
) -> None:
    agree(desk, ask(desk, DEPUTY, NewName("น.ส.", "สำรอง ใหม่จริง")))
    with desk.office.registry.reading() as connection:
        stands = _person(connection)
    assert stands.now.title_en == "Ms."
    carried = NewName("นาง", "สำรอง ใหม่จริง", stands.now.title_en, "Samrong Maijing")
    agree(desk, ask(desk, DEPUTY, carried))
    with desk.office.registry.reading() as connection:
        now = _person(connection)
    assert (now.now.title_th, now.now.title_en) == ("นาง", "Mrs.")


def test_of_two_offices_that_are_to_bear_one_name_the_second_is_not_confirmed(desk: Desk) -> None:
    other = "5715/district_chief"
    name = NewName("หัวหน้าหน่วยงานใหม่", "")
    first, second = ask(desk, POLICE, name), ask(desk, other, name)
    agree(desk, first)
    with pytest.raises(OfficeNameTaken):
        agree(desk, second)


def test_who_asked_does_not_confirm_and_a_refusal_leaves_the_name(desk: Desk) -> None:
    before, asked = called(desk, POLICE), ask(desk, POLICE, NEW)
    with pytest.raises(SamePerson):
        agree(desk, asked, by="coord")
    with pytest.raises(RenamingWaits):
        ask(desk, POLICE, NEW, by="coord2")
    with pytest.raises(SettledAtGate):
        settle_read(RENAMING, desk, asked.number, confirmed=True, recorded_by="coord2")
    agree(desk, asked, result="not_so")
    assert called(desk, POLICE) == before
    with pytest.raises(NoSuchRequest):
        settle_read(RENAMING, desk, asked.number, confirmed=True, recorded_by="coord2")


def test_a_name_that_changed_since_it_was_asked_is_not_confirmed(desk: Desk) -> None:
    asked = ask(desk, DEPUTY, NewName("นาย", "สำรอง หนึ่ง"))
    with desk.office.registry.writing("TH", "57", "5715") as write:
        who = person(write.connection, DEPUTY, field="person")
        rename_person(write, who.id, {"name_th": "สำรอง สอง"})
    with pytest.raises(RenamedMeanwhile) as refused:
        agree(desk, asked)
    assert "สำรอง สอง" in refused.value.sentence.th
    agree(desk, asked, result="not_so")


@pytest.mark.parametrize(
    ("ref", "name", "why"),
    [
        (POLICE, NewName("", "แม่สาย"), NewNameMissing),
        (DEPUTY, NewName("นาย", " "), NewNameMissing),
        (DEPUTY, NewName("นาย", "12345"), NameWithoutLetter),
        (POLICE, NewName("ผู้กำกับ", "ใหม่", since=date(2030, 1, 1)), NameSinceUnfit),
        (POLICE, NewName("ผู้กำกับ", "ใหม่", since=date(1990, 1, 1)), NameSinceUnfit),
        ("5715/deputy_district_chief/2", NewName("นายอำเภอ", ""), OfficeNameTaken),
    ],
)
def test_a_name_that_does_not_fit_is_refused_and_nothing_asked(
    desk: Desk, ref: str, name: NewName, why: type[Refusal]
) -> None:
    with pytest.raises(why) as refused:
        ask(desk, ref, name)
    assert "{" not in refused.value.sentence.th
    with desk.office.registry.reading() as connection:
        assert not attempts(connection, ["TH"])


def test_the_name_that_stands_is_asked_for_by_nobody(desk: Desk) -> None:
    with desk.office.registry.reading() as connection:
        now = person_now(connection, person(connection, DEPUTY, field="person")).now
    with pytest.raises(NameUnchanged):
        ask(desk, DEPUTY, NewName(*now))


def test_where_nothing_was_started_it_is_settled_by_number(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    asked = ask(desk, POLICE, NEW)
    assert asked.path is None
    with pytest.raises(SamePerson):
        settle_read(RENAMING, desk, asked.number, confirmed=True, recorded_by="coord")
    settle_read(RENAMING, desk, asked.number, confirmed=True, recorded_by="coord2")
    assert called(desk, POLICE) == "ผู้กำกับการสถานีตำรวจภูธรแม่ฟ้าหลวงใหม่"


def merged_into(desk: Desk, name: WrittenName) -> str:
    """The person's record is merged into another of that name; answers the other's reference."""
    with desk.office.registry.writing("TH", "57") as write:
        rows = {"people": [{"ref": "kept", **name._asdict()}]}
        load(write, LoadFile.model_validate(rows), actor=None)
    settled(desk, DEPUTY, "kept")
    return "kept"


def test_a_renaming_that_waits_while_its_record_is_merged_is_of_the_person_who_is_kept(
    desk: Desk,
) -> None:
    with desk.office.registry.reading() as connection:
        was = _person(connection).now
    asked = ask(desk, DEPUTY, NewName("นาย", "สำรอง ใหม่จริง"))
    kept = merged_into(desk, was)
    with pytest.raises(RenamingWaits):
        ask(desk, kept, NewName("นาย", "อีก ชื่อหนึ่ง"))
    agree(desk, asked)
    with desk.office.registry.reading() as connection:
        now = person_now(connection, person(connection, kept, field="person"))
        assert [one.number for one in renamings_of(connection, now)] == [asked.number]
    assert now.now.name_th == "สำรอง ใหม่จริง"


def test_a_renaming_of_a_record_merged_into_another_name_is_not_confirmed(desk: Desk) -> None:
    asked = ask(desk, DEPUTY, NewName("นาย", "สำรอง ใหม่จริง"))
    merged_into(desk, WrittenName("นาย", "ตัวจริง สมมุติ", "Mr.", "Tuajing Sommut"))
    with pytest.raises(RenamedMeanwhile) as refused:
        agree(desk, asked)
    assert "ตัวจริง สมมุติ" in refused.value.sentence.th


def test_what_follows_names_the_office_in_words(desk: Desk) -> None:
    new = NewName("นาง", "สอง ใหม่จริง")
    _, follows = preview(desk.office, "coord2", new, recorded_by="coord")
    (told,) = (one.th for one in follows if one.th.startswith("ตำแหน่ง"))
    assert "psdhs_coordinator" not in told
    assert "ประสาน" in told


def test_who_is_renamed_may_ask_for_it_and_another_agrees(desk: Desk) -> None:
    with pytest.raises(OwnRecord):
        agree(desk, ask(desk, "coord2", NewName("นาง", "สอง ใหม่จริง")))
    own = ask(desk, "coord", NewName("นาง", "หลัก ใหม่จริง"), by="coord")
    agree(desk, own)
    with desk.office.registry.reading() as connection:
        assert person(connection, "coord", field="").name.th == "นางหลัก ใหม่จริง"


def test_who_was_renamed_after_the_draft_signs_the_order_as_it_is_printed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    desk.on("2022-06-24")
    agree(desk, ask(desk, "5715.chief", NewName("ว่าที่ ร.ต.หญิง", "สมมุติ นามสกุลใหม่", "", "")))
    signed: Json = {"number": "46/2565", "dated": "2022-06-22", "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", "2022-06-24", signed, evidence=[SCAN])
    assert desk.waits_at(order) != ["registration#1"]
