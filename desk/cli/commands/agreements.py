"""`agreement`: from when to when a partner agency works with a province, and by whom."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import Known, ListByDefault, On, command, command_group
from desk.cli.tables import listed
from desk.views.words import day, word

if TYPE_CHECKING:
    from registry.queries.agreements import AgreementRow

Province = Annotated[str, typer.Option("--area", help="The province.")]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Agreements of partner agencies with a province: list, record."
    group = command_group(app, "agreement", about, cls=ListByDefault)
    command(group, "list", of="agreement")(list_agreements)
    command(group, "record", of="agreement", recorded=True)(record)


def list_agreements(call: Call, area: Province, on: On = None, known: Known = None) -> Result:
    """The agreements with a province, each with its last day; those that have ended are marked."""
    from desk.cli.as_of import as_of
    from registry.queries.agreements import agreements

    province, asked = call.area(area), as_of(call, on, known)
    with call.registry.reading() as connection:
        rows = agreements(connection, (province,), asked.known)
    return listed(
        {"province": province, "on": asked.on, "known": asked.known, "agreements": rows},
        ("agency", "name", "since", "last_day", "state"),
        rows,
        lambda one, lang: _line(one, asked.on >= one.stop, lang),
        asked.lines,
    )


def _line(one: "AgreementRow", ended: bool, lang: Language) -> tuple[str, ...]:
    state = say("agreement.state.ended" if ended else "agreement.state.stands", lang)
    return one.agency, word(one.name, lang), day(one.start, lang), day(one.last_day, lang), state


def record(
    call: Call,
    agency: Annotated[str, typer.Argument(help="Key of the agency.")],
    area: Province,
    start: Annotated[str, typer.Option("--from", help="Its first day, YYYY-MM-DD.")],
    until: Annotated[str, typer.Option("--until", help="Its last day, YYYY-MM-DD.")],
    person: Annotated[
        list[str] | None,
        typer.Option("--person", help="Who works for it: reference or name; may be repeated."),
    ] = None,
) -> Result:
    """Record an agreement, or move the end of the one that began on that day.

    The partner's parts of its people end with it.
    """
    from registry.records.agreements import NewAgreement, record_agreement

    said = NewAgreement(
        agency, call.area(area), call.day(start, "--from"), call.day(until, "--until"),
        tuple(person or ()),
    )  # fmt: skip
    done = record_agreement(call.registry, said, recorded_by=call.recorded_by)
    key = "recorded" if done.changed else "again"
    return Result(
        done,
        lambda lang: [
            say(f"agreement.{key}", lang, agency=done.agreement.name, on=done.agreement.last_day,
                parts=done.parts),
            *(f"  {one.ref}  {word(one.name, lang)}" for one in done.people),
        ],
    )  # fmt: skip
