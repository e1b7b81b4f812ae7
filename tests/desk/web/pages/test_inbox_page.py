import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from config.clock import moved_to
from config.words import Language, Term, say
from desk.views.inbox import work_of
from desk.views.inbox_filter import filter_asked, filter_choices
from desk.views.view import View
from flows.capabilities import open_installation
from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from flows.engine.open_calls import raise_incident
from flows.engine.perform import claim, give_back, perform, waiting
from flows.runtime.machine_troubles import MachineTrouble, machine_troubles
from flows.runtime.tick import tick
from registry.journal import GateRow, instance_in
from registry.journal.gates import move_gate
from registry.queries.parts import actor
from registry.queries.people import person
from registry.records.failed_steps import end_failures, note_failure
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.store import Registry
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.at_overviews import declined, give, load_far_province, seat_by_name
from tests.desk.web.visitor import Page, visitor
from tests.desk.years import a_year, go_to, many_years, needing, resolved

THOENG = "5704"


THEY_MOVE = date(2023, 10, 7)


def tasks(page: Page) -> list[str]:
    """The headings of what waits, in order."""
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect(".tasks h2")]


def machine_fails(desk: Desk, instance: int) -> None:
    """The machine could not go on with the instance."""
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        row = instance_in(write, instance)
        assert row is not None
        raise_incident(desk.office, write, row, "TypeError: kept for the log")


def test_what_is_latest_stands_first_and_is_late_in_words(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-05-02", MAE_FAH_LUANG, THOENG)
    desk.start(on="2022-06-01", district=MAE_FAH_LUANG)
    desk.start(on="2022-05-02", district=THOENG)
    desk.on("2022-06-20")
    first, second = tasks(visitor(desk, "coord").get("/", "en"))
    assert first.startswith("Thoeng District: Earlier order or centre")
    assert re.search(r"\d+ working days late", first)
    assert second.startswith("Mae Fa Luang District:")


def test_on_its_due_day_and_over_the_weekend_behind_it_a_step_is_not_called_yet_to_be_due(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start(on="2022-06-02")
    due = next(one.due_on for one in desk.gates() if one.instance_id == first)
    assert due is not None
    friday = due + timedelta(days=4 - due.weekday())
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        move_gate(write, desk.gates()[0].id, due_on=friday, until_on=None)
    said = {-1: "ยังไม่ครบกำหนด", 0: "ครบกำหนดวันนี้", 1: "ครบกำหนดแล้ว", 2: "ครบกำหนดแล้ว"}
    for days, words in said.items():
        desk.on(f"{friday + timedelta(days=days)}")
        for path in ("/", f"/districts/{MAE_FAH_LUANG}"):
            assert words in [
                one.text for one in visitor(desk, "coord").get(path).tree.cssselect(".tag")
            ]


def test_each_row_says_what_for_which_office_since_and_until_when(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start(on="2022-06-02")
    page = visitor(desk, "coord").get("/")
    assert "อำเภอแม่ฟ้าหลวง" in tasks(page)[0]
    assert "รอ: ผู้ประสานงาน" in page.main
    assert "ตั้งแต่ 2 มิถุนายน 2565" in page.main
    assert f"/instances/{first}/gates/earlier_order" in page.links()
    assert "ประสาน ดี" not in page.main  # lateness is an office's, never a person's


def test_a_machines_incident_leads_whatever_is_late(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-05-02", MAE_FAH_LUANG, THOENG)
    desk.start(on="2022-05-02", district=THOENG)
    mine = desk.start(on="2022-06-01", district=MAE_FAH_LUANG)
    desk.on("2022-06-20")
    machine_fails(desk, mine)
    page = visitor(desk, "coord").get("/", "en")
    assert "machine incident" in tasks(page)[0]
    assert "Thoeng" in tasks(page)[1]


def test_a_coordinator_sees_the_own_province_only(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    load_far_province(desk)
    desk.start()
    page = visitor(desk, "far.coord").get("/", "en")
    assert tasks(page) == []
    assert "Mae Fa Luang" not in page.main


def test_a_chief_sees_what_awaits_the_chief_in_plain_words_and_nothing_to_record(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    chief = visitor(desk, f"{MAE_FAH_LUANG}.chief")
    assert tasks(chief.get("/", "en")) == []
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    page = chief.get("/", "en")
    assert tasks(page) == ["Advocacy with the District Chief, round 1 in time"]
    assert "Whether the District Chief agrees to establish the committee" in page.main
    assert page.tree.xpath("//main//a[contains(@href, '/start')]") == []
    (button,) = page.tree.cssselect(".tasks .button")
    assert button.text_content().startswith("Read")
    assert page.tree.xpath(f"//main//a[@href='/districts/{MAE_FAH_LUANG}/package']")
    assert visitor(desk, "coord").get("/").tree.xpath("//a[contains(@href, '/package')]") == []


def test_a_focal_point_sees_the_gates_of_the_own_district(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, THOENG)
    desk.start(on="2022-06-02", district=THOENG)
    desk.to_first_draft()
    page = visitor(desk, f"{MAE_FAH_LUANG}.deputy").get("/", "en")
    assert tasks(page) == ["Deputy's review of the draft, round 1 in time"]


def test_a_member_sees_the_own_seats_and_no_gate_of_anybody(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    page = visitor(desk, seat_by_name(desk)).get("/", "en")
    assert tasks(page) == []
    assert "Community representative Member, Executive Committee" in page.main
    assert "no order is in force" in page.main
    assert "Superintendent" not in page.main


def test_a_partner_prepares_and_is_offered_nothing_else(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, THOENG)
    desk.start(on="2022-06-02", district=THOENG)
    desk.start()
    page = visitor(desk, give(desk, "partner", MAE_FAH_LUANG)).get("/", "en")
    (button,) = page.tree.cssselect(".tasks .button")
    assert button.text_content().startswith("Prepare")
    assert "Thoeng" not in page.main


def test_an_observer_is_shown_to_the_board(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    page = visitor(desk, give(desk, "observer", "57")).get("/", "en")
    assert tasks(page) == []
    assert "/board" in page.links()


def test_where_nothing_waits_the_page_says_what_comes_next(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    declined(desk, MAE_FAH_LUANG)
    page = visitor(desk, "coord").get("/", "en")
    assert "Nothing waits for you now." in page.main
    assert "Next, on 2 December 2022: Mae Fa Luang District, the day of the next approach." in (
        page.main
    )


def test_a_province_without_any_district_is_led_to_its_first(sqlite_url: str) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get("/", "en")
    assert "Your first district" in page.main
    assert "/start" in page.links()


def test_the_list_is_narrowed_to_a_district_and_read_by_the_page(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, THOENG)
    desk.start(on="2022-06-02", district=THOENG)
    desk.start()
    guest = visitor(desk, "coord")
    assert len(tasks(guest.get("/", "en"))) == 2
    (only,) = tasks(guest.get(f"/?district={THOENG}"))
    assert only.startswith("Thoeng")
    assert len(tasks(guest.get("/?page=99"))) == 2
    assert guest.get("/?district=8410&page=x").status == 200


def test_a_coordinator_who_is_alone_is_warned(sqlite_url: str) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get("/", "en")
    assert "fewer than two coordinators" in page.main


def test_a_paper_that_the_machine_has_still_to_make_is_told(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft(perform=False)
    guest = visitor(desk, "coord")
    assert "The machine has still to make 1 paper(s)" in guest.get("/", "en").main
    desk.perform()
    assert "The machine has still to make" not in guest.get("/", "en").main


def gives_up(desk: Desk) -> None:
    """Everything that waits fails until the machine asks people."""
    while rows := waiting(desk.office):
        for row in rows:
            claimed = claim(desk.office, row.id)
            assert claimed is not None
            give_back(desk.office, claimed, "TypeError: kept for the log")


def test_an_incident_of_a_paper_says_which_once_and_keeps_the_error_for_the_machines_keeper(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft(perform=False)
    gives_up(desk)
    guest = visitor(desk, "coord")
    page = guest.get("/", "en")
    told = "Incident: draft the order"
    assert [one for one in tasks(page) if told in one]
    assert "TypeError" not in page.main
    gate = next(one for one in page.links() if "draft_appointment_order" in one)
    assert "TypeError: kept for the log" in guest.get(gate).main
    headings = guest.get(f"/districts/{MAE_FAH_LUANG}").tree.cssselect(".tasks h3")
    said = [one.text_content() for one in headings]
    assert len([one for one in said if "draft the order" in one]) == 1


def test_the_incident_of_what_ended_its_process_each_time_says_so_and_what_to_look_at(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft(perform=False)
    (row, *_) = waiting(desk.office)
    for _ in range(desk.office.settings.effect_attempts):
        assert claim(desk.office, row.id) is not None
        desk.clock.at += timedelta(seconds=desk.office.settings.claim_seconds + 1)
    assert perform(desk.office, row.id).how == "gave_up"
    guest = visitor(desk, "coord")
    gate = next(one for one in guest.get("/").links() if row.effect in one)
    assert say("page.gate.cut_off", "en", what=Term(f"effect.{row.effect}"), count=3) in (
        guest.get(gate, "en").main
    )


def test_the_first_administrator_is_led_to_the_first_province(sqlite_url: str) -> None:
    clock = moved_to(date(2022, 6, 2))
    registry = Registry(sqlite_url, clock)
    page = visitor(Desk(open_installation(registry), clock), "admin").get("/", "en")
    assert "Begin with your province" in page.main
    assert "/province/add" in page.links()
    assert "/start" not in page.links()
    registry.dispose()


def test_like_gates_of_a_district_and_day_are_one_line_that_opens(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    needing(desk, year)
    resolved(desk)
    coord = visitor(desk, "coord")
    page = coord.get("/", "en")
    assert len(tasks(page)) == 4
    assert "Mae Fa Luang District: Endorsement by the head: 4 in time" in tasks(page)
    assert "7 items, the most urgent first" in page.main
    assert "(like ones of a district together: 4 lines)" in page.main
    (opens,) = [one for one in page.links() if "gate=endorsement" in one]
    opened = coord.get(opens, "en")
    assert len(tasks(opened)) == 4
    assert "Endorsement by the head: President of Sommut SAO" in opened.main
    assert "5715/lao_president/1" not in opened.main
    assert len([one for one in opened.links() if "/gates/endorsement" in one]) == 4
    assert coord.get("/?gate=endorsement&due=x").status == 200
    assert coord.get("/?gate=nothing").status == 200


def test_of_money_that_was_asked_each_line_says_what_is_still_to_come_of_it(
    made_registry_url: str,
) -> None:
    desk, year = a_year(made_registry_url)
    needing(desk, year)
    desk.on("2023-07-03")
    granted: Json = {"result": "granted", "amount": "12000"}
    for place, answer in (
        ("need-1/proposal_sent", {"result": "sent"}), ("need-1/money#1", {"result": "tabled"}),
        ("need-1/money#2", {"result": "passed", "page": "45"}),
        ("need-2/proposal_sent", {"result": "sent"}), ("need-2/money#1", granted),
    ):  # fmt: skip
        desk.decide(year, f"year/money/needs/{place}", "focal_point", "2023-07-03", answer)

    def said() -> str:
        (line,) = [
            one for one in visitor(desk, "coord").get("/", "en").tree.cssselect(".tasks li")
            if "What became of the money" in one.text_content()
        ]  # fmt: skip
        return " ".join(line.text_content().split())

    spent = "Granted: what was spent and reported is still to be recorded"
    assert "Passed: the grant is still to be recorded (1)" in said()
    assert f"{spent} (1)" in said()
    desk.decide(year, "year/money/needs/need-1/money#3", "focal_point", "2023-07-03", granted)
    assert said().count(spent) == 1
    assert f"{spent} (" not in said()
    each = visitor(desk, "coord").get("/?gate=money", "en")
    assert each.main.count(spent) == 2


def test_what_waits_for_the_provincial_office_is_one_choice_whichever_post_decides_first() -> None:
    waiting = ["earlier_order", "legal_bases", "briefing", "province_noted"]
    ((value, label),) = filter_choices(waiting).offices
    assert label.en == "Provincial Social Development and Human Security Office"
    assert filter_asked("", "", "", value).office == value


def test_the_inbox_is_narrowed_by_step_lateness_and_whom_it_waits_for(
    made_registry_url: str,
) -> None:
    desk, year = a_year(made_registry_url)
    needing(desk, year)
    resolved(desk)
    coord = visitor(desk, "coord")
    everything = tasks(coord.get("/", "en"))
    lao = tasks(coord.get("/?office=member_agency", "en"))
    assert lao == [one for one in everything if "Endorsement by the head" in one]
    page = coord.get("/?due=late", "en")
    assert tasks(page) == [one for one in everything if "late" in one]
    assert coord.get("/?office=nobody&due=x", "en").main == coord.get("/", "en").main
    go_to(desk, "2024-09-02")
    late = visitor(desk, "coord").get("/?gate=endorsement&due=late", "en")
    assert len(tasks(late)) == 4
    assert late.value("gate") == "endorsement"


@pytest.mark.slow
def test_a_due_day_before_the_step_began_is_told_as_that(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    needing(desk, year)
    resolved(desk)
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        gate = next(one for one in desk.gates() if one.gate == "endorsement")
        before = gate.opened_on - timedelta(days=30)
        move_gate(write, gate.id, due_on=before, until_on=gate.until_on)
    page = visitor(desk, "coord").get("/?gate=endorsement", "en")
    assert "before this step began" in page.main


@pytest.mark.slow
def test_eighteen_districts_never_take_more_than_forty_lines_in_a_scripted_year(
    sqlite_url: str,
) -> None:
    codes = [f"57{number:02}" for number in range(1, 19)]
    desk = many_years(sqlite_url, codes)
    day, most, processes = date(2023, 4, 1), 0, set[str]()
    while day < date(2024, 1, 1):
        go_to(desk, day.isoformat())
        if day == THEY_MOVE:
            every_chief_moves(desk, codes, day)
        if day > date(2023, 6, 10):
            for gate in [one for one in desk.gates() if one.gate == "budget_needs"][:5]:
                tell_needs(desk, gate, day)
        with desk.office.registry.reading() as connection:
            coord = actor(connection, person(connection, "coord", field="who").id, day)
            view = View(desk.office, connection, day)
            pages = [work_of(view, coord, page=one) for one in (1, 2)]
        assert pages[0].lines <= 40
        seen = [item for one in pages[: pages[0].pages] for item in one.items]
        assert sum(one.count for one in seen) == pages[0].total
        most = max(most, pages[0].total)
        instances = {one.id: one.process for one in desk.instances()}
        processes |= {instances[one.instance_id] for one in desk.gates()}
        day += timedelta(days=9)
    assert most > 200
    assert processes >= {"annual_cycle", "plan", "meeting", "handover"}


def every_chief_moves(desk: Desk, codes: Sequence[str], on: date) -> None:
    """One transfer order for all districts of the province, in force on that day."""
    moves: Json = [
        {"district": code, "on": on.isoformat(), "title_th": "นาย", "name_th": f"ใหม่ มาแทน{code}"}
        for code in codes
    ]
    said: Json = {"number": "๓๐๑/๒๕๖๖", "dated": "2023-09-15", "moves": moves}
    rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")
    sweep(desk.office)
    desk.perform()


def tell_needs(desk: Desk, gate: GateRow, day: date) -> None:
    """The Deputy tells one line of local money and two of donors."""
    code = gate.district_code
    rows: list[Json] = [
        {
            "key": f"need-{number}", "title": "งานตามแผน", "road": road, "amount": "1000",
            "office": f"{code}/lao_president/1" if road == "ordinance" else "world_vision",
        }
        for number, road in enumerate(("ordinance", "donor", "donor"), start=1)
    ]  # fmt: skip
    by = f"{code}/deputy_district_chief/1"
    answer: Json = {"result": "needed", "rows": rows}
    desk.decide(gate.instance_id, "budget_needs", by, day.isoformat(), answer)


def a_failed_step(desk: Desk, area: str) -> None:
    with desk.office.registry.writing() as write:
        note_failure(write, "packages", area, error="LookupError", number="5f00c0de")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_step_of_the_machine_that_fails_is_told_with_its_remedy_to_who_can_see_to_it(
    sqlite_url: str, language: Language
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_advocacy()
    a_failed_step(desk, MAE_FAH_LUANG)
    (told,) = machine_troubles_of(desk)
    said = getattr(told.sentence, language)
    assert "5f00c0de" in said
    assert "prasan watch" in said
    assert said in visitor(desk, "coord").get("/", language).main
    assert said not in visitor(desk, f"{MAE_FAH_LUANG}.chief").get("/", language).main
    with desk.office.registry.writing() as write:
        end_failures(write, [1])
    assert said not in visitor(desk, "coord").get("/", language).main


@pytest.mark.parametrize("language", ["th", "en"])
def test_after_more_than_thirty_days_away_the_inbox_says_what_waits_for_a_look_at_the_clock(
    sqlite_url: str, language: Language
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_advocacy()
    tick(desk.office)
    assert "--clock-is-right" not in visitor(desk, "coord").get("/", language).main
    desk.on(desk.office.registry.today + timedelta(days=31))
    page = visitor(desk, "coord").get("/", language)  # whose sign-in of last month has ended
    assert "prasan watch --clock-is-right" in page.main
    assert page.main.index("--clock-is-right") < page.main.index(tasks(page)[0])
    tick(desk.office, clock_is_right=True)
    assert "--clock-is-right" not in visitor(desk, "coord").get("/", language).main


def machine_troubles_of(desk: Desk) -> list[MachineTrouble]:
    with desk.office.registry.reading() as connection:
        return machine_troubles(desk.office, connection, (MAE_FAH_LUANG,))
