"""`notices`, `mail`: who was reminded of what; mails to operators and a test of the way there."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, Value, say, written
from desk.cli.call import Call, Result
from desk.cli.options import AreaName, OfDistrict, On, command, command_group
from desk.cli.tables import table
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from desk.views.reminder_summary import MailSummary
    from desk.views.view import View

MOST = 200
UNIT_NAME = re.compile(r"[A-Za-z0-9:_.@-]{1,120}")
HEADS = ("person", "district", "gate", "stage", "due", "state")


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "notices")(notices)
    group = command_group(app, "mail", "The mail server: test it; send again what did not go.")
    command(group, "test", of="mail")(test)
    command(group, "alert", of="mail")(alert)
    command(group, "again", of="mail", recorded=True)(again)


def notices(
    call: Call,
    district: OfDistrict = None,
    on: On = None,
    text: Annotated[
        bool, typer.Option("--text", help="The text to copy, for LINE or elsewhere.")
    ] = False,
) -> Result:
    """Reminders of a day: to whom, of what, how far each got; or the text to copy."""
    from desk.views.view import View

    code, when = call.district(district) if district else None, call.day(on)
    with call.registry.reading() as connection:
        view = View(call.office, connection, when)
        return _text(call, view, code) if text else _mails(call, view, code)


def _text(call: Call, view: "View", code: str | None) -> Result:
    from desk.views.reminder_summary import all_due_lines
    from tasks.notices.digest import copy_text, joined, languages_of

    lines, url = joined(all_due_lines(view, code)), call.settings.desk_url
    said = copy_text(lines, view.on, languages_of(call.language), url)
    return Result({"on": view.on, "text": said, "steps": lines}, lambda _: [said])


def _mails(call: Call, view: "View", code: str | None) -> Result:
    from desk.views.reminder_summary import mail_summaries, mail_troubles, without_address
    from flows.runtime.reminders import missing_server

    areas = (code or "TH",)
    mails = mail_summaries(view, areas, view.on, most=MOST)
    today = view.on == call.registry.today
    missing = without_address(view, areas) if today else []
    troubles = [*mail_troubles(view, areas), *filter(None, [missing_server(call.office)])]
    data = {"on": view.on, "mails": mails, "no_address": missing, "to_know": troubles}

    def lines(lang: Language) -> list[str]:
        rows = [row for one in mails for row in _rows(one, lang)]
        rows += [
            (written(one.name, lang), DASH, DASH, DASH, DASH, say("mail.status.no_address", lang))
            for one in missing
        ]
        heads = [say(f"head.{name}", lang) for name in HEADS]
        shown = table(heads, rows) if rows else [say("desk.no_notices", lang, on=view.on)]
        return [*shown, *(f"  {word(one, lang)}" for one in troubles)]

    return Result(data, lines)


def _rows(mail: "MailSummary", language: Language) -> Sequence[Sequence[str]]:
    return [
        (
            written(mail.person.name, language),
            word(one.district, language),
            word(one.step, language),
            word(one.stage, language),
            day(one.due, language),
            say(f"mail.status.{mail.status}", language)
            if one.status == "told"
            else say(f"reminder.status.{one.status}", language),
        )
        for one in mail.notices
    ]


def test(
    call: Call, to: Annotated[str, typer.Option("--to", help="Address that the test goes to.")]
) -> Result:
    """Send a test mail by the settings of this machine, and say what the server answered."""
    told = _sent(call, to, "--to", ("mail.test.subject", "mail.test.text"))
    return Result({"sent": True, **told}, lambda lang: [say("mail.test.sent", lang, **told)])


def alert(
    call: Call,
    unit: Annotated[str, typer.Argument(help="The unit of systemd that failed.")],
) -> Result:
    """Mail to PRASAN_SMTP_ALERTS_TO that a unit failed on this machine; no registry is opened."""
    import platform

    from desk.cli.refusals import NoAlertAddress, UsageUnfit

    if UNIT_NAME.fullmatch(unit) is None:
        raise UsageUnfit(field="UNIT", problem=unit)
    to = call.settings.smtp_alerts_to
    if to is None:
        raise NoAlertAddress(field="PRASAN_SMTP_ALERTS_TO", unit=unit)
    machine = platform.node()
    keys = ("mail.alert.subject", "mail.alert.text")
    told = _sent(call, to, "PRASAN_SMTP_ALERTS_TO", keys, unit=unit, machine=machine)
    return Result(
        {"sent": True, "unit": unit, **told},
        lambda lang: [say("mail.alert.sent", lang, to=to, unit=unit)],
    )


def _sent(
    call: Call, to: str, field: str, keys: tuple[str, str], **values: Value
) -> dict[str, str]:
    """The mail whose subject and text have those keys, handed in: to which server, for whom.

    Raises NoMailServer, MailNotSent about the field that the address came from.
    """
    from email.utils import make_msgid

    from desk.cli.refusals import MailNotSent, NoMailServer
    from desk.views.reminder_summary import trouble_words
    from tasks.notices.digest import languages_of
    from tasks.notices.mail_server import MailFailed, deliver, message, server_of

    server = server_of(call.settings)
    if server is None:
        raise NoMailServer(field="PRASAN_SMTP_HOST")
    (subject, text), languages = keys, languages_of(call.language)
    head = " / ".join(say(subject, one, **values) for one in languages)
    body = "\n".join([*(say(text, one, **values) for one in languages), ""])
    now, own_id = call.unchecked.clock.now(), make_msgid(domain=server.domain)
    try:
        deliver(server, message(server, to, head, body, message_id=own_id, made_at=now))
    except MailFailed as failed:
        trouble = trouble_words(failed.trouble, failed.reply)
        raise MailNotSent(field=field, trouble=trouble) from None
    return {"host": server.host, "to": to, "sender": server.sender}


def again(call: Call, area: AreaName) -> Result:
    """Mails of an area that were given up are sent again: their address or the server is right."""
    from flows.decisions.mail_again import send_again

    count = send_again(call.office, call.area(area), recorded_by=call.recorded_by)
    return Result({"mails": count}, lambda lang: [say("mail.again", lang, count=count)])
