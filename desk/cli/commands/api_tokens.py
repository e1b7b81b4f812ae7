"""`token`: what lets other programs in over the API, for a part of a person; made and revoked."""

from typing import Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import (
    LAST_NUMBER,
    AreaName,
    Beside,
    ListByDefault,
    Person,
    command,
    command_group,
)
from desk.cli.tables import table
from desk.views.words import moment


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Tokens by which programs call the API for a part of a person: list, make, revoke."
    group = command_group(app, "token", about, cls=ListByDefault)
    command(group, "list", of="token")(list_tokens)
    command(group, "make", of="token", recorded=True)(make)
    command(group, "revoke", of="token", recorded=True)(revoke)


def list_tokens(call: Call, person: Person) -> Result:
    """The tokens of a person, and which of them work."""
    from registry.queries.api_tokens import api_tokens
    from registry.queries.people import person as person_named

    now = call.registry.clock.now()
    with call.registry.reading() as connection:
        who = person_named(connection, person, field="person")
        found = api_tokens(connection, who.id)
    return Result(
        {"tokens": found},
        lambda lang: table(
            [say(f"api_token.{one}", lang) for one in ("number", "part", "area", "until", "state")],
            [
                (
                    str(one.id),
                    say(f"part.{one.part}", lang),
                    one.area,
                    moment(one.revoked_at or one.expires_at, lang),
                    say(f"page.calendars.{'works' if one.works(now) else 'ended'}", lang),
                )
                for one in found
            ],
            say("desk.none_listed", lang),
        ),
    )


def make(
    call: Call,
    person: Person,
    part: Annotated[str, typer.Option("--part", help="coordinator, focal_point, chief, ...")],
    area: AreaName,
    beside: Beside = None,
) -> Result:
    """Make a token for a part that the person holds; it is shown this once."""
    from registry.records.api_tokens import make_api_token

    made = make_api_token(
        call.registry, person, part, call.area(area), recorded_by=call.recorded_by, beside=beside
    )
    until = made.row.expires_at
    return Result(
        {"number": made.row.id, "person": made.person.ref, "token": made.token, "until": until},
        lambda lang: [
            say(
                "api_token.once", lang,
                number=made.row.id, person=made.person.name, until=moment(until, lang),
            ),
            made.token,
        ],
    )  # fmt: skip


def revoke(
    call: Call,
    number: Annotated[int, typer.Argument(help="Number of the token.", max=LAST_NUMBER)],
) -> Result:
    """Revoke a token: from now on no program is let in by it."""
    from registry.records.api_tokens import revoke_api_token

    revoke_api_token(call.registry, number, recorded_by=call.recorded_by)
    return Result({"number": number}, lambda lang: [say("api_token.is_revoked", lang)])
