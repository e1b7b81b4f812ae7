"""Of a process that is not joined one is open: another purpose waits until it has ended."""

from dataclasses import replace
from datetime import date

import pytest

from desk.views.reasons import why
from desk.views.view import View
from flows.decisions.start import start
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.run import Run
from tests.builders import MAE_FAH_LUANG
from tests.flows.machines import FIRST, LAST, SUB, Done, Engine, Start, a_process, an_engine


def alone(run: Run) -> Done:
    run.ask(SUB)
    return Done.DONE


ALONE = replace(a_process(alone, "sub"), joined=False)


def work(run: Run) -> Done:
    run.ask(FIRST)
    run.child(ALONE, Start(district=MAE_FAH_LUANG, about="a purpose"))
    run.ask(LAST)
    return Done.DONE


@pytest.fixture
def engine(made_registry_url: str) -> Engine:
    return an_engine(made_registry_url, work, ALONE)


def subs(engine: Engine) -> list[tuple[str, date]]:
    return [(one.status, one.started_on) for one in engine.instances() if one.process == "sub"]


def waiting(engine: Engine) -> tuple[int, int]:
    """The parent that waits its turn, and the instance that it waits behind."""
    work = engine.begin()
    other = start(
        engine.office, "sub", MAE_FAH_LUANG, on=engine.on("2022-06-03"), recorded_by="coord"
    ).instance
    engine.say(work, "first", "2022-06-04")
    return work, other


def test_a_parent_waits_behind_another_purpose_and_goes_on_once_that_has_ended(
    engine: Engine,
) -> None:
    work, other = waiting(engine)
    assert engine.waits_at(work) == []
    assert len(subs(engine)) == 1
    with engine.office.registry.reading() as connection:
        (one,) = why(View(engine.office, connection, date(2022, 6, 4)), work)
    assert (one.kind, str(other) in one.sentence.en) == ("behind", True)
    engine.say(other, "sub_first", "2022-06-08")
    assert subs(engine) == [("finished", date(2022, 6, 3)), ("open", date(2022, 6, 4))]
    engine.say(other + 1, "sub_first", "2022-06-09")
    assert engine.waits_at(work) == ["last"]
    assert engine.problems() == []


def test_it_goes_on_as_well_where_the_other_is_stopped(engine: Engine) -> None:
    _, other = waiting(engine)
    stop(engine.office, other, reason="by mistake", on=engine.on("2022-06-08"), recorded_by="coord")
    assert [how for how, _ in subs(engine)] == ["stopped", "open"]
    assert engine.problems() == []


def test_whoever_leaves_the_line_leaves_the_other_alone(engine: Engine) -> None:
    work, other = waiting(engine)
    withdraw(engine.office, work, "first", reason="mistaken", recorded_by="coord")
    assert [how for how, _ in subs(engine)] == ["open"]
    engine.say(other, "sub_first", "2022-06-08")
    assert [how for how, _ in subs(engine)] == ["finished"]
    assert engine.waits_at(work) == ["first"]
