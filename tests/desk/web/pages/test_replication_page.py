import pytest

from flows.replication.exporting import export_pack
from flows.replication.importing import import_pack
from registry.queries.pack_items import pack_items
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.replication.packs import COORD_84, lesson, surat_has_a_coordinator, with_row

PLACE = "/province/84/packs"
ZIP = "application/zip"
CHANGE = "นัดวันล่วงหน้าทั้งปี"
OTHER = "ประชุมทางไกลเมื่อเดินทางไม่ได้"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    surat_has_a_coordinator(made)
    return made


@pytest.fixture
def surat(desk: Desk) -> Visitor:
    guest = visitor(desk, COORD_84)
    guest.get(PLACE)
    return guest


@pytest.fixture
def pack(desk: Desk) -> bytes:
    made = export_pack(desk.office, "57", recorded_by="coord").content
    return with_row(made, "lesson", lesson())


def looked(guest: Visitor, content: bytes) -> Page:
    return guest.post(PLACE, {"step": "look"}, {"pack": ("chiang-rai.zip", content, ZIP)})


def changes(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        rows = pack_items(connection, "84", desk.office.registry.today)
    return [one.body["change"] for one in rows]


def test_a_pack_is_looked_at_first_then_taken_over_without_sending_it_again(
    desk: Desk, surat: Visitor, pack: bytes
) -> None:
    seen = looked(surat, pack)
    assert "ประชุมล่าช้า" in seen.main
    assert changes(desk) == []
    done = surat.post(PLACE, {"step": "record", "held": seen.value("held")})
    assert changes(desk) == [CHANGE]
    assert "ประชุมล่าช้า" in done.main
    assert "เชียงราย" in done.main


def test_what_differs_is_taken_only_where_its_box_is_ticked(
    desk: Desk, surat: Visitor, pack: bytes
) -> None:
    import_pack(desk.office, pack, "84", since=desk.office.registry.today, recorded_by=COORD_84)
    made = export_pack(desk.office, "57", recorded_by="coord").content
    other = with_row(made, "lesson", lesson(change=OTHER))
    seen = looked(surat, other)
    assert OTHER in seen.main
    assert CHANGE in seen.main
    surat.post(PLACE, {"step": "record", "held": seen.value("held")})
    assert changes(desk) == [CHANGE]
    seen = looked(surat, other)
    chosen = {"step": "record", "held": seen.value("held"), "take": "lesson/lesson-1"}
    surat.post(PLACE, chosen)
    assert changes(desk) == [OTHER]


def test_a_broken_pack_and_none_at_all_are_refused_beside_the_field(surat: Visitor) -> None:
    assert looked(surat, b"no zip").beside("pack")
    assert surat.post(PLACE, {"step": "look"}).beside("pack")


def test_the_pack_of_a_province_is_given_to_who_keeps_its_settings(surat: Visitor) -> None:
    page = surat.post(PLACE + "/file")
    assert page.response.headers["content-type"] == ZIP
    assert page.response.content.startswith(b"PK")
    assert surat.get("/province/57/packs").status == 404
