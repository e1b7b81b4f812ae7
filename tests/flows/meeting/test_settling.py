"""What was asked for, in the words that asked, and settled beside the minutes."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

import pytest

from desk.cli.main import run
from desk.views.action_list import ActionSummary, asked_and_learned
from flows.decisions.correct import Correction, correct
from flows.decisions.correction_limits import SettledSince
from flows.decisions.refusals import ReasonMissing
from flows.decisions.withdraw import withdraw
from flows.engine.installation import Installation, Job, Output
from flows.meeting.settling import ActionStandsSo, NoSuchAction, SettledOnOddDay, settle
from flows.plan.lessons import open_lessons
from flows.year.effects import DRAFT_QUARTER_REPORT
from registry.queries.action_items import actions
from registry.queries.monitoring import lessons
from registry.records.rights import MayNot
from registry.rules.effects import MadePaper
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import visitor
from tests.flows.year.at_quarters import a_year, held, minutes_adopted, newcomers_sign, on
from tests.flows.year.test_years_end_papers import CHIEF, learned
from tests.staged_desks import made_once

PAGE = f"/districts/{MAE_FAH_LUANG}/actions"


@made_once
def asked(url: str) -> tuple[Desk, str]:
    """A meeting of November asked the Chief for something; answers its key."""
    desk, _ = a_year(url)
    on(desk, "2022-10-31")
    meeting = held(desk)
    newcomers_sign(desk, meeting)
    minutes_adopted(desk, meeting)
    on(desk, "2023-01-02")
    return desk, listed(desk)[0].now.key


def with_report(office: Installation) -> Installation:
    """The office, which drafts a plain report of a quarter where no template of it is declared."""
    tasks = {DRAFT_QUARTER_REPORT.key: plain_report, **office.declared.tasks}
    return replace(office, declared=replace(office.declared, tasks=tasks))


def plain_report(_: Installation, job: Job) -> Output:
    made = MadePaper(version=1, content_hash=sha256(str(job.inputs).encode()).hexdigest())
    return Output(made.model_dump(mode="json"))


def listed(
    desk: Desk, day: date | None = None, known: datetime | None = None
) -> list[ActionSummary]:
    with desk.office.registry.reading() as connection:
        on_day = day or desk.office.registry.today
        return asked_and_learned(connection, MAE_FAH_LUANG, on_day, known)


def done(desk: Desk, key: str, state: str = "done", day: str = "2022-12-15", **more: str) -> None:
    said = {"reason": "สำรวจครบ 6 หมู่บ้าน", "recorded_by": "coord", **more}
    settle(desk.office, MAE_FAH_LUANG, key, state, on=date.fromisoformat(day), **said)


def test_a_request_is_settled_from_a_day_on_and_how_it_stood_before_is_kept(
    made_registry_url: str,
) -> None:
    desk, key = asked(made_registry_url)
    before = desk.clock.now()
    on(desk, "2023-01-03")
    done(desk, key)
    (now,) = listed(desk)
    assert now.what == "สำรวจหมู่บ้าน"
    assert [(one.status, str(one.on)) for one in now.steps] == [
        ("open", "2022-12-01"), ("done", "2022-12-15"),
    ]  # fmt: skip
    (then,) = listed(desk, date(2022, 12, 14))
    assert then.now.status == "open"
    (known,) = listed(desk, known=before)
    assert [one.status for one in known.steps] == ["open"]
    done(desk, key, "open", "2022-12-20")
    assert listed(desk)[0].now.status == "open"
    assert now.owner is not None


def test_what_cannot_be_settled_is_refused_and_nothing_changes(sqlite_url: str) -> None:
    desk, key = asked(sqlite_url)
    observer = give(desk, "observer", "57")
    for refusal, given in (
        (NoSuchAction, {"key": "quarterly/9/9"}), (ActionStandsSo, {"state": "open"}),
        (SettledOnOddDay, {"day": "2022-11-30"}), (SettledOnOddDay, {"day": "2023-01-03"}),
        (ReasonMissing, {"reason": " "}), (MayNot, {"recorded_by": observer}),
    ):  # fmt: skip
        with pytest.raises(refusal):
            done(desk, **{"key": key, **given})
    assert [one.now.status for one in listed(desk)] == ["open"]


def promised(url: str) -> Desk:
    """The province received a report of 5 January, and promised something by 28 February 2023."""
    desk, year = a_year(url)
    desk.office = with_report(desk.office)
    on(desk, "2023-01-02")
    nil: Json = {"result": "nil", "reason": "รองบประมาณ"}
    at = "year/q1/quarter/report"
    desk.decide(year, f"{at}/progress#1", "focal_point", "2023-01-03", nil)
    desk.decide(year, f"{at}/report_sent#1", "focal_point", "2023-01-04", {})
    received: Json = {
        "result": "received", "promises": [{"what": "จัดวิทยากรให้", "due_on": "2023-02-28"}],
    }  # fmt: skip
    on(desk, "2023-01-05")
    desk.decide(year, f"{at}/report_received#1", COORDINATOR, "2023-01-05", received)
    return desk


def test_what_the_province_promised_of_a_report_is_told_in_its_own_words(sqlite_url: str) -> None:
    desk = promised(sqlite_url)
    promise = next(one for one in listed(desk) if one.promised)
    assert (promise.what, promise.now.owner) == ("จัดวิทยากรให้", "57/psdhs_head")
    assert promise.owner is not None
    assert promise.owner.en != promise.now.owner
    assert visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}").status == 200


def test_a_promise_of_the_province_is_before_its_coordinators_from_a_week_ahead_until_it_is_kept(
    sqlite_url: str,
) -> None:
    desk, told = promised(sqlite_url), "1 promise of the province"

    def is_told(day: str) -> set[bool]:
        on(desk, day)
        printed = Terminal(sqlite_url)("waiting", "--on", day, "--lang", "en").out
        return {told in visitor(desk, "coord").get("/", "en").main, told in printed}

    assert is_told("2023-02-20") == {False}
    assert is_told("2023-02-21") == {True}
    assert is_told("2023-04-03") == {True}
    assert told not in visitor(desk, "5715.deputy").get("/", "en").main
    promise = next(one for one in listed(desk) if one.promised)
    done(desk, promise.now.key, day="2023-04-03")
    assert is_told("2023-04-04") == {False}


def test_the_page_and_the_command_record_the_same(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, key = asked(sqlite_url)
    coord = visitor(desk, "coord")
    page = coord.get(PAGE, "en")
    assert "สำรวจหมู่บ้าน" in page.main
    typed = {"action": key, "action_state": "done", "on": "15/12/2022", "reason": "ครบแล้ว"}
    wrong = coord.post(PAGE, {**typed, "on": "31/11/2022"})
    assert wrong.status == 422
    assert "ครบแล้ว" in wrong.main
    assert coord.post(PAGE, typed).status == 200
    with desk.office.registry.reading() as connection:
        (now,) = actions(connection, MAE_FAH_LUANG)
    assert (now.status, str(now.on)) == ("done", "2022-12-15")
    asked_for = ["actions", "settle", MAE_FAH_LUANG, key, "--registry", sqlite_url]
    asked_for += ["--recorded-by", "coord", "--reason", "เปิดใหม่", "--on", "2022-12-20"]
    assert run([*asked_for, "--state", "open"]) == 0
    assert run([*asked_for, "--state", "gone"]) == 2
    capsys.readouterr()
    assert run(["actions", "list", MAE_FAH_LUANG, "--registry", sqlite_url, "--lang", "en"]) == 0
    assert "สำรวจหมู่บ้าน" in capsys.readouterr().out


def test_a_lesson_is_settled_by_the_same_door_and_is_open_nowhere_after_it(
    made_registry_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, year = a_year(made_registry_url)
    learned(desk, year)
    on(desk, "2023-09-20")
    coord = visitor(desk, "coord")
    assert "จัดก่อนฤดูฝน" in coord.get(PAGE, "th").main
    (lesson,) = listed(desk)
    assert (lesson.now.key, lesson.what, lesson.learned) == (
        "lesson/2566/lesson-1", "จัดก่อนฤดูฝน", True,
    )  # fmt: skip
    assert lesson.instance == year
    typed = {"action": lesson.now.key, "action_state": "done", "on": "15/9/2566"}
    assert coord.post(PAGE, {**typed, "reason": "ออกประกาศแล้ว"}).status == 200
    with desk.office.registry.reading() as connection:
        assert [*open_lessons(connection, MAE_FAH_LUANG, date(2023, 9, 20))] == []
        (before,) = open_lessons(connection, MAE_FAH_LUANG, date(2023, 9, 14))
        (kept,) = lessons(connection, (MAE_FAH_LUANG,), date(2023, 9, 20))
    assert (before.ref, before.change) == ("2566/lesson-1", "จัดก่อนฤดูฝน")
    assert (kept.state, kept.about, kept.owner) == ("done", "row-1", CHIEF)
    again = ["actions", "settle", MAE_FAH_LUANG, lesson.now.key, "--registry", made_registry_url]
    again += ["--recorded-by", "coord", "--reason", "ยังไม่ครบ", "--on", "2023-09-18"]
    assert run([*again, "--state", "open"]) == 0
    capsys.readouterr()
    assert [one.status for one in listed(desk)[0].steps] == ["open", "done", "open"]
    unknown = {**typed, "action": "lesson/2566/lesson-9", "reason": "ออกประกาศแล้ว"}
    assert coord.post(PAGE, unknown).status == 422


def test_whoever_corrects_lessons_of_which_one_is_settled_is_told_what_that_would_undo(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    learned(desk, year)
    done(desk, "lesson/2566/lesson-1", day="2023-08-15")
    path = "year/reflection/reflection/lessons/lessons"
    other = Correction(year, path, {"note": "ถอดบทเรียนร่วมกัน"}, reason="ตกหล่น", recorded_by="coord")
    with pytest.raises(SettledSince) as told:
        correct(desk.office, other)
    assert "settle again what is done" in told.value.sentence.en
    assert [one.now.status for one in listed(desk)] == ["done"]


def test_two_settlements_of_one_day_are_both_told(sqlite_url: str) -> None:
    desk, key = asked(sqlite_url)
    for state in ("done", "open", "dropped"):
        done(desk, key, state)
    (now,) = listed(desk)
    assert [(one.status, str(one.on)) for one in now.steps] == [
        ("open", "2022-12-01"), *((one, "2022-12-15") for one in ("done", "open", "dropped")),
    ]  # fmt: skip
    assert now.now.status == "dropped"


def test_a_settlement_is_told_as_withdrawn_with_the_lessons_that_it_rests_on(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    learned(desk, year)
    done(desk, "lesson/2566/lesson-1", day="2023-08-15")
    path = "year/reflection/reflection/lessons/lessons"
    withdraw(desk.office, year, path, reason="ผิดปี", recorded_by="coord")
    (gone,) = listed(desk)
    assert (gone.withdrawn, gone.late) == (True, False)
    assert [(one.status, one.withdrawn) for one in gone.steps] == [("open", True), ("done", True)]
    page = visitor(desk, "coord").get(PAGE, "en")
    assert "withdrawn with what it rests on" in page.main
    assert "Record what became of it" not in page.main
    learned(desk, year)
    (again,) = listed(desk)
    assert (again.withdrawn, again.now.status) == (False, "open")
    assert [(one.status, one.withdrawn) for one in again.steps] == [("open", False), ("done", True)]
