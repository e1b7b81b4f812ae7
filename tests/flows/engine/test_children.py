"""Decided case "Children": started or joined, and every parent gets the outcome."""

from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.replay import Stop
from flows.engine.run import Run
from tests.flows.machines import (
    FIRST,
    LAST,
    SECOND,
    SUB,
    SUB_LAST,
    THIRD,
    Done,
    Engine,
    Start,
    a_process,
    an_engine,
)


def sub(run: Run) -> Done:
    run.ask(SUB)
    run.ask(SUB_LAST)
    return Done.DONE


def ends_at_once(_run: Run) -> Done:
    return Done.DONE


SUB_PROCESS = a_process(sub, "sub")
AT_ONCE = a_process(ends_at_once, "at_once")


def here(run: Run) -> Start:
    return Start(district=run.start(Start).district)


def mother(run: Run) -> Done:
    run.ask(FIRST)
    ended = run.child(SUB_PROCESS, here(run))
    run.ask(THIRD if isinstance(ended, Stop) else LAST)
    return Done.OTHERWISE if isinstance(ended, Stop) else Done.DONE


def father(run: Run) -> Done:
    run.ask(SECOND)
    run.child(SUB_PROCESS, here(run))
    run.ask(LAST)
    return Done.DONE


def two_at_once(run: Run) -> Done:
    run.ask(FIRST)
    run.together(
        "both",
        ("quick", lambda branch: branch.child(AT_ONCE, here(branch))),
        ("slow", lambda branch: branch.child(SUB_PROCESS, here(branch))),
    )
    return Done.DONE


def one_a_quarter(run: Run) -> Done:
    run.together(
        "quarters",
        ("first", lambda branch: branch.child(SUB_PROCESS, here(branch), period="2565/1")),
        ("second", lambda branch: branch.child(SUB_PROCESS, here(branch), period="2565/2")),
    )
    run.child(SUB_PROCESS, here(run), period="2565/3")
    run.child(SUB_PROCESS, here(run), period="2565/4")
    return Done.DONE


def second_quarter(run: Run) -> Done:
    run.child(SUB_PROCESS, here(run), period="2565/2")
    return Done.DONE


FATHER = a_process(father, "father")
AUNT = a_process(second_quarter, "aunt")


def both_parents(engine: Engine) -> tuple[int, int, int]:
    one, other = engine.begin(), engine.begin(key="father")
    engine.say(one, "first", "2022-06-03")
    child = engine.instances()[-1].id
    engine.say(other, "second", "2022-06-04")
    assert [row.process for row in engine.instances()] == ["work", "father", "sub"]
    return one, other, child


def test_children_are_started_where_their_parent_stands(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, mother, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    child = engine.instances()[-1]
    assert (child.process, child.district, str(child.started_on)) == ("sub", "5715", "2022-06-03")
    assert engine.waits_at(work) == []
    assert engine.waits_at(child.id) == ["sub_first"]


def test_children_end_as_an_entry_of_the_parent_in_the_same_transaction(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, mother, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    child = engine.instances()[-1].id
    engine.say(child, "sub_first", "2022-06-07")
    receipt = engine.say(child, "sub_last", "2022-06-08")
    told = engine.journal(work)[-1]
    assert (told.kind, told.path, told.body["outcome"]) == ("child", "sub", "done")
    ended = next(e for e in engine.journal(child) if e.id == receipt.entry)
    assert told.recorded_at == ended.recorded_at
    assert str(engine.gate(work, "last").opened_on) == "2022-06-08"
    assert engine.problems() == []


def test_children_joined_by_two_parents_both_get_the_outcome(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, mother, FATHER, SUB_PROCESS)
    one, other, child = both_parents(engine)
    engine.say(child, "sub_first", "2022-06-07")
    engine.say(child, "sub_last", "2022-06-08")
    assert "child sub" in engine.live(one)
    assert "child sub" in engine.live(other)
    assert engine.waits_at(one) == engine.waits_at(other) == ["last"]
    assert engine.problems() == []


def test_stop_of_a_parent_stops_the_child_once_nobody_waits(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, mother, FATHER, SUB_PROCESS)
    one, other, child = both_parents(engine)
    day = engine.on("2022-06-10")
    stop(engine.office, one, reason="begun by mistake", on=day, recorded_by="coord")
    assert engine.status(one) == ("stopped", None)
    assert engine.status(child) == ("open", None)
    stop(engine.office, other, reason="begun by mistake", on=day, recorded_by="coord")
    assert engine.status(child) == ("stopped", None)
    assert engine.waits_at() == []
    assert engine.problems() == []


def test_stop_of_a_child_gives_its_parents_stopped(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, mother, FATHER, SUB_PROCESS)
    one, other, child = both_parents(engine)
    day = engine.on("2022-06-10")
    stop(engine.office, child, reason="begun by mistake", on=day, recorded_by="coord")
    assert engine.waits_at(one) == ["third"]
    assert engine.waits_at(other) == ["last"]
    engine.say(one, "third", "2022-06-11")
    assert engine.status(one) == ("finished", "otherwise")
    assert engine.problems() == []


def test_children_whose_start_one_parent_withdraws_go_on_for_the_other(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, mother, FATHER, SUB_PROCESS)
    one, other, child = both_parents(engine)
    withdraw(engine.office, one, "first", reason="mistaken", recorded_by="coord")
    assert engine.status(child) == ("open", None)
    engine.say(one, "first", "2022-06-11")
    assert len(engine.instances()) == 3
    engine.say(child, "sub_first", "2022-06-12")
    engine.say(child, "sub_last", "2022-06-12")
    assert engine.waits_at(one) == engine.waits_at(other) == ["last"]
    assert engine.problems() == []


def test_children_that_end_at_once_leave_their_siblings_at_work(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, two_at_once, SUB_PROCESS, AT_ONCE)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    assert engine.live(work) == ["decision first", "child both/quick/at_once"]
    assert engine.waits_at() == ["sub_first"]
    assert engine.problems() == []


def say_both(engine: Engine, child: int) -> None:
    engine.say(child, "sub_first", "2022-06-07")
    engine.say(child, "sub_last", "2022-06-08")


def test_children_of_one_process_stand_side_by_side_in_periods_of_their_own(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_a_quarter, SUB_PROCESS)
    work = engine.begin()
    first, second = engine.instances()[1:]
    assert (first.period, second.period) == ("2565/1", "2565/2")
    say_both(engine, second.id)
    assert engine.status(first.id) == ("open", None)
    say_both(engine, first.id)
    third = engine.instances()[-1]
    assert (third.period, engine.status(work)) == ("2565/3", ("open", None))
    say_both(engine, third.id)
    say_both(engine, engine.instances()[-1].id)
    assert engine.status(work) == ("finished", "done")
    assert engine.live(work) == [
        "child quarters/second/sub[2565/2]", "child quarters/first/sub[2565/1]",
        "child sub[2565/3]", "child sub[2565/4]",
    ]  # fmt: skip
    assert engine.problems() == []


def test_children_are_joined_in_their_own_period_whatever_period_a_parent_is_in(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_a_quarter, AUNT, SUB_PROCESS)
    engine.begin()
    aunt = engine.begin(key="aunt")
    assert [one.process for one in engine.instances()] == ["work", "sub", "sub", "aunt"]
    say_both(engine, engine.instances()[2].id)
    assert engine.status(aunt) == ("finished", "done")


def test_work_that_an_instance_does_once_is_an_incident_the_second_time(
    made_registry_url: str,
) -> None:
    def twice(run: Run) -> Done:
        run.together("both", *((key, lambda one: one.once("meeting")) for key in ("a", "b")))
        return Done.DONE

    engine = an_engine(made_registry_url, twice)
    work = engine.begin()
    (incident,) = engine.gates(work)
    assert incident.note == "ValueError: an instance does this once: meeting"


def test_stop_closes_gates_and_cancels_effects_and_a_stopped_instance_takes_no_decision(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, mother, SUB_PROCESS)
    work = engine.begin()
    stop(
        engine.office, work, reason="wrong district", on=engine.on("2022-06-03"),
        recorded_by="coord",
    )  # fmt: skip
    assert engine.ended(work) == {"first": "closed"}
    engine.begin("2022-06-04")
    assert [(row.attempt, row.status) for row in engine.instances()] == [
        (1, "stopped"),
        (2, "open"),
    ]
