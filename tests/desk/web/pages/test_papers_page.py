"""Papers as one batch: safe names, none twice, capped, logged, and only those one may read."""

import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.views.paper_batch import (
    MOST_PAPERS,
    NoPapersChosen,
    TooManyPapers,
    batch,
    newest,
    unique_names,
)
from desk.views.paper_file import UnknownDocument
from registry.models import Attempt, table_of
from registry.queries.documents import DocumentRow, documents
from tasks.documents.docx_files import read_parts
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_meetings import DISTRICT, released_desk
from tests.desk.web.visitor import Visitor, visitor


@pytest.fixture
def drafted(sqlite_url: str) -> tuple[Desk, int, list[DocumentRow]]:
    desk = released_desk(sqlite_url)
    found = [one for one in desk.instances() if one.process == "order"]
    order = next(one.id for one in found if one.district == DISTRICT)
    with desk.office.registry.reading() as connection:
        kept = documents(connection, instance_id=order)
    return desk, order, kept


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a batch by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def taken(desk: Desk) -> list[str]:
    """What the log says was downloaded."""
    with desk.office.registry.reading() as connection:
        query = select(table_of(Attempt).c.target).where(table_of(Attempt).c.code == "download")
        return list(connection.scalars(query))


def pack(who: Visitor, place: str, rows: list[DocumentRow], how: str = "draft") -> bytes:
    """Tick those papers and take them."""
    page = who.post(place, {"paper": [str(one.id) for one in rows], "how": how})
    assert page.status == 200
    assert page.response.headers["content-type"] == "application/zip"
    return page.response.content


def test_the_ticked_papers_come_as_one_zip_and_that_is_logged(
    drafted: tuple[Desk, int, list[DocumentRow]],
) -> None:
    desk, order, kept = drafted
    coord = visitor(desk, "coord")
    page = coord.get(f"/instances/{order}/papers")
    assert len(page.tree.xpath("//input[@name='paper']")) == len(newest(kept))
    assert page.tree.xpath("//input[@name='paper'][@checked]")
    files = unpacked(pack(coord, f"/instances/{order}/papers", kept))
    assert len(files) == len(kept)
    assert taken(desk) == [f"documents/{','.join(str(one.id) for one in kept)}"]


def test_a_fair_copy_bears_no_draft_mark(drafted: tuple[Desk, int, list[DocumentRow]]) -> None:
    desk, order, kept = drafted
    drafts = [one for one in kept if one.kind == "appointment_order" and one.language == "th"][:1]
    coord, place = visitor(desk, "coord"), f"/instances/{order}/papers"
    for how, bears in (("draft", True), ("fair", False)):
        (word,) = unpacked(pack(coord, place, drafts, how)).values()
        text = b"".join(read_parts(word).values()).decode(errors="ignore")
        assert ("ร่างที่" in text or ">ร่าง" in text) is bears, how
    assert "ยังไม่ได้ตั้งค่าตราครุฑ" in coord.get(place).main


def test_names_in_the_zip_are_safe_and_none_stands_twice() -> None:
    wanted = ["order.docx", "ORDER.docx", "../../Order?.docx", "..\\..\\a.DOCX", "...", ""]
    names = list(unique_names([(one, "paper-7") for one in wanted]))
    assert len({name.casefold() for name in names}) == len(wanted)
    assert not any(sign in name for name in names for sign in '/\\?:*"<>|')
    assert names[:2] == ["order.docx", "ORDER (2).docx"]
    assert names[4:] == ["paper-7", "paper-7 (2)"]


def test_nothing_chosen_too_much_or_what_is_not_there_is_refused(
    drafted: tuple[Desk, int, list[DocumentRow]],
) -> None:
    desk, order, kept = drafted
    page = visitor(desk, "coord").post(f"/instances/{order}/papers", {"how": "draft"})
    assert page.status == 422
    assert page.beside("paper") != ""
    with pytest.raises(NoPapersChosen):
        batch(desk.office, [], field_name="paper")
    with pytest.raises(UnknownDocument):
        batch(desk.office, [kept[0].id, 10**6], field_name="paper")
    with pytest.raises(TooManyPapers):
        batch(desk.office, [*range(1, MOST_PAPERS + 2)], field_name="paper")


def test_papers_of_another_district_are_not_packed(
    drafted: tuple[Desk, int, list[DocumentRow]],
) -> None:
    desk, _, (one, *_) = drafted
    coord = visitor(desk, "coord")
    assert coord.get("/districts/5704/papers").status == 200
    page = coord.post("/districts/5704/papers", {"paper": str(one.id), "how": "draft"})
    assert page.status == 404
    assert taken(desk) == []


def test_the_command_line_packs_an_instance_or_chosen_papers(
    drafted: tuple[Desk, int, list[DocumentRow]], tmp_path: Path
) -> None:
    desk, order, kept = drafted
    prasan, file = Terminal(str(desk.office.registry.url)), tmp_path / "all.zip"
    done = prasan("document", "get", "--all-of", str(order), "-o", str(file))
    assert done.code == 0, done.err
    assert len(unpacked(file.read_bytes())) == len(newest(kept))
    two = [arg for one in kept[:2] for arg in ("--batch", str(one.id))]
    done = prasan("document", "get", *two, "-o", str(file))
    assert done.code == 0, done.err
    assert len(unpacked(file.read_bytes())) == 2
    assert prasan("document", "get", "-o", str(file)).code == 2
    assert prasan("document", "get", "--all-of", "999", "-o", str(file)).code == 2


@pytest.mark.office
def test_word_files_come_as_pdf_by_one_call_and_scans_as_they_are(
    drafted: tuple[Desk, int, list[DocumentRow]],
) -> None:
    desk, order, kept = drafted
    files = unpacked(pack(visitor(desk, "coord"), f"/instances/{order}/papers", kept, "pdf"))
    assert all(content.startswith(b"%PDF") for content in files.values())
    assert all(name.endswith(".pdf") for name in files)
