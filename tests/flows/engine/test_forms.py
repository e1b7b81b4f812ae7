"""Released forms are frozen; a newer one reads old answers through its upgrade."""

import pytest
from pydantic import ConfigDict

from flows.decisions.correct import Correction, correct
from flows.decisions.corrected_answer import NothingToCorrect
from flows.engine.gate import Answer, Gate, NotAsked
from flows.engine.misfit import AnswerUnfit
from flows.engine.run import Run
from registry.rules.plain_values import Json
from tests.flows.machines import LAST, SECOND, Done, Engine, SaidV1, a_process, an_engine


class SaidMoreV2(SaidV1):
    """A newer form that asks one thing more, which need not be said."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    seen: bool | NotAsked | None = None

    @classmethod
    def upgrade(cls, old: SaidV1) -> "SaidMoreV2":
        return cls(**dict(old), seen=NotAsked())


class SaidV2(Answer):
    """A newer form: `result` is now called `verdict`, and `seats` is asked too."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    verdict: str
    seats: int | NotAsked
    names: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def upgrade(cls, old: SaidV1) -> "SaidV2":
        return cls(verdict=old.result, seats=NotAsked(), names=old.names, note=old.note)


SECOND_V2: Gate[SaidV2] = Gate(
    key="second",
    phase="work",
    deciders=SECOND.deciders,
    recorders=SECOND.recorders,
    forms=(SaidV1, SaidV2),
    due_as=SECOND.due,
)
SECOND_MORE: Gate[SaidMoreV2] = Gate(
    key="second",
    phase="work",
    deciders=SECOND.deciders,
    recorders=SECOND.recorders,
    forms=(SaidV1, SaidMoreV2),
    due_as=SECOND.due,
)
SEEN: list[object] = []


def old_release(run: Run) -> Done:
    run.ask(SECOND)
    run.ask(LAST)
    return Done.DONE


def new_release(run: Run) -> Done:
    said = run.ask(SECOND_V2)
    SEEN.append((said.verdict, said.seats))
    run.ask(LAST)
    return Done.DONE


def upgraded(url: str) -> tuple[Engine, int]:
    old = an_engine(url, old_release)
    work = old.begin()
    old.say(work, "second", "2022-06-03", "agreed")
    SEEN.clear()
    new = an_engine(url, new_release, gates=(SECOND_V2,), today="2022-06-04", people=False)
    return new, work


def test_an_old_answer_is_read_through_the_upgrade_and_a_new_field_is_not_asked(
    made_registry_url: str,
) -> None:
    engine, work = upgraded(made_registry_url)
    engine.say(work, "last", "2022-06-04")
    assert engine.status(work) == ("finished", "done")
    (seen,) = set(map(str, SEEN))
    assert seen.startswith("('agreed', ")
    assert all(isinstance(one[1], NotAsked) for one in SEEN if isinstance(one, tuple))
    assert str(NotAsked()) == "not recorded"
    assert engine.problems() == []


def test_a_decision_keeps_the_version_of_the_form_that_it_was_taken_on(
    made_registry_url: str,
) -> None:
    engine, work = upgraded(made_registry_url)
    versions = [e.form_version for e in engine.journal(work) if e.gate == "second"]
    assert versions == [1]
    newer = an_engine(
        made_registry_url, a_process(new_release, "again"), gates=(SECOND_V2,), today="2022-06-04",
        people=False,
    )  # fmt: skip
    again = newer.begin("2022-06-04", "again")
    newer.decide(
        again, "second", "district_chief", "2022-06-04", {"verdict": "agreed", "seats": 3}
    )  # fmt: skip
    assert [e.form_version for e in newer.journal(again) if e.gate == "second"] == [2]


def test_a_new_field_is_required_of_new_answers(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, new_release, gates=(SECOND_V2,))
    work = engine.begin()
    with pytest.raises(AnswerUnfit) as refused:
        engine.decide(work, "second", "district_chief", "2022-06-03", {"verdict": "agreed"})
    assert refused.value.field == "seats"


def test_an_old_answer_is_corrected_in_the_newest_form_with_what_was_never_asked(
    made_registry_url: str,
) -> None:
    engine, work = upgraded(made_registry_url)
    with pytest.raises(AnswerUnfit) as refused:
        correct(
            engine.office,
            Correction(work, "second", {"note": "x"}, reason="mistyped", recorded_by="coord"),
        )
    assert refused.value.field == "seats"
    correct(
        engine.office,
        Correction(
            work,
            "second",
            {"note": "x", "seats": 4},
            reason="mistyped",
            recorded_by="coord",
        ),
    )
    assert SEEN[-1] == ("agreed", 4)
    assert engine.problems() == []


def test_an_old_answer_is_not_corrected_by_what_it_says_already(made_registry_url: str) -> None:
    old = an_engine(made_registry_url, old_release)
    work = old.begin()
    old.say(work, "second", "2022-06-03", "agreed")
    engine = an_engine(made_registry_url, old_release, gates=(SECOND_MORE,), people=False)

    def put_right(**fields: Json) -> None:
        correct(
            engine.office,
            Correction(work, "second", fields, reason="mistyped", recorded_by="coord"),
        )

    with pytest.raises(NothingToCorrect):
        put_right(result="agreed")
    assert [one.kind for one in engine.journal(work)].count("correction") == 0
    put_right(seen=True)
    assert [one.kind for one in engine.journal(work)].count("correction") == 1
