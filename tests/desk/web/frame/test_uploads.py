"""Uploads: how large, what kind of file, under what name."""

import asyncio
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from pypdf import PdfWriter
from starlette.types import Message

from config.words import say
from desk.web.frame.security import body_limit
from registry.uploads import ScanDamaged, ScanLocked, checked_scan
from tasks.documents.png import GREY, png
from tasks.workbooks.adoption_workbook import adoption_workbook
from tasks.workbooks.filled_form import WorkbookTooLarge, WorkbookUnreadable, read_workbook
from tests.builders import SCAN, a_desk
from tests.desk.web.house import HERE, settings
from tests.desk.web.visitor import visitor

MEGABYTE = 1024 * 1024


def test_a_form_of_typed_text_has_a_limit_of_its_own(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url))
    assert guest.post("/sign-in", {"person": "x" * 9 * MEGABYTE}).status == 413
    for typed in (
        {"person": "x" * 2 * MEGABYTE},
        {f"field{number}": "x" for number in range(3_000)},
    ):
        page = guest.post("/sign-in", typed)
        assert page.status == 413
        assert say("page.error.413.remedy", "th") in page.main
    assert body_limit(settings(), "application/x-www-form-urlencoded") == 8 * MEGABYTE


def test_an_upload_without_a_length_is_cut_off_at_the_limit(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="scans"; filename="a.pdf"\r\n\r\n'
        while sent < 300 * MEGABYTE:
            sent += MEGABYTE
            yield b"0" * MEGABYTE

    answer = guest.client.post(
        f"{HERE}/adopt", content=endless(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )  # fmt: skip
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/instances/1/decisions"])
def test_who_leaves_before_a_form_is_whole_is_no_defect_of_ours(
    sqlite_url: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    told: Iterator[Message] = iter(
        [
            {"type": "http.request", "body": b"person=", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    head = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"", "headers": head,
        "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip

    async def receive() -> Message:
        return next(told)

    async def send(_: Message) -> None:
        """Nobody is there."""

    app = visitor(a_desk(sqlite_url)).app
    asyncio.run(app(scope, receive, send))
    assert [one.message for one in caplog.records if one.levelname == "ERROR"] == []


def changed(part: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The empty form with another content in one of its parts."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(adoption_workbook({}))) as form,
        zipfile.ZipFile(kept, "w", method) as made,
    ):
        for name in form.namelist():
            made.writestr(name, content if name == part else form.read(name))
        if part not in form.namelist():
            made.writestr(part, content)
    return kept.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (name, b"&%c;" % before * 10)
        for before, name in pairwise(b"abcdefghij")
    )
    + b"]><worksheet>&j;</worksheet>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b"<worksheet>&a;</worksheet>"
)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b"<a><b></a>"),
        ("xl/workbook.xml", b""),
        ("xl/workbook.xml", b'<?xml version="1.0" encoding="foo-8"?><a/>'),
        (SHEET, b"<a><b></a>"),
        (SHEET, LAUGHS),
        (SHEET, OUTSIDE),
    ],
)
def test_a_workbook_that_is_broken_on_purpose_is_unreadable(part: str, content: bytes) -> None:
    with pytest.raises(WorkbookUnreadable):
        read_workbook(changed(part, content), 20, file="แบบ.xlsx")


def test_a_small_workbook_that_opens_into_very_many_cells_is_too_large() -> None:
    cells = b"<worksheet>" + b"<c><v>1</v></c>" * 1_000_000 + b"</worksheet>"
    with pytest.raises(WorkbookTooLarge):
        read_workbook(changed(SHEET, cells), 20, file="แบบ.xlsx")


def test_pictures_of_a_workbook_do_not_make_it_too_large_but_what_feigns_them_does() -> None:
    picture = b"\xff\xd8\xff" + b"0" * 11 * MEGABYTE
    assert read_workbook(changed("xl/media/image1.jpeg", picture), 20, file="แบบ.xlsx").sheets
    with pytest.raises(WorkbookTooLarge):
        read_workbook(changed("xl/media/image1.jpeg", b"<" + picture), 20, file="แบบ.xlsx")


def test_signs_that_no_workbook_holds_do_not_keep_the_rows_from_being_taken_along(
    sqlite_url: str,
) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    rows = json.dumps({"meetings": [{"number": "\x01=1+1"}, {"number": "=1+1"}]})
    page = guest.post(f"{HERE}/adopt/by-hand", {"kept": rows, "step": "take"})
    assert page.status == 200
    book = load_workbook(io.BytesIO(page.response.content))
    found = {cell.value: cell.data_type for row in book.worksheets for one in row for cell in one}
    assert found["'=1+1"] == "s"
    assert "f" not in found.values()


@pytest.mark.parametrize("name", ["../../etc/a.pdf", "C:\\Users\\a.pdf", "/a.pdf", "..\\a.pdf"])
def test_the_name_of_an_upload_holds_no_folders(name: str) -> None:
    assert checked_scan(name, SCAN.content, 20).file_name == "a.pdf"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("a.pdf\r\n12  order.pdf", "a.pdf 12 order.pdf"), ("a\u2028b.pdf", "a b.pdf"),
        ("..", "scan"), ("a/", "scan"), (" ", "scan"),
    ],
)  # fmt: skip
def test_the_name_of_an_upload_is_one_line_and_never_nothing(name: str, called: str) -> None:
    assert checked_scan(name, SCAN.content, 20).file_name == called


def a_locked_pdf() -> bytes:
    locked, made = PdfWriter(io.BytesIO(SCAN.content)), io.BytesIO()
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(made)
    return made.getvalue()


POINTS = png(2, 2, 8, GREY, b"\0\x10\x20" * 2)
ROWS = b"\xff\xc0\0\x0b\x08\0\x02\0\x02\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\x34"
PHOTO = b"\xff\xd8\xff\xe0\0\x04ab" + ROWS + b"\xff\xd9"


@pytest.mark.parametrize("content", [SCAN.content, POINTS, PHOTO, PHOTO + b"what a telephone adds"])
def test_a_scan_that_is_whole_is_taken(content: bytes) -> None:
    assert checked_scan("a", content, 20).content == content


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n%scan\n",
        b"%PDF-1.4\nno page\n%%EOF\n",
        SCAN.content[: len(SCAN.content) // 2],
        SCAN.content[:60] + b"%%EOF\n" + SCAN.content[60:-7],  # as one for the web, cut off
        POINTS[:8],
        POINTS[:-4],
        POINTS.replace(b"IDAT", b"IDAX"),
        PHOTO[:-2],
        PHOTO[:4],
        PHOTO.replace(b"\xff\xc0", b"\xff\xfe"),
    ],
)
def test_a_scan_that_is_damaged_or_cut_off_is_refused(content: bytes) -> None:
    with pytest.raises(ScanDamaged) as refused:
        checked_scan("order.pdf", content, 20)
    assert "order.pdf is cut off or damaged" in refused.value.sentence.en


def test_a_pdf_that_does_not_say_where_its_pages_are_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(_file: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("pypdf.PdfReader", read)
    with pytest.raises(ScanDamaged):
        checked_scan("scan.pdf", b"%PDF-1.4\n" + b"\0" * 4000 + b"%%EOF", 20)


def a_pdf_without_its_list(*objects: bytes) -> bytes:
    """A PDF whose objects have to be looked for."""
    return b"%PDF-1.5\n" + b"\n".join(objects) + b"\nstartxref\n5\n%%EOF"


ROOT = b"trailer\n<</Root 1 0 R>>"
CATALOGUE, PAGES, PAGE = (
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
)  # fmt: skip
NUMBERED = [b"%d 0 obj\n%s\nendobj" % one for one in enumerate((CATALOGUE, PAGES, PAGE), start=1)]


def a_packed_pdf(more: int) -> bytes:
    """Its objects stand in one that is packed, with so many spaces behind them."""
    second, third = len(CATALOGUE), len(CATALOGUE + PAGES)
    index = b"1 0 2 %d 3 %d " % (second, third)
    packed = zlib.compress(index + CATALOGUE + PAGES + PAGE + b" " * more)
    head = b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n"
    stream = head % (len(index), len(packed)) + packed + b"\nendstream\nendobj"
    return a_pdf_without_its_list(stream, ROOT)


def test_a_pdf_is_opened_in_so_many_steps_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.rules.scans._PDF_WORK", 20_000)
    short = a_pdf_without_its_list(*NUMBERED, ROOT)
    assert checked_scan("a.pdf", short, 20).content == short
    long = a_pdf_without_its_list(
        *NUMBERED, *(b"%d 0 obj\n1\nendobj" % one for one in range(9, 2_000)), ROOT
    )
    with pytest.raises(ScanDamaged):
        checked_scan("a.pdf", long, 20)


def test_a_small_pdf_that_unpacks_into_very_much_is_refused() -> None:
    assert checked_scan("a.pdf", a_packed_pdf(1 * MEGABYTE), 20)
    with pytest.raises(ScanDamaged):
        checked_scan("a.pdf", a_packed_pdf(9 * MEGABYTE), 20)


def test_what_the_reader_says_of_a_damaged_pdf_is_told_by_its_refusal_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    objects = b"%PDF-1.4\n" + b"1 0 obj\n" * 20 + b"startxref\n0\n%%EOF"
    with pytest.raises(ScanDamaged):
        checked_scan("scan.pdf", objects, 20)
    assert caplog.messages == []


def test_a_scan_under_a_password_is_refused() -> None:
    with pytest.raises(ScanLocked) as refused:
        checked_scan("order.pdf", a_locked_pdf(), 20)
    assert "save it without one" in refused.value.sentence.en


@pytest.mark.parametrize("content", [b"", b"<svg onload='x'/>", b"GIF89a", b"PK\x03\x04%PDF-"])
def test_what_is_no_scan_is_not_held(sqlite_url: str, content: bytes) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    gate = f"/instances/{desk.start()}/gates/earlier_order"
    guest = visitor(desk, "coord")
    files = {"evidence": ("a.pdf", content, "application/pdf")}
    page = guest.post(gate, {"finding": "none"}, files)
    assert page.status == 422
    assert page.beside("evidence")
    assert not page.value("held")
