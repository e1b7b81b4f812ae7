"""A workbook as somebody changes it in Excel and sends it back."""

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook


def edited(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
