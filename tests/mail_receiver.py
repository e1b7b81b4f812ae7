"""A mail server for tests: it takes, or refuses as it is told, and keeps what it took."""

import socket
import ssl
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from config.settings import Settings
from flows.decisions.province_settings import set_value
from registry.records.contacts import set_contact
from tests.builders import Desk

COORD = "coord@office.go.th"


@dataclass
class Receiver:
    """What came, and what is answered instead of "250" at each word of the protocol."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    refused: str = ""
    hangs_up: bool = False
    password: str = "secret"  # noqa: S105 — of a test

    async def handle_MAIL(  # noqa: N802 — aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        if address == self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        if "DATA" in self.answers:
            return self.answers["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.to += envelope.rcpt_tos
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        if self.hangs_up and isinstance(server.transport, WriteTransport):
            server.transport.abort()
        return "221 Bye"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = data.password == self.password.encode()
        return AuthResult(success=right, handled=right)

    def text(self) -> str:
        """The text of the last mail."""
        content: str = self.mails[-1].get_content()
        return content.replace("\r\n", "\n")


class _Controller(Controller):
    """With a certificate it offers STARTTLS, which the library's own does not."""

    context: ssl.SSLContext | None = None

    def factory(self) -> SMTP:
        return SMTP(self.handler, tls_context=self.context, **self.SMTP_kwargs)


def free_port() -> int:
    """A port of loopback at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def receiving(
    context: ssl.SSLContext | None = None, *, signs_in: bool = False, takes_utf8: bool = True
) -> Iterator[Receiver]:
    """A mail server on loopback, until the block ends."""
    receiver = Receiver()
    receiver.port = free_port()
    controller = _Controller(
        receiver,
        hostname="127.0.0.1",
        port=receiver.port,
        enable_SMTPUTF8=takes_utf8,
        auth_require_tls=False,
        authenticator=receiver.authenticate if signs_in else None,
    )
    controller.context = context
    controller.start()
    try:
        yield receiver
    finally:
        controller.stop()


def with_mail(desk: Desk, port: int, **others: Any) -> Desk:
    """The desk, its mails handed in at that port; the province has switched them on."""
    settings = Settings(
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls="none",
        smtp_from="Prasan <prasan@office.go.th>",
        **others,
    )
    desk.office = replace(desk.office, settings=settings)
    registry = desk.office.registry
    set_contact(registry, "coord", "email", COORD, recorded_by="coord")
    since = date(2022, 6, 1)
    set_value(desk.office, "57", "reminders.by_mail", "on", since=since, recorded_by="coord")
    return desk
