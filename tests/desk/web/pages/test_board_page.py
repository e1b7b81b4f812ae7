import re
from dataclasses import replace
from datetime import date

from sqlalchemy import event

from desk.views.board import board
from desk.views.district_status import Mark, State, standings
from desk.views.view import View
from flows.decisions.rotate import rotate
from flows.decisions.withdraw import withdraw
from flows.engine.capability import BoardOf
from flows.engine.run import Run
from flows.handover.renewing import renew_packages
from registry.prepared_statements import open_to_driver
from registry.queries.areas import districts_within
from registry.queries.committee_day import CommitteeDay
from registry.queries.groups import thinned_by_district
from registry.queries.seat_counts import seat_counts
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_meetings import after_meeting
from tests.desk.web.given import FAR, declined, give, load_far_province, signed
from tests.desk.web.visitor import Page, visitor
from tests.desk.years import go_to, many_years
from tests.flows.machines import FIRST, SUB, Done, Start, a_process, an_engine
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import of_three, the_order

THOENG, MAE_SAI = "5704", "5709"


def marks(desk: Desk, on: str) -> list[str]:
    """The marks of Mae Fah Luang's phases on that day."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        found = standings(view, [MAE_FAH_LUANG])[MAE_FAH_LUANG]
    return [str(one.mark) for one in found.cells]


def rows(page: Page) -> dict[str, str]:
    """What each district's row says."""
    found = {}
    tree = page.tree
    for one in tree.cssselect(".visually-hidden"):
        one.drop_tree()
    for row in tree.cssselect("table.board tbody tr"):
        name, *cells = [" ".join(one.text_content().split()) for one in row]
        found[name] = " | ".join(cells)
    return found


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
    assert "26 vacant | usual term complete" in found["Mae Fa Luang"]


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
    page = visitor(desk, give(desk, "observer", "57")).get("/board", "en")
    assert page.status == 200
    assert not any(one.startswith(("/instances", "/districts")) for one in page.links())
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
