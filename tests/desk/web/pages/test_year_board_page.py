"""The year board: districts by money, plan, endorsement, submission, reception."""

import pytest
from sqlalchemy import event

from desk.cli.main import run
from desk.views.view import View
from desk.views.year_board import year_board
from registry.prepared_statements import answer_once, open_to_driver
from registry.queries.areas import districts_within
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import Page, visitor
from tests.desk.years import YEAR, a_year, go_to, needing, plan_of, received, resolved, sent
from tests.staged_desks import made_once

BOARD = f"/board/year?year={YEAR}"
HERE = "Mae Fa Luang"


def rows(page: Page) -> dict[str, list[str]]:
    """What each district's cells say."""
    tree = page.tree
    for one in tree.cssselect(".visually-hidden, .unfold"):
        one.drop_tree()
    found = {}
    for row in tree.cssselect("table.board:not(.quarters) tbody tr"):
        name, *cells = [" ".join(one.text_content().split()) for one in row]
        if cells:
            found[name] = cells
            continue
        (mark,) = row.cssselect(".tag")  # the districts of which nothing is due, in one row
        found |= {one.text_content(): [mark.text_content()] for one in row.cssselect("a")}
    return found


def test_of_which_district_and_what_a_cell_is_the_heads_of_its_row_and_column_say_alone(
    made_registry_url: str,
) -> None:
    page = visitor(submitted_late(made_registry_url), "coord").get(BOARD, "en")
    for table in page.tree.cssselect("table.board"):
        heads = table.cssselect("thead th[scope=col]")
        (row,) = (one for one in table.cssselect("tbody tr") if HERE in one.text_content())
        (name, *cells) = row
        assert (name.tag, name.get("scope")) == ("th", "row")
        assert len(cells) == len(heads) - 1
        assert row.text_content().count(HERE) == 1
        told = [one.text_content().split() for one in heads[1:]]
        assert [one.get("data-label").split() for one in cells] == told
        assert table.cssselect("td a.tag")


@made_once
def submitted_late(url: str) -> Desk:
    """A plan whose money was missed, sent on 18 October and received on the 25th (story E7)."""
    desk, year = a_year(url)
    needing(desk, year)
    plan = sent(desk, "2023-10-18")
    desk.on("2023-10-25")
    desk.decide(plan, "plan_received", COORDINATOR, "2023-10-25", {"result": "received"})
    return desk


def test_a_plan_sent_late_shows_its_days_and_money_that_was_missed(
    made_registry_url: str,
) -> None:
    desk = submitted_late(made_registry_url)
    page = visitor(desk, "coord").get(BOARD, "en")
    money, plan, endorsement, submission, reception, recorded = rows(page)[HERE]
    assert money == "unfunded unfunded for FY2567 – resubmit / supplementary 2 of 3 lines"
    assert plan == "done on 5 September 2023"
    assert endorsement == "done 4 of 4 agencies on 20 September 2023"
    assert submission == "sent late 18 days on 18 October 2023"
    assert reception == "done 25 days after the plan was due on 25 October 2023"
    assert recorded == "25 October 2023 09:00"
    assert rows(page)["Thoeng"] == ["nothing due"]  # once, for the whole year
    thai = visitor(desk, "coord").get(BOARD, "th")
    assert "25 ตุลาคม 2566 09.00 น." in thai.main
    assert "วันทำการ" not in thai.main
    assert "ยังไม่ได้รับงบประมาณปี 2567 – เสนอใหม่/งบเพิ่มเติม" in thai.main
    assert "0 จาก 1 (ร้อยละ 0) ส่งแผนทันกำหนด" in thai.main


def test_the_year_as_at_a_day_and_as_known_then(made_registry_url: str) -> None:
    desk = submitted_late(made_registry_url)
    coord = visitor(desk, "coord")
    then = rows(coord.get(f"{BOARD}&on=2023-09-21", "en"))[HERE]
    assert then[2] == "done 4 of 4 agencies on 20 September 2023"
    assert then[3] == "under way due 30 September 2023"
    assert rows(coord.get(f"{BOARD}&on=2023-03-01"))[HERE][:5] == ["not yet"] * 5
    known = rows(coord.get(f"{BOARD}&on=2023-10-25&known=2023-10-17"))[HERE]
    assert known[3].startswith("late 25 days")
    assert known[4] == "not yet"


def test_every_cell_leads_to_what_shows_it(made_registry_url: str) -> None:
    desk = submitted_late(made_registry_url)
    links = visitor(desk, "coord").get(BOARD).links()
    assert f"/districts/5715/years/{YEAR}/money" in links
    assert links.count(f"/instances/{plan_of(desk)}") == 4


def test_the_summary_of_a_quarter_is_offered_once_the_quarter_has_begun(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    for day, begun in (("2023-09-30", 0), ("2024-01-01", 2), ("2024-07-10", 4)):
        go_to(desk, day)
        coord = visitor(desk, "coord")
        links = [one for one in coord.get(BOARD).links() if "/summary/" in one]
        assert len(links) == begun
        assert all(coord.get(one).status == 200 for one in links)


def test_districts_are_left_that_were_asked_for(sqlite_url: str) -> None:
    desk = submitted_late(sqlite_url)
    coord = visitor(desk, "coord")
    shown = {
        one: list(rows(coord.get(f"{BOARD}&show={one}", "en")))
        for one in ("late", "unfunded", "not_submitted", "no_data")
    }
    assert shown == {"late": [HERE], "unfunded": [HERE], "not_submitted": [], "no_data": []}
    assert "1 of 18 districts shown" in coord.get(f"{BOARD}&show=late").main


def test_an_observer_sees_the_board_and_no_way_into_a_district(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    page = visitor(desk, give(desk, "observer", "57")).get(BOARD, "en")
    assert page.status == 200
    assert not [one for one in page.links() if one.startswith(("/instances", "/districts"))]


@pytest.mark.parametrize("typed", ["2023", "67", "abcd", "9999"])
def test_a_year_that_is_none_is_said_beside_its_field(sqlite_url: str, typed: str) -> None:
    desk, _ = a_year(sqlite_url)
    page = visitor(desk, "coord").get(f"/board/year?year={typed}", "th")
    assert page.status == 422
    assert page.beside("year")


def test_the_command_line_tells_the_same(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = submitted_late(sqlite_url)
    asked = ["province", "year", "เชียงราย", "--year", str(YEAR), "--registry", sqlite_url]
    asked += ["--on", "2023-10-25", "--known", "2023-10-26"]
    assert desk.office.registry.is_sqlite
    assert run([*asked, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "sent late · 18 days" in told
    assert "nothing due" in told
    assert run([*asked, "--json", "--show", "late"]) == 0
    found = capsys.readouterr().out
    assert '"days_late": 18' in found
    assert run([*asked, "--show", "nothing"]) == 2


def test_questions_do_not_grow_with_the_districts_and_a_province_is_told_in_time(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    resolved(desk)
    counts = []
    for areas in ({"5715", "5707"}, {"57", "34"}):
        asked: list[str] = []
        with desk.office.registry.reading() as connection:
            districts = districts_within(connection, areas)
            event.listen(connection, "before_cursor_execute", lambda *said: asked.append(said[2]))  # noqa: B023 — heard in this turn alone
            open_to_driver(connection)
            answer_once(connection)  # as a page's reading does
            year_board(
                View(desk.office, connection, desk.office.registry.today), districts, YEAR, "en"
            )
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
    assert len(districts) > 40


def test_the_page_of_a_province_is_light(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    received(desk)
    coord = visitor(desk, "coord")
    assert len(coord.get(BOARD).response.content) < 150_000


def test_the_colour_of_a_share_tells_how_much_of_it_there_is(sqlite_url: str) -> None:
    """None of what was due is never green; what is still on its way to the province is not red."""
    desk = submitted_late(sqlite_url)
    in_time, received, funded, met, reported, active, seated, unfunded = colours(desk)
    assert (in_time, unfunded) == ("bad", "bad")  # none of what was due
    assert active == "good"  # it met, as the resolution on its plan tells
    assert (received, funded) == ("good", "calm")  # all; money of some
    assert (met, reported) == ("none", "none")  # nothing was due
    assert seated == "warn"  # some
    go_to(desk, "2024-08-01")
    assert colours(desk)[5] == "warn"  # what a committee lacks is overdue nowhere


def colours(desk: Desk) -> list[str]:
    page = visitor(desk, "coord").get(BOARD, "en")
    return [str(one.get("class")) for one in page.tree.cssselect(".counts li")]


@pytest.mark.parametrize(
    ("on", "quarter"), [("2023-10-25", 1), ("2024-08-01", 4), ("2024-11-01", 4)]
)
def test_a_phone_shows_of_a_year_the_quarter_that_runs_or_is_nearest(
    sqlite_url: str, on: str, quarter: int
) -> None:
    desk = submitted_late(sqlite_url)
    go_to(desk, on)
    page = visitor(desk, "coord").get(BOARD, "en")
    row = page.tree.cssselect("table.quarters tr.unfolds")[0]
    cell = row.cssselect("td")[quarter - 1]
    assert "rest" not in cell.get("class", "")
    assert cell.cssselect(".tag")


def test_seats_of_a_draft_that_nobody_signed_are_no_committees(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    page = visitor(desk, "coord").get("/board/year", "en")
    *_, seated, _ = (one.text_content() for one in page.tree.cssselect(".counts li"))
    assert "nothing due" in seated
