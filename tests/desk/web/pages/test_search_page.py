from datetime import date

import pytest

from desk.views.search import look_for
from registry.queries.documents import documents
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.village_changes import NewName, VillageChanges
from registry.records.villages import record_villages
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_overviews import load_far_province, seat_by_name, signed
from tests.desk.web.visitor import Page, visitor

HERE = f"/districts/{MAE_FAH_LUANG}"


def the_paper(desk: Desk) -> tuple[int, str]:
    """Number and file of the district's first paper."""
    with desk.office.registry.reading() as connection:
        first = documents(connection, district=MAE_FAH_LUANG)[0]
    return first.id, first.file_name


@pytest.mark.parametrize("typed", ["แม่ฟ้าหลวง", "Mae Fah Luang", "mae fa luang", "5715", "๕๗๑๕"])
def test_a_district_is_found_by_any_of_its_names(sqlite_url: str, typed: str) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get(f"/search?q={typed}", "en")
    assert HERE in page.links()


def test_orders_papers_people_and_instances_are_found(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = signed(desk)
    number, file = the_paper(desk)
    guest = visitor(desk, "coord")
    for typed in ("45/2565", "๔๕/๒๕๖๕", "45 / 2565"):
        assert f"{HERE}#orders" in guest.get(f"/search?q={typed}").links(), typed
    assert f"/documents/{number}" in guest.get(f"/search?q={file}").links()
    assert f"/documents/{number}" in guest.get(f"/search?q={number}").links()
    assert f"/instances/{order}" in guest.get(f"/search?q={order}").links()
    person = guest.get("/search?q=pranee", "en")
    assert "Pranee Sommut" in person.main
    assert f"{HERE}#offices" in person.links()


def test_a_paper_is_called_in_search_as_on_the_page_of_its_instance(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=desk.order())
    twin = next(one for one in papers if (one.kind, one.language) == ("appointment_order", "en"))
    thai = next(one for one in papers if (one.kind, one.language) == ("appointment_order", "th"))
    guest = visitor(desk, "coord")
    page = guest.get(f"/search?q={twin.file_name}", "th")
    assert twin.file_name in page.main
    assert "คำแปลของฉบับที่ลงนามแล้ว" in page.main
    assert "ร่าง" not in found_as(page, twin.id)
    elsewhere = guest.get(f"/instances/{desk.order()}")
    assert linked_as(page, twin.id) == linked_as(elsewhere, twin.id)
    named = guest.get(f"/search?q={thai.id}")
    assert linked_as(named, thai.id) != linked_as(page, twin.id)


def test_a_letter_is_told_in_search_by_whom_it_goes_to(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    first = desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=first)
    letters = [one for one in papers if one.kind == "copies_letter"]
    page = visitor(desk, "coord").get("/search?q=copies_letter")
    shown = [linked_as(page, one.id) for one in letters]
    assert len(set(shown)) == len(shown) > 2
    assert all(one.file_name in found_as(page, one.id) for one in letters)


def linked_as(page: Page, paper: int) -> str:
    """What the way to the paper is called."""
    (link,) = page.tree.xpath(f"//main//li/a[@href='/documents/{paper}']")
    return str(link.text_content())


def found_as(page: Page, paper: int) -> str:
    """The paper's whole line."""
    (line,) = page.tree.xpath(f"//main//li[a[@href='/documents/{paper}']]")
    return " ".join(str(line.text_content()).split())


def test_a_districts_name_beside_other_words_says_where_to_look(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", "5715", "5704")
    desk.to_first_draft()
    guest = visitor(desk, "coord")
    for typed in ("คำสั่งแต่งตั้ง แม่ฟ้าหลวง", "อำเภอแม่ฟ้าหลวง คำสั่งแต่งตั้ง"):
        assert "/documents/" in "".join(guest.get(f"/search?q={typed}").links()), typed
    assert "ไม่พบ" in guest.get("/search?q=คำสั่งแต่งตั้ง ดอยหลวง").main
    here = guest.get("/search?q=นายอำเภอ แม่ฟ้าหลวง").links()
    assert f"/offices/{MAE_FAH_LUANG}/district_chief" in here
    assert "/offices/5704/district_chief" not in here


def test_the_field_on_top_of_every_page_searches(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    coord = visitor(desk, "coord")
    assert coord.get("/").tree.xpath("//header//form[@action='/search' and @method='get']//input")
    assert not coord.get("/search").tree.xpath("//header//form[@action='/search']")
    assert not visitor(desk).get("/sign-in").tree.xpath("//header//form[@action='/search']")


def test_nothing_of_other_areas_is_found(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    load_far_province(desk)
    order = signed(desk)
    number, file = the_paper(desk)
    guest = visitor(desk, "far.coord")
    for typed in ("แม่ฟ้าหลวง", "45/2565", file, str(number), str(order), "5715.chief"):
        page = guest.get(f"/search?q={typed}", "en")
        assert "Nothing of yours bears" in page.main, typed
    assert visitor(desk, seat_by_name(desk)).get("/search?q=x").status == 403


def test_what_is_typed_is_never_read_as_anything_but_words(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    for typed in (
        "<script>alert(1)</script>",
        "a & b",
        "100%",
        "_",
        "'; DROP TABLE area --",
        "{{7*7}}",
    ):
        page = guest.client.get("/search", params={"q": typed})
        assert page.status_code == 200, typed
        assert "<script>alert" not in page.text
        assert Page(page).value("q") == typed
    assert "Nothing of yours bears “a & b”." in guest.get("/search?q=a+%26+b", "en").main
    assert guest.get("/search?q=a+%26+b").value("q") == "a & b"


def test_an_empty_and_a_huge_word_are_answered(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    for typed in ("", "   ", "\u200b"):
        page = guest.client.get("/search", params={"q": typed})
        assert (page.status_code, '<h2 id="people"' in page.text) == (200, False)
    assert guest.client.get("/search", params={"q": "ก" * 5_000}).status_code == 200
    assert guest.client.get("/search", params={"q": "9" * 90}).status_code == 200


def test_where_nothing_is_found_a_district_is_suggested(sqlite_url: str) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get("/search?q=Mae Fa Luung", "en")
    assert "Did you mean the district Mae Fa Luang" in page.main
    assert HERE in page.links()


def test_twenty_of_a_kind_are_shown_and_all_are_counted(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, *(f"57{one:02}" for one in range(1, 12)))
    page = visitor(desk, "coord").get("/search?q=สมมุติ", "en")
    assert "People the first 20 of 36" in page.main
    (more,) = [one for one in page.links() if "all=people" in one]
    everybody = visitor(desk, "coord").get(more, "en")
    assert "People 36" in everybody.main
    assert not [one for one in everybody.links() if "all=people" in one]


def test_a_phone_shows_the_first_of_many_of_a_kind_and_the_others_at_one_touch(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, *(f"57{one:02}" for one in range(1, 12)))
    page = visitor(desk, "coord").get("/search?q=สมมุติ", "en")
    (people,) = page.tree.xpath("//main//h2[starts-with(., 'People')]/following-sibling::div[1]")
    assert len(people.cssselect("li.rest")) == len(people.cssselect("li")) - 8 == 12
    assert people.cssselect("details.unfold")


def test_papers_are_found_by_what_their_kind_is_called(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        letters = [
            one.id
            for one in documents(connection, district=MAE_FAH_LUANG)
            if one.kind == "copies_letter"
        ]
    guest = visitor(desk, "coord")
    for typed in ("หนังสือนำส่ง", "covering letter"):
        page = guest.get(f"/search?q={typed}")
        assert f"/documents/{letters[-1]}" in page.links(), typed


@pytest.mark.parametrize("typed", ["นายอำเภอแม่ฟ้าหลวง", "นายอำเภอ แม่ฟ้า", "chief mae fa luang"])
def test_an_office_is_found_by_title_and_place_with_who_holds_it(
    sqlite_url: str, typed: str
) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get(f"/search?q={typed}")
    (line,) = page.tree.xpath(f"//main//li[a[@href='/offices/{MAE_FAH_LUANG}/district_chief']]")
    assert "สมมุติ" in line.text_content()


@pytest.mark.parametrize("typed", ["พ.ต.อ.", "พตอ", "พันตำรวจเอก", "Pol. Col.", "พ.ต.อ. สม"])
def test_people_are_found_by_their_rank_however_it_is_written(sqlite_url: str, typed: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="พันตำรวจเอก", name_th="สมชาย สมมุติ", ref="police")
        assign(write, who, "observer", MAE_FAH_LUANG, start=write.today)
    page = visitor(desk, "coord").get(f"/search?q={typed}")
    assert "พันตำรวจเอก สมชาย สมมุติ" in page.main


def test_the_search_box_has_a_label_that_is_seen(sqlite_url: str) -> None:
    (form,) = visitor(a_desk(sqlite_url), "coord").get("/").tree.cssselect("form.find")
    (label,), (box,) = form.cssselect("label"), form.cssselect("input[type=search]")
    assert label.get("for") == box.get("id")
    assert label.text_content() == "คำที่ต้องการค้นหา"
    assert "visually-hidden" not in label.classes


def test_search_stands_once_on_a_page_in_its_header_and_not_in_the_menu(sqlite_url: str) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get("/")
    assert len(page.tree.cssselect('form[action="/search"]')) == 1
    assert "/search" not in page.links()


def test_a_village_is_found_by_its_name_of_today_and_of_ones_own_areas_alone(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-06-01")
    names = (
        NewName("+1", "571501", 4, "บ้านเทอดไทย", "Ban Thoet Thai", date(2022, 5, 1)),
        NewName("+2", "571501", None, "ชุมชนตลาด & ท่ารถ", "", date(2022, 5, 1)),
    )
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        record_villages(write, MAE_FAH_LUANG, VillageChanges(names), by=1)
    guest = visitor(desk, "coord")
    for typed in ("เทอดไทย", "thoet thai"):
        page = guest.get(f"/search?q={typed}")
        assert f"/villages/{MAE_FAH_LUANG}/1" in page.links(), typed
        assert "บ้านเทอดไทย หมู่ที่ 4 ตำบล" in page.main
    assert "ชุมชนตลาด & ท่ารถ ตำบล" in guest.get("/search?q=ท่ารถ").main
    with desk.office.registry.reading() as connection:
        found = look_for(connection, {"84"}, "เทอดไทย", date(2022, 6, 1), "th")
        assert found.villages == ()
        before = look_for(connection, {"57"}, "เทอดไทย", date(2022, 4, 1), "th")
        assert before.villages == ()
