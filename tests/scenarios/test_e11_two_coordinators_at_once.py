"""E11 at a gate of `order`: two coordinators decide from the same page; one wins."""

import pytest

from flows.decisions.refusals import AlreadyDecided
from registry.journal import entries
from registry.rules.plain_values import Json
from tests.builders import a_desk

RETURNED: Json = {"result": "changes", "items": ["ขอแก้ชื่อหน่วยงาน"]}


def test_the_second_is_told_by_whom_and_when_and_changes_nothing(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    seen = desk.gates(order)[0].about
    desk.decide(
        order, "deputy_review#1", "focal_point", "2022-06-21", {"result": "forward"}, about=seen
    )
    with pytest.raises(AlreadyDecided) as refused:
        desk.decide(
            order, "deputy_review#1", "focal_point", "2022-06-21", RETURNED, about=seen,
            recorded_by="coord2",
        )  # fmt: skip
    assert "Prasan Dee" in refused.value.sentence.en
    assert "ประสาน ดี" in refused.value.sentence.th
    assert desk.waits_at(order) == ["chief_review#1"]


def test_a_double_click_gives_one_transition(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    forward: Json = {"result": "forward"}
    desk.decide(order, "deputy_review#1", "focal_point", "2022-06-21", forward)
    with pytest.raises(AlreadyDecided):
        desk.decide(order, "deputy_review#1", "focal_point", "2022-06-21", forward)
    with desk.office.registry.reading() as connection:
        said = [e for e in entries(connection, order) if e.gate == "deputy_review"]
    assert len(said) == 1
