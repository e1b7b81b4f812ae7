"""An answer as it counts now: as corrected, by its form, of one branch or round."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from flows.decisions.correct import Correction, correct
from flows.decisions.withdraw import withdraw
from flows.engine.answers import Answers, answers_of
from flows.engine.gate import Answer, Gate, NotAsked, RedactedValue
from flows.engine.run import Run
from registry.journal import EntryRow
from registry.rules.redaction import MARK
from tests.flows.engine.test_forms import SECOND_V2, SaidV2
from tests.flows.machines import FIRST, LAST, SECOND, Done, Engine, SaidV1, an_engine


class SaidAgainV1(SaidV1):
    """A form made of another."""


class Other(Answer):
    """A form that no gate asks."""


AGAIN = replace(SECOND, key="again", forms=(SaidAgainV1,))
GATES: dict[str, Gate[Any]] = {one.key: one for one in (FIRST, LAST, AGAIN, SECOND_V2)}


def asks_twice(run: Run) -> Done:
    run.ask(FIRST)
    run.ask(LAST)
    return Done.DONE


def now(engine: Engine, work: int) -> Answers:
    with engine.office.registry.reading() as connection:
        return answers_of(connection, work, engine.office.declared.gates)


def an_entry(path: str, gate: str = "first", **answer: Any) -> EntryRow:
    """A live decision at the path, by a form of the first version."""
    recorded = datetime(2022, 6, 2, tzinfo=UTC)
    return EntryRow(
        1, 1, "decision", path, gate, 1, 1, date(2022, 6, 2), None, None, None, None, None, None,
        None, recorded, {"answer": answer}, live=True,
    )  # fmt: skip


def notes(found: list[Any]) -> list[object]:
    return [one.answer.note for one in found]


def test_a_correction_is_read_in_place_of_what_it_corrects(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_twice)
    work = engine.begin()
    engine.say(work, "first", "2022-06-02", note="as typed")
    correct(
        engine.office,
        Correction(work, "first", {"note": "put right"}, reason="x", recorded_by="coord"),
    )
    found = now(engine, work).last(SaidV1)
    assert found is not None
    assert found.answer.note == "put right"
    assert (found.decision.kind, found.record.kind) == ("decision", "correction")
    assert found.path == "first"


def test_a_second_correction_is_read_in_place_of_the_first(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_twice)
    work = engine.begin()
    engine.say(work, "first", "2022-06-02", note="as typed")
    for note in ("put right", "right at last"):
        correct(
            engine.office,
            Correction(work, "first", {"note": note}, reason="x", recorded_by="coord"),
        )
    assert notes(now(engine, work).to(SaidV1)) == ["right at last"]


def test_what_was_withdrawn_is_not_read_nor_its_correction(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, asks_twice)
    work = engine.begin()
    engine.say(work, "first", "2022-06-02", note="as typed")
    correct(
        engine.office,
        Correction(work, "first", {"note": "put right"}, reason="x", recorded_by="coord"),
    )
    withdraw(engine.office, work, "first", reason="mistaken", recorded_by="coord")
    assert now(engine, work).to(SaidV1) == []
    assert now(engine, work).last(SaidV1) is None
    engine.say(work, "first", "2022-06-02", note="said anew")
    assert notes(now(engine, work).to(SaidV1)) == ["said anew"]


def test_an_answer_is_found_by_its_form_whichever_gate_asked_it() -> None:
    rows = [an_entry("first", note="a"), an_entry("last", "last", note="b")]
    rows += [an_entry("again", "again", note="c"), an_entry("gone", "a gate of no release")]
    said = Answers(rows, GATES)
    assert notes(said.to(SaidV1)) == ["a", "b", "c"]
    assert notes(said.to(SaidAgainV1)) == ["c"]
    assert notes(said.to(Other, SaidAgainV1)) == ["c"]
    assert said.last(Other) is None


def test_an_answer_is_found_by_its_branch() -> None:
    rows = [an_entry("q1/first#1", note="a"), an_entry("q2/first#1", note="b")]
    rows += [an_entry("q1/first[executive.added/police]", note="c"), an_entry("first", note="d")]
    said = Answers(rows, GATES)
    assert notes(said.to(SaidV1, branch="q1")) == ["a", "c"]
    assert notes(said.to(SaidV1, branch="q2", turn=1)) == ["b"]
    assert notes(said.to(SaidV1, branch="")) == ["d"]


def test_the_first_round_is_not_the_eleventh() -> None:
    rows = [an_entry(f"first#{turn}", note=str(turn)) for turn in range(1, 12)]
    said = Answers(rows, GATES)
    assert notes(said.to(SaidV1, turn=1)) == ["1"]
    assert notes(said.to(SaidV1, turn=11)) == ["11"]
    assert said.last(SaidV1, turn=12) is None


def test_a_redacted_field_reads_as_redacted_and_the_others_as_they_were() -> None:
    said = Answers([an_entry("first", result="go", note={MARK: 1})], GATES).last(SaidV1)
    assert said is not None
    assert said.answer.result == "go"
    assert isinstance(said.answer.note, RedactedValue)


def test_an_answer_of_an_older_form_is_read_in_the_newest() -> None:
    said = Answers([an_entry("second", "second", result="agreed", note="a")], GATES).last(SaidV2)
    assert said is not None
    assert said.answer.verdict == "agreed"
    assert isinstance(said.answer.seats, NotAsked)
    assert said.body == {"result": "agreed", "note": "a"}
