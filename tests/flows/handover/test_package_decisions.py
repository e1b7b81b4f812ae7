"""What page one asks to decide: which of all that is owed, in which order, by which day."""

from datetime import date

from config.calendar import government_holidays
from config.handover import handover_defaults
from config.words import both
from registry.queries.handover import decisions_owed, page_due
from registry.queries.handover_facts import RECEIPT, facts_of
from registry.rules.calendar import WorkingCalendar
from registry.rules.handover import DecisionsOwed, OwedDecision
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.flows.handover.at_handovers import CHIEF, in_office
from tests.flows.handover.at_packages import claims, package
from tests.flows.plan.planning import a_year, drafted
from tests.flows.year.at_quarters import a_year as quarters, on as until

CONTINUE, FOCAL_POINT = "continue", "focal_point"


def owed(desk: Desk, day: str) -> DecisionsOwed:
    with desk.office.registry.reading() as connection:
        return decisions_owed(connection, MAE_FAH_LUANG, date.fromisoformat(day))


def test_page_one_asks_for_five_decisions_at_most_the_most_pressing_in_the_order_of_their_days(
    sqlite_url: str,
) -> None:
    desk, _ = in_office(sqlite_url)
    asked, found = owed(desk, "2022-10-03"), package(desk, "2022-10-03").page_one
    most = handover_defaults().page_one
    questions = [one for one in asked.keys if one != CONTINUE]
    assert {one.key for one in found.decisions} == {*questions[:most]}
    assert len(found.decisions) == most < len(asked.keys)
    assert (found.asked, found.more) == (most, len(asked.keys) - most)
    assert [one.number for one in found.decisions] == [1, 2, 3, 4, 5]
    days = [one.due for one in found.decisions]
    assert days == sorted(days)


def test_what_is_for_information_takes_the_place_of_no_question_and_stands_behind_them() -> None:
    day = date(2022, 10, 3)
    rows = [OwedDecision(key=one, due=day) for one in (CONTINUE, "meeting", "contacts")]
    owed = DecisionsOwed(decisions=tuple(rows))
    assert [one.key for one in owed.printed(2, {CONTINUE}, {})] == ["meeting", "contacts"]
    assert [one.key for one in owed.printed(3, {CONTINUE}, {})] == ["meeting", "contacts", CONTINUE]


def test_every_row_says_what_follows_if_nothing_is_decided(sqlite_url: str) -> None:
    desk = a_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    rows = package(desk, "2022-10-20").page_one.decisions
    assert "ลงมติเกินกำหนด 15 ก.ย. 2565" in [one.note_th for one in rows]
    for one in rows:
        known = handover_defaults().decision(one.key)
        assert known is not None
        assert (one.follows_th, one.follows_en) == (known.late.th, known.late.en)
    assert [one.told for one in rows].count(True) == 2
    assert rows[0].told, "of the first whoever reads it is to know"


def test_what_is_overdue_is_to_be_decided_with_the_signed_page(sqlite_url: str) -> None:
    desk = a_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    days = {one.key: one.due for one in owed(desk, "2022-10-20").decisions}
    assert days["plan_missing"] == date(2022, 11, 3), "the resolution was due on 15 September"
    assert days["training"] > date(2023, 1, 1)


def test_what_is_overdue_of_a_new_chief_is_due_on_the_day_on_which_the_signed_page_comes_back(
    sqlite_url: str,
) -> None:
    desk, one = in_office(sqlite_url)
    (page,) = (gate for gate in desk.gates(one) if gate.gate == RECEIPT)
    with desk.office.registry.reading() as connection:
        later = facts_of(connection, MAE_FAH_LUANG, date(2022, 10, 8))
        calendar = WorkingCalendar(government_holidays)
        assert page_due(later, calendar) == page.due_on, "not counted from the day of the paper"
        past = facts_of(connection, MAE_FAH_LUANG, date(2022, 11, 20))
        assert page_due(past, calendar) > date(2022, 11, 20)


def test_the_meeting_that_an_overdue_plan_rests_on_comes_before_it(sqlite_url: str) -> None:
    desk = a_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-10-20")
    rows = [one.key for one in package(desk, "2022-10-20").page_one.decisions]
    assert rows.index("meeting") < rows.index("plan_missing")
    days = {one.key: one.due for one in owed(desk, "2022-10-20").decisions}
    assert days["meeting"] <= days["plan_missing"], "as the handover asks for them"


def test_what_is_overdue_keeps_its_day_in_every_paper_once_no_signed_page_is_to_come_back(
    sqlite_url: str,
) -> None:
    desk = a_year(sqlite_url)
    drafted(desk)
    until(desk, "2022-12-01")
    for day in ("2022-10-20", "2022-11-20"):
        found = package(desk, day)
        rows = {one.key: one for one in found.page_one.decisions}
        plan, meeting = rows["plan_missing"], rows["meeting"]
        assert plan.passed
        assert plan.due > date.fromisoformat(day), "nobody decides by a day that has passed"
        assert plan.note_en == "resolution: late since 15 September 2022"
        assert (meeting.due, meeting.passed) == (date(2022, 12, 16), False), "its own day"
        late = [one.text_en for one in found.annex.late]
        assert found.page_one.late == len(late) == len({*late}), "no decision is a second thing"


def test_a_quarters_meeting_is_to_be_decided_by_one_day_and_is_overdue_once_that_has_passed(
    sqlite_url: str,
) -> None:
    desk, _ = quarters(sqlite_url)
    until(desk, "2022-12-28")
    asked = {
        day: next(one.due for one in owed(desk, day).decisions if one.key == "meeting")
        for day in ("2022-12-01", "2022-12-27", "2022-12-28")
    }
    (due,) = {*asked.values()}
    assert date(2022, 12, 1) < due < date(2022, 12, 27), "it left time to hold the meeting"
    first, *_ = package(desk, "2022-12-28").page_one.decisions
    assert (first.key, first.passed) == ("meeting", True)


def test_a_decision_that_was_asked_for_is_due_as_it_was_asked(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    asked = {gate.subject: gate.due_on for gate in desk.gates(one) if gate.gate == "successor"}
    found = {each.key: each.due for each in owed(desk, "2022-12-20").decisions}
    assert asked.items() <= found.items()
    assert len(asked) > 1


def test_a_chief_who_has_been_in_office_for_long_is_not_asked_whether_the_committee_goes_on(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    assert CONTINUE not in owed(desk, "2022-07-21").keys


def test_what_a_chief_has_said_of_the_committee_is_not_asked_once_more(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    assert {CONTINUE, FOCAL_POINT} <= {*owed(desk, "2022-10-10").keys}
    goes_on = next(each.path for each in desk.gates(one) if each.subject == CONTINUE)
    desk.decide(one, goes_on, CHIEF, "2022-10-10", {"result": "noted"})
    put_off: Json = {"decision": FOCAL_POINT, "result": "considered", "until": "2022-10-20"}
    desk.decide(one, "receipt", CHIEF, "2022-10-10", {"decisions": [put_off]}, evidence=[SCAN])
    assert CONTINUE not in owed(desk, "2022-11-20").keys
    assert FOCAL_POINT in owed(desk, "2022-11-20").keys, "it is under consideration"
    again = next(each.path for each in desk.gates(one) if each.subject == FOCAL_POINT)
    desk.decide(one, again, CHIEF, "2022-11-20", {"result": "confirmed"})
    assert FOCAL_POINT not in owed(desk, "2022-11-21").keys


def test_a_delegation_that_the_present_chief_has_not_made_is_a_risk_and_a_gap_of_the_annex(
    sqlite_url: str,
) -> None:
    desk, _ = in_office(sqlite_url)
    known = handover_defaults().decision(FOCAL_POINT)
    assert known is not None
    found = package(desk, "2022-10-10")
    risks = {one.topic_th: one.text_th for one in claims(found, "risks")}
    assert known.late.th in risks[known.title(0).th]
    assert (2, "A District Chief’s word on who is focal point") in {
        (one.section, one.text_en) for one in found.annex.gaps
    }


def test_a_focal_point_whom_the_new_chief_has_not_confirmed_is_said_to_be_so_wherever_named(
    sqlite_url: str,
) -> None:
    desk, _ = in_office(sqlite_url)
    said = "(the present Chief has not confirmed it)"
    asked = [one.post_en for one in package(desk, "2022-10-03").annex.contacts]
    assert [one.endswith(said) for one in asked if one.startswith("Focal point")] == [True]
    sits = [one.topic_en for one in claims(package(desk, "2022-10-03"), "structure")]
    assert [one.endswith(said) for one in sits if one.startswith("Focal point")] == [True]
    before = [one.post_en for one in package(desk, "2022-09-01").annex.contacts]
    assert not [one for one in before if one.endswith(said)]


def test_who_left_the_office_signs_as_former_chief_once_another_holds_it(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    leaver = package(desk, "2022-10-10").annex.leaver
    assert leaver.position_lines_en == ("Former District Chief of Mae Fa Luang",)


def test_so_many_of_so_many_and_the_name_of_a_source_stand_in_one_line() -> None:
    assert "6\u00a0จาก\u00a027" in both("package.of", count=6, of=27).th
    for key in ("meetings_held", "seats_filled", "members_trained"):
        assert "6\u00a0จาก\u00a027" in both(f"package.of.{key}", count=6, of=27).th
