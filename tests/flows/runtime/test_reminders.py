"""Reminders by mail: whom, of what, on which day, and by which `up`."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from config.settings import Settings
from config.words import both
from flows.decisions.move_due import move_due
from flows.decisions.province_settings import set_value
from flows.runtime.clock_doubt import ClockDoubted
from flows.runtime.performer import LOOK_FOR_MAILS
from flows.runtime.reminders import (
    PAUSES,
    MailCount,
    missing_server,
    remind,
)
from flows.runtime.tick import tick
from registry.models import RegistryMeta
from registry.records.contacts import erase_contact, set_contact
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.flows.runtime.at_reminders import (
    a_performer,
    at,
    desk,
    load_more,
    mails,
    receiver,
    stages,
)
from tests.mail_receiver import COORD, Receiver, with_mail

__all__ = ["desk", "receiver"]


def test_on_the_due_day_from_six_in_bangkok_a_coordinator_gets_one_mail(
    desk: Desk, receiver: Receiver
) -> None:
    assert remind(at(desk, "2022-06-10", 5).office) == MailCount(0)
    assert remind(at(desk, "2022-06-10", 6).office) == MailCount(1)
    assert remind(at(desk, "2022-06-10", 9).office) == MailCount(0)
    assert receiver.to == [COORD]
    assert receiver.text() == (
        "เรียน นางสาวประสาน ดี\n\n"
        "ขั้นตอนที่รอดำเนินการ ณ วันที่ 10 มิถุนายน 2565\n\n"
        "อำเภอแม่ฟ้าหลวง\n"
        "• การตรวจสอบคำสั่งเดิม: รอตั้งแต่วันที่ 2 มิถุนายน 2565 ครบกำหนดวันนี้ (10 มิถุนายน 2565)\n\n"
        + both("reminder.ends").th + "\n"
    )  # fmt: skip


def test_the_tick_reminds_and_says_how_many_mails_went(desk: Desk, receiver: Receiver) -> None:
    assert tick(at(desk, "2022-06-10").office).mails == 1
    assert len(receiver.mails) == 1


def test_with_the_desks_address_there_is_a_link_and_english_stands_beside_where_it_is_read(
    desk: Desk, receiver: Receiver
) -> None:
    settings = {"language": "en", "desk_url": "https://prasan.example.go.th"}
    desk.office = replace(desk.office, settings=desk.office.settings.model_copy(update=settings))
    remind(at(desk, "2022-06-10").office)
    assert f"\nhttps://prasan.example.go.th/?district={MAE_FAH_LUANG}\n" in receiver.text()
    assert "การตรวจสอบคำสั่งเดิม" in receiver.text()
    assert "Earlier order or centre: since 2 June 2022, due today (10 June 2022)" in receiver.text()


def test_it_is_told_a_week_before_on_the_day_and_every_week_after(
    desk: Desk, receiver: Receiver
) -> None:
    start = date(2022, 6, 3)
    days = [
        day
        for day in (start + timedelta(days=n) for n in range(40))
        if remind(at(desk, day.isoformat()).office).sent
    ]
    assert days == [date(2022, 6, 3) + timedelta(weeks=week) for week in range(6)]
    assert len({one["Message-ID"] for one in receiver.mails}) == len(days)


def test_of_a_month_of_missed_ticks_only_the_latest_stage_is_sent_and_the_others_are_skipped(
    desk: Desk, receiver: Receiver
) -> None:
    assert remind(at(desk, "2022-07-04").office) == MailCount(1)
    missed = [(stage, "skipped") for stage in (7, 0, -7, -14)]
    assert stages(desk) == [*missed, (-21, "told")]
    assert remind(at(desk, "2022-07-05").office) == MailCount(0)


def test_a_due_day_that_is_moved_arms_the_stages_anew(desk: Desk, receiver: Receiver) -> None:
    remind(at(desk, "2022-06-10").office)
    first = desk.gates()[0].instance_id
    due_on = date(2022, 7, 1)
    move_due(
        desk.office, first, "earlier_order",
        due_on=due_on, until_on=None, reason="นายอำเภอขอเวลา", recorded_by="coord",
    )  # fmt: skip
    sent = [
        day.isoformat()
        for day in (date(2022, 6, 11) + timedelta(days=n) for n in range(21))
        if remind(at(desk, day.isoformat()).office).sent
    ]
    assert sent == ["2022-06-11", "2022-06-17", "2022-06-24", "2022-07-01"]
    told = [(stage, "told") for stage in (0, 21, 14, 7, 0)]
    assert stages(desk) == [(7, "skipped"), *told]


def test_no_chief_and_no_head_is_reminded_but_the_focal_point_is(
    desk: Desk, receiver: Receiver
) -> None:
    first = desk.gates()[0].instance_id
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    office = "57/psdhs_head"
    load_more(
        desk,
        people=[{"ref": "head", "title_th": "นาย", "name_th": "หัวหน้า ดี"}],
        offices=[{"ref": office, "title_th": "พมจ.", "title_en": "Head of PSDHS"}],
        holders=[{"office": office, "person": "head", "start": "2018-10-01"}],
    )
    for ref in ("5715.chief", "5715.deputy", "5715.deputy2", "head"):
        mail = f"{ref}@office.go.th"
        set_contact(desk.office.registry, ref, "email", mail, recorded_by=ref)
    remind(at(desk, "2022-07-01").office)
    assert sorted(receiver.to) == ["5715.deputy@office.go.th", COORD]


def test_who_becomes_the_chief_is_reminded_no_more_by_any_part(
    desk: Desk, receiver: Receiver
) -> None:
    chief = {"office": "5715/district_chief", "person": "coord", "start": "2022-06-05"}
    load_more(desk, holders=[chief])
    assert remind(at(desk, "2022-06-10").office) == MailCount(0)
    assert receiver.mails == []


def test_where_no_address_is_recorded_nothing_is_made_until_there_is_one(
    desk: Desk, receiver: Receiver
) -> None:
    erase_contact(desk.office.registry, "coord", "email", recorded_by="coord")
    assert remind(at(desk, "2022-06-10").office) == MailCount(0)
    assert mails(desk) == []
    set_contact(desk.office.registry, "coord", "email", COORD, recorded_by="coord")
    assert remind(at(desk, "2022-06-20").office) == MailCount(1)
    assert stages(desk) == [(7, "skipped"), (0, "skipped"), (-7, "told")]


def test_a_province_that_has_not_switched_mails_on_gets_none(
    made_registry_url: str, receiver: Receiver
) -> None:
    desk = with_mail(a_desk(made_registry_url), receiver.port)
    since = date(2022, 6, 2)
    set_value(desk.office, "57", "reminders.by_mail", "off", since=since, recorded_by="coord")
    desk.start()
    assert remind(at(desk, "2022-06-10").office) == MailCount(0)
    later = date(2022, 6, 20)
    set_value(desk.office, "57", "reminders.by_mail", "on", since=later, recorded_by="coord")
    assert remind(at(desk, "2022-06-25").office) == MailCount(1)
    assert stages(desk) == [(-14, "told")]  # what came before it was switched on was not missed


def test_without_a_server_nothing_is_made_and_a_province_that_wants_mails_is_told(
    desk: Desk, receiver: Receiver
) -> None:
    server_set = desk.office
    desk.office = replace(desk.office, settings=Settings())
    assert remind(at(desk, "2022-06-10").office) == MailCount(0)
    assert missing_server(desk.office) == both("mail.no_server")
    assert missing_server(server_set) is None
    assert mails(desk) == []


def test_a_demo_or_a_simulation_mails_nobody(sqlite_url: str, receiver: Receiver) -> None:
    desk = with_mail(a_desk(sqlite_url), receiver.port)
    desk.start()
    with desk.office.registry.writing() as write:
        kind = update(RegistryMeta).where(RegistryMeta.key == "kind").values(value="simulation")
        write.connection.execute(kind)
    assert remind(at(desk, "2022-06-10").office) == MailCount(0)


def test_like_steps_of_a_district_and_day_are_one_line(desk: Desk, receiver: Receiver) -> None:
    first = desk.gates()[0].instance_id
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    team = ["psdhs", "world_vision"]
    desk.decide(first, "working_team", COORDINATOR, "2022-06-10", {"agencies": team})
    desk.decide(first, "membership", "focal_point", "2022-06-13", {})
    count_of = len(desk.gates())
    assert count_of > 1
    remind(at(desk, "2022-07-15").office)
    assert receiver.text().count("•") == len({(one.gate, one.due_on) for one in desk.gates()})
    assert f"({count_of} รายการ)" in receiver.text()


def test_up_reminds_from_the_hour_and_tries_again_by_the_minute(
    desk: Desk, receiver: Receiver, tmp_path: Path
) -> None:
    performer = a_performer(desk, tmp_path, [])
    receiver.answers["RCPT"] = "450 later"
    at(desk, "2022-06-10", 5)
    performer.turn()
    assert mails(desk) == []
    at(desk, "2022-06-10", 6)
    performer.turn()
    assert [one.attempts for one in mails(desk)] == [1]
    receiver.answers.clear()
    performer.turn()
    desk.clock.at += PAUSES[0] - timedelta(seconds=1)
    performer.turn()
    assert receiver.mails == []
    desk.clock.at += LOOK_FOR_MAILS
    performer.turn()
    assert receiver.to == [COORD]


def test_up_says_once_that_mails_are_wanted_and_no_server_is_set(
    desk: Desk, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.office = replace(desk.office, settings=Settings())
    performer = a_performer(desk, tmp_path, said)
    for hour in (6, 7):
        at(desk, "2022-06-10", hour)
        performer.turn()
    assert said.count(both("mail.no_server").en) == 1


def test_by_a_doubted_clock_nobody_is_reminded(
    desk: Desk, receiver: Receiver, tmp_path: Path
) -> None:
    tick(at(desk, "2022-06-03", 5).office)
    performer = a_performer(desk, tmp_path, [])
    at(desk, "2024-06-10")
    performer.remind()
    with pytest.raises(ClockDoubted):
        tick(desk.office)
    assert receiver.mails == []


def test_stages_go_on_over_the_end_of_the_year_and_of_the_fiscal_year(
    desk: Desk, receiver: Receiver
) -> None:
    first = desk.gates()[0].instance_id
    sent = []
    for due_on in (date(2022, 9, 30), date(2022, 12, 28)):
        move_due(
            desk.office, first, "earlier_order",
            due_on=due_on, until_on=None, reason="รอนายอำเภอ", recorded_by="coord",
        )  # fmt: skip
        days = (due_on + timedelta(days=n) for n in range(-22, 8))
        sent += [day for day in days if remind(at(desk, day.isoformat()).office).sent]
    assert [one.isoformat()[2:] for one in sent] == [
        "22-09-09", "22-09-16", "22-09-23", "22-09-30", "22-10-07",
        "22-12-07", "22-12-14", "22-12-21", "22-12-28", "23-01-04",
    ]  # fmt: skip
