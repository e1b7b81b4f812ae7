"""`people invite`, `close`, `accounts`, `identities`, `own-data`, `contact` and their like."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.commands import identities
from desk.cli.options import LAST_NUMBER, AreaName, On, Person, command
from desk.cli.tables import listed
from desk.views.words import moment, word

if TYPE_CHECKING:
    from config.settings import Settings
    from registry.store import Registry

INVITATION_PAGE = "/invitation#"  # what stands after the # reaches no log


def register(group: typer.Typer) -> None:
    """Declare the commands of `people` about accounts and contacts."""
    command(group, "invite", of="people", recorded=True)(invite_person)
    command(group, "close", of="people", recorded=True)(close)
    command(group, "accounts", of="people")(list_accounts)
    identities.register(group)
    command(group, "own-data", of="people", recorded=True)(own_data_of)
    command(group, "contact", of="people", recorded=True)(contact)
    command(group, "erase-contacts", of="people", recorded=True)(erase_contacts)
    command(group, "notice", of="people")(show_notice)


def invite_person(
    call: Call,
    person: Person,
    instead_of: Annotated[
        int | None,
        typer.Option("--instead-of", help="Number of their link that works.", max=LAST_NUMBER),
    ] = None,
) -> Result:
    """A link for a person to set a password, or a new one. It works once, and is shown once."""
    from registry.records.accounts import invite, limits_of

    made = invite(
        call.registry,
        person,
        recorded_by=call.recorded_by,
        limits=limits_of(call.settings),
        instead_of=instead_of,
    )
    path = f"{INVITATION_PAGE}{made.token}"
    ref = made.person.ref if made.person else None
    data = {"person": ref, "purpose": made.purpose, "until": made.expires_at, "path": path}
    return Result(
        data,
        lambda lang: [
            say("desk.invited", lang, person=made.person.name if made.person else None,
                 until=moment(made.expires_at, lang)),
            f"{call.settings.desk_address}{path}",
        ],
    )  # fmt: skip


def first_admin_link(registry: "Registry", settings: "Settings") -> str | None:
    """The page where the first administrator sets a password; None once anybody has one.

    Each call makes a new link, and those made before work no more.
    """
    from registry.records.accounts import first_admin, limits_of

    made = first_admin(registry, limits=limits_of(settings))
    return None if made is None else f"{INVITATION_PAGE}{made.token}"


def close(call: Call, person: Person) -> Result:
    """Close a person's account: they are signed out at once and sign in no more.

    Their links, tokens and calendar links end with it.
    """
    from registry.records.accounts import close_account

    who = close_account(call.registry, person, recorded_by=call.recorded_by)
    return Result(
        {"person": who.ref, "state": "closed"},
        lambda lang: [say("desk.account_closed", lang, person=who.name)],
    )


def list_accounts(call: Call) -> Result:
    """Who has an account, in what state, and when they were last at the pages."""
    from registry.queries.accounts import accounts

    with call.registry.reading() as connection:
        rows = accounts(connection)
    return listed(
        {"accounts": rows},
        ("person", "name", "state", "last_seen"),
        rows,
        lambda one, lang: (
            one.ref,
            word(one.name, lang),
            say(f"account.state.{one.state}", lang),
            moment(one.last_seen_at, lang) if one.last_seen_at else "-",
        ),
    )


def own_data_of(call: Call, person: Person) -> Result:
    """All that the registry holds about a person, as JSON, to be handed over to them."""
    from registry.records.contacts import export_own_data

    found = export_own_data(call.registry, person, recorded_by=call.recorded_by)
    return Result(found, lambda _: [found.as_json()])


def contact(
    call: Call,
    person: Person,
    kind: Annotated[str, typer.Argument(help="phone or email.")],
    value: Annotated[str | None, typer.Argument(help="The work contact from now on.")] = None,
    erase: Annotated[bool, typer.Option("--erase", help="Erase it.")] = False,
) -> Result:
    """Record, change or erase a person's work telephone or e-mail. It is shown nowhere here."""
    from desk.cli.refusals import needed
    from registry.records.contacts import erase_contact, set_contact

    if erase:
        who = erase_contact(call.registry, person, kind, recorded_by=call.recorded_by)
    else:
        given = needed(value, "VALUE")
        who = set_contact(call.registry, person, kind, given, recorded_by=call.recorded_by)
    said = "desk.contact_erased" if erase else "desk.contact_set"
    return Result(
        {"person": who.ref, "kind": kind, "erased": erase},
        lambda lang: [say(said, lang, person=who.name, kind=say(f"contact.kind.{kind}", lang))],
    )


def erase_contacts(call: Call) -> Result:
    """Erase the contacts of those who left long enough ago. `watch` does the same each day."""
    from registry.records.contacts import erase_left

    done = erase_left(call.registry, recorded_by=call.recorded_by)
    return Result({"erased": done}, lambda lang: [say("desk.contacts_erased", lang, **vars(done))])


def show_notice(call: Call, area: AreaName = "TH", on: On = None) -> Result:
    """The privacy notice as it is in force in an area."""
    from registry.queries.contacts import notice

    code = call.area(area)
    with call.registry.reading() as connection:
        lines = notice(connection, code, call.day(on))
    return Result(
        {"notice": lines},
        lambda lang: [f"{word(one.heading, lang)}: {word(one.text, lang)}" for one in lines],
    )
