from datetime import date
from typing import Any

from registry.rules.adoption import JoinsAt, compared, items, true_step
from registry.rules.adoption_form import AdoptionForm
from registry.rules.adoption_gaps import gaps
from registry.rules.redaction import TEXT_MARK

TODAY = date(2021, 6, 1)
ORDER: dict[str, Any] = {
    "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอ", "number": "45/2562",
    "dated": "7/5/2562", "mode": "by_position", "paper": "found",
}  # fmt: skip


def a_form(**sheets: Any) -> AdoptionForm:
    return AdoptionForm.model_validate({"orders": [ORDER], **sheets})


def missing(form: AdoptionForm) -> set[str]:
    return {gap.key for gap in gaps(form, TODAY)}


def test_a_committee_that_met_is_trained_next_one_that_did_not_meets_first() -> None:
    assert true_step(a_form()) is JoinsAt.INCEPTION
    assert true_step(a_form(steps=[{"step": "inception"}])) is JoinsAt.INCEPTION
    assert true_step(a_form(steps=[{"step": "inception", "on": "2562"}])) is JoinsAt.CAPACITY
    met = {"kind": "quarterly", "on": "2563", "minutes": "not_found"}
    assert true_step(a_form(meetings=[met])) is JoinsAt.CAPACITY


def test_a_committee_of_which_a_training_is_known_is_at_work() -> None:
    met = {"kind": "quarterly", "on": "2563", "minutes": "not_found"}
    taught = {"on": "2563", "topic": "การส่งต่อ"}
    assert true_step(a_form(meetings=[met], trainings=[taught])) is JoinsAt.AT_WORK
    planned = {"step": "capacity_plan", "on": "2563"}
    assert true_step(a_form(meetings=[met], steps=[planned])) is JoinsAt.AT_WORK
    assert true_step(a_form(trainings=[taught])) is JoinsAt.INCEPTION


def test_every_step_that_is_not_recorded_is_a_gap_of_its_own() -> None:
    known = [{"step": "signature", "on": "7/5/2562"}, {"step": "advocacy", "on": "2561"}]
    said = [g.sentence.en for g in gaps(a_form(steps=known), TODAY) if g.key.startswith("step")]
    assert "Step known only to the month or year: advocacy with the Chief." in said
    assert "Step not recorded: inception meeting." in said
    assert not any("signature" in one for one in said)


def test_a_plan_is_missing_for_every_year_since_the_order_and_no_other() -> None:
    form = a_form(plans=[{"fiscal_year": 2563, "state": "accepted"}])
    assert [g.about for g in gaps(form, TODAY) if g.key == "plan"] == ["2562", "2564"]


def test_what_was_looked_for_and_not_reported_is_a_gap_and_zero_is_none() -> None:
    zero = {"indicator": "อบรม", "fiscal_year": 2563, "value": 0}
    assert missing(a_form(figures=[zero])).isdisjoint({"figures", "figures_blank"})
    assert "figures_blank" in missing(a_form(figures=[{**zero, "value": None}]))
    assert "figures" in missing(a_form())


def test_the_chair_of_the_officers_fills_the_chairs_seat() -> None:
    seat = {"body": "executive", "no": 1, "role": "chair", "position": "นายอำเภอ"}
    assert "seats_unnamed" in missing(a_form(roster=[seat]))
    chair = {"post": "chair", "name": "สมมุติ"}
    assert "seats_unnamed" not in missing(a_form(roster=[seat], officers=[chair]))


def test_what_stands_is_unchanged_and_what_differs_is_changed() -> None:
    form = a_form(steps=[{"step": "signature", "on": "2562"}])
    order, step = items(form)
    standing = {(order.kind, order.key): order.payload}
    assert [one.state for one in compared((order, step), standing)] == ["unchanged", "new"]
    (_, later) = items(a_form(steps=[{"step": "signature", "on": "7/5/2562"}]))
    stands = {(step.kind, step.key): step.payload}
    assert [one.state for one in compared((later,), stands)] == ["changed"]


def test_what_was_redacted_is_not_brought_back_by_the_same_file() -> None:
    _, step = items(a_form(steps=[{"step": "draft", "on": "2562", "note": "ตัดออก"}]))
    taken = {(step.kind, step.key): {**step.payload, "note": TEXT_MARK}}
    assert [one.state for one in compared((step,), taken)] == ["unchanged"]


def test_a_correction_of_a_title_keeps_the_seat_and_a_free_text_never_becomes_a_key() -> None:
    seat = {"body": "executive", "no": 1, "role": "member", "position": "ปลัด"}
    keys = {i.key for i in items(a_form(roster=[seat])) if i.kind == "seat"}
    renamed = {**seat, "position": "ปลัดอำเภอ"}
    assert keys == {i.key for i in items(a_form(roster=[renamed])) if i.kind == "seat"}
    training = {"on": "2563", "topic": "เรื่องลับ"}
    assert not any("เรื่องลับ" in one.key for one in items(a_form(trainings=[training])))
