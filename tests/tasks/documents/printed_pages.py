"""What stands on the pages of a PDF: its lines, and where each word is."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import html

POINTS_PER_CM = 72 / 2.54


@dataclass(frozen=True)
class Word:
    """A word of a page; edges in centimetres from the left and the top of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def lines_of(pdf: bytes) -> list[str]:
    """The text of each page, as it is laid out."""
    return _asked(pdf, "-layout").removesuffix("\f").split("\f")


def words_of(pdf: bytes) -> list[list[Word]]:
    """The words of each page."""
    return [list(_words(page)) for page in html.fromstring(_asked(pdf, "-bbox")).iter("page")]


def _words(page: html.HtmlElement) -> Iterator[Word]:
    for one in page.iter("word"):
        edges = (float(one.get(name)) / POINTS_PER_CM for name in ("xmin", "ymin", "xmax", "ymax"))
        yield Word(one.text or "", *edges)


def _asked(pdf: bytes, how: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is missing: the words of the PDF were not read")
    command = ["pdftotext", how, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
