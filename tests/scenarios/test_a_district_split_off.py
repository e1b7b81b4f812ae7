"""The Interior Ministry splits a district off after the release: it is added, and worked with."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from config.audiences import Audience
from desk.imports.district_file import record_districts
from desk.views.added_districts import split_notes
from desk.views.district_calendar import calendar_of
from desk.views.publication_sheet import publication_sheet
from desk.views.view import View
from flows.capabilities import open_installation
from flows.decisions.refusals import DistrictNotYet
from flows.papers.fair_copy import fair_copy
from flows.verification import verify_all
from registry.backup import backup
from registry.queries.added_districts import areas_known
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.queries.orders import orders
from registry.records.adoption_rows import RawCell, RawForm
from registry.records.publishing import asked_for, publish_table
from registry.restore import restore
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict, resolve
from registry.rules.area_sheet import DISTRICTS
from registry.rules.uploads import WORD
from registry.store import Registry
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, TEAM, Desk, a_desk, load_people
from tests.desk.api.programs import program
from tests.desk.web.visitor import visitor
from tests.staged_desks import made_once

NEW, HERE = "5719", "/districts/5719"
TOLD = {
    "code": NEW, "name_th": "ดอยงาม", "name_en": "Doi Ngam", "province": "เชียงราย",
    "since": date(2022, 6, 1), "split_from": MAE_FAH_LUANG,
    "source": "ราชกิจจานุเบกษา เล่ม 139 ตอนที่ 30 ก ลงวันที่ 20 พฤษภาคม 2565",
}  # fmt: skip
SECOND = "ประกาศกรมการปกครอง เรื่อง รหัสเขตการปกครอง ลงวันที่ 2 มิถุนายน 2565"


def added(desk: Desk, **otherwise: object) -> None:
    """The administrator adds the district as one source tells of it."""
    row = {name: RawCell(one, name) for name, one in {**TOLD, **otherwise}.items()}
    record_districts(desk.office, RawForm({DISTRICTS: [row]}), recorded_by="admin")


@made_once
def a_new_district(url: str) -> Desk:
    """A district with its committee, another that was split from it, and the people of both."""
    desk = a_desk(url)
    desk.to_order_signed()
    added(desk)
    load_people(desk.office.registry, NEW)
    return desk


def to_review(desk: Desk) -> int:
    """From the first question of the new district to the Deputy's review; answers the order."""
    first = desk.start(on="2022-07-04", district=NEW)
    desk.decide(first, "earlier_order", COORDINATOR, "2022-07-04", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-07-04", {"result": "agreed"})
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-07-05", deputy)
    desk.decide(first, "working_team", COORDINATOR, "2022-07-05", {"agencies": TEAM})
    desk.decide(first, "membership", "focal_point", "2022-07-06", {})
    for path in desk.waits_at(first):
        desk.decide(first, path, "focal_point", "2022-07-07", {"result": "by_position"})
    order = desk.order()
    confirmed = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2022-07-08", confirmed)
    return order


def to_signed(desk: Desk) -> None:
    """The same to the registered order."""
    order = to_review(desk)
    desk.decide(order, "deputy_review", "focal_point", "2022-07-11", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-12", {"result": "sign"})
    signed = {"number": "1/2565", "dated": "2022-07-12", "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", "2022-07-12", signed, evidence=[SCAN])


def order_paper(desk: Desk) -> tuple[DocumentRow, str]:
    """The newest draft of the new district's order in Thai, and what it says."""
    with desk.office.registry.reading() as connection:
        found = [
            one
            for one in documents(connection, district=NEW)
            if (one.kind, one.language) == ("appointment_order", "th")
        ]
        made = content(connection, found[-1].sha256)
    assert made is not None
    return found[-1], said(made)


def said(made: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(made)).paragraphs)


def test_a_district_that_was_split_off_is_established_under_its_own_name(
    made_registry_url: str,
) -> None:
    desk = a_new_district(made_registry_url)
    to_signed(desk)
    _, paper = order_paper(desk)
    assert "อำเภอดอยงาม" in paper
    assert "แม่ฟ้าหลวง" not in paper
    with desk.office.registry.reading() as connection:
        (own,), (origin,) = (orders(connection, one) for one in (NEW, MAE_FAH_LUANG))
    assert (own.full_number, origin.full_number) == ("1/2565", "12/2565")
    assert verify_all(desk.office) == ()


def test_no_paper_of_a_district_is_silent_about_it_until_it_is_verified(sqlite_url: str) -> None:
    desk = a_new_district(sqlite_url)
    to_review(desk)
    row, paper = order_paper(desk)
    assert paper.startswith("เอกสารนี้มีชื่ออำเภอที่เพิ่มเองและยังไม่รับรอง")
    assert "ยังไม่รับรอง" in said(fair_copy(desk.office, row.id))
    added(desk, source=SECOND)
    assert "ยังไม่รับรอง" not in said(fair_copy(desk.office, row.id))
    assert verify_all(desk.office) == ()


def test_the_papers_of_its_neighbours_say_nothing_of_it(sqlite_url: str) -> None:
    desk = a_new_district(sqlite_url)
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=MAE_FAH_LUANG)
        made = [content(connection, one.sha256) for one in papers if one.media_type == WORD]
    assert made
    assert not any("ยังไม่รับรอง" in said(one) for one in made if one)


def test_the_pages_of_both_districts_tell_of_the_split_and_each_keeps_its_committee(
    sqlite_url: str,
) -> None:
    desk = a_new_district(sqlite_url)
    coord = visitor(desk, "coord")
    own, origin = coord.get(HERE, "en"), coord.get(f"/districts/{MAE_FAH_LUANG}", "en")
    assert "Split off from Mae Fa Luang District, a district since 1 June 2022" in own.main
    assert "added by hand, NOT VERIFIED" in own.main
    assert "Sources: ราชกิจจานุเบกษา" in own.main
    assert "Doi Ngam District was split off, a district since 1 June 2022" in origin.main
    assert "12/2565" in origin.main
    added(desk, source=SECOND)
    assert "NOT VERIFIED" not in coord.get(HERE, "en").main
    with desk.office.registry.reading() as connection:
        assert split_notes(connection, "5713") == []
    focal = visitor(desk, "5715.deputy").get(f"/districts/{MAE_FAH_LUANG}", "en")
    assert not focal.tree.xpath(f"//a[@href='{HERE}']")


def test_who_starts_it_on_the_page_types_its_name(sqlite_url: str) -> None:
    desk = a_new_district(sqlite_url)
    coord = visitor(desk, "coord")
    coord.get("/start")
    begun = coord.post("/start", {"district": "ดอยงาม", "on": "1/7/2565"})
    assert "ดอยงาม" in begun.text
    assert [one.district for one in desk.instances()][-1] == NEW


def test_nothing_begins_in_a_district_before_it_existed(sqlite_url: str) -> None:
    desk = a_new_district(sqlite_url)
    with pytest.raises(DistrictNotYet) as refused:
        desk.start(on="2022-05-31", district=NEW)
    assert "Doi Ngam is a district since 1 June 2022" in refused.value.sentence.en
    coord = visitor(desk, "coord")
    coord.get("/start")
    told = coord.post("/start", {"district": "ดอยงาม", "on": "31/5/2565"})
    assert "1 มิถุนายน 2565" in told.beside("on")
    assert desk.start(on="2022-06-01", district=NEW)


def test_it_stands_on_the_board_in_the_calendar_and_in_the_api(sqlite_url: str) -> None:
    desk = a_new_district(sqlite_url)
    to_review(desk)
    coord = visitor(desk, "coord")
    for page in ("/board", "/districts"):
        assert "ดอยงาม" in coord.get(page, "th").main
    assert "เพิ่มเอง" in coord.get("/districts", "th").main
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        assert b"Doi Ngam" in calendar_of(view, [NEW], "en", None)
    called = program(desk, "coord", "coordinator", "57")
    listed = called.get("/districts").json()
    assert (NEW in {one["code"] for one in listed["districts"]}, listed["unverified"]) == (
        True,
        [NEW],
    )
    assert "Doi Ngam" in json.dumps(called.get("/board?area=57").json())


def test_its_figures_are_published_with_the_note_that_it_is_not_verified(sqlite_url: str) -> None:
    desk = a_new_district(sqlite_url)
    asked = asked_for("assistance", "57", 2565, 3, Audience.SHARED)
    made = publish_table(desk.office.registry, asked, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        sheet = publication_sheet(connection, made, desk.office.registry.today)
    assert "Doi Ngam" in [name.en for name, _ in sheet.rows]
    assert "Doi Ngam District was added by hand and is not verified." in [
        one.en for one in sheet.notes
    ]


def test_a_backup_brings_it_back_with_what_was_done_in_it(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_new_district(sqlite_url)
    to_review(desk)
    backup(desk.office.registry, tmp_path / "prasan.backup")
    url = f"sqlite:///{tmp_path / 'back' / 'registry.db'}"
    restore(url, tmp_path / "prasan.backup", home=tmp_path)
    again = Registry(url)
    with again.reading() as connection:
        assert resolve("Doi Ngam", areas_known(connection)) == NEW
    assert verify_all(open_installation(again)) == ()
    again.dispose()


def test_a_name_that_another_province_has_too_is_ambiguous_from_then_on(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    with desk.office.registry.reading() as connection:
        before = areas_known(connection)
        assert resolve("พนม", before) == "8410"
        with pytest.raises(UnknownDistrict):
            resolve(NEW, before)
    added(desk, name_th="พนม", name_en="Phanom")
    with desk.office.registry.reading() as connection:
        index = areas_known(connection)
    with pytest.raises(AmbiguousDistrict) as refused:
        resolve("พนม", index)
    assert refused.value.candidates == (NEW, "8410")
    assert resolve("พนม เชียงราย", index) == NEW
