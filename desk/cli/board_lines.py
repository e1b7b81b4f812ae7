"""The province board, as lines for a terminal."""

from collections.abc import Iterator

from config.words import Language, say
from desk.cli.tables import table
from desk.views.board import Board, BoardRow
from desk.views.district_status import Standing, State
from desk.views.words import word
from desk.views.year_words import seat_words

COUNTS = ("approached", "established", "declined", "not_started", "late", "late_items")


def board_lines(board: Board, lang: Language) -> Iterator[str]:
    """How many districts stand where; then a line a district."""
    counts = board.counts
    told = (
        f"{getattr(counts, one)} {say(f'page.board.count.{one}', lang, count=counts.districts)}"
        for one in COUNTS
    )
    yield " · ".join(told)
    heads = ("page.district", "page.board.state", "page.seats.head", "page.board.chief")
    yield from table([say(one, lang) for one in heads], [_row(one, lang) for one in board.rows])


def _row(row: BoardRow, lang: Language) -> tuple[str, ...]:
    late = [say("page.board.late_items", lang, count=row.late_items)] if row.late_items else []
    groups = [word(one.short, lang) for one in row.thinned]
    return (
        word(row.district.name, lang),
        ", ".join((_stands(row.standing, lang), *late, *groups)),
        ", ".join(word(one, lang) for one in seat_words(row.seats)),
        word(row.chief.left, lang),
    )


def _stands(one: Standing, lang: Language) -> str:
    """The phase of what is under way, else the state; the order of a committee at work."""
    if one.phase and one.state is State.IN_PROGRESS:
        return say(f"phase.{one.phase}", lang)
    said = say(f"page.state.{one.state}", lang)
    if one.order and one.state is State.ESTABLISHED:
        return f"{said} ({say('page.board.order', lang, number=one.order.full_number)})"
    return said
