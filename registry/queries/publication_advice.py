"""Why a table hides more than what is small, and which coarser table gives nothing away."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from config.fixed_tables import FixedTable, TableColumn, publications
from config.indicators import TOTAL
from config.words import Named, Sentence, both
from registry.queries.areas import names
from registry.queries.publication_tables import PublicationTable, PublishedNumber, as_published
from registry.queries.publications import PublicationRequest, PublicationRow, publications_made
from registry.rules.attacker import Mark
from registry.rules.figures import is_closed
from registry.transaction import PROVINCE_CODE

GIVEN_AWAY = frozenset({Mark.DIFFERENCE, Mark.COMPLEMENT, Mark.WITHHELD})


@dataclass(frozen=True)
class PublicationAdvice:
    """Which earlier tables would tell of a few together with a table, and what to take instead.

    `together_with` none: the numbers of the table tell by themselves. `instead` is a coarser table
    that was tried: it shows what it is taken for; None where none does.
    """

    together_with: tuple[PublicationRow, ...]
    instead: PublicationRequest | None


def publication_advice(
    connection: Connection, made: PublicationTable, today: date
) -> PublicationAdvice | None:
    """What is said of a table that hides more than what is small; None of any other."""
    hidden = [one for one in made.numbers.values() if one.mark in GIVEN_AWAY]
    if not hidden:
        return None
    by = {one for number in hidden for one in number.given_away_by}
    province = made.asked.area[:PROVINCE_CODE]
    earlier = publications_made(connection, (province,), made.asked.year)
    told = tuple(one for one in earlier if one.id in by)
    return PublicationAdvice(told, _instead(connection, made, hidden, today))


def shows_nothing(made: PublicationTable) -> bool:
    """Whether all that was reported is hidden, and not because it is small."""
    marks = {one.mark for one in made.numbers.values()}
    return Mark.SHOWN not in marks and bool(marks & GIVEN_AWAY)


def _instead(
    connection: Connection, made: PublicationTable, hidden: list[PublishedNumber], today: date
) -> PublicationRequest | None:
    for coarser in _coarser(made.asked, hidden, today):
        if _shows(as_published(connection, coarser, today), coarser, made.asked, hidden):
            return coarser
    return None


def _coarser(
    asked: PublicationRequest, hidden: list[PublishedNumber], today: date
) -> Iterator[PublicationRequest]:
    """The year for a quarter, the plain table for one in parts, the province for a district."""
    own = [asked]
    if asked.quarter is not None and is_closed(asked.year, None, today):
        own.append(replace(asked, quarter=None))
    if asked.table.broken_down is not None:
        plain = _plain_tables({one.column.indicator for one in hidden})
        own += [replace(asked, table=one) for one in plain]
    yield from own[1:]
    if len(asked.area) > PROVINCE_CODE:
        yield from (replace(one, area=asked.area[:PROVINCE_CODE]) for one in own)


def _plain_tables(indicators: set[str]) -> list[FixedTable]:
    """The tables that tell the indicators without their parts."""
    return [
        one
        for one in publications().tables
        if one.broken_down is None and indicators <= {*one.indicators}
    ]


def _shows(
    made: PublicationTable,
    coarser: PublicationRequest,
    asked: PublicationRequest,
    hidden: list[PublishedNumber],
) -> bool:
    """Whether it shows a number in which each of the hidden ones is counted."""
    for one in hidden:
        area = one.area if coarser.area == asked.area else coarser.area
        part = one.column.part if coarser.table == asked.table else TOTAL
        number = made.numbers.get((area, TableColumn(one.column.indicator, part)))
        if number is None or number.mark is not Mark.SHOWN:
            return False
    return True


def advice_words(connection: Connection, advice: PublicationAdvice) -> tuple[Sentence, Sentence]:
    """With what the table would tell of a few; and what to publish instead."""
    areas = {one.area for one in advice.together_with}
    areas |= {advice.instead.area} if advice.instead else set()
    named = names(connection, areas)
    told = [
        _called(_title(one.table_key), named[one.area], one.year, one.quarter)
        for one in advice.together_with
    ]
    if told:
        th, en = "; ".join(one.th for one in told), "; ".join(one.en for one in told)
        why = both("publication.given_away", tables=Named(th, en))
    else:
        why = both("publication.gives_itself_away")
    if advice.instead is None:
        return why, both("publication.nothing_instead")
    it = advice.instead
    title = Named(it.table.title_th, it.table.title_en)
    table = _called(title, named[it.area], it.year, it.quarter)
    return why, both("publication.instead", table=Named(table.th, table.en))


def _title(key: str) -> Named:
    """The title of a table; of one that is no longer known its key."""
    table = publications().by_key.get(key)
    return Named(table.title_th, table.title_en) if table else Named(key, key)


def _called(title: Named, area: Named, year: int, quarter: int | None) -> Sentence:
    words = "publication.table_of_quarter" if quarter else "publication.table_of_year"
    return both(words, table=title, area=area, year=str(year), quarter=str(quarter or ""))
