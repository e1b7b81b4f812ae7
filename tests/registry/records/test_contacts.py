import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from config.settings import Settings
from config.words import known
from flows.capabilities import net
from flows.runtime.tick import tick
from registry.facts import end
from registry.models import Attendance, Audit, Base, Contact, Holding, Office, Payload
from registry.queries.contacts import LINES, contacts_of, notice
from registry.queries.own_data import NOT_TOLD, TOLD, mentioning, own_data
from registry.records.accounts import accept_invitation, invite, limits_of
from registry.records.contacts import (
    ContactKindUnknown,
    ContactUnfit,
    Erasure,
    NoSuchContact,
    erase_contact,
    erase_left,
    export_own_data,
    set_contact,
)
from registry.records.drafts import GateDraftKey, save_draft
from registry.records.offices import assign
from registry.records.people import add_person, set_contacts
from registry.records.province_values import SettingUnfit, set_setting
from registry.records.rights import MayNot
from registry.store import Registry
from registry.verification import verify
from tests.builders import COORDINATOR, SCAN, Desk, a_desk, id_of
from tests.registry.test_plans import asked_of

DISTRICT = "5715"
CHIEF = f"{DISTRICT}.chief"
DEPUTY = f"{DISTRICT}.deputy"
PHONE, EMAIL = "053 123 456", "somebody@example.go.th"
GATE = "earlier_order"


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    return a_desk(made_registry_url)


@pytest.fixture
def registry(desk: Desk) -> Registry:
    return desk.office.registry


def reached(registry: Registry, ref: str) -> dict[str, str]:
    who = id_of(registry, ref)
    with registry.reading() as connection:
        return {one.kind: one.value for one in contacts_of(connection, who)}


def bodies(registry: Registry, action: str) -> Iterator[tuple[str, dict[str, object]]]:
    query = (
        select(Audit.area_code, Payload.body)
        .join(Payload, Payload.id == Audit.payload_id)
        .where(Audit.action == action)
        .order_by(Audit.id)
    )
    with registry.reading() as connection:
        for area, body in connection.execute(query).all():
            yield area, json.loads(body)


def leave(registry: Registry, office: str, on: date) -> None:
    with registry.writing(office.split("/", maxsplit=1)[0]) as write:
        found = write.connection.scalar(select(Office.id).where(Office.ref == office))
        end(write, Holding, {"office_id": found}, on=on)


def test_a_contact_is_recorded_changed_and_erased_by_hand(registry: Registry) -> None:
    set_contact(registry, CHIEF, "phone", "๐๕๓ 123 456", recorded_by="coord")
    assert reached(registry, CHIEF) == {"phone": PHONE}
    set_contact(registry, CHIEF, "phone", "+66 53 123 456 ext 12", recorded_by="coord")
    set_contact(registry, CHIEF, "email", EMAIL, recorded_by="coord")
    assert reached(registry, CHIEF) == {"phone": "+66 53 123 456 ext 12", "email": EMAIL}
    erase_contact(registry, CHIEF, "phone", recorded_by="coord")
    assert reached(registry, CHIEF) == {"email": EMAIL}
    with pytest.raises(NoSuchContact):
        erase_contact(registry, CHIEF, "phone", recorded_by="coord")


def test_the_audit_says_whose_and_what_kind_and_never_the_contact(registry: Registry) -> None:
    set_contact(registry, CHIEF, "phone", PHONE, recorded_by="coord")
    erase_contact(registry, CHIEF, "phone", recorded_by="coord")
    said = {"person": CHIEF, "kind": "phone"}
    assert list(bodies(registry, "contact.set")) == [("57", said)]
    assert list(bodies(registry, "contact.erased")) == [("57", said)]
    with registry.reading() as connection:
        texts = connection.scalars(select(Payload.body)).all()
    assert not any(PHONE in text for text in texts)
    assert verify(registry) == ()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "call me"), ("phone", "12"), ("phone", "1-1037-02071-81-1"), ("email", "no at"),
        ("email", "a@b"), ("email", "a b@example.go.th"), ("email", "<x>@example.go.th"),
        ("phone", ""),
    ],
)  # fmt: skip
def test_what_is_no_contact_is_refused(registry: Registry, kind: str, value: str) -> None:
    with pytest.raises(ContactUnfit):
        set_contact(registry, CHIEF, kind, value, recorded_by="coord")


def test_no_other_kind_of_contact_is_kept(registry: Registry) -> None:
    with pytest.raises(ContactKindUnknown):
        set_contact(registry, CHIEF, "line", "@id", recorded_by="coord")
    with pytest.raises(ContactKindUnknown):
        erase_contact(registry, CHIEF, "line", recorded_by="coord")


def test_a_contact_is_for_its_person_and_who_keeps_the_people_of_the_area(
    registry: Registry,
) -> None:
    set_contact(registry, CHIEF, "phone", PHONE, recorded_by=CHIEF)
    for other in (DEPUTY, "far"):
        with registry.writing("50") as write:
            if other == "far":
                far = add_person(write, title_th="นาย", name_th="ไกล", ref="far")
                assign(write, far, "coordinator", "50", start=write.today)
        with pytest.raises(MayNot):
            set_contact(registry, CHIEF, "phone", "053 999 999", recorded_by=other)
    assert reached(registry, CHIEF) == {"phone": PHONE}


def test_contacts_are_erased_twelve_months_after_the_last_term(desk: Desk) -> None:
    registry = desk.office.registry
    set_contact(registry, CHIEF, "phone", PHONE, recorded_by="coord")
    set_contact(registry, CHIEF, "email", EMAIL, recorded_by="coord")
    set_contact(registry, DEPUTY, "phone", PHONE, recorded_by="coord")
    leave(registry, f"{DISTRICT}/district_chief", date(2022, 6, 2))
    desk.on("2023-06-01")
    assert erase_left(registry) == Erasure(0, 0)
    assert len(reached(registry, CHIEF)) == 2
    desk.on("2023-06-02")
    assert erase_left(registry) == Erasure(1, 2)
    assert erase_left(registry) == Erasure(0, 0)
    assert reached(registry, CHIEF) == {}
    assert reached(registry, DEPUTY) == {"phone": PHONE}  # still in office
    assert list(bodies(registry, "contacts.erased")) == [("57", {"people": 1, "contacts": 2})]


def test_an_assignment_that_goes_on_keeps_the_contacts(desk: Desk) -> None:
    registry = desk.office.registry
    set_contact(registry, CHIEF, "phone", PHONE, recorded_by="coord")
    with registry.writing(DISTRICT) as write:
        assign(write, id_of(registry, CHIEF), "observer", DISTRICT, start=write.today)
    leave(registry, f"{DISTRICT}/district_chief", date(2022, 6, 2))
    desk.on("2024-06-02")
    assert erase_left(registry) == Erasure(0, 0)


def test_whoever_never_held_anything_counts_from_the_recording(desk: Desk) -> None:
    registry = desk.office.registry
    with registry.writing("TH") as write:
        new = add_person(write, title_th="นาง", name_th="ไม่มี ตำแหน่ง", ref="idle")
        set_contacts(write, new, {"email": EMAIL})
    desk.on("2023-06-01")
    assert erase_left(registry) == Erasure(0, 0)
    desk.on("2023-06-02")
    assert erase_left(registry) == Erasure(1, 1)


def test_a_province_has_its_own_number_of_months(desk: Desk) -> None:
    registry = desk.office.registry
    set_contact(registry, CHIEF, "phone", PHONE, recorded_by="coord")
    leave(registry, f"{DISTRICT}/district_chief", date(2022, 6, 2))
    with registry.writing("57") as write:
        key, since = "contacts.after_leaving_months", date(2022, 1, 1)
        with pytest.raises(SettingUnfit):
            set_setting(write, "57", key, 0, since=since, by=1)
        set_setting(write, "57", key, 3, since=since, by=1)
    desk.on("2022-09-02")
    assert erase_left(registry) == Erasure(1, 1)


def test_the_daily_tick_erases_by_itself_and_by_hand_only_an_administrator_does(
    desk: Desk,
) -> None:
    registry = desk.office.registry
    set_contact(registry, CHIEF, "phone", PHONE, recorded_by="coord")
    leave(registry, f"{DISTRICT}/district_chief", date(2022, 6, 2))
    desk.on("2023-07-01")
    with pytest.raises(MayNot):
        erase_left(registry, recorded_by="coord")
    tick(desk.office)
    with registry.reading() as connection:
        assert connection.scalar(select(func.count(Contact.id))) == 0
    assert erase_left(registry, recorded_by="admin") == Erasure(0, 0)


def test_own_data_holds_all_there_is_about_a_person_and_no_secret(desk: Desk) -> None:
    registry = desk.office.registry
    first = desk.start()
    desk.decide(first, GATE, COORDINATOR, "2022-06-02", {"finding": "none"})
    limits = limits_of(Settings())
    made = invite(registry, "coord", recorded_by="admin", limits=limits)
    mine = accept_invitation(registry, made.token, "seven rivers, one bridge", limits=limits)
    set_contact(registry, "coord", "phone", PHONE, recorded_by="coord")
    save_draft(
        registry,
        GateDraftKey(id_of(registry, "coord"), first, "advocacy"),
        {"note": "x"},
        net=net(),
    )
    found = export_own_data(registry, "coord", recorded_by="coord")
    assert (found.ref, found.name.th) == ("coord", "นางสาวประสาน ดี")
    assert [one.value for one in found.contacts] == [PHONE]
    assert [one.ref for one in found.offices] == [COORDINATOR]
    assert [(one.gate, one.decided, one.recorded) for one in found.entries if one.gate] == [
        (GATE, True, True)
    ]
    assert len(found.sign_ins) == 1
    assert [one.gate for one in found.drafts] == ["advocacy"]
    text = found.as_json()
    assert json.loads(text)["contacts"][0]["value"] == PHONE
    assert not any(word in text for word in ("argon2", "sha256", mine.token, made.token))
    assert PHONE not in repr(found)
    assert list(bodies(registry, "person.exported")) == [("57", {"person": "coord"})]


def test_every_reference_to_a_person_is_told_or_says_why_not() -> None:
    people = Base.metadata.tables["person"].c.id
    referring = {
        str(column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column is people for key in column.foreign_keys)
    }
    mentioned = {str(one) for one in mentioning()}
    assert mentioned | TOLD | set(NOT_TOLD) == referring
    assert not mentioned & (TOLD | set(NOT_TOLD))
    assert all(NOT_TOLD.values())


@pytest.mark.parametrize("name", ["person", "contact", "holding", "attendance", "member"])
def test_every_column_about_a_person_is_asked_for(desk: Desk, name: str) -> None:
    with desk.office.registry.reading() as connection, asked_of(connection) as said:
        own_data(connection, id_of(desk.office.registry, "coord"))
    asked = " ".join(statement for statement, _ in said)
    left = {"id", "entry_id", "cut_by", "superseded_by", *KEPT_BACK.get(name, {})}
    columns = {one.name for one in Base.metadata.tables[name].columns}
    assert KEPT_BACK.get(name, {}).keys() <= columns
    assert [one for one in sorted(columns - left) if f"{name}.{one}" not in asked] == []


KEPT_BACK = {
    "attendance": {
        "code": "would tell a score by a name",
        "line": "the row of the list",
        "recorded_at": "the day of the meeting says when",
        "valid_to": "one day",
    },
    "holding": {"recorded_at": "from when up to when says it"},
    "member": {"recorded_at": "from when up to when says it"},
}


def test_own_data_tells_where_a_person_was_and_what_names_them_and_no_score(
    demo_file: Path, tmp_path: Path
) -> None:
    registry = Registry(f"sqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}")
    with registry.reading() as connection:
        trained = select(Attendance.person_id, Attendance.code).where(
            Attendance.person_id.is_not(None), Attendance.code.is_not(None)
        )
        person_id, code = connection.execute(trained).first() or (0, "")
        assert code
        found = own_data(connection, int(person_id or 0))
    assert found.attendance
    assert {one.event.split("/")[0] for one in found.attendance} <= {"inception", "training"}
    assert str(code) not in found.as_json()
    registry.dispose()


def test_a_paper_that_a_person_vouched_for_is_among_what_names_them(desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, GATE, COORDINATOR, "2022-06-02", {"finding": "none"}, evidence=[SCAN])
    registry = desk.office.registry
    with registry.reading() as connection:
        found = own_data(connection, id_of(registry, "coord"))
    named = [(one.table, one.named_as) for one in found.mentions]
    assert ("document", "attested_by") in named


def test_own_data_is_for_the_person_and_who_may_invite_them(registry: Registry) -> None:
    assert export_own_data(registry, DEPUTY, recorded_by="coord").ref == DEPUTY
    with pytest.raises(MayNot):
        export_own_data(registry, DEPUTY, recorded_by=CHIEF)
    with pytest.raises(MayNot):
        export_own_data(registry, "admin", recorded_by="coord")


def test_someone_with_nothing_recorded_has_a_name_and_empty_lists(registry: Registry) -> None:
    with registry.writing("TH") as write:
        new = add_person(write, title_th="นาง", name_th="ใหม่", ref="new")
        found = own_data(write.connection, new)
    assert (found.contacts, found.offices, found.entries, found.account) == ((), (), (), None)


def test_the_privacy_notice_says_its_months_and_its_ground_as_they_are_set(desk: Desk) -> None:
    registry, since = desk.office.registry, date(2022, 1, 1)
    with registry.writing("57") as write:
        set_setting(write, "57", "contacts.after_leaving_months", 7, since=since, by=1)
        set_setting(write, "57", "notice.legal_basis", "consent", since=since, by=1)
    with registry.reading() as connection:
        here = {one.key: one for one in notice(connection, DISTRICT, date(2022, 6, 2))}
        there = {one.key: one for one in notice(connection, "50", date(2022, 6, 2))}
    assert tuple(here) == LINES
    assert "7 months" in here["retention"].text.en
    assert "12 เดือน" in there["retention"].text.th
    assert "consent" in here["basis"].text.en
    assert "24 (4)" in there["basis"].text.th
    assert all(known(f"notice.heading.{key}") for key in LINES)
