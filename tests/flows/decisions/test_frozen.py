"""A paper that a decision froze: what its capability declares holds without a line elsewhere."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import flows
from flows.capabilities import GATES, STANDING
from flows.decisions.correct import Correction, correct
from flows.decisions.correction_limits import WouldChangeDecided, WouldChangeFrozen
from flows.decisions.drafts import draft_asked_about
from flows.decisions.frozen import RestsOnAdopted, RestsOnSigned, SignedNeverChanges
from flows.decisions.redact import preview
from flows.decisions.redaction_aim import Aim
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.decision import Deciding
from flows.engine.gate import Gate
from flows.engine.installation import Recording
from flows.engine.paper import Correctable, FrozenPaper
from flows.engine.run import Run
from registry.journal import EntryRow
from registry.records.filing import set_status
from registry.records.seats import raise_item
from tests.builders import MAE_FAH_LUANG, SECOND
from tests.flows.machines import (
    FIRST,
    LAST,
    Done,
    Engine,
    SaidV1,
    Start,
    a_process,
    an_engine,
    write_paper,
)


class SealV1(SaidV1):
    """The seal under the paper; the result is its number."""


SEAL: Gate[SealV1] = Gate(
    "seal", FIRST.phase, FIRST.deciders, (SealV1,), FIRST.recorders, FIRST.due, FIRST.evidence
)


def sealed(run: Run) -> Done:
    said = run.ask(FIRST)
    paper = write_paper(run, said.result)
    run.ask(SEAL, about=paper.content_hash)
    run.ask(LAST)
    return Done.DONE


SEALED = a_process(sealed, "sealed")


def has_one_sealed(run: Run) -> Done:
    run.ask(LAST)
    run.child(SEALED, Start(district=run.start(Start).district))
    return Done.DONE


def freeze(deciding: Deciding, _entry_id: int) -> None:
    set_status(deciding.write, draft_asked_about(deciding).id, "adopted")


def refuse_seven(_deciding: Deciding, _decision: EntryRow, answer: SealV1) -> None:
    if answer.result == "7":
        raise SignedNeverChanges(field="result")


def number_again(deciding: Deciding, _decision: EntryRow, answer: SealV1, entry_id: int) -> None:
    raise_item(
        deciding.write, MAE_FAH_LUANG, f"number {answer.result}",
        on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


NUMBER = Correctable(SealV1, frozenset({"result"}), check=refuse_seven, write=number_again)
PAPER = FrozenPaper("paper", by=(SealV1,), copies=("copy",), corrected=NUMBER)


def at_work(url: str, *frozen: FrozenPaper) -> Engine:
    engine = an_engine(url, has_one_sealed, SEALED, gates=(SEAL,))
    known = engine.office.declared
    known = replace(
        known, frozen=frozen, recordings={**known.recordings, SealV1: Recording(write=freeze)}
    )
    return replace(engine, office=replace(engine.office, declared=known))


def with_the_seal(url: str, *frozen: FrozenPaper) -> tuple[Engine, int]:
    engine = at_work(url, *frozen)
    work = engine.begin(key="sealed")
    engine.say(work, "first", "2022-06-03", "blue")
    engine.say(work, "seal", "2022-06-04", "1", note="under glass")
    return engine, work


def put_right(engine: Engine, work: int, **fields: str) -> bool:
    done = correct(
        engine.office,
        Correction(work, "seal", dict(fields), reason="mistyped", recorded_by="coord"),
    )
    return done.waits_for_second


def confirmed(engine: Engine, work: int, result: str = "confirmed") -> None:
    why = {"reason": "it reads 1"} if result == "not_so" else {}
    engine.decide(
        work, "confirm_correction", SECOND, "2022-06-05", {"result": result, **why},
        recorded_by="coord2",
    )  # fmt: skip


def test_what_led_to_a_frozen_paper_is_neither_withdrawn_nor_stopped(
    made_registry_url: str,
) -> None:
    engine, work = with_the_seal(made_registry_url, PAPER)
    before = engine.journal(work)
    for gate in ("first", "seal"):
        with pytest.raises(RestsOnAdopted):
            withdraw(engine.office, work, gate, reason="mistaken", recorded_by="coord")
    with pytest.raises(RestsOnAdopted):
        stop(engine.office, work, reason="x", on=engine.on("2022-06-05"), recorded_by="coord")
    assert engine.journal(work) == before
    engine.say(work, "last", "2022-06-05")
    withdraw(engine.office, work, "last", reason="mistaken", recorded_by="coord")


def test_a_parent_whose_child_froze_a_paper_keeps_what_the_child_was_begun_by(
    sqlite_url: str,
) -> None:
    engine = at_work(sqlite_url, PAPER)
    work = engine.begin()
    engine.say(work, "last", "2022-06-02")
    child = engine.instances()[-1].id
    engine.say(child, "first", "2022-06-03", "blue")
    engine.say(child, "seal", "2022-06-04", "1")
    with pytest.raises(RestsOnAdopted):
        withdraw(engine.office, work, "last", reason="mistaken", recorded_by="coord")


def test_without_the_declaration_it_is_a_decision_like_any_other(sqlite_url: str) -> None:
    engine, work = with_the_seal(sqlite_url)
    assert not put_right(engine, work, result="2")
    withdraw(engine.office, work, "seal", reason="mistaken", recorded_by="coord")
    assert engine.waits_at(work) == ["seal"]


def test_the_capability_says_in_its_own_words_what_rests_on_the_paper(sqlite_url: str) -> None:
    said: list[list[str]] = []

    def resting(_connection: object, froze: object) -> RestsOnSigned:
        said.append([one.path for one in froze])  # type: ignore[attr-defined]
        return RestsOnSigned(field="gate", order="1", dated=engine.office.registry.today)

    engine, work = with_the_seal(sqlite_url, replace(PAPER, rests=resting))
    with pytest.raises(RestsOnSigned, match="signed order 1"):
        withdraw(engine.office, work, "first", reason="mistaken", recorded_by="coord")
    assert said == [["seal"]]


def test_what_a_decision_rests_on_that_froze_no_paper_yet_is_corrected_once_that_is_withdrawn(
    sqlite_url: str,
) -> None:
    engine, work = with_the_seal(sqlite_url, replace(PAPER, rests=lambda _, __: None))
    other = Correction(work, "first", {"result": "red"}, reason="mistyped", recorded_by="coord")
    with pytest.raises(WouldChangeDecided) as refused:
        correct(engine.office, other)
    assert not isinstance(refused.value, WouldChangeFrozen)
    withdraw(engine.office, work, "seal", reason="mistaken", recorded_by="coord")
    correct(engine.office, other)


def test_what_a_frozen_paper_rests_on_is_not_said_to_be_withdrawn_first(sqlite_url: str) -> None:
    engine, work = with_the_seal(sqlite_url, PAPER)
    other = Correction(work, "first", {"result": "red"}, reason="mistyped", recorded_by="coord")
    with pytest.raises(WouldChangeFrozen):
        correct(engine.office, other)


def test_what_the_paper_bears_is_put_right_by_two_people_and_nothing_else(
    made_registry_url: str,
) -> None:
    engine, work = with_the_seal(made_registry_url, PAPER)
    with pytest.raises(SignedNeverChanges):
        put_right(engine, work, note="elsewhere")
    assert put_right(engine, work, result="2")
    assert "correction seal" not in engine.live(work)
    confirmed(engine, work, "not_so")
    assert engine.items() == ["paper blue"]
    assert put_right(engine, work, result="2")
    confirmed(engine, work)
    assert engine.items() == ["number 2", "paper blue"]
    (made,) = [one for one in engine.journal(work) if one.kind == "correction" and one.live]
    assert made.body["answer"]["result"] == "2"
    assert engine.problems() == []
    assert put_right(engine, work, result="3")
    confirmed(engine, work)
    (made,) = [one for one in engine.journal(work) if one.kind == "correction" and one.live]
    assert made.body["answer"]["result"] == "3"


def test_the_capability_may_refuse_a_correction_that_is_confirmed(sqlite_url: str) -> None:
    engine, work = with_the_seal(sqlite_url, PAPER)
    assert put_right(engine, work, result="7")
    with pytest.raises(SignedNeverChanges):
        confirmed(engine, work)
    assert engine.items() == ["paper blue"]


def test_the_words_of_a_proposal_are_told_from_its_choices_by_the_form_it_corrects(
    sqlite_url: str,
) -> None:
    engine, work = with_the_seal(sqlite_url, PAPER)
    put_right(engine, work, result="2")
    proposed = next(one for one in engine.journal(work) if one.kind == "standing")
    (part,) = preview(engine.office, Aim(work, proposed.id, ("note",), copies=False))
    assert part.entry == proposed.id


def test_a_copy_of_what_was_frozen_is_no_draft(sqlite_url: str) -> None:
    assert at_work(sqlite_url, PAPER).office.declared.copies == {"copy"}


@pytest.mark.parametrize("folder", ["decisions", "papers"])
def test_what_people_do_and_how_papers_are_made_know_no_gate_of_a_process(folder: str) -> None:
    files = [*(Path(flows.__file__).parent / folder).glob("*.py")]
    assert files
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        written = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not written & (set(GATES) - STANDING), file.name
