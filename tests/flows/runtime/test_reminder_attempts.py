"""A reminder that cannot be sent, is sent by several workers, or is cut off in the middle."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from config.clock import moved_to
from flows.runtime.performer import LOOK_FOR_MAILS, SERVER_AWAY
from flows.runtime.reminders import (
    CLAIM,
    PAUSES,
    MailCount,
    leaving_by,
    make_mails,
    remind,
    send_mail,
    send_owed,
)
from registry.models import NoticeMail, table_of
from registry.queries.notices import mails_in_trouble
from registry.records.contacts import set_contact
from registry.records.notice_mails import claim_mail, end_mail, try_mails_again
from registry.store import Registry
from tests.builders import COORDINATOR, OPENED, Desk, a_desk
from tests.flows.runtime.at_reminders import (
    a_performer,
    at,
    desk,
    load_more,
    mails,
    receiver,
    stages,
)
from tests.flows.runtime.reminders_killed import DAY
from tests.mail_receiver import COORD, Receiver, free_port, with_mail

__all__ = ["desk", "receiver"]

PROJECT = Path(__file__).parents[3]
RACERS = 4
COORD2 = "coord2@office.go.th"


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
