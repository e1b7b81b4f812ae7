from datetime import date

from desk.views.board import board
from desk.views.district_status import Mark, standings
from desk.views.view import View
from flows.decisions.withdraw import withdraw
from registry.queries.areas import districts_within
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_meetings import after_meeting
from tests.desk.web.at_overviews import declined, give, load_far_province, signed
from tests.desk.web.pages.boards import THOENG, rows
from tests.desk.web.visitor import visitor


def marks(desk: Desk, on: str) -> list[str]:
    """The marks of Mae Fah Luang's phases on that day."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        found = standings(view, [MAE_FAH_LUANG])[MAE_FAH_LUANG]
    return [str(one.mark) for one in found.cells]


def test_each_district_shows_word_and_day_by_phase_and_grey_where_nothing_began(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    desk.to_first_draft()
    page = visitor(desk, "coord").get("/board", "en")
    found = rows(page)
    assert len(found) == 18
    assert found["Thoeng"] == "not started | no data | no data | not recorded | none yet"
    assert found["Mae Fa Luang"].startswith("being established | done 2022-06-02")
    assert "now 2022-06-20" in found["Mae Fa Luang"]
    assert "not yet | not yet | 1 of 27 persons: 1" in found["Mae Fa Luang"]
    assert "26 vacant or not recorded | usual term complete" in found["Mae Fa Luang"]


def test_the_board_as_at_a_day_shows_what_stood_that_day(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    signed(desk)
    done, later = Mark.DONE, Mark.LATER
    assert marks(desk, "2022-06-01") == [Mark.NO_DATA] * 7
    assert marks(desk, "2022-06-05") == [done, done, Mark.HERE, *[later] * 4]
    assert marks(desk, "2022-06-15") == [done, done, done, Mark.HERE, *[later] * 3]
    assert marks(desk, "2022-06-21") == [done] * 4 + [Mark.HERE, later, later]
    assert marks(desk, "2022-06-22") == [done] * 5 + [Mark.HERE, later]
    assert marks(desk, "2022-08-22") == [done] * 5 + [Mark.LATE, later]


def test_a_day_may_be_typed_in_either_era_and_a_wrong_one_is_said(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    guest = visitor(desk, "coord")
    for typed in ("2022-06-15", "15/6/2565", "15 มิถุนายน ๒๕๖๕"):
        page = guest.get(f"/board?on={typed}", "th")
        assert "ข้อมูล ณ วันที่ 15 มิถุนายน 2565" in page.main
        assert rows(page)["แม่ฟ้าหลวง"].startswith("กำลังจัดตั้ง")
    wrong = guest.get("/board?on=31/6/2565")
    assert wrong.status == 422
    assert wrong.beside("on").startswith("สภาพ ณ วันที่: ")
    assert wrong.value("on") == "31/6/2565"


def test_what_was_recorded_later_was_not_known_before(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    first = desk.start(on="2022-06-02")
    desk.on("2022-06-30")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-03", {"finding": "none"})
    guest = visitor(desk, "coord")
    now = rows(guest.get("/board?on=2022-06-10", "en"))["Mae Fa Luang"]
    then = rows(guest.get("/board?on=2022-06-10&known=2022-06-10"))["Mae Fa Luang"]
    assert now.startswith("being established | done 2022-06-03 | now 2022-06-03")
    assert then.startswith("being established | now 2022-06-02 | not yet")
    before = rows(guest.get("/board?on=2022-06-10&known=2022-06-01"))["Mae Fa Luang"]
    assert before == "not started | no data | no data | not recorded"


def test_a_chief_who_declines_counts_as_approached_and_never_as_established(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-02", MAE_FAH_LUANG, THOENG)
    declined(desk, THOENG)
    signed(desk)
    with desk.office.registry.reading() as connection:
        found = districts_within(connection, {"57"})
        view = View(desk.office, connection, desk.office.registry.today)
        seen = board(view, found, "en")
    counts = seen.counts
    assert (counts.districts, counts.approached, counts.established) == (18, 2, 1)
    assert (counts.declined, counts.not_started) == (1, 16)
    assert sum(share.count for share in seen.shares) == counts.districts
    page = visitor(desk, "coord").get("/board", "en")
    assert "2 of 18 approached" in page.main
    assert "1 of 18 established" in page.main
    assert rows(page)["Thoeng"].startswith("declined for now")
    assert "Order no. 45/2565" in rows(page)["Mae Fa Luang"]


def test_a_district_that_was_only_begun_counts_as_neither(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    page = visitor(desk, "coord").get("/board", "en")
    assert "0 of 18 approached" in page.main
    assert "17 of 18 not started" in page.main


def test_a_step_past_its_due_date_is_late_in_words_with_its_working_days(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    desk.on("2022-07-29")
    page = visitor(desk, "coord").get("/board", "en")
    assert "late" in rows(page)["Mae Fa Luang"]
    assert "working days" in rows(page)["Mae Fa Luang"]
    assert "1 of 18 with a step late" in page.main


def test_a_tile_tells_the_one_step_that_is_late_once(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    desk.on("2022-07-29")
    page = visitor(desk, "coord").get("/board", "en")
    (tile,) = page.tree.xpath("//ul[contains(@class, 'tiles')]/li[contains(., 'Mae Fa Luang')]")
    assert tile.text_content().count("late") == 1


def test_a_withdrawn_answer_leaves_the_phase_as_if_it_had_never_been_given(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.on("2022-06-10")
    withdraw(desk.office, first, "earlier_order", reason="บันทึกผิดอำเภอ", recorded_by="coord")
    assert marks(desk, "2022-06-10")[:2] == [Mark.HERE, Mark.LATER]


def test_a_phase_that_goes_on_beside_an_earlier_one_is_no_phase_to_come(sqlite_url: str) -> None:
    desk, _ = after_meeting(sqlite_url)
    assert marks(desk, str(desk.office.registry.today))[-2:] == ["here", "here"]


def test_every_cell_leads_to_its_evidence(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = signed(desk)
    page = visitor(desk, "coord").get("/board")
    links = page.links()
    assert f"/instances/{order}" in links
    assert f"/districts/{MAE_FAH_LUANG}#orders" in links
    assert f"/districts/{THOENG}" in links


def test_an_observer_sees_words_without_links_and_without_names_of_people(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    observer = visitor(desk, give(desk, "observer", "57"))
    page = observer.get("/board", "en")
    assert page.status == 200
    assert not any(one.startswith(("/instances", "/districts")) for one in page.links())
    assert {observer.get(one).status for one in page.links()} == {200}
    for name in ("Sommut", "Pranee", "Prasan Dee"):
        assert name not in page.main


def test_who_has_the_country_chooses_a_province_and_nobody_else_another(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    load_far_province(desk)
    desk.start()
    everywhere = visitor(desk, give(desk, "observer", "TH", "country.observer"))
    page = everywhere.get("/board", "en")
    assert "Board of Chiang Rai Province" in page.main  # where something was begun
    assert len(page.tree.xpath("//select[@id='province']/option")) == 77
    assert "Surat Thani" in everywhere.get("/board?province=84").main
    assert everywhere.get("/board?province=99").status == 404
    own = visitor(desk, "far.coord")
    assert own.get("/board").tree.xpath("//select[@id='province']") == []
    assert own.get("/board?province=57").status == 404


def test_who_has_one_district_sees_that_one(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    page = visitor(desk, f"{MAE_FAH_LUANG}.chief").get("/board", "en")
    assert list(rows(page)) == ["Mae Fa Luang"]
    assert "0 of 1 approached" in page.main


def test_names_stand_in_the_order_of_a_thai_dictionary(sqlite_url: str) -> None:
    names = list(rows(visitor(a_desk(sqlite_url), "coord").get("/board", "th")))
    wanted = ["เชียงของ", "เชียงแสน", "เทิง", "แม่ฟ้าหลวง", "แม่สาย", "เวียงแก่น"]
    assert [one for one in names if one in wanted] == wanted
