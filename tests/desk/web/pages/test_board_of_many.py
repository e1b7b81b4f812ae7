"""What the board tells of packages, groups, years and seats, and what many districts cost."""

import re
from dataclasses import replace
from datetime import date

from sqlalchemy import event

from desk.views.district_status import Mark, State, standings
from desk.views.view import View
from flows.decisions.rotate import rotate
from flows.decisions.withdraw import withdraw
from flows.engine.capability import BoardOf
from flows.engine.run import Run
from flows.handover.renewing import renew_packages
from registry.prepared_statements import open_to_driver
from registry.queries.committee_day import CommitteeDay
from registry.queries.groups import thinned_by_district
from registry.queries.seat_counts import seat_counts
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.desk.web.at_overviews import FAR
from tests.desk.web.pages.boards import MAE_SAI, THOENG, rows
from tests.desk.web.visitor import visitor
from tests.desk.years import go_to, many_years
from tests.flows.machines import FIRST, SUB, Done, Start, a_process, an_engine
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import of_three, the_order


def test_the_standing_of_many_districts_takes_as_many_queries_as_of_one(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, THOENG, MAE_SAI)
    for district in (MAE_FAH_LUANG, THOENG, MAE_SAI):
        desk.start(on="2022-06-02", district=district)
    statements: list[str] = []
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        event.listen(connection, "before_cursor_execute", lambda *said: statements.append(said[2]))
        open_to_driver(connection)
        standings(view, [MAE_FAH_LUANG])
        of_one = len(statements)
        found = standings(view, [MAE_FAH_LUANG, THOENG, MAE_SAI, FAR])
    assert [one.state for one in found.values()] == [State.IN_PROGRESS] * 3 + [State.NOT_STARTED]
    assert len(statements) == 2 * of_one


def test_the_board_follows_the_process_that_is_declared_and_its_child_within_the_childs_phase(
    sqlite_url: str,
) -> None:
    def after(run: Run) -> Done:
        run.ask(SUB)
        return Done.DONE

    sub = a_process(after, "sub")

    def follows(run: Run) -> Done:
        said = run.ask(FIRST)
        if said.result == "later":
            run.wait_until(date(2023, 1, 1), "put_off")
        run.child(sub, Start(district=run.start(Start).district))
        return Done.DONE

    work = replace(a_process(follows), phases=("work", "sub"))
    engine = an_engine(sqlite_url, work, sub)
    told = BoardOf(work, approached="work", waits={"put_off": "deferred"}, reached="done")
    known = replace(engine.office.declared, boards={"work": told})
    engine = replace(engine, office=replace(engine.office, declared=known))

    def seen(on: str) -> tuple[State, bool, list[Mark]]:
        with engine.office.registry.reading() as connection:
            view = View(engine.office, connection, date.fromisoformat(on))
            found = standings(view, [MAE_FAH_LUANG])[MAE_FAH_LUANG]
        return found.state, found.approached, [one.mark for one in found.cells]

    first = engine.begin()
    engine.say(first, "first", "2022-06-03", "later")
    assert seen("2022-06-02") == (State.IN_PROGRESS, False, [Mark.HERE, Mark.LATER])
    assert seen("2022-06-03") == (State.DEFERRED, True, [Mark.HERE, Mark.LATER])
    withdraw(engine.office, first, "first", reason="mistaken", recorded_by="coord")
    engine.say(first, "first", "2022-06-03")
    assert seen("2022-06-03") == (State.IN_PROGRESS, True, [Mark.DONE, Mark.HERE])


def test_the_board_tells_the_age_of_each_package_and_how_much_it_lacks(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    renew_packages(desk.office)
    desk.on("2022-07-11")
    page = visitor(desk, "coord").get("/board", "en")
    assert f"/districts/{MAE_FAH_LUANG}/package" in page.links()
    assert re.search(r"gaps: \d+ as of 2022-07-01 \(10 days ago\)$", rows(page)["Mae Fa Luang"])
    past = rows(visitor(desk, "coord").get("/board?on=2022-07-05", "en"))["Mae Fa Luang"]
    assert "gaps" not in past


def test_a_group_that_moves_left_with_few_members_is_told_in_words_beside_its_district(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    of_three(desk)
    desk.on("2022-09-01")
    rotate(desk.office, the_order(), recorded_by="coord")
    guest = visitor(desk, "coord")
    said = "Suppression group: 2 of 3 left"
    assert said not in guest.get("/board?on=2022-08-31", "en").main
    desk.on("2022-10-03")
    guest = visitor(desk, "coord")
    page = guest.get("/board", "en")
    (tag,) = (one for one in page.tree.cssselect("table.board .tag") if one.text == said)
    assert "warn" in tag.classes
    assert said in rows(page)["Mae Fa Luang"]
    assert said not in guest.get("/board?on=2022-10-03&known=2022-08-31").main
    assert "ฝ่ายปราบปรามและข้อมูลเหลือ 2 จาก 3 คน" in guest.get("/board", "th").main


def test_thinned_groups_of_many_districts_cost_the_questions_of_one(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    of_three(desk)
    rotate(desk.office, the_order(), recorded_by="coord")
    asked: list[str] = []
    with desk.office.registry.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append(said[2]))
        open_to_driver(connection)
        alone = thinned_by_district(connection, [MAE_FAH_LUANG], date(2022, 10, 1))
        of_one = len(asked)
        several = [MAE_FAH_LUANG, THOENG, MAE_SAI, FAR]
        assert thinned_by_district(connection, several, date(2022, 10, 1)) == alone
    assert len(asked) == 2 * of_one
    assert list(alone) == [MAE_FAH_LUANG]


def test_what_is_late_of_a_committees_year_is_seen_on_its_tile(sqlite_url: str) -> None:
    desk = many_years(sqlite_url, [MAE_FAH_LUANG])
    go_to(desk, "2023-07-03")
    late = [
        one
        for one in desk.gates()
        if one.gate and one.due_on and one.due_on < desk.office.registry.today
    ]
    page = visitor(desk, "coord").get("/board", "en")
    (tile,) = page.tree.xpath("//ul[contains(@class, 'tiles')]/li[contains(., 'Mae Fa Luang')]")
    assert f"{len(late)} late" in tile.text_content()
    assert tile.get("class") == "bad"
    assert tile.getprevious() is None
    assert "1 of 18 with anything late" in page.main


def test_the_boards_tell_filled_and_vacant_seats_and_persons_and_lead_to_the_committees_list(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with desk.office.registry.reading() as connection:
        sitting = CommitteeDay(connection, MAE_FAH_LUANG, desk.office.registry.today)
        filled = [one for one in sitting.filled.values() if one]
    seats = len(sitting.filled)
    vacant = seats - len(filled)
    assert vacant
    told = f"{len(filled)} of {seats} persons: {len({*filled})} {vacant} vacant"
    coord = visitor(desk, "coord")
    page = coord.get("/board", "en")
    assert told in rows(page)["Mae Fa Luang"]
    assert f"/districts/{MAE_FAH_LUANG}#committee" in page.links()
    assert "persons:" not in rows(page)["Thoeng"]
    year = coord.get("/board/year", "en")
    assert f"{len(filled)} of {seats}" in year.main
    assert f"/districts/{MAE_FAH_LUANG}#committee" in year.links()
    assert "filled" not in rows(coord.get("/board?on=2022-06-05", "en"))["Mae Fa Luang"]


def test_seats_of_many_districts_are_counted_by_the_questions_of_one(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    asked: list[str] = []
    with desk.office.registry.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append(said[2]))
        alone = seat_counts(connection, [MAE_FAH_LUANG], desk.office.registry.today)
        of_one = len(asked)
        several = [MAE_FAH_LUANG, THOENG, MAE_SAI, FAR]
        assert seat_counts(connection, several, desk.office.registry.today) == alone
    assert len(asked) == 2 * of_one == 6
