"""Decided case "Correct": fields are put right where the branch taken stays the same."""

from datetime import date

import pytest
from sqlalchemy import select

from flows.decisions.correct import (
    Correction,
    CorrectionReceipt,
    correct,
)
from flows.decisions.corrected_answer import NothingToCorrect
from flows.decisions.correction_limits import (
    WouldChangeBranch,
    WouldChangeDecided,
    WouldChangeFrozen,
)
from flows.decisions.frozen import SignedNeverChanges
from flows.decisions.refusals import MayNot, ReasonMissing, SamePerson
from flows.decisions.withdraw import withdraw
from flows.engine.run import Run
from flows.runtime.tick import tick
from flows.verification import verify_all
from registry.journal import open_gates
from registry.models import DistrictOrder, table_of
from registry.queries.orders import orders
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, SECOND as SECOND_COORDINATOR, Desk, a_desk
from tests.flows.machines import (
    FIRST,
    LAST,
    REVIEW,
    SECOND,
    SUB,
    THIRD,
    Done,
    Start,
    a_process,
    an_engine,
    sign,
    write_paper,
)
from tests.flows.order.at_amendments import at_work
from tests.flows.plan.plan_rows import AGREED, drafted as plan_drafted
from tests.flows.year.at_quarters import a_year, held, minutes_adopted, on as day
from tests.staged_desks import made_once


def drafted(run: Run) -> Done:
    """What was said first is what the paper is made of; the review is about the paper."""
    said = run.ask(FIRST)
    if said.result == "otherwise":
        run.ask(THIRD)
        return Done.OTHERWISE
    paper = write_paper(run, said.result)
    run.ask(REVIEW, about=paper.content_hash)
    run.ask(LAST)
    return Done.DONE


def sub(run: Run) -> Done:
    run.ask(SUB)
    return Done.DONE


SUB_PROCESS = a_process(sub, "sub")


def has_a_child(run: Run) -> Done:
    said = run.ask(FIRST)
    district = run.start(Start).district
    run.together(
        "both",
        ("child", lambda b: b.child(SUB_PROCESS, Start(district=district, about=said.result))),
        ("right", lambda branch: branch.ask(SECOND)),
    )
    run.ask(LAST)
    return Done.DONE


def corrects(
    engine: Desk, instance: int, gate: str, reason: str = "mistyped", **fields: Json
) -> CorrectionReceipt:
    return correct(
        engine.office, Correction(instance, gate, fields, reason=reason, recorded_by="coord")
    )


def test_correct_replaces_a_field_and_keeps_the_branch(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, drafted)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue", note="wrong note")
    engine.say(work, "review", "2022-06-04")
    before = engine.live(work)
    corrects(engine, work, "first", note="right note")
    assert engine.live(work) == [*before, "correction first"]
    assert engine.items() == ["paper blue", "right note"]
    assert engine.waits_at(work) == ["last"]
    assert engine.shop.made == ["blue"]
    assert engine.problems() == []


def put_off(run: Run) -> Done:
    """The last question is asked on the day that was said first, or sooner, until the day named."""
    said = run.ask(FIRST)
    run.wait_until(date.fromisoformat(said.note), "put_off")
    run.ask(LAST, due=date.fromisoformat(said.names[0]))
    return Done.DONE


def test_correct_of_a_day_that_is_waited_for_moves_the_wait(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, put_off)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", note="2022-09-01", names=("2022-10-01",))
    corrects(engine, work, "first", note="2022-07-01")
    engine.on("2022-07-01")
    tick(engine.office, clock_is_right=True)
    assert engine.waits_at(work) == ["last"]
    corrects(engine, work, "first", names=["2022-11-01"])
    with engine.office.registry.reading() as connection:
        (asked,) = open_gates(connection, instance_id=work)
    assert asked.due_on == date(2022, 11, 1)
    assert engine.problems() == []


def test_correct_again_takes_the_place_of_the_first_correction(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, drafted)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue", note="one")
    corrects(engine, work, "first", note="two")
    corrects(engine, work, "first", note="three")
    assert engine.items() == ["paper blue", "three"]
    with pytest.raises(NothingToCorrect):
        corrects(engine, work, "first", note="three")
    withdraw(engine.office, work, "first", reason="all wrong", recorded_by="coord")
    assert engine.items() == []
    assert engine.live(work) == []
    assert engine.problems() == []


def test_correct_of_what_a_draft_is_made_of_has_it_drafted_anew(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, drafted)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue")
    corrects(engine, work, "first", result="red")
    assert engine.waits_at(work) == []
    engine.perform()
    assert engine.gate(work, "review").about == "hash of red"
    assert engine.papers() == [("hash of blue", "replaced"), ("hash of red", "draft")]
    assert engine.items() == ["paper red"]
    assert engine.reasons(work) == {"inputs_changed"}
    assert engine.problems() == []


def test_correct_is_refused_where_it_would_change_what_a_later_decision_was_about(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, drafted)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue")
    engine.say(work, "review", "2022-06-04")
    before = engine.journal(work)
    with pytest.raises(WouldChangeDecided) as refused:
        corrects(engine, work, "first", result="red")
    assert "gate.review" in refused.value.sentence.en
    assert engine.journal(work) == before
    assert engine.waits_at(work) == ["last"]


def test_correct_is_refused_where_it_would_lead_elsewhere(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, drafted)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "otherwise")
    before = engine.journal(work)
    with pytest.raises(WouldChangeBranch):
        corrects(engine, work, "first", result="blue")
    assert engine.journal(work) == before
    assert engine.waits_at(work) == ["third"]


def test_correct_is_refused_where_a_child_was_begun_on_what_it_would_change(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, has_a_child, SUB_PROCESS)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue")
    with pytest.raises(WouldChangeBranch):
        corrects(engine, work, "first", result="red")
    engine.say(engine.instances()[-1].id, "sub_first", "2022-06-04")
    with pytest.raises(WouldChangeBranch):
        corrects(engine, work, "first", result="red")
    corrects(engine, work, "first", note="a note")
    assert engine.items() == ["a note"]


def test_correct_of_late_paper_is_taken(made_registry_url: str) -> None:
    def silence(run: Run) -> Done:
        run.ask(FIRST, until=run.today)
        run.ask(LAST)
        return Done.DONE

    engine = an_engine(made_registry_url, silence)
    work = engine.begin("2022-06-02")
    engine.on("2022-07-01")
    engine.say(work, "first", "2022-06-02", note="wrong")
    corrects(engine, work, "first", note="right")
    assert engine.items() == ["right"]
    assert engine.problems() == []


def test_correct_needs_a_reason_and_a_right(sqlite_url: str) -> None:
    engine = an_engine(sqlite_url, drafted)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", "blue")
    before = engine.journal(work)
    with pytest.raises(ReasonMissing):
        corrects(engine, work, "first", reason=" ", note="x")
    with pytest.raises(MayNot):
        correct(
            engine.office,
            Correction(work, "first", {"note": "x"}, reason="y", recorded_by="5715.chief"),
        )
    assert engine.journal(work) == before


@made_once
def signed(url: str) -> tuple[Desk, int]:
    desk = a_desk(url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    sign(desk, order, on="2022-06-22")
    return desk, order


def in_the_register(desk: Desk) -> list[str]:
    with desk.office.registry.reading() as connection:
        return [one.full_number for one in orders(connection, MAE_FAH_LUANG)]


def test_correct_of_a_signed_number_takes_two_people_and_frees_the_wrong_number(
    made_registry_url: str,
) -> None:
    desk, order = signed(made_registry_url)
    proposed = correct(
        desk.office,
        Correction(
            order,
            "registration",
            {"number": "46/2565"},
            reason="misread",
            recorded_by="coord",
            evidence=(SCAN,),
        ),
    )
    assert proposed.waits_for_second
    assert in_the_register(desk) == ["45/2565"]
    (waits,) = [path for path in desk.waits_at(order) if path.startswith("!correction/")]
    with pytest.raises(SamePerson):
        desk.decide(order, waits, SECOND_COORDINATOR, "2022-06-23", {"result": "confirmed"})
    desk.decide(
        order, waits, SECOND_COORDINATOR, "2022-06-23", {"result": "confirmed"},
        recorded_by="coord2",
    )  # fmt: skip
    assert in_the_register(desk) == ["46/2565"]
    with desk.office.registry.reading() as connection:
        rows = connection.execute(select(table_of(DistrictOrder)).order_by(DistrictOrder.id)).all()
        assert len(rows) == 2
        assert rows[1].corrects_id == rows[0].id
        assert rows[0].superseded_at is not None
    assert verify_all(desk.office) == ()


def test_correct_of_a_signed_number_that_the_second_does_not_find_so_changes_nothing(
    made_registry_url: str,
) -> None:
    desk, order = signed(made_registry_url)
    correct(
        desk.office,
        Correction(
            order,
            "registration",
            {"number": "46/2565"},
            reason="misread",
            recorded_by="coord",
            evidence=(SCAN,),
        ),
    )
    desk.decide(
        order, "confirm_correction", SECOND_COORDINATOR, "2022-06-23",
        {"result": "not_so", "reason": "ต้นฉบับเขียน ๔๕"}, recorded_by="coord2",
    )  # fmt: skip
    assert in_the_register(desk) == ["45/2565"]
    assert verify_all(desk.office) == ()


def test_correct_of_a_signed_order_reaches_its_number_and_date_only(sqlite_url: str) -> None:
    desk, order = signed(sqlite_url)
    with pytest.raises(SignedNeverChanges):
        correct(
            desk.office,
            Correction(
                order,
                "registration",
                {"note": "x", "number": "46/2565"},
                reason="misread",
                recorded_by="coord",
            ),
        )
    assert in_the_register(desk) == ["45/2565"]


def test_a_note_beside_the_earlier_order_is_corrected_though_the_order_since_is_in_force(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    (first,) = (one.id for one in desk.instances() if one.process == "establishment")
    said: dict[str, Json] = {"finding": "none", "note": "ตรวจแฟ้มคำสั่งแล้ว"}
    correct(
        desk.office,
        Correction(first, "earlier_order", said, reason="เติมหมายเหตุ", recorded_by="coord"),
    )
    assert [one.kind for one in desk.entries(first)].count("correction") == 1


def test_what_only_the_choice_of_before_asked_for_goes_with_it(sqlite_url: str) -> None:
    desk, plan = plan_drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    path = next(one.path for one in desk.gates(plan) if one.gate == "endorsement")
    declined: Json = {"result": "declined", "obstacle": "ไม่มีบุคลากร", "note": "โทรแจ้ง"}
    desk.decide(plan, path, "focal_point", "2022-09-12", declined)
    corrects(desk, plan, path, result="endorsed")
    (corrected,) = (one for one in desk.entries(plan) if one.kind == "correction")
    answer = corrected.body["answer"]
    assert (answer["result"], answer["obstacle"], answer["note"]) == ("endorsed", "", "โทรแจ้ง")


def test_what_adopted_minutes_rest_on_is_not_said_to_be_withdrawn_first(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    day(desk, "2022-10-31")
    meeting = held(desk)
    minutes_adopted(desk, meeting)
    with pytest.raises(WouldChangeFrozen, match="resolution of the next meeting"):
        corrects(desk, meeting, "committee_meeting", held_on="2022-11-16")
