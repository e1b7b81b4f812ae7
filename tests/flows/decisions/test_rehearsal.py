"""A rehearsal tells what would happen, and leaves nothing behind."""

import pytest
from sqlalchemy import Connection

from flows.decisions.decide import decide
from flows.decisions.refusals import UnknownOffice
from flows.decisions.rehearsal import rehearse
from flows.engine.decision import Decision
from registry.journal import entries, open_gates
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, a_desk


def test_what_opens_after_decisions_is_seen_and_nothing_is_recorded(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-10")
    number = desk.start()
    on = desk.office.registry.today
    steps = [
        Decision(number, "earlier_order", COORDINATOR, on, {"finding": "none"}, "coord"),
        Decision(number, "advocacy", "district_chief", on, {"result": "agreed"}, "coord"),
    ]

    def look(connection: Connection) -> list[str]:
        return [gate.path for gate in open_gates(connection, instance_id=number)]

    seen = rehearse(desk.office, steps, look)
    assert seen.seen == ["delegation"]
    assert [one.gate for one in seen.receipts] == ["earlier_order", "advocacy"]
    assert desk.waits_at(number) == ["earlier_order"]
    with desk.office.registry.reading() as connection:
        assert [one.kind for one in entries(connection, number)] == ["start"]
    decide(desk.office, *steps)
    assert desk.waits_at(number) == ["delegation"]


def test_a_rehearsal_refuses_as_a_decision_does_and_says_which(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-10")
    number = desk.start()
    on = desk.office.registry.today
    silent: Json = {"result": "no_reply", "approached_on": "2022-06-02"}
    steps = [
        Decision(number, "earlier_order", COORDINATOR, on, {"finding": "none"}, "coord"),
        Decision(number, "advocacy", "psdhs_head", on, silent, "coord"),
    ]
    with pytest.raises(UnknownOffice) as refused:
        rehearse(desk.office, steps, lambda _: None)
    assert refused.value.place == 2
