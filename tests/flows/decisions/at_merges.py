"""Two records of one person that are made one, and what a second person answers to it."""

import pytest

from flows.decisions.confirmation import ConfirmationWaits
from flows.decisions.merge import (
    MERGE,
    ask_merge,
)
from registry.queries.people import person
from registry.records.acts_of_two import SecondAnswer
from registry.records.merges import answer_merge, ask_to_merge
from registry.rules.plain_values import Json
from registry.transaction import COUNTRY
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk

D = MAE_FAH_LUANG
DEPUTY = "5715.deputy2"
WHY = "สะกดชื่อต่างกัน"


def settled(desk: Desk, merged: str, kept: str) -> None:
    """The two are one person by two coordinators, whoever may agree to it."""
    with desk.office.registry.writing(COUNTRY) as write:
        ids = [
            person(write.connection, one, field="x").id for one in (merged, kept, "coord", "coord2")
        ]
        number = ask_to_merge(
            write, COUNTRY, None, merged=ids[0], kept=ids[1], undoes=None, first=ids[2], reason=WHY
        )  # fmt: skip
        answer_merge(
            write, MERGE.waiting(write.connection, number), SecondAnswer(ids[3], confirmed=True)
        )


def ask(desk: Desk, merged: str, kept: str = DEPUTY, by: str = "coord") -> ConfirmationWaits:
    return ask_merge(desk.office, merged, kept, reason=WHY, recorded_by=by)


@pytest.fixture
def early(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def ids_of(desk: Desk, *refs: str) -> list[int]:
    with desk.office.registry.reading() as connection:
        return [person(connection, one, field="x").id for one in refs]


def agree(
    desk: Desk, asked: ConfirmationWaits, by: str = "coord2", result: str = "confirmed"
) -> None:
    """The other coordinator answers at the gate of an act of two."""
    assert asked.instance is not None
    assert asked.path is not None
    why = {"reason": "ตรวจแล้ว"} if result == "not_so" else {}
    answer: Json = {"result": result, **why}
    office = "psdhs_coordinator/2" if by == "coord2" else COORDINATOR
    day = str(desk.office.registry.today)
    desk.decide(asked.instance, asked.path, office, day, answer, recorded_by=by)
