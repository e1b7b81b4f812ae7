"""Workbooks of points as people bring them."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

HEADS = ("code", "pre", "post")


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
