"""What the mail server answers, told as one trouble each; nothing secret is ever shown."""

import ssl
import subprocess
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from config.settings import Settings
from config.words import known
from tasks.notices.mail_server import (
    FINAL,
    OF_SERVER,
    MailFailed,
    MailServer,
    Trouble,
    deliver,
    message,
    server_of,
)
from tests.mail_receiver import free_port, receiving

AT = datetime(2022, 9, 16, tzinfo=UTC)


def a_server(port: int, **others: Any) -> MailServer:
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "tls": "none",
        "sender": "Prasan <p@office.go.th>",
    }
    return MailServer(port=port, **(values | others))


def a_mail(server: MailServer, to: str = "coord@office.go.th") -> EmailMessage:
    return message(
        server, to, "ประสาน", "เรียน ผู้ประสานงาน", message_id="<1@office.go.th>", made_at=AT
    )


def trouble(server: MailServer, to: str = "coord@office.go.th") -> tuple[Trouble, int | None]:
    with pytest.raises(MailFailed) as failed:
        deliver(server, a_mail(server, to))
    return failed.value.trouble, failed.value.reply


def test_a_mail_arrives_in_thai_with_its_own_id_and_asks_for_no_answer_of_a_machine() -> None:
    with receiving() as receiver:
        server = a_server(receiver.port)
        deliver(server, a_mail(server))
        (mail,) = receiver.mails
    assert receiver.text() == "เรียน ผู้ประสานงาน\n"
    assert mail["Subject"] == "ประสาน"
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<1@office.go.th>", "auto-generated")
    assert receiver.to == ["coord@office.go.th"]


@pytest.mark.parametrize(
    ("at", "answer", "told"),
    [
        ("MAIL", "421 busy", (Trouble.AWAY, 421)),
        ("MAIL", "550 not you", (Trouble.SENDER, 550)),
        ("RCPT", "450 greylisted", (Trouble.DEFERRED, 450)),
        ("RCPT", "550 no such user", (Trouble.ADDRESS, 550)),
        ("DATA", "452 no room", (Trouble.DEFERRED, 452)),
        ("DATA", "554 spam", (Trouble.CONTENT, 554)),
        ("MAIL", "what?", (Trouble.AWAY, None)),
        ("RCPT", "what?", (Trouble.DEFERRED, None)),
    ],
)
def test_each_answer_of_the_server_is_one_trouble(
    at: str, answer: str, told: tuple[Trouble, int | None]
) -> None:
    with receiving() as receiver:
        receiver.answers[at] = answer
        assert trouble(a_server(receiver.port)) == told


def test_what_the_server_took_is_taken_however_it_says_goodbye() -> None:
    with receiving() as receiver:
        receiver.hangs_up = True
        server = a_server(receiver.port)
        deliver(server, a_mail(server))
        assert len(receiver.mails) == 1


def test_a_server_that_is_not_there_is_away() -> None:
    assert trouble(a_server(free_port())) == (Trouble.AWAY, None)


def test_a_server_without_tls_gets_neither_password_nor_mail() -> None:
    with receiving(signs_in=True) as receiver:
        server = a_server(receiver.port, tls="starttls", user="p", password=SecretStr("secret"))
        assert trouble(server) == (Trouble.NO_TLS, None)
        assert receiver.mails == []


def test_a_wrong_password_is_told_without_the_password() -> None:
    with receiving(signs_in=True) as receiver:
        server = a_server(receiver.port, user="p", password=SecretStr("wrong-word"))
        with pytest.raises(MailFailed) as failed:
            deliver(server, a_mail(server))
    assert failed.value.trouble is Trouble.SIGN_IN
    assert "wrong-word" not in f"{failed.value!r} {failed.value.__cause__!r} {server!r}"


def test_with_the_right_password_the_mail_goes() -> None:
    with receiving(signs_in=True) as receiver:
        server = a_server(receiver.port, user="p", password=SecretStr("secret"))
        deliver(server, a_mail(server))
        assert len(receiver.mails) == 1


def a_certificate(folder: Path, name: str) -> Path:
    file = folder / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
         "-keyout", str(file), "-out", str(folder / "only.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_text(file.read_text() + (folder / "only.pem").read_text())
    return file


def a_context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_that_nobody_vouches_for_ends_it_before_anything_is_said(
    tmp_path: Path,
) -> None:
    with receiving(a_context(a_certificate(tmp_path, "localhost"))) as receiver:
        server = a_server(receiver.port, host="localhost", tls="starttls")
        assert trouble(server) == (Trouble.CERTIFICATE, None)
        assert receiver.mails == []


def test_a_certificate_of_another_name_is_refused_and_the_right_one_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "only.pem"))
    with receiving(a_context(file)) as receiver:
        other = a_server(receiver.port, host="127.0.0.1", tls="starttls")
        assert trouble(other) == (Trouble.CERTIFICATE, None)
        own = a_server(receiver.port, host="localhost", tls="starttls")
        deliver(own, a_mail(own))
        assert len(receiver.mails) == 1


@pytest.mark.parametrize("to", ["a@b.go.th\nBcc: all@b.go.th", "ผู้ประสานงาน@office.go.th", ""])
def test_an_address_that_no_mail_can_bear_is_the_addresss_trouble(to: str) -> None:
    with receiving(takes_utf8=False) as receiver:
        server = a_server(receiver.port)
        with pytest.raises(MailFailed) as failed:
            deliver(server, a_mail(server, to))
        assert failed.value.trouble is Trouble.ADDRESS
        assert receiver.mails == []


def test_every_trouble_has_its_sentence_in_both_languages() -> None:
    assert [one for one in Trouble if not known(f"mail.trouble.{one}")] == []
    assert not OF_SERVER & FINAL


ENOUGH = {"smtp_host": "mail.office.go.th", "smtp_from": "Prasan <p@office.go.th>"}


def test_without_a_host_there_is_no_server() -> None:
    assert server_of(Settings()) is None
    assert server_of(Settings(**ENOUGH)) is not None  # type: ignore[arg-type]


def test_the_password_is_in_no_text_of_the_settings() -> None:
    made = Settings(**ENOUGH, smtp_user="p", smtp_password="word-of-the-office")  # type: ignore[arg-type]  # noqa: S106
    assert (
        "word-of-the-office" not in f"{made!r} {made} {made.model_dump_json()} {server_of(made)!r}"
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_host": "mail.office.go.th"}, "smtp_from"),
        (ENOUGH | {"smtp_from": "nobody"}, "smtp_from"),
        (ENOUGH | {"smtp_from": "a@b\nBcc: c@d"}, "smtp_from"),
        (ENOUGH | {"smtp_port": 0}, "smtp_port"),
        (ENOUGH | {"smtp_tls": "maybe"}, "smtp_tls"),
        (ENOUGH | {"smtp_tls": "none", "smtp_user": "p"}, "smtp_user"),
        (ENOUGH | {"smtp_password": "word-of-the-office"}, "smtp_password"),
    ],
)
def test_settings_that_cannot_mail_are_refused_by_name(given: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(**given)
    (error,) = refused.value.errors(include_url=False, include_input=False)
    assert error["loc"] == (named,)
