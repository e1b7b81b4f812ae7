"""An appointment order as it is rendered: its texts, tables and seats."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from lxml import etree

from registry.rules.seats import BodyKey, Seat, SeatRole
from tasks.documents.docx_files import read_parts
from tasks.documents.rendering import render
from tasks.documents.template import Template
from tests.tasks.conftest import AnOrder

LAST = {"number": "45/2565", "dated": date(2022, 7, 15), "draft_version": None, "draft_date": None}
NO_BREAK = "\u00a0"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def all_parts(docx: bytes) -> Iterator[tuple[str, etree._Element]]:
    for name, content in read_parts(docx).items():
        if name.endswith(".xml"):
            yield name, etree.fromstring(content)


def text_of(docx: bytes, part: str = "word/document.xml") -> str:
    tree = dict(all_parts(docx))[part]
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(f"{W}t")).replace(NO_BREAK, " ")
        for paragraph in tree.iter(f"{W}p")
    )


def seat_named(title: str, number: int = 1, **changes: object) -> Seat:
    facts = {
        "key": f"added/{number}",
        "kind": "added",
        "body": BodyKey.EXECUTIVE,
        "role": SeatRole.MEMBER,
        "title_th": title,
        "title_en": "x",
    }
    return Seat.model_validate(facts | changes)


@pytest.fixture(scope="module")
def draft(template: Template, an_order: AnOrder) -> bytes:
    return render(template, an_order())


@pytest.fixture(scope="module")
def final(template: Template, an_order: AnOrder) -> bytes:
    return render(template, an_order(**LAST))


def edges_of(docx: bytes) -> str:
    parts = [name for name in read_parts(docx) if re.match(r"word/(header|footer)", name)]
    return "\n".join(text_of(docx, name) for name in parts)
