"""A table of figures as people read it before and after it leaves the house."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.fixed_tables import TableColumn
from config.indicators import DENOMINATOR, NUMERATOR, indicators
from config.words import LANGUAGES, Named, Sentence, both, say
from registry.queries.added_districts import unverified_within
from registry.queries.areas import names
from registry.queries.publication_advice import advice_words, publication_advice
from registry.queries.publication_tables import PublicationTable, PublishedNumber
from registry.queries.publications import PublicationRequest
from registry.rules.attacker import Mark
from registry.rules.figure_words import amount_words, column_words, percent_words
from registry.rules.figures import Amount, Qualifier, Share, ends_on, starts_on

HIDDEN_SIGN = "*"
WHY = (Mark.SMALL, Mark.EARLIER, Mark.DIFFERENCE, Mark.COMPLEMENT, Mark.WITHHELD)


@dataclass(frozen=True)
class SheetNumber:
    """A number of the table: in words, as a number where it is one exactly, and its mark."""

    text: Sentence
    number: float | int | None
    mark: Mark

    @property
    def is_hidden(self) -> bool:
        """Whether it is kept from who reads the table."""
        return self.mark in WHY


@dataclass(frozen=True)
class PublicationSheet:
    """A table in words: title, what it is of, heads, a row for each area, and its notes."""

    title: Named
    about: tuple[Sentence, ...]
    heads: tuple[Named, ...]
    rows: tuple[tuple[Named, tuple[SheetNumber, ...]], ...]
    notes: tuple[Sentence, ...]
    why: tuple[tuple[Mark, int], ...]


def publication_sheet(
    connection: Connection, table: PublicationTable, on: date
) -> PublicationSheet:
    """The table as it is read; `on`: the day as at which its figures are known."""
    known = indicators()
    named = names(connection, set(table.areas))
    heads: list[Named] = []
    for column in table.columns:
        heads.append(column_words(known, column.indicator, column.part))
        if column.part == DENOMINATOR:
            heads.append(_percent_head(column))
    rows = tuple((_area(named[area], area), tuple(_numbers(table, area))) for area in table.areas)
    marks = [one.mark for one in table.numbers.values()]
    return PublicationSheet(
        Named(table.asked.table.title_th, table.asked.table.title_en),
        (*_about(table.asked, named), both("publication.as_known", on=on)),
        tuple(heads),
        rows,
        (*_notes(table), *_of_unverified(connection, table)),
        tuple((mark, marks.count(mark)) for mark in WHY if mark in marks),
    )


def advice_on(connection: Connection, table: PublicationTable, on: date) -> tuple[Sentence, ...]:
    """With which earlier tables it would tell of a few, and what to publish instead.

    For whoever publishes alone: it stands in no file.
    """
    advice = publication_advice(connection, table, on)
    return () if advice is None else advice_words(connection, advice)


def _area(name: Named, code: str) -> Named:
    if len(code) > 2:  # noqa: PLR2004 — the code of a province has two digits
        return name
    said = both("publication.province_total", province=name)
    return Named(said.th, said.en)


def _percent_head(column: TableColumn) -> Named:
    one = indicators().by_key[column.indicator]
    said = [say("publication.percent", language) for language in LANGUAGES]
    return Named(f"{one.title_th}: {said[0]}", f"{one.title_en}: {said[1]}")


def _numbers(table: PublicationTable, area: str) -> Iterator[SheetNumber]:
    for column in table.columns:
        number = table.numbers[area, column]
        yield _seen(number)
        if column.part == DENOMINATOR:
            yield _percent(table, number)


def _seen(number: PublishedNumber) -> SheetNumber:
    if number.mark in WHY:
        return SheetNumber(Sentence(HIDDEN_SIGN, HIDDEN_SIGN), None, number.mark)
    return SheetNumber(amount_words(number.amount), plain(number.amount), number.mark)


def plain(amount: Amount | None) -> float | int | None:
    """The number as a spreadsheet keeps it; None where words have to say how it is meant."""
    if amount is None or amount.qualifier is not Qualifier.EXACT:
        return None
    whole = amount.value == amount.value.to_integral_value()
    return int(amount.value) if whole else round(float(amount.value), 2)


def _percent(table: PublicationTable, of: PublishedNumber) -> SheetNumber:
    numerator = table.numbers[of.area, TableColumn(of.column.indicator, NUMERATOR)].amount
    if numerator is None or of.amount is None:
        return SheetNumber(amount_words(None), None, Mark.NOT_REPORTED)
    share = Share(numerator, of.amount)
    return SheetNumber(percent_words(share), plain(share.percent), Mark.SHOWN)


def _about(asked: PublicationRequest, named: dict[str, Named]) -> Iterator[Sentence]:
    words = "publication.of_quarter" if asked.quarter else "publication.of_year"
    yield both(
        words,
        area=named[asked.area],
        year=asked.year,
        quarter=asked.quarter or "",
        starts=starts_on(asked.year, asked.quarter),
        ends=ends_on(asked.year, asked.quarter),
    )


def _notes(table: PublicationTable) -> Iterator[Sentence]:
    if table.hidden:
        yield both("publication.note.hidden", sign=HIDDEN_SIGN, threshold=table.threshold)
    if any(one.mark is Mark.NOT_REPORTED for one in table.numbers.values()):
        yield both("publication.note.not_reported")
    if any(indicators().by_key[one.indicator].is_share for one in table.columns):
        yield both("publication.note.shares")


def _of_unverified(connection: Connection, table: PublicationTable) -> Iterator[Sentence]:
    """The districts of the table that too few sources tell of."""
    for one in unverified_within(connection, table.asked.area):
        if one.code in table.areas:
            yield both("area.unverified_note", district=one.name)
