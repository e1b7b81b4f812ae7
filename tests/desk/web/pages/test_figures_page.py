"""Figures on their pages: by quarter, against targets, of a province; who looks is logged."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from config.indicators import indicators
from registry.models import Attempt
from registry.queries.figures import target_steps
from registry.records.figures import NewFigure, record_figures
from registry.rules.figures import Qualifier
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_gates import make_partner
from tests.desk.web.visitor import Visitor, visitor
from tests.desk.years import a_year, needing, received

PLACE = f"/districts/{MAE_FAH_LUANG}/figures"
TARGETS = f"/districts/{MAE_FAH_LUANG}/targets"
PROVINCE = "/province/57/figures"
OF_Q2 = "?year=2566&quarter=2"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2023-04-20")
    known = indicators()
    told = {
        1: [("community_plans", "", 45), ("watchdog_groups_active", "", 4),
            ("persons_assisted", "", 70)],
        2: [("community_plans", "", 20), ("persons_assisted", "", 5)],
    }  # fmt: skip
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        for quarter, rows in told.items():
            said = [
                NewFigure(
                    key, part, Decimal(value), known.by_key[key].source,
                    Qualifier.AT_LEAST if value == 70 else Qualifier.EXACT,
                )
                for key, part, value in rows
            ]  # fmt: skip
            record_figures(write, MAE_FAH_LUANG, 2566, quarter, said, entry_id=None)
    return desk


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(PLACE, "th")
    return guest


def looked(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        rows = connection.execute(select(Attempt.target).where(Attempt.code == "looked"))
        return [row[0] for row in rows]


def test_the_year_adds_up_what_stands_tells_its_day_and_at_least_stays_at_least(
    coord: Visitor,
) -> None:
    said = coord.get(PLACE + OF_Q2, "en").main
    assert "65" in said
    assert "4 as of 31 December 2022" in said
    assert "at least 75" in said
    assert "without quarters 2, not reported" in said


def test_established_is_told_apart_from_active(coord: Visitor) -> None:
    said = " ".join(coord.get(PROVINCE + OF_Q2, "en").main.split())
    assert "1 committees established, of 18 districts" in said
    assert "0 committees active" in said


def test_trained_persons_are_told_by_sex_of_a_district_and_of_its_province(
    desk: Desk, coord: Visitor
) -> None:
    told = {MAE_FAH_LUANG: (30, 23, 7), "5703": (20, 16, 4), "5708": (5, None, None)}
    source = indicators().by_key["persons_trained"].source
    for district, counts in told.items():
        with desk.office.registry.writing(district) as write:
            said = [
                NewFigure("persons_trained", part, Decimal(count), source, Qualifier.EXACT)
                for part, count in zip(("", "sex.women", "sex.men"), counts, strict=True)
                if count is not None
            ]
            record_figures(write, district, 2566, 1, said, entry_id=None)
    (own,) = coord.get(PLACE + OF_Q2, "en").tree.cssselect("#persons_trained td p.soft")
    assert " ".join(own.text_content().split()) == "women 23 · men 7"
    (together,) = coord.get(PROVINCE + OF_Q2, "en").tree.cssselect("#persons_trained td p.soft")
    assert " ".join(together.text_content().split()) == "women at least 39 · men at least 11"


def test_of_one_indicator_each_district_stands_beside_the_others(coord: Visitor) -> None:
    page = coord.get(f"{PROVINCE}{OF_Q2}&of=community_plans", "en")
    (bars,) = page.tree.cssselect("#community_plans table.bars")
    assert len(bars.cssselect("tr")) == 18
    assert len(bars.cssselect("rect.part")) == 1  # who did not report has no bar
    assert "1 of 18" in page.tree.cssselect("#community_plans tr")[0].text_content()


def test_a_province_is_told_by_quarter_and_what_nobody_told_is_named_in_one_line(
    coord: Visitor,
) -> None:
    page = coord.get(PROVINCE + OF_Q2, "en")
    (row,) = page.tree.cssselect("#community_plans tr")
    cells = [" ".join(cell.text_content().split()) for cell in row.cssselect("td")]
    assert cells[:3] == ["45", "20", "65"]
    (active,) = page.tree.cssselect("#watchdog_groups_active tr")
    assert [one.text_content().strip() for one in active.cssselect("td.q")] == ["4", "–"]
    (untold,) = page.tree.cssselect("#untold")
    assert "Villages reached" in untold.text_content()
    assert not page.tree.cssselect("#villages_reached")


def test_a_district_is_told_in_one_table_by_quarter_and_what_nobody_told_in_one_line(
    coord: Visitor,
) -> None:
    page = coord.get(PLACE + OF_Q2, "en")
    row, more = page.tree.cssselect("#community_plans > tr")
    cells = [" ".join(cell.text_content().split()) for cell in row.cssselect("td")]
    assert cells == ["45", "20", "65"]
    assert more.cssselect("details p")
    active, _ = page.tree.cssselect("#watchdog_groups_active > tr")
    assert [one.text_content().strip() for one in active.cssselect("td.q")] == ["4", "–"]
    held, _ = page.tree.cssselect("#meetings_held > tr")
    assert "" not in [one.text_content().strip() for one in held.cssselect("td.q")]
    (untold,) = page.tree.cssselect("#untold")
    assert "Villages reached" in untold.text_content()


@pytest.mark.parametrize("place", [PLACE, PROVINCE])
def test_the_day_of_the_figures_stands_once_above_them_and_beside_one_of_another_day(
    coord: Visitor, place: str
) -> None:
    page = coord.get(place + OF_Q2, "en")
    assert page.main.count("31 March 2023") == 1
    (older,) = page.tree.cssselect("#watchdog_groups_active strong")
    assert "31 December 2022" in " ".join(older.getparent().text_content().split())
    running = coord.get(f"{place}?year=2566&quarter=3", "en")
    assert running.main.count("20 April 2023") == 1


def test_that_no_target_is_set_stands_once_and_a_column_of_targets_where_there_is_one(
    coord: Visitor,
) -> None:
    none = coord.get(PLACE + OF_Q2, "th")
    assert none.main.count("ยังไม่ได้ตั้งเป้าหมาย") == 1
    assert "เทียบเป้าหมายทั้งปี" not in none.main
    coord.get(TARGETS, "th")
    coord.post(TARGETS, {"year": "2566", "target.community_plans": "100"})
    one = coord.get(PLACE + OF_Q2, "th")
    assert "ยังไม่ได้ตั้งเป้าหมาย" not in one.main
    (aimed,) = one.tree.cssselect("#community_plans > tr:first-child > td:last-child")
    assert "65 จากเป้าหมาย 100" in aimed.text_content()
    (other,) = one.tree.cssselect("#watchdog_groups_active > tr:first-child > td:last-child")
    assert other.text_content() == "–"


@pytest.mark.parametrize("place", [PLACE, PROVINCE])
def test_a_year_to_choose_is_named_by_its_label_alone(coord: Visitor, place: str) -> None:
    page = coord.get(place, "th")
    assert {one.text_content().isdigit() for one in page.tree.cssselect("#year option")} == {True}
    assert page.tree.cssselect("label[for=year]")[0].text_content() == "ปีงบประมาณ พ.ศ."


@pytest.mark.parametrize(
    ("on", "year", "quarter"),
    [("2022-09-30", "2565", "3"), ("2022-11-28", "2566", "1"), ("2023-01-05", "2566", "1"),
     ("2023-04-01", "2566", "2")],
)  # fmt: skip
def test_figures_open_on_the_running_year_up_to_its_last_quarter_that_is_over(
    sqlite_url: str, on: str, year: str, quarter: str
) -> None:
    desk = a_desk(sqlite_url)
    desk.on(on)
    guest = visitor(desk, "coord")
    for place in (PLACE, PROVINCE):
        page = guest.get(place)
        assert (page.value("year"), page.value("quarter")) == (year, quarter)


def test_figures_of_a_province_open_on_the_year_of_its_board_and_stand_with_it_in_the_menu(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-11-28")
    guest = visitor(desk, "coord")
    board, page = guest.get("/board/year"), guest.get(PROVINCE)
    assert page.value("year") == board.value("year") == "2566"
    lit = [one.tree.cssselect(".menu [aria-current]")[0].get("href") for one in (board, page)]
    assert lit == ["/board", "/board"]


def test_targets_are_set_and_changed_and_the_bars_hold_against_them(
    desk: Desk, coord: Visitor
) -> None:
    coord.get(TARGETS, "th")
    sent = {"year": "2566", "target.community_plans": "๑๐๐", "target.seats_filled": "90"}
    assert "บันทึกเป้าหมายแล้ว" in coord.post(TARGETS, sent).main
    page = coord.get(PLACE + OF_Q2, "en")
    assert "65 of a target of 100 (65 %)" in page.main
    assert page.tree.cssselect("#community_plans rect.part[width='65']")
    desk.on("2023-04-21")
    later = visitor(desk, "coord")  # who signed in on the day before is asked anew
    later.get(TARGETS, "th")
    later.post(TARGETS, sent | {"target.community_plans": "130"})
    with desk.office.registry.reading() as connection:
        steps = target_steps(connection, MAE_FAH_LUANG, 2566, "community_plans")
    assert [(one.value, one.since) for one in steps] == [
        (Decimal(100), date(2023, 4, 20)), (Decimal(130), date(2023, 4, 21)),
    ]  # fmt: skip
    assert later.get(PLACE + OF_Q2, "en").tree.cssselect("#community_plans rect.part[width='50']")


@pytest.mark.parametrize(
    ("key", "value"),
    [("seats_filled", "101"), ("community_plans", "-1"), ("community_plans", "สามหมื่น")],
)
def test_a_target_that_cannot_be_is_refused_beside_its_field(
    desk: Desk, coord: Visitor, key: str, value: str
) -> None:
    page = coord.post(TARGETS, {"year": "2566", f"target.{key}": value})
    assert page.beside(f"target.{key}")
    with desk.office.registry.reading() as connection:
        assert target_steps(connection, MAE_FAH_LUANG, 2566, key) == []


def test_a_target_that_was_set_is_never_taken_out(desk: Desk, coord: Visitor) -> None:
    coord.post(TARGETS, {"year": "2566", "target.community_plans": "100"})
    page = coord.post(TARGETS, {"year": "2566", "target.community_plans": ""})
    assert page.beside("target.community_plans")


def test_exact_figures_about_victims_are_for_insiders_and_each_look_is_logged(
    desk: Desk, coord: Visitor
) -> None:
    before = len(looked(desk))
    assert coord.get(PLACE + OF_Q2, "en").tree.cssselect("#persons_assisted")
    assert looked(desk)[before:] == [f"figures/{MAE_FAH_LUANG}/2566/q2"]
    partner = visitor(desk, make_partner(desk))
    page = partner.get(PLACE + OF_Q2, "en")
    assert not page.tree.cssselect("#persons_assisted")
    assert page.tree.cssselect("#community_plans")
    assert "indicators about victims" in page.main
    assert len(looked(desk)) == before + 1


def test_a_quarter_of_a_year_that_is_not_kept_is_the_last_that_is_over(coord: Visitor) -> None:
    assert "quarter 2" in coord.get(f"{PLACE}?year=1999&quarter=9", "en").main


def test_a_figure_is_put_right_on_its_page_and_what_cannot_be_stands_beside_its_field(
    coord: Visitor,
) -> None:
    page = coord.get(f"{PLACE}{OF_Q2}&correct=persons_trained", "en")
    data = {"indicator": "community_plans", "year": "2566", "quarter": "2", "reason": "นับใหม่"}
    done = coord.post(PLACE, data | {"value": "25"})
    assert "The figure was put right" in done.main
    assert "70" in done.tree.cssselect("#community_plans")[0].text_content()
    assert coord.post(PLACE, data | {"value": "มาก"}).beside("value")
    assert coord.post(PLACE, data | {"value": "3", "reason": ""}).beside("reason")
    assert page.status == 200


def test_a_phone_reads_under_each_duty_the_activities_that_serve_it_or_that_there_is_none(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    received(desk)
    page = visitor(desk, "coord").get(f"{PLACE}?year=2567", "th")
    rows = page.tree.cssselect("table.duties.stack tbody tr")
    served = [row.xpath("./td[@data-label]/@data-label") for row in rows]
    assert ["รณรงค์ในโรงเรียน", "ตรวจสถานประกอบการ", "อบรมแกนนำหมู่บ้าน"] in served
    assert [not said for said in served] == [
        "ไม่มีกิจกรรม" in row.cssselect("th")[0].text_content() for row in rows
    ]
    assert {one.text_content() for one in page.tree.cssselect("table.duties td.none")} == {"–"}
