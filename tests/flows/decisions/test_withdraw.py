"""Decided case "Withdraw": a decision and what followed on its branch no longer count."""

import pytest

from flows.decisions.decide import Decision, decide
from flows.decisions.frozen import RestsOnSigned
from flows.decisions.refusals import AlreadyStarted, MayNot, ReasonMissing
from flows.decisions.reopening import DecidedElsewhere, OutcomeDecidedOn
from flows.decisions.withdraw import NotADecision, Withdrawal, withdraw
from flows.engine.run import Run
from flows.verification import verify_all
from registry.journal import entries
from registry.queries.documents import documents
from registry.queries.orders import orders
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.machines import (
    FIRST,
    LAST,
    REVIEW,
    SECOND,
    SUB,
    Done,
    Engine,
    Start,
    a_process,
    an_engine,
    sign,
    write_paper,
)


def two_branches(run: Run) -> Done:
    """left: first, paper, review. right: second. After the join: last."""
    run.together("both", ("left", left), ("right", lambda branch: branch.ask(SECOND)))
    run.ask(LAST)
    return Done.DONE


def left(branch: Run) -> None:
    said = branch.ask(FIRST)
    paper = write_paper(branch, said.result)
    branch.ask(REVIEW, about=paper.content_hash)


def sub(run: Run) -> Done:
    run.ask(SUB)
    return Done.DONE


SUB_PROCESS = a_process(sub, "sub")


def has_a_child(run: Run) -> Done:
    run.ask(FIRST)
    run.child(SUB_PROCESS, Start(district=run.start(Start).district))
    run.ask(LAST)
    return Done.DONE


def one_gate(run: Run) -> Done:
    run.ask(FIRST)
    return Done.DONE


def draft_by_draft(run: Run) -> Done:
    """Each draft is reviewed; what is asked of it makes another."""
    for turn in (1, 2):
        paper = write_paper(run, f"draft {turn}", turn)
        if run.ask(REVIEW, round=turn, about=paper.content_hash).result == "go":
            break
    return Done.DONE


def takes_back(engine: Desk, instance: int, gate: str, reason: str = "mistaken") -> Withdrawal:
    return withdraw(engine.office, instance, gate, reason=reason, recorded_by="coord")


def all_said(engine: Engine) -> int:
    work = engine.begin()
    engine.say(work, "both/left/first", "2022-06-03", "blue", note="left noted")
    engine.say(work, "both/left/review", "2022-06-04")
    engine.say(work, "both/right/second", "2022-06-05", note="right noted")
    return work


def test_withdraw_keeps_sibling_branches(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = all_said(engine)
    takes_back(engine, work, "first")
    assert engine.live(work) == ["decision both/right/second"]
    assert engine.waits_at(work) == ["both/left/first"]
    assert engine.problems() == []


def test_withdraw_takes_what_came_after_the_join_too(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = all_said(engine)
    engine.say(work, "last", "2022-06-06")
    assert engine.status(work) == ("finished", "done")
    done = takes_back(engine, work, "second")
    assert engine.live(work) == [
        "decision both/left/first",
        "effect both/left/write_paper",
        "decision both/left/review",
    ]
    assert len(done.entries) == 2
    assert engine.waits_at(work) == ["both/right/second"]


def test_withdraw_takes_back_the_facts_it_wrote(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = all_said(engine)
    assert engine.items() == ["left noted", "paper blue", "right noted"]
    takes_back(engine, work, "first")
    assert engine.items() == ["right noted"]
    assert engine.papers() == [("hash of blue", "replaced")]


def test_withdraw_makes_the_draft_that_is_asked_about_again_a_draft_again(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, draft_by_draft)
    work = engine.begin()
    engine.perform()
    engine.say(work, "review", "2022-06-03", "changes")
    assert engine.papers() == [("hash of draft 1", "replaced"), ("hash of draft 2", "draft")]
    takes_back(engine, work, "review")
    assert engine.papers() == [("hash of draft 1", "draft"), ("hash of draft 2", "replaced")]
    engine.say(work, "review", "2022-06-03", "changes")
    assert [status for _, status in engine.papers()] == ["replaced", "replaced", "draft"]
    assert engine.problems() == []


def test_withdraw_offers_the_old_answer_as_a_draft(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = all_said(engine)
    said = next(e for e in engine.journal(work) if e.gate == "first")
    takes_back(engine, work, "first")
    assert engine.gate(work, "both/left/first").of_id == said.id


def test_withdraw_then_the_same_answer_has_the_effect_performed_anew(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = all_said(engine)
    takes_back(engine, work, "first")
    engine.say(work, "first", "2022-06-03", "blue")
    assert engine.shop.made == ["blue", "blue"]
    assert [one.request for one in engine.requested(work)] == [1, 2]
    assert engine.waits_at(work) == ["both/left/review"]
    assert engine.problems() == []


def test_withdraw_cancels_an_effect_that_waits_and_a_worker_on_it_writes_nothing(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue", perform=False)
    takes_back(engine, work, "first")
    assert [one.status for one in engine.requested(work)] == ["cancelled"]
    engine.perform()
    assert engine.shop.made == []
    assert engine.live(work) == []


def test_withdraw_stops_a_child_started_after_it(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, has_a_child, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    child = engine.instances()[-1].id
    takes_back(engine, work, "first")
    assert engine.status(child) == ("stopped", None)
    assert engine.waits_at() == ["first"]
    engine.say(work, "first", "2022-06-04")
    again = engine.instances()[-1]
    assert (again.id != child, again.attempt, again.status) == (True, 2, "open")
    assert engine.problems() == []


def test_withdraw_a_finished_instance_reopens(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, one_gate)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    assert engine.status(work) == ("finished", "done")
    takes_back(engine, work, "first")
    assert engine.status(work) == ("open", None)
    assert engine.waits_at(work) == ["first"]
    engine.say(work, "first", "2022-06-05")
    assert engine.status(work) == ("finished", "done")
    assert engine.problems() == []


def test_withdraw_in_a_finished_child_is_undone_where_its_parent_decided_nothing_on_it(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, has_a_child, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    child = engine.instances()[-1].id
    engine.say(child, "sub_first", "2022-06-04")
    assert engine.waits_at() == ["last"]
    takes_back(engine, child, "sub_first")
    assert engine.status(child) == ("open", None)
    assert engine.waits_at() == ["sub_first"]
    assert engine.problems() == []
    engine.say(child, "sub_first", "2022-06-05")
    assert engine.waits_at(work) == ["last"]


def test_withdraw_is_refused_where_the_process_was_started_again_meanwhile(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, one_gate)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    engine.begin("2022-06-04")
    with pytest.raises(AlreadyStarted):
        takes_back(engine, work, "first")
    assert engine.status(work) == ("finished", "done")


def test_withdraw_in_a_finished_child_is_refused_where_its_parent_has_decided_on_it(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, has_a_child, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    child = engine.instances()[-1].id
    engine.say(child, "sub_first", "2022-06-04")
    engine.say(work, "last", "2022-06-05")
    with pytest.raises(OutcomeDecidedOn) as refused:
        takes_back(engine, child, "sub_first")
    assert f"(instance {work})" in refused.value.sentence.en
    assert engine.status(child) == ("finished", "done")
    assert engine.status(work) == ("finished", "done")


def test_withdraw_is_refused_where_something_signed_rests_on_it(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    sign(desk, order, on="2022-06-22")
    work = next(one.id for one in desk.instances() if one.process == "establishment")
    for instance, gate in ((order, "deputy_review"), (order, "registration"), (work, "advocacy")):
        with pytest.raises(RestsOnSigned) as refused:
            takes_back(desk, instance, gate)
        assert "45/2565" in refused.value.sentence.en
    with desk.office.registry.reading() as connection:
        assert len(orders(connection, MAE_FAH_LUANG)) == 1
        papers = documents(connection, district=MAE_FAH_LUANG)
        kinds = {e.kind for e in entries(connection, order)}
    drafts = [one for one in papers if (one.kind, one.language) == ("appointment_order", "th")]
    assert [one.status for one in drafts] == ["signed"]
    assert "withdrawal" not in kinds
    assert verify_all(desk.office) == ()


def test_withdraw_is_refused_without_a_reason_a_right_or_a_live_decision(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, two_branches)
    work = all_said(engine)
    before = engine.journal(work)
    with pytest.raises(ReasonMissing):
        takes_back(engine, work, "first", reason="  ")
    with pytest.raises(NotADecision):
        takes_back(engine, work, "last")
    with pytest.raises(MayNot):
        withdraw(engine.office, work, "first", reason="x", recorded_by="5715.chief")
    assert engine.journal(work) == before
    takes_back(engine, work, "first")
    with pytest.raises(NotADecision):
        takes_back(engine, work, "first")


def test_withdraw_then_a_batch_of_decisions_settled_on_paper_goes_all_or_nothing(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, two_branches)
    work = all_said(engine)
    engine.say(work, "last", "2022-06-06")
    takes_back(engine, work, "second")
    day = engine.on("2022-06-07")
    second = Decision(work, "second", "district_chief", day, {"result": "go"}, "coord")
    last = Decision(work, "last", "district_chief", day, {"result": 7}, "coord")
    before = engine.journal(work)
    with pytest.raises(Exception, match="answer_unfit"):
        decide(engine.office, second, last)
    assert engine.journal(work) == before
    good = Decision(work, "last", "district_chief", day, {"result": "go"}, "coord")
    assert len(decide(engine.office, second, good)) == 2
    assert engine.status(work) == ("finished", "done")


def test_withdraw_in_a_finished_child_that_nobody_waits_for_any_more_is_refused(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, has_a_child, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03")
    child = engine.instances()[-1].id
    engine.say(child, "sub_first", "2022-06-04")
    takes_back(engine, work, "first")
    with pytest.raises(DecidedElsewhere):
        takes_back(engine, child, "sub_first")
    assert engine.status(child) == ("finished", "done")
    assert engine.problems() == []
