import hashlib
from datetime import date
from pathlib import Path

import pytest

from flows.papers.office_templates import paper_kinds
from flows.papers.template_pictures import can_picture
from registry.models import Blob, PaperTemplate
from registry.queries.templates import own_template
from registry.records.filing import Upload
from registry.records.templates import put_template
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.template import load_template
from tasks.documents.template_folders import languages
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import attempts, tables
from tests.desk.web.visitor import File, Page, Visitor, visitor

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIST = "/province/57/templates"
ORDER = f"{LIST}/appointment_order/th"
PICTURES = pytest.mark.skipif(not can_picture(), reason="no LibreOffice or pdftoppm here")


@pytest.fixture
def desk(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Desk:
    """An office of its own; without LibreOffice, which takes seconds, where none is looked for."""
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path))
    if not request.node.get_closest_marker("office"):
        monkeypatch.setenv("PATH", "")
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(LIST)
    return guest


def changed(old: str, new: str) -> bytes:
    parts = read_parts(load_template("appointment_order").data)
    document = parts["word/document.xml"].decode()
    assert old in document
    return write_parts({**parts, "word/document.xml": document.replace(old, new).encode()})


def as_file(content: bytes, name: str = "คำสั่งของเรา.docx") -> dict[str, File | list[File]]:
    return {"template": (name, content, WORD)}


def own(desk: Desk, on: date | None = None) -> bytes | None:
    today = desk.office.registry.today
    with desk.office.registry.reading() as connection:
        return own_template(connection, "57", "appointment_order", "th", on or today)


def sent(coord: Visitor, content: bytes, do: str = "put", since: str = "1/6/2565") -> Page:
    return coord.post(ORDER, {"do": do, "since": since}, as_file(content))


OURS = changed("สั่ง ณ วันที่", "สั่งไว้ ณ วันที่")


def test_the_list_holds_every_kind_of_paper_in_every_language(coord: Visitor) -> None:
    places = {one for one in coord.get(LIST).links() if one.startswith(f"{LIST}/")}
    assert places == {f"{LIST}/{kind}/{one}" for kind in paper_kinds() for one in languages(kind)}
    assert LIST in coord.get("/province/57").links()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_template_has_its_page(coord: Visitor, language: str) -> None:
    for kind in paper_kinds():
        for spoken in languages(kind):
            page = coord.get(f"{LIST}/{kind}/{spoken}", language)
            assert page.status == 200
            sheet = load_template(kind, spoken).sheet
            for one in sheet.fields:
                assert one.name in page.main
                assert (one.th if language == "th" else one.en).split()[0] in page.main


def test_a_template_is_taken_out_changed_and_brought_back(desk: Desk, coord: Visitor) -> None:
    assert coord.get(f"{ORDER}/file").response.content == load_template("appointment_order").data
    page = sent(coord, OURS)
    assert page.path == ORDER
    assert "แม่แบบมาใช้แล้ว" in page.main
    assert "นางสาวประสาน ดี" in page.main
    assert "คำสั่งของเรา.docx" in page.main
    assert own(desk) == OURS
    assert own(desk, date(2022, 5, 31)) is None
    assert coord.get(f"{ORDER}/file").response.content == OURS
    shipped = coord.get(f"{ORDER}/file?which=shipped").response.content
    assert shipped == load_template("appointment_order").data
    assert "ของจังหวัด" in coord.get(LIST).main


def test_the_same_file_again_changes_nothing(desk: Desk, coord: Visitor, sqlite_url: str) -> None:
    sent(coord, OURS)
    before = tables(sqlite_url)
    assert "ใช้อยู่แล้ว" in sent(coord, OURS).main
    after = tables(sqlite_url)
    for table in (PaperTemplate.__tablename__, Blob.__tablename__, "audit"):
        assert after[table] == before[table]


def test_an_own_template_that_no_longer_fits_is_warned_of(desk: Desk, coord: Visitor) -> None:
    sent(coord, OURS)
    assert "ไม่เข้ากับโปรแกรมรุ่นปัจจุบัน" not in coord.get(ORDER).main
    of_before = Upload("ก่อน.docx", WORD, changed("{{ subject_th }}", "{{ subject_before }}"))
    today = desk.office.registry.today
    with desk.office.registry.writing("57") as write:  # as an earlier release took it
        put_template(write, "57", "appointment_order", "th", of_before, since=today, by=1)
    page = coord.get(ORDER)
    assert "ไม่เข้ากับโปรแกรมรุ่นปัจจุบัน" in page.main
    assert "subject_before" in page.main


def test_a_template_is_withdrawn_and_kept(desk: Desk, coord: Visitor, sqlite_url: str) -> None:
    sent(coord, OURS)
    page = coord.post(ORDER, {"do": "withdraw"})
    assert "กลับไปใช้แม่แบบของระบบแล้ว" in page.main
    assert own(desk) is None
    assert coord.get(f"{ORDER}/file").response.content == load_template("appointment_order").data
    assert hashlib.sha256(OURS).hexdigest() in {row[0] for row in tables(sqlite_url)["blob"]}
    assert coord.post(ORDER, {"do": "withdraw"}).status == 422


def test_a_file_that_is_wrong_is_refused_whole_and_told_where(
    desk: Desk, coord: Visitor, sqlite_url: str
) -> None:
    wrong = changed("{{ subject_th }}", "{{ subjet_th }}")
    page = sent(coord, wrong)
    assert page.status == 422
    assert "subjet_th" in page.beside("template")
    assert "subject_th" in page.beside("template")
    assert "เนื้อความ" in page.beside("template")
    assert not page.tree.cssselect(".problems [lang=en]")  # the page is Thai
    assert own(desk) is None
    assert ("coord", "template_unfit") in {(who, code) for who, _, code in attempts(sqlite_url)}


def test_every_problem_of_a_file_is_listed(coord: Visitor) -> None:
    page = sent(coord, changed("{{ subject_th }}", "{{ subjet_th }} {{ distric_th }}"), do="check")
    assert len(page.problems) == 2
    assert "2 ข้อ" in page.main


def test_a_file_is_only_checked(desk: Desk, coord: Visitor) -> None:
    page = sent(coord, OURS, do="check")
    assert page.status == 200
    assert "ยังไม่ได้นำมาใช้" in page.main
    assert own(desk) is None


@pytest.mark.parametrize(
    ("files", "since", "field"),
    [
        ({}, "1/6/2565", "template"),
        (as_file(b""), "1/6/2565", "template"),
        (as_file(b"%PDF-1.7"), "1/6/2565", "template"),
        (as_file(OURS), "1/6/65", "since"),
        (as_file(OURS), "", "since"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(
    desk: Desk, coord: Visitor, files: dict[str, File | list[File]], since: str, field: str
) -> None:
    page = coord.post(ORDER, {"do": "put", "since": since}, files)
    assert page.status == 422
    assert page.beside(field)
    assert own(desk) is None


def test_an_identity_number_has_no_place_in_a_template(desk: Desk, coord: Visitor) -> None:
    for do in ("check", "put"):
        page = sent(coord, changed("สั่ง ณ วันที่", "1101700230708 สั่ง ณ วันที่"), do)
        assert page.status == 422
        assert page.beside("template")
        assert "เนื้อความ ใกล้ข้อความ “… สั่ง ณ วันที่" in page.main
    assert own(desk) is None


def test_the_sample_is_made_from_the_template_in_use(coord: Visitor) -> None:
    before = coord.get(f"{ORDER}/sample").response.content
    sent(coord, OURS)
    after = coord.get(f"{ORDER}/sample").response.content
    assert "สั่งไว้" in read_parts(after)["word/document.xml"].decode()
    assert "สั่งไว้" not in read_parts(before)["word/document.xml"].decode()


@PICTURES
@pytest.mark.office
def test_the_sample_is_shown_as_a_picture_and_as_pdf(coord: Visitor) -> None:
    assert f"{ORDER}/picture" in [
        one.get("src") for one in coord.get(ORDER).tree.cssselect("main img")
    ]
    assert coord.get(f"{ORDER}/picture").response.content.startswith(b"\x89PNG")
    assert coord.get(f"{ORDER}/sample?as=pdf").response.content.startswith(b"%PDF-")


@PICTURES
@pytest.mark.office
def test_a_file_that_was_checked_is_shown_before_it_is_used(desk: Desk, coord: Visitor) -> None:
    page = sent(coord, OURS, do="check")
    (shown,) = (one.get("src") for one in page.tree.cssselect('main img[src*="of="]'))
    assert coord.get(str(shown)).response.content.startswith(b"\x89PNG")
    assert coord.get(f"{ORDER}/picture?of={'0' * 64}").status == 404
    assert coord.get(f"{ORDER}/picture?of=../../etc/passwd").status == 404


def test_without_libreoffice_it_is_said_and_the_sample_is_still_there(coord: Visitor) -> None:
    page = coord.get(ORDER)
    assert "LibreOffice" in page.main
    assert not page.tree.cssselect("main img")
    assert coord.get(f"{ORDER}/sample").status == 200
    assert coord.get(f"{ORDER}/picture").status == 422
    assert sent(coord, OURS).path == ORDER


def test_there_is_no_page_of_an_unknown_kind_or_language(coord: Visitor) -> None:
    assert coord.get(f"{LIST}/unheard_of/th").status == 404
    assert coord.get(f"{LIST}/appointment_order/fr").status == 404
    assert coord.get("/province/50/templates").status == 404
