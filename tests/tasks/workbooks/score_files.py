"""Workbooks of points as people bring them."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook

from tasks.workbooks.score_lines import ReadScore
from tasks.workbooks.score_workbook import empty_score_workbook

HEADS = ("code", "pre", "post")
# Made-up points out of 20, with one who missed each test.
EXAMPLE = ((8, 13), (11, 15), (9, 9), (14, 18), (10, None), (12, 16), (7, 14), (None, 15),
           (13, 12), (9, 14), (11, 17), (10, 15))  # fmt: skip


def a_file(*rows: Sequence[Any], heads: Sequence[Any] = HEADS) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    for row in (heads, *rows):
        page.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def example_score_workbook() -> bytes:
    lines = [
        ReadScore(f"P{number:02}", points(pre), points(post), "female" if number % 4 else "male")
        for number, (pre, post) in enumerate(EXAMPLE, 1)
    ]
    return filled_score_workbook(lines, (20, 20))


def filled_score_workbook(
    lines: Sequence[ReadScore], maxima: tuple[int | None, int | None] = (None, None)
) -> bytes:
    """The empty workbook, filled in as a trainer does."""
    empty = empty_score_workbook([(one.code, one.sex) for one in lines])
    book = load_workbook(io.BytesIO(empty))
    for row, said in enumerate([maxima, *((one.pre, one.post) for one in lines)], 2):
        for column, point in enumerate(said, 3):
            book.worksheets[0].cell(row, column, point)
    return saved(book)


def points(taken: int | None) -> Decimal | None:
    return None if taken is None else Decimal(taken)
