"""Figures leave the house by one door: who may, what is hidden, and that it is kept and logged."""

from collections.abc import Callable

from sqlalchemy import Connection

from config.audiences import Audience
from config.fixed_tables import publications
from registry.queries.publication_tables import PublicationTable, as_published
from registry.queries.publications import PublicationRequest
from registry.records.publications import (
    check_asked,
    fixed_table,
    publish,
    refuse_what_shows_nothing,
    with_departure,
)
from registry.records.rights import who_may, who_may_on
from registry.rules.rights import Verb
from registry.store import Registry

WriteDown = Callable[[Connection, PublicationTable], object]


def nobody(connection: Connection, made: PublicationTable) -> None:
    """Nobody writes the table to a file of its own."""


def asked_for(
    table: str, area: str, year: int, quarter: int | None, audience: Audience
) -> PublicationRequest:
    """The fixed table of that key, area and period. Raises TableUnknown."""
    return PublicationRequest(
        fixed_table(publications(), table, field="table"), area, year, quarter, audience
    )


def preview(registry: Registry, asked: PublicationRequest, *, recorded_by: str) -> PublicationTable:
    """What would leave the house; the attempts log says who looked.

    Raises UnknownPerson, MayNot, and what `publish_table` raises.
    """
    check_asked(asked, registry.today)
    with registry.reading() as connection:
        who = who_may_on(connection, registry.today, recorded_by, Verb.PUBLISH, asked.area)
        made = with_departure(connection, as_published(connection, asked, registry.today))
        if made.left_before is None:
            refuse_what_shows_nothing(connection, made, registry.today)
    registry.note_attempt(actor=who.ref, target=target_of(asked), code="looked")
    return made


def publish_table(
    registry: Registry,
    asked: PublicationRequest,
    *,
    recorded_by: str,
    write_down: WriteDown = nobody,
) -> PublicationTable:
    """Publish the table. It counts as published before anybody holds the file of it.

    One that says what it said when it left the house last is given again, and kept once.

    `write_down` makes the file ready where nobody finds it yet: a disk that does not take it keeps
    the table from being published. Raises UnknownPerson, MayNot, QuarterUnknown, PeriodOpen,
    PeriodFuture, TableOfYearAlone or TableTellsOfFew.
    """
    check_asked(asked, registry.today)
    with registry.writing() as write:
        who = who_may(write, recorded_by, Verb.PUBLISH, asked.area)
        made = publish(write, asked, by=who.id)
        write_down(write.connection, made)
    registry.note_attempt(actor=who.ref, target=target_of(asked), code="export")
    return made


def target_of(asked: PublicationRequest) -> str:
    """The table as the attempts log names it."""
    return f"publication/{asked.table.key}/{asked.area}"
