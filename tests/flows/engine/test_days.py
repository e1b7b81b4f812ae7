"""Decided case "Lapses": `until` is stored when the gate opens; late paper is still taken."""

from datetime import date, timedelta

import pytest

from flows.decisions.decide import Decision, decide
from flows.decisions.move_due import DueAfterLastDay, DueFarAhead, DueInThePast, move_due
from flows.decisions.refusals import AlreadyDecided, LastDayPassed
from flows.engine.days import sweep
from flows.engine.replay import Lapse
from flows.engine.run import Run
from flows.verification import verify_all
from registry.journal import entries
from registry.queries.orders import orders
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, a_desk
from tests.flows.machines import (
    FIRST,
    LAST,
    SECOND,
    SUB,
    THIRD,
    WRITE_PAPER,
    Done,
    Start,
    Text,
    a_process,
    an_engine,
    sign,
    to_signature,
    write_paper,
)

TEN_DAYS = timedelta(days=10)
SAID: Json = {"result": "go", "note": "", "names": ()}


def silence(run: Run) -> Done:
    """Asked for ten days; in silence a paper is written and the third is asked."""
    if isinstance(run.ask(FIRST, until=run.today + TEN_DAYS), Lapse):
        write_paper(run, "reminder")
        run.ask(THIRD)
        return Done.OTHERWISE
    run.ask(SECOND)
    return Done.DONE


def silence_then_a_dated_letter(run: Run) -> Done:
    """In silence a reminder is prepared; either way a letter that bears the day."""
    if isinstance(run.ask(FIRST, until=run.today + TEN_DAYS), Lapse):
        run.prepare(WRITE_PAPER, Text(text="reminder"), round=1)
    run.ask(SECOND)
    run.prepare(WRITE_PAPER, Text(text=f"letter of {run.today}"), round=2)
    run.ask(THIRD)
    return Done.DONE


def sub(run: Run) -> Done:
    run.ask(SUB)
    return Done.DONE


SUB_PROCESS = a_process(sub, "sub")


def silence_has_a_child(run: Run) -> Done:
    if isinstance(run.ask(FIRST, until=run.today + TEN_DAYS), Lapse):
        run.child(SUB_PROCESS, Start(district=run.start(Start).district))
    return Done.DONE


def three_silences(run: Run) -> Done:
    for turn in (1, 2, 3):
        if not isinstance(run.ask(FIRST, round=turn, until=run.today + TEN_DAYS), Lapse):
            run.ask(LAST)
            return Done.DONE
    return Done.OTHERWISE


def test_lapses_are_dated_the_day_after_until_however_late_they_are_recorded(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, silence)
    work = engine.begin("2022-06-02")
    assert engine.gate(work, "first").until_on == date(2022, 6, 12)
    engine.on("2022-06-12")
    assert sweep(engine.office) == 0
    engine.on("2022-08-20")
    assert sweep(engine.office) == 1
    lapse = next(e for e in engine.journal(work) if e.kind == "lapse")
    assert lapse.act_date == date(2022, 6, 13)
    engine.perform()
    assert engine.gate(work, "third").opened_on == date(2022, 6, 13)
    assert engine.problems() == []


def test_lapses_every_write_of_the_district_records_those_that_have_fallen_due(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, silence, a_process(sub, "sub"))
    work = engine.begin("2022-06-02")
    engine.begin("2022-06-20", "sub")
    assert engine.ended(work) == {"first": "lapsed"}


def test_lapses_that_follow_from_each_other_are_recorded_in_one_sweep(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, three_silences)
    work = engine.begin("2022-06-02")
    engine.on("2022-12-01")
    assert sweep(engine.office) == 3
    days = [e.act_date for e in engine.journal(work) if e.kind == "lapse"]
    assert days == [date(2022, 6, 13), date(2022, 6, 24), date(2022, 7, 5)]
    assert engine.status(work) == ("finished", "otherwise")


def test_lapses_until_is_moved_only_by_due(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, silence)
    work = engine.begin("2022-06-02")
    move_due(
        engine.office, work, "first", due_on=None, until_on=date(2022, 7, 31),
        reason="the Chief asked for time", recorded_by="coord",
    )  # fmt: skip
    engine.on("2022-07-31")
    assert sweep(engine.office) == 0
    engine.on("2022-08-01")
    assert sweep(engine.office) == 1
    lapse = next(e for e in engine.journal(work) if e.kind == "lapse")
    assert lapse.act_date == date(2022, 8, 1)


def asked_once_more(run: Run) -> Done:
    """The second is asked for ten days after the first, and the third besides."""
    run.ask(FIRST)
    run.together(
        "both",
        ("a", lambda branch: branch.ask(SECOND, until=branch.today + TEN_DAYS)),
        ("b", lambda branch: branch.ask(THIRD)),
    )
    return Done.DONE


def test_lapses_are_told_of_in_each_instance_but_for_what_a_later_decision_answers(
    sqlite_url: str,
) -> None:
    again = (a_process(asked_once_more, key) for key in ("x", "y"))
    engine = an_engine(sqlite_url, asked_once_more, *again)
    works = [engine.begin("2022-06-02", key) for key in ("work", "x", "y")]
    engine.on("2022-08-01")
    one = [Decision(number, "first", "district_chief", date(2022, 6, 3), SAID, "coord")
           for number in works]  # fmt: skip
    late = Decision(works[0], "second", "district_chief", date(2022, 6, 10), SAID, "coord")
    other = Decision(works[1], "third", "district_chief", date(2022, 6, 10), SAID, "coord")
    told = decide(engine.office, *one, late, other)
    assert [(len(each.lapsing), len(each.warnings)) for each in told] == [
        (0, 0), (0, 0), (1, 1), (0, 0), (1, 1),
    ]  # fmt: skip


def test_lapses_late_paper_supersedes_the_lapse_and_what_followed(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, silence)
    work = engine.begin("2022-06-02")
    engine.on("2022-07-01")
    sweep(engine.office)
    engine.perform()
    assert engine.items() == ["paper reminder"]
    engine.say(work, "third", "2022-07-02", note="went on without")
    assert engine.status(work) == ("finished", "otherwise")
    engine.on("2022-08-01")
    engine.say(work, "first", "2022-06-12")
    assert engine.waits_at(work) == ["second"]
    assert engine.live(work) == ["decision first"]
    assert engine.items() == []
    assert engine.papers() == [("hash of reminder", "replaced")]
    assert engine.gate(work, "second").opened_on == date(2022, 6, 12)
    assert engine.problems() == []


def test_lapses_late_paper_supersedes_what_followed_where_another_paper_is_made_anew_too(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, silence_then_a_dated_letter)
    work = engine.begin("2022-06-02")
    engine.on("2022-06-15")
    sweep(engine.office)
    engine.perform()
    engine.say(work, "second", "2022-06-08")
    engine.say(work, "first", "2022-06-05")
    live = ["decision first", "decision second", "effect write_paper#2"]
    assert sorted(engine.live(work)) == live
    assert engine.items() == ["paper letter of 2022-06-08"]
    assert engine.waits_at(work) == ["third"]
    assert engine.problems() == []


def test_lapses_paper_dated_after_until_is_refused_at_the_lapsed_gate(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, silence)
    work = engine.begin("2022-06-02")
    engine.on("2022-07-01")
    sweep(engine.office)
    before = engine.live(work)
    with pytest.raises(LastDayPassed, match="12 June 2022"):
        engine.say(work, "first", "2022-06-13")
    assert engine.live(work) == before


def test_lapses_a_second_late_paper_is_told_by_whom_the_first_was_recorded(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, silence)
    work = engine.begin("2022-06-02")
    engine.on("2022-07-01")
    sweep(engine.office)
    engine.say(work, "first", "2022-06-10")
    with pytest.raises(AlreadyDecided) as refused:
        engine.say(work, "first", "2022-06-11", recorded_by="coord2")
    assert "Prasan Dee" in refused.value.sentence.en
    assert engine.waits_at(work) == ["second"]
    assert engine.problems() == []


def test_lapses_late_paper_that_leads_straight_to_the_end_stops_the_child_of_the_silence(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, silence_has_a_child, SUB_PROCESS)
    work = engine.begin("2022-06-02")
    engine.on("2022-07-01")
    sweep(engine.office)
    child = engine.instances()[-1].id
    engine.say(work, "first", "2022-06-10")
    assert engine.status(work) == ("finished", "done")
    assert engine.status(child) == ("stopped", None)
    assert engine.problems() == []


def test_lapses_where_something_signed_rests_on_the_lapse_an_incident_asks(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    work = desk.start()
    desk.decide(work, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    silent: Json = {"result": "no_reply", "approached_on": "2022-06-02"}
    desk.decide(work, "advocacy", COORDINATOR, "2022-06-03", silent)
    desk.on("2022-07-03")
    sweep(desk.office)
    desk.decide(work, "advocacy#3", "district_chief", "2022-07-04", {"result": "agreed"})
    order = to_signature(desk, work)
    sign(desk, order)
    before = desk.waits_at(work)
    refused: Json = {"result": "not_now", "reason": "ภารกิจ"}
    receipt = desk.decide(work, "advocacy#2", "district_chief", "2022-06-20", refused)
    assert desk.waits_at(work) == [*before, f"!late/{receipt.entry}"]
    with desk.office.registry.reading() as connection:
        rows = entries(connection, work)
        assert len(orders(connection, MAE_FAH_LUANG)) == 1
    assert [e.live for e in rows if e.kind == "lapse"] == [True]
    assert verify_all(desk.office) == ()


def test_nothing_is_due_after_the_last_day_on_which_it_is_asked(made_registry_url: str) -> None:
    def short(run: Run) -> Done:
        run.ask(FIRST, until=run.today + timedelta(days=2))
        return Done.DONE

    engine = an_engine(made_registry_url, short)
    work = engine.begin()
    gate = engine.gate(work, "first")
    assert gate.due_on == gate.until_on


@pytest.mark.parametrize("moved", [{"due_on": 40}, {"until_on": 3}])
def test_a_gate_is_not_moved_to_be_due_when_nobody_is_asked_any_more(
    sqlite_url: str, moved: dict[str, int]
) -> None:
    engine = an_engine(sqlite_url, silence)
    work = engine.begin()
    before = engine.gate(work, "first")
    days = {name: before.opened_on + timedelta(days=more) for name, more in moved.items()}
    with pytest.raises(DueAfterLastDay):
        move_due(
            engine.office, work, "first", due_on=days.get("due_on"),
            until_on=days.get("until_on"), reason="วันหยุด", recorded_by="coord",
        )  # fmt: skip
    assert engine.gate(work, "first") == before


@pytest.mark.parametrize("field", ["due_on", "until_on"])
def test_no_gate_is_moved_to_a_day_that_is_over(sqlite_url: str, field: str) -> None:
    engine = an_engine(sqlite_url, silence)
    work = engine.begin("2022-06-02")
    engine.on("2022-06-08")
    before = engine.gate(work, "first")
    days = {"due_on": None, "until_on": None, field: date(2022, 6, 7)}
    with pytest.raises(DueInThePast) as refused:
        move_due(engine.office, work, "first", **days, reason="วันหยุด", recorded_by="coord")
    assert refused.value.field == field
    assert engine.gate(work, "first") == before


@pytest.mark.parametrize("field", ["due_on", "until_on"])
def test_no_gate_is_moved_to_a_day_so_far_ahead_that_its_year_is_mistyped(
    sqlite_url: str, field: str
) -> None:
    engine = an_engine(sqlite_url, silence)
    work = engine.begin("2022-06-02")
    before = engine.gate(work, "first")
    days = {"due_on": None, "until_on": None, field: date(2199, 1, 5)}
    with pytest.raises(DueFarAhead) as refused:
        move_due(engine.office, work, "first", **days, reason="วันหยุด", recorded_by="coord")
    assert refused.value.field == field
    assert engine.gate(work, "first") == before


def test_a_gate_is_moved_more_than_a_year_ahead_by_steps_of_a_year(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, silence)
    work = engine.begin("2022-06-02")

    def moved(due: date, until: date) -> None:
        move_due(
            engine.office, work, "first", due_on=due, until_on=until, reason="งบปี 2568",
            recorded_by="coord",
        )  # fmt: skip

    far = date(2024, 5, 31)
    with pytest.raises(DueFarAhead) as refused:
        moved(far, far)
    step = refused.value.values["farthest"]
    assert isinstance(step, date)
    moved(step, step)
    moved(far, far)
    assert engine.gate(work, "first").due_on == far
