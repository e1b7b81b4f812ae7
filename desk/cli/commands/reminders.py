"""`notices`, `mail`: who was reminded of what; a test of the way to the mail server."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say, written
from desk.cli.call import Call, Result
from desk.cli.options import AreaName, OfDistrict, On, command, command_group
from desk.cli.tables import table
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from desk.views.reminder_summary import MailSummary
    from desk.views.view import View

MOST = 200
HEADS = ("person", "district", "gate", "stage", "due", "state")


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "notices")(notices)
    group = command_group(app, "mail", "The mail server: test it; send again what did not go.")
    command(group, "test", of="mail")(test)
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
    from email.utils import make_msgid

    from desk.cli.refusals import MailNotSent, NoMailServer
    from desk.views.reminder_summary import trouble_words
    from tasks.notices.digest import languages_of
    from tasks.notices.mail_server import MailFailed, deliver, message, server_of

    server = server_of(call.settings)
    if server is None:
        raise NoMailServer(field="PRASAN_SMTP_HOST")
    languages = languages_of(call.language)
    subject = " / ".join(say("mail.test.subject", one) for one in languages)
    text = "\n".join([*(say("mail.test.text", one) for one in languages), ""])
    now, own_id = call.unchecked.clock.now(), make_msgid(domain=server.domain)
    try:
        deliver(server, message(server, to, subject, text, message_id=own_id, made_at=now))
    except MailFailed as failed:
        trouble = trouble_words(failed.trouble, failed.reply)
        raise MailNotSent(field="--to", trouble=trouble) from None
    told = {"host": server.host, "to": to, "sender": server.sender}
    return Result({"sent": True, **told}, lambda lang: [say("mail.test.sent", lang, **told)])


def again(call: Call, area: AreaName) -> Result:
    """Mails of an area that were given up are sent again: their address or the server is right."""
    from flows.decisions.mail_again import send_again

    count = send_again(call.office, call.area(area), recorded_by=call.recorded_by)
    return Result({"mails": count}, lambda lang: [say("mail.again", lang, count=count)])
