"""`people identities`, `match`, `unmatch`: who signs in by the office's identity provider."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, Person, command
from desk.cli.tables import table
from desk.views.words import moment, word

if TYPE_CHECKING:
    from registry.queries.identities import MatchedPerson, UnknownIdentityRow

COLUMNS = ("state", "number", "whose", "last")


def register(group: typer.Typer) -> None:
    """Declare the commands of `people` about identities."""
    command(group, "identities", of="people")(list_identities)
    command(group, "match", of="people", recorded=True)(match)
    command(group, "unmatch", of="people", recorded=True)(unmatch)


def list_identities(call: Call) -> Result:
    """Who signs in by the identity provider, and who came from it and is matched to nobody yet."""
    from registry.queries.identities import matched_people, unknown_identities

    with call.registry.reading() as connection:
        unknown = unknown_identities(connection)
        matched = matched_people(connection)
    return Result(
        {"unknown": unknown, "matched": matched},
        lambda lang: table(
            [say(f"identity.{one}", lang) for one in COLUMNS],
            [*(_waiting(one, lang) for one in unknown), *(_matched(one, lang) for one in matched)],
            say("desk.none_listed", lang),
        ),
    )


def match(
    call: Call,
    number: Annotated[
        int, typer.Argument(help="Number that was told to the person.", max=LAST_NUMBER)
    ],
    person: Person,
) -> Result:
    """Say which person it is who came from the identity provider under that number."""
    from registry.records.identity_matches import match_identity

    made = match_identity(call.registry, number, person, recorded_by=call.recorded_by)
    return Result(
        {"identity": made.number, "person": made.person.ref},
        lambda lang: [
            say("desk.identity_matched", lang, number=made.number, person=made.person.name)
        ],
    )


def unmatch(
    call: Call,
    number: Annotated[int, typer.Argument(help="Number of the match.", max=LAST_NUMBER)],
) -> Result:
    """End a match: nobody signs in by it any more, and whoever did is out at once."""
    from registry.records.identity_matches import end_match

    made = end_match(call.registry, number, recorded_by=call.recorded_by)
    return Result(
        {"identity": made.number, "person": made.person.ref},
        lambda lang: [
            say("desk.identity_ended", lang, number=made.number, person=made.person.name)
        ],
    )


def _waiting(one: "UnknownIdentityRow", language: Language) -> tuple[str, ...]:
    state = say("identity.state.unknown", language)
    return (state, str(one.id), one.called or "-", moment(one.last_seen_at, language))


def _matched(one: "MatchedPerson", language: Language) -> tuple[str, ...]:
    whose = f"{one.ref}  {word(one.name, language)}"
    at = moment(one.identity.matched_at, language)
    return (say("identity.state.matched", language), str(one.identity.id), whose, at)
