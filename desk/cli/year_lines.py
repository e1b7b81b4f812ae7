"""The year board, as data and as lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from config.words import Language, say, written
from desk.cli.tables import table
from desk.views.words import DASH, moment, word
from desk.views.year_board import YearBoard, YearRow
from desk.views.year_words import (
    activity_words,
    cell_details,
    mark_word,
    quarter_details,
    quarter_word,
    seat_words,
    unread_words,
)
from registry.rules.calendar import QUARTERS
from registry.rules.quarter_board import QuarterCell, Side
from registry.rules.year_board import Column, YearCell
from registry.rules.year_shares import Share


def year_data(board: YearBoard) -> dict[str, Any]:
    """The board as plain values: days as days, marks and columns by their keys."""
    return {
        "year": board.year,
        "plan_due": board.due,
        "years": board.years,
        "shown": board.shown,
        "districts": board.districts,
        "in_time": board.in_time,
        "received": board.received,
        "funded": board.funded,
        "unfunded": board.unfunded,
        "met": board.met,
        "reported": board.reported,
        "active": board.active,
        "seated": board.seated,
        "recorded_at": board.recorded_at,
        "rows": [_row_data(one) for one in board.rows],
        "unread": {one.district.code: one.why.sentence for one in board.unread},
    }


def _row_data(row: YearRow) -> dict[str, Any]:
    return {
        "district": row.district.code,
        "name": row.district.name,
        "year_instance": row.held.year.id if row.held.year else None,
        "plan_instance": row.held.plan.id if row.held.plan else None,
        "unfunded": row.unfunded,
        "recorded_at": row.held.recorded_at,
        "cells": row.cells,
        "quarters": row.quarters.cells,
        "met": row.met,
        "lacks": row.quarters.lacks,
        "seats": row.seats,
    }


def year_lines(board: YearBoard, language: Language) -> Iterator[str]:
    """What came in time, then a line a district."""
    yield say("page.year.of", language, year=board.year)
    for key, share in (
        ("in_time", board.in_time), ("received", board.received), ("funded", board.funded),
        ("met", board.met), ("reported", board.reported), ("active", board.active),
        ("seated", board.seated),
    ):  # fmt: skip
        yield f"  {say(f'page.year.share.{key}', language)}: {_share(share, language)}"
    unfunded = say("page.year.share.unfunded", language, year=board.year)
    yield f"  {unfunded}: {board.unfunded}"
    yield say("page.year.rows", language, count=len(board.rows), of=board.districts)
    for one in board.unread:
        yield written(unread_words(one), language)
    yield ""
    heads = [say("page.board.district", language)]
    heads += [say(f"page.year.column.{one}", language) for one in Column]
    heads.append(say("page.year.recorded_head", language))
    yield from table(heads, [_cells(one, board.year, language) for one in board.rows])
    yield ""
    yield say("page.quarter.heading", language, year=board.year)
    heads = [say("page.board.district", language)]
    sides = [say(f"page.quarter.side.{side}", language) for side in Side]
    heads += [
        f"{say('page.quarter.column', language, quarter=one)} {side}"
        for one in QUARTERS
        for side in sides
    ]
    heads += [say(f"page.quarter.{one}", language) for one in ("met_head", "active_head")]
    heads.append(say("page.seats.head", language))
    yield from table(heads, [_quarters(one, language) for one in board.rows])


def _quarters(row: YearRow, language: Language) -> tuple[str, ...]:
    active = " · ".join(written(one, language) for one in activity_words(row.quarters.lacks))
    cells = (_quarter(one, language) for one in row.quarters.cells)
    seats = " · ".join(written(one, language) for one in seat_words(row.seats))
    return (word(row.district.name, language), *cells, _share(row.met, language), active, seats)


def _quarter(cell: QuarterCell, language: Language) -> str:
    mark = written(quarter_word(cell.mark), language)
    return " · ".join((mark, *(written(one, language) for one in quarter_details(cell))))


def _share(share: Share, language: Language) -> str:
    if not share.due:
        return say("page.year.share_nothing", language)
    return say("page.year.share", language, count=share.count, due=share.due)


def _cells(row: YearRow, year: int, language: Language) -> tuple[str, ...]:
    recorded = row.held.recorded_at
    return (
        word(row.district.name, language),
        *(_cell(one, year, language) for one in row.cells),
        moment(recorded, language) if recorded else DASH,
    )


def _cell(cell: YearCell, year: int, language: Language) -> str:
    mark = written(mark_word(cell.mark), language)
    return " · ".join((mark, *(written(one, language) for one in cell_details(cell, year))))
