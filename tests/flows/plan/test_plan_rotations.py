"""A plan that lies with others while a Chief rotates."""

import pytest

from flows.decisions.happen import happen
from flows.decisions.refusals import AskedBefore
from flows.decisions.rotate import rotate
from flows.engine.replay import EventKind
from flows.verification import verify_all
from registry.queries.document_contents import facts
from registry.queries.documents import document_of, documents
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.plan.plan_rows import (
    AGREED,
    ENDORSED,
    drafted,
    endorsed,
)


def test_a_rotation_while_the_plan_is_with_the_chief_drafts_it_in_the_right_name(
    made_registry_url: str,
) -> None:
    desk, plan = endorsed(made_registry_url)
    (before,) = desk.gates(plan)
    day = desk.on("2022-09-16")
    happen(desk.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=day, recorded_by="coord")
    desk.perform()
    (gate,) = desk.gates(plan)
    assert (before.path, gate.path) == ("plan_signed#1", "plan_signed#2")
    with desk.office.registry.reading() as connection:
        drafts = [
            one.status
            for one in documents(connection, instance_id=plan)
            if one.kind == "action_plan" and one.language == "th"
        ]
    assert drafts == ["replaced", "not_signed", "draft"]


def another_chief(desk: Desk, on: str) -> str:
    """Somebody else is Chief from that day on, by a transfer order; answers the name."""
    row = {"district": MAE_FAH_LUANG, "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    order = {"number": "301/2565", "dated": "2022-09-01", "on": on, "moves": [row]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.perform()
    return "นางใหม่ มาแทน"


def approver(desk: Desk, plan: int) -> str:
    """Whom the draft names that the Chief has before them."""
    (gate,) = desk.gates(plan)
    with desk.office.registry.reading() as connection:
        draft = document_of(connection, plan, gate.about or "")
        assert draft is not None
        assert draft.status == "draft"
        return str(facts(connection, draft.facts_id or 0)["approver"]["name_th"])


def test_a_rotation_while_the_heads_have_the_plan_drafts_it_in_the_right_name(
    sqlite_url: str,
) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    desk.on("2022-09-12")
    name = another_chief(desk, "2022-09-10")
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", "2022-09-12", ENDORSED)
    assert approver(desk, plan) == name
    signed = desk.decide(plan, "plan_signed", "district_chief", "2022-09-13", {"result": "signed"})
    assert signed.warnings == ()


def test_who_signs_a_plan_in_another_chiefs_name_is_told_so(sqlite_url: str) -> None:
    desk, plan = endorsed(sqlite_url)
    desk.on("2022-09-16")
    before, name = approver(desk, plan), another_chief(desk, "2022-09-10")  # entered late
    assert approver(desk, plan) == before
    signed = desk.decide(plan, "plan_signed", "district_chief", "2022-09-19", {"result": "signed"})
    (told,) = signed.warnings
    assert before in told.th
    assert name in told.th


def test_a_signature_that_a_new_chief_is_asked_for_is_asked_no_longer_once_the_plan_is_signed(
    sqlite_url: str,
) -> None:
    desk, plan = endorsed(sqlite_url)
    desk.on("2022-09-16")
    another_chief(desk, "2022-09-10")
    asked = {gate.subject for gate in desk.gates() if gate.gate == "successor"}
    assert "plan_signature" in asked
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-19", {"result": "signed"})
    left = {gate.subject for gate in desk.gates() if gate.gate == "successor"}
    assert left == asked - {"plan_signature"}
    assert [*verify_all(desk.office)] == []


def test_what_was_signed_before_a_rotation_is_recorded_about_the_draft_of_then(
    sqlite_url: str,
) -> None:
    desk, plan = endorsed(sqlite_url)
    before = approver(desk, plan)
    desk.on("2022-09-16")
    another_chief(desk, "2022-09-16")
    assert approver(desk, plan) != before
    signed: Json = {"result": "signed"}
    with pytest.raises(AskedBefore) as told:
        desk.decide(plan, "plan_signed", "district_chief", "2022-09-15", signed)
    assert "plan_signed#1" in told.value.sentence.en
    page = visitor(desk, "coord").get(f"/instances/{plan}/gates/plan_signed%231", "en")
    assert "An event closed this gate." in page.main
    desk.decide(plan, "plan_signed#1", "district_chief", "2022-09-15", signed)
    assert desk.waits_at(plan) == ["plan_sent#1"]
