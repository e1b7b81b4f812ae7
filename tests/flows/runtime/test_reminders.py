"""Reminders by mail: whom, of what, on which day; once each, whatever fails or is killed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError

from config.clock import moved_to
from config.settings import Settings
from config.words import both
from flows.decisions.move_due import move_due
from flows.decisions.province_settings import set_value
from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.performer import LOOK_FOR_MAILS, SERVER_AWAY, Performer
from flows.runtime.reminders import (
    CLAIM,
    PAUSES,
    MailCount,
    leaving_by,
    make_mails,
    missing_server,
    remind,
    send_mail,
    send_owed,
)
from flows.runtime.tick import ClockDoubted, tick
from registry.models import Notice, NoticeMail, RegistryMeta, table_of
from registry.queries.notices import MailRow, mails_in_trouble, mails_within
from registry.records.contacts import erase_contact, set_contact
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.notice_mails import claim_mail, end_mail, try_mails_again
from registry.store import Registry
from tests.builders import COORDINATOR, MAE_FAH_LUANG, OPENED, Desk, a_desk
from tests.flows.runtime.reminders_killed import DAY
from tests.mail_receiver import COORD, Receiver, free_port, receiving, with_mail

PROJECT = Path(__file__).parents[3]
RACERS = 4
COORD2 = "coord2@office.go.th"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def desk(made_registry_url: str, receiver: Receiver) -> Desk:
    """A district whose first gate, opened on 2 June, is due on 10 June 2022."""
    desk = with_mail(a_desk(made_registry_url), receiver.port)
    desk.start()
    (gate,) = desk.gates()
    assert gate.due_on == date(2022, 6, 10)
    return desk


def at(desk: Desk, day: str, hour: int = 6) -> Desk:
    desk.clock.move_to(date.fromisoformat(day), hour)
    return desk


def mails(desk: Desk) -> list[MailRow]:
    with desk.office.registry.reading() as connection:
        found = mails_within(connection, ("TH",), None, most=100)
    return sorted(found)


def stages(desk: Desk) -> list[tuple[int, str]]:
    with desk.office.registry.reading() as connection:
        query = select(Notice.stage, Notice.status).order_by(Notice.id)
        return [(stage, status) for stage, status in connection.execute(query)]


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


def test_two_workers_at_once_send_one_mail(made_registry_url: str, receiver: Receiver) -> None:
    desk = with_mail(a_desk(made_registry_url), receiver.port)
    desk.start()
    at(desk, "2022-06-10")
    server = leaving_by(desk.office)
    assert server is not None
    assert make_mails(desk.office, server) == 1
    assert make_mails(desk.office, server) == 0
    (mail,) = mails(desk)

    def send_twice(office: Any, number: int) -> Any:
        first, second = send_mail(office, number), send_mail(office, number)
        assert (first.value, second.value) == ("sent", "lost")
        return first

    assert send_owed(desk.office, send_twice) == MailCount(1)
    assert len(receiver.mails) == 1
    assert mail.attempts == 0


def test_workers_in_a_race_send_one_mail_to_each_person(desk: Desk, receiver: Receiver) -> None:
    set_contact(desk.office.registry, "coord2", "email", COORD2, recorded_by="coord2")
    at(desk, "2022-06-10")
    ready = Barrier(RACERS)

    def race(_: int) -> int:
        ready.wait()
        return remind(desk.office).sent

    with ThreadPoolExecutor(RACERS) as racers:
        assert sum(racers.map(race, range(RACERS))) == 2
    assert sorted(receiver.to) == sorted([COORD, COORD2])


def test_a_gate_that_is_answered_between_claim_and_sending_is_not_told(
    desk: Desk, receiver: Receiver
) -> None:
    at(desk, "2022-06-10")
    server = leaving_by(desk.office)
    assert server is not None
    make_mails(desk.office, server)
    first = desk.gates()[0].instance_id
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-10", {"finding": "none"})
    assert send_owed(desk.office) == MailCount(0)
    assert stages(desk) == [(7, "skipped"), (0, "settled")]
    assert [one.status for one in mails(desk)] == ["dropped"]
    assert receiver.mails == []


@pytest.mark.slow
def test_killed_at_any_instant_no_mail_is_lost_and_a_second_bears_the_id_of_the_first(
    sqlite_url: str, receiver: Receiver, tmp_path: Path
) -> None:
    desk = with_mail(a_desk(sqlite_url), receiver.port)
    desk.start()
    before, twice = desk.content(), 0
    for look in count(1):
        receiver.mails.clear()
        file = tmp_path / f"{look}.db"
        file.write_bytes(before)
        killed = reminded_until(f"sqlite:///{file}", receiver.port, look)
        again = replace(desk.office, registry=Registry(f"sqlite:///{file}", moved_to(DAY, 7)))
        OPENED.append(again.registry)
        remind(again)
        assert len({one["Message-ID"] for one in receiver.mails}) == 1
        assert len(receiver.mails) in (1, 2)
        twice += len(receiver.mails) == 2
        assert [one.status for one in mails(replace(desk, office=again))] == ["sent"]
        if not killed:
            break
    assert twice == 1  # where the server had taken it, and nobody had recorded that


def reminded_until(url: str, port: int, look: int) -> bool:
    """Whether the process that reminded was killed."""
    command = [
        sys.executable,
        "-m",
        "tests.flows.runtime.reminders_killed",
        url,
        str(port),
        str(look),
    ]
    code = subprocess.run(command, cwd=PROJECT, check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


def test_a_server_that_is_away_loses_nothing_and_is_asked_again_after_a_pause(desk: Desk) -> None:
    right = desk.office.settings
    desk.office = replace(desk.office, settings=right.model_copy(update={"smtp_port": free_port()}))
    assert remind(at(desk, "2022-06-10").office) == MailCount(0, away=True)
    (mail,) = mails(desk)
    assert (mail.status, mail.trouble, mail.attempts) == ("waiting", "away", 1)
    desk.office = replace(desk.office, settings=right)
    assert remind(desk.office) == MailCount(0)
    desk.clock.at += PAUSES[0]
    assert remind(desk.office) == MailCount(1)


def test_after_the_limit_a_mail_is_given_up_and_the_next_stage_begins_anew(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answers["RCPT"] = "450 later"
    at(desk, "2022-06-10")
    for pause in (timedelta(0), *PAUSES):
        desk.clock.at += pause
        assert remind(desk.office) == MailCount(0)
    (mail,) = mails(desk)
    assert (mail.status, mail.trouble, mail.reply, mail.attempts) == ("failed", "deferred", 450, 5)
    assert in_trouble(desk) == [mail.id]
    receiver.answers.clear()
    assert remind(at(desk, "2022-06-16").office) == MailCount(0)
    assert remind(at(desk, "2022-06-17").office) == MailCount(1)
    assert in_trouble(desk) == []


def in_trouble(desk: Desk) -> list[int]:
    with desk.office.registry.reading() as connection:
        found = mails_in_trouble(connection, ("57",), date(2022, 6, 1))
    return [one.id for one in found]


def test_an_address_that_is_refused_is_not_tried_again_until_somebody_says_so(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answers["RCPT"] = "550 no such user"
    remind(at(desk, "2022-06-10").office)
    (mail,) = mails(desk)
    assert (mail.status, mail.trouble, mail.attempts) == ("failed", "address", 1)
    assert remind(at(desk, "2022-06-11").office) == MailCount(0)
    receiver.answers.clear()
    with desk.office.registry.writing() as write:
        assert try_mails_again(write, [mail.id]) == 1
    assert remind(desk.office) == MailCount(1)


def test_one_refused_address_keeps_no_other_mail_back(desk: Desk, receiver: Receiver) -> None:
    set_contact(desk.office.registry, "coord", "email", "คน@office.go.th", recorded_by="coord")
    set_contact(desk.office.registry, "coord2", "email", COORD2, recorded_by="coord2")
    receiver.refused = "คน@office.go.th"
    assert remind(at(desk, "2022-06-10").office) == MailCount(1)
    assert receiver.to == [COORD2]


def test_while_a_mail_is_on_its_way_its_person_gets_no_other_and_one_a_day_when_it_went(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answers["DATA"] = "452 no room"
    remind(at(desk, "2022-06-10").office)
    receiver.answers.clear()
    assert remind(at(desk, "2022-06-17").office) == MailCount(1)
    assert remind(at(desk, "2022-06-17", 18).office) == MailCount(0)
    assert remind(at(desk, "2022-06-18").office) == MailCount(1)
    assert stages(desk) == [(7, "skipped"), (0, "told"), (-7, "told")]
    assert len(mails(desk)) == 2


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


def test_who_left_between_two_attempts_is_mailed_no_more(desk: Desk, receiver: Receiver) -> None:
    receiver.answers["DATA"] = "452 no room"
    remind(at(desk, "2022-06-10").office)
    receiver.answers.clear()
    left = {
        "office": "57/psdhs_coordinator/1", "person": "coord",
        "start": "2018-10-01", "last_day": "2022-06-10",
    }  # fmt: skip
    load_more(desk, holders=[left])
    assert remind(at(desk, "2022-06-11").office) == MailCount(0)
    assert ([one.status for one in mails(desk)], receiver.mails) == (["dropped"], [])


def load_more(desk: Desk, **given: Any) -> None:
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        load(write, LoadFile.model_validate(given), actor=1)


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


def test_a_mail_that_is_cut_off_each_time_is_given_up_as_unknown(desk: Desk) -> None:
    at(desk, "2022-06-10")
    server = leaving_by(desk.office)
    assert server is not None
    make_mails(desk.office, server)
    (mail,) = mails(desk)
    for _ in range(desk.office.settings.smtp_attempts):
        with desk.office.registry.writing() as write:
            assert claim_mail(write, mail.id, by="killed", until=write.now + CLAIM) is not None
        desk.clock.at += CLAIM + timedelta(seconds=1)
    assert remind(desk.office) == MailCount(0)
    (mail,) = mails(desk)
    assert (mail.status, mail.trouble) == ("failed", "cut_off")


def test_a_claim_that_was_lost_meanwhile_ends_nothing(desk: Desk) -> None:
    at(desk, "2022-06-10")
    server = leaving_by(desk.office)
    assert server is not None
    make_mails(desk.office, server)
    (mail,) = mails(desk)
    with desk.office.registry.writing() as write:
        slow = claim_mail(write, mail.id, by="slow", until=write.now + CLAIM)
    assert slow is not None
    desk.clock.at += CLAIM + timedelta(seconds=1)
    assert remind(desk.office) == MailCount(1)
    with desk.office.registry.writing() as write:
        assert not end_mail(write, slow, "failed", trouble="away", reply=None)
    assert [one.status for one in mails(desk)] == ["sent"]


def test_the_database_itself_holds_one_mail_a_person_and_day(desk: Desk) -> None:
    remind(at(desk, "2022-06-10").office)
    copied = ("person_id", "on_date", "attempts", "again_at", "made_at", "ended_at", "status")
    table = table_of(NoticeMail)
    with desk.office.registry.reading() as connection:
        row = connection.execute(select(*(table.c[one] for one in copied))).mappings().one()
    with (
        pytest.raises(DBAPIError),
        desk.office.registry.writing() as write,
    ):
        write.connection.execute(insert(table), {**row, "message_id": "<other@office.go.th>"})


def a_performer(desk: Desk, folder: Path, said: list[str]) -> Performer:
    """What `prasan up` has at work, without a Prefect server that answers."""
    server = EmbeddedServer(folder, 4210)
    return Performer(desk.office, server, lambda one: said.append(one.en), Event())


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


def test_up_leaves_a_server_that_is_away_alone_for_a_while(
    desk: Desk, receiver: Receiver, tmp_path: Path
) -> None:
    set_contact(desk.office.registry, "coord2", "email", COORD2, recorded_by="coord2")
    away = desk.office.settings.model_copy(update={"smtp_port": free_port()})
    desk.office = replace(desk.office, settings=away)
    performer = a_performer(desk, tmp_path, [])
    at(desk, "2022-06-10", 6)
    performer.remind()
    desk.clock.at += LOOK_FOR_MAILS
    performer.remind()
    assert [one.attempts for one in mails(desk)] == [1, 0]
    desk.clock.at += SERVER_AWAY
    performer.remind()
    assert sum(one.attempts for one in mails(desk)) == 2


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
