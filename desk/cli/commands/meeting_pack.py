"""`pack`: the papers of a meeting as one PDF, looked at, kept as it was sent, amended."""

from typing import Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.commands import replication
from desk.cli.options import InstanceId, ListByDefault, On, OutFile, command, command_group
from desk.cli.tables import table
from desk.cli.written_file import written_file
from desk.views.words import day

Papers = Annotated[
    list[str] | None,
    typer.Option("--paper", help="A paper, as `list` names it; repeat it. Without: the usual."),
]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Packs: of a meeting (list, get, send), for another office (export, import, taken)."
    group = command_group(app, "pack", about, cls=ListByDefault)
    command(group, "list", of="pack")(list_papers)
    command(group, "get", of="pack")(get)
    command(group, "send", of="pack", recorded=True)(send)
    replication.declare(group)  # the contract has one group of that name


def list_papers(call: Call, instance: InstanceId) -> Result:
    """Which papers go, which may go, and what was sent before."""
    from desk.views.pack_papers import pack_sheet

    with call.registry.reading() as connection:
        sheet = pack_sheet(call.office, connection, instance)
    data = {
        "instance": instance,
        "papers": [vars(one) | {"state": one.state} for one in sheet.papers],
        "sent": [{"document": one.row.id, "on": one.sent_on} for one in sheet.sent],
    }
    heads = ("key", "paper", "state")
    return Result(
        data,
        lambda lang: [
            *table(
                [say(f"pack.head.{one}", lang) for one in heads],
                [
                    (one.paper, one.title_th, say(f"pack.state.{one.state}", lang))
                    for one in sheet.papers
                ],
            ),
            *(
                say("pack.was_sent", lang, day=day(one.sent_on, lang), document=one.row.id)
                for one in sheet.sent
            ),
        ],
    )


def get(call: Call, instance: InstanceId, *, out: OutFile, paper: Papers = None) -> Result:
    """Write the pack to a file as it would be sent today; keeps nothing."""
    from desk.views.meeting_pack import made_pack
    from desk.views.pack_papers import pack_sheet

    with call.registry.reading() as connection:
        sheet = pack_sheet(call.office, connection, instance)
    made = made_pack(call.office, sheet, paper, call.registry.today)
    done = written_file(out, made.content, {"pages": made.facts.pages})
    call.registry.note_attempt(actor="", target=made.target, code="download")
    return done


def send(call: Call, instance: InstanceId, *, on: On = None, paper: Papers = None) -> Result:
    """Keep the pack as it was sent that day; after the first one, an addendum with what changed."""
    from desk.views.meeting_pack import made_pack
    from desk.views.pack_papers import pack_sheet
    from flows.meeting.packs import keep_pack

    sent_on = call.day(on)
    with call.registry.reading() as connection:
        sheet = pack_sheet(call.office, connection, instance)
    made = made_pack(call.office, sheet, paper, sent_on)
    number = keep_pack(
        call.office, instance, sheet.district, made,
        agenda_of=sheet.agenda_of, sent_on=sent_on, recorded_by=call.recorded_by,
    )  # fmt: skip
    key = "pack.kept_addendum" if made.facts.amends else "pack.kept"
    return Result(
        {"document": number, "pages": made.facts.pages, "amends": made.facts.amends},
        lambda lang: [
            say(key, lang, document=number, pages=made.facts.pages, number=made.facts.amendment)
        ],
    )
