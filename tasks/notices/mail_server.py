"""The way to the office's mail server: a message goes, or it is said why not and what that means.

What went wrong is told as a key of the catalogues and the three digits of the server's answer. The
server's own words are not kept: they may hold the address.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as LINE_ENDINGS
from email.utils import format_datetime, parseaddr
from enum import StrEnum

from pydantic import SecretStr

from config.settings import MailProtection, Settings

SECONDS = 20.0  # for each answer of the server
NO_MORE = 500  # answers from here on are final (RFC 5321, 4.2.1)


class Trouble(StrEnum):
    """Why a message did not go."""

    AWAY = "away"
    CERTIFICATE = "certificate"
    NO_TLS = "no_tls"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    DEFERRED = "deferred"
    ADDRESS = "address"
    CONTENT = "content"
    NO_ADDRESS = "no_address"
    CUT_OFF = "cut_off"
    DEFECT = "defect"  # of ours: it was never made, or we do not know what became of it


NO_DIGITS = -1  # how smtplib tells an answer that begins with none
OF_SERVER = frozenset(
    {Trouble.AWAY, Trouble.CERTIFICATE, Trouble.NO_TLS, Trouble.SIGN_IN, Trouble.SENDER}
)  # the next message would meet it too
FINAL = frozenset({Trouble.ADDRESS, Trouble.CONTENT, Trouble.NO_ADDRESS})


class MailFailed(Exception):
    """The message did not go, or nobody knows. `reply`: the server's three digits, if it answered.

    Where the way broke after the last byte, the server may have taken the message.
    """

    def __init__(self, trouble: Trouble, reply: int | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.reply = None if reply == NO_DIGITS else reply


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in, as whom, and how the way is closed."""

    host: str
    port: int
    tls: MailProtection
    sender: str
    user: str | None = None
    password: SecretStr | None = field(default=None, repr=False)

    @property
    def domain(self) -> str:
        """Whose messages these are: what stands behind the @ of their ids."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


def server_of(settings: Settings) -> MailServer | None:
    """The mail server of the installation; None where none is set."""
    if settings.smtp_host is None or settings.smtp_from is None:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_tls,
        settings.smtp_from,
        settings.smtp_user,
        settings.smtp_password,
    )


def message(
    server: MailServer, to: str, subject: str, text: str, *, message_id: str, made_at: datetime
) -> EmailMessage:
    """A message of plain text; made again it bears the same id and date.

    Raises MailFailed where the address cannot stand in a mail.
    """
    made = EmailMessage(policy=LINE_ENDINGS)
    try:
        made["From"], made["To"] = server.sender, to
        made["Subject"] = subject
        (recipient,) = made["To"].addresses
    except (ValueError, IndexError) as error:
        raise MailFailed(Trouble.ADDRESS) from error
    if not recipient.username or not recipient.domain:
        raise MailFailed(Trouble.ADDRESS)
    made["Date"], made["Message-ID"] = format_datetime(made_at), message_id
    made["Auto-Submitted"] = "auto-generated"  # no holiday notice answers it (RFC 3834)
    made.set_content(text, cte="base64")
    return made


def deliver(server: MailServer, mail: EmailMessage) -> None:
    """Hand the message in. Raises MailFailed."""
    with _signed_in(server) as smtp:
        try:
            smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            reply = next(iter(error.recipients.values()))[0]
            raise MailFailed(_final(reply, Trouble.ADDRESS), reply) from error
        except smtplib.SMTPSenderRefused as error:
            trouble = Trouble.SENDER if error.smtp_code >= NO_MORE else Trouble.AWAY
            raise MailFailed(trouble, error.smtp_code) from error
        except smtplib.SMTPDataError as error:
            raise MailFailed(_final(error.smtp_code, Trouble.CONTENT), error.smtp_code) from error
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:  # letters of an address
            raise MailFailed(Trouble.ADDRESS) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailFailed(Trouble.AWAY, _reply(error)) from error


def _final(reply: int, otherwise: Trouble) -> Trouble:
    return otherwise if reply >= NO_MORE else Trouble.DEFERRED


@contextmanager
def _signed_in(server: MailServer) -> Iterator[smtplib.SMTP]:
    smtp = _opened(server)
    try:
        _sign_in(server, smtp)
        yield smtp
    finally:
        # What the server took is taken, however it says goodbye.
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _opened(server: MailServer) -> smtplib.SMTP:
    try:
        if server.tls == "tls":
            return smtplib.SMTP_SSL(
                server.host, server.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        return smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(_way(error), _reply(error)) from error


def _sign_in(server: MailServer, smtp: smtplib.SMTP) -> None:
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.tls == "starttls":
            if not smtp.has_extn("starttls"):
                raise MailFailed(Trouble.NO_TLS)
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if server.user is not None:
            word = "" if server.password is None else server.password.get_secret_value()
            smtp.login(server.user, word)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        raise MailFailed(Trouble.SIGN_IN, _reply(error)) from None  # its cause quotes the server
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(_way(error), _reply(error)) from error


def _way(error: Exception) -> Trouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.CERTIFICATE
    return Trouble.NO_TLS if isinstance(error, ssl.SSLError) else Trouble.AWAY


def _reply(error: Exception) -> int | None:
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None
