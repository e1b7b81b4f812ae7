"""`notices` and `mail`: who was reminded, the text to copy, and a test of the mail server."""

from collections.abc import Iterator
from datetime import date

import pytest

from config.words import both
from flows.runtime.reminders import remind
from registry.records.contacts import set_contact
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.mail_receiver import COORD, Receiver, free_port, receiving, with_mail

DAY = "2022-06-10"
WORD = "word-of-the-office"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def desk(sqlite_url: str, receiver: Receiver) -> Desk:
    """A district whose first gate is due on the day at which its clock stands."""
    desk = with_mail(a_desk(sqlite_url), receiver.port)
    desk.start()
    desk.clock.move_to(date.fromisoformat(DAY), 6)
    return desk


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


def test_notices_tell_to_whom_what_went_and_what_was_skipped(prasan: Terminal, desk: Desk) -> None:
    remind(desk.office)
    printed = prasan("notices", "--on", DAY, "--lang", "en").out
    assert "Prasan Dee" in printed
    assert "Earlier order or centre" in printed
    (mail,) = prasan("notices", "--on", DAY, "--json").json["mails"]
    assert (mail["status"], [one["status"] for one in mail["notices"]]) == (
        "sent", ["skipped", "told"],
    )  # fmt: skip
    assert COORD not in prasan("notices", "--on", DAY, "--json").out
    none = prasan("notices", "--on", "2022-06-09", "--lang", "en").out
    assert none.splitlines()[0] == "No reminder by mail on 9 June 2022."


def test_notices_are_of_the_district_that_is_named(prasan: Terminal, desk: Desk) -> None:
    remind(desk.office)
    assert prasan("notices", "--on", DAY, "--district", "เทิง", "--json").json["mails"] == []
    assert len(prasan("notices", "--on", DAY, "--district", "5715", "--json").json["mails"]) == 1


def test_the_text_to_copy_is_there_without_any_mail_server(prasan: Terminal, desk: Desk) -> None:
    lines = prasan("notices", "--on", DAY, "--text").out.splitlines()
    assert lines[0] == "ขั้นตอนที่รอดำเนินการ ณ วันที่ 10 มิถุนายน 2565"
    assert lines[2] == "อำเภอแม่ฟ้าหลวง"
    assert lines[3].startswith("• การตรวจสอบคำสั่งเดิม: ")
    assert prasan("notices", "--on", "2022-06-02", "--text").out.startswith("ไม่มีขั้นตอน")
    other = prasan("notices", "--on", DAY, "--text", "--district", "เทิง").out
    assert other.startswith("ไม่มีขั้นตอน")


def set_server(monkeypatch: pytest.MonkeyPatch, port: int, **others: str) -> None:
    values = {"host": "127.0.0.1", "port": str(port), "tls": "none", "from": "p@office.go.th"}
    for name, value in (values | others).items():
        monkeypatch.setenv(f"PRASAN_SMTP_{name.upper()}", value)


def test_a_test_mail_goes_and_the_command_says_which_server_took_it(
    prasan: Terminal, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_server(monkeypatch, receiver.port)
    printed = prasan("mail", "test", "--to", COORD, "--json").json
    assert printed == {"sent": True, "host": "127.0.0.1", "to": COORD, "sender": "p@office.go.th"}
    assert receiver.to == [COORD]
    assert receiver.text().strip() == both("mail.test.text").th


def test_a_unit_that_failed_is_mailed_to_whoever_keeps_the_machine_where_no_registry_opens(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    prasan = Terminal("sqlite:////nowhere/registry.db")
    set_server(monkeypatch, receiver.port, alerts_to="root@office.go.th")
    printed = prasan("mail", "alert", "prasan-backup.service", "--json").json
    assert (printed["unit"], printed["to"]) == ("prasan-backup.service", "root@office.go.th")
    assert receiver.to == ["root@office.go.th"]
    assert "prasan-backup.service" in receiver.mails[0]["Subject"]
    assert "journalctl -u prasan-backup.service -e" in receiver.text()


def test_an_alert_that_nobody_is_to_get_says_which_setting_is_missing(
    prasan: Terminal, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_server(monkeypatch, receiver.port)
    wanted = ("no_alert_address", "PRASAN_SMTP_ALERTS_TO")
    assert prasan.refused("mail", "alert", "prasan.service") == wanted
    assert prasan.refused("mail", "alert", "x\nSubject: y") == ("usage_unfit", "UNIT")
    assert receiver.mails == []


def test_a_test_without_a_server_or_with_one_that_refuses_says_what_to_do(
    prasan: Terminal, desk: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prasan.refused("mail", "test", "--to", COORD) == ("no_mail_server", "PRASAN_SMTP_HOST")
    set_server(monkeypatch, free_port())
    assert prasan.refused("mail", "test", "--to", COORD) == ("mail_not_sent", "--to")
    set_server(monkeypatch, receiver.port)
    receiver.answers["RCPT"] = "550 no such user"
    printed = prasan("mail", "test", "--to", COORD)
    assert "(answer 550)" in printed.err
    assert "(รหัสตอบ 550)" in printed.err


@pytest.mark.parametrize(
    ("others", "named"),
    [({"user": "p", "tls": "none"}, "PRASAN_SMTP_USER"), ({"port": "0"}, "PRASAN_SMTP_PORT"),
     ({"from": "nobody"}, "PRASAN_SMTP_FROM"), ({"alerts_to": "root"}, "PRASAN_SMTP_ALERTS_TO"),
     ({"tls": "maybe"}, "PRASAN_SMTP_TLS")],
)  # fmt: skip
def test_settings_that_cannot_mail_are_named_and_the_password_is_not(
    prasan: Terminal,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    others: dict[str, str],
    named: str,
) -> None:
    monkeypatch.setenv("PRASAN_SMTP_HOST", "mail.office.go.th")
    monkeypatch.setenv("PRASAN_SMTP_PASSWORD", WORD)
    for name, value in ({"user": "p", "from": "p@office.go.th"} | others).items():
        monkeypatch.setenv(f"PRASAN_SMTP_{name.upper()}", value)
    printed = prasan("mail", "test", "--to", COORD, "--json")
    assert (printed.code, printed.error["field"]) == (2, named)
    assert WORD not in printed.out + printed.err


def test_what_was_given_up_is_sent_again_by_who_may_and_by_nobody_else(
    prasan: Terminal, desk: Desk, receiver: Receiver
) -> None:
    receiver.answers["RCPT"] = "550 no such user"
    remind(desk.office)
    receiver.answers.clear()
    again = ("mail", "again", "--area", "57")
    assert prasan.refused(*again, "--recorded-by", "5715.chief") == ("may_not", "recorded_by")
    set_contact(desk.office.registry, "coord", "email", "new@office.go.th", recorded_by="coord")
    from flows.decisions.mail_again import send_again  # noqa: PLC0415 — by the desk's own clock

    assert send_again(desk.office, "57", recorded_by="coord") == 1
    assert remind(desk.office).sent == 1
    assert receiver.to == ["new@office.go.th"]
    assert prasan(*again, "--recorded-by", "coord", "--json").json == {"mails": 0}
