"""Two records of one person that are made one."""

import pytest

from flows.decisions.confirmation import ConfirmationWaits
from flows.decisions.merge import (
    MERGE,
    ask_merge,
)
from registry.queries.people import person
from registry.records.acts_of_two import SecondAnswer
from registry.records.merges import answer_merge, ask_to_merge
from registry.transaction import COUNTRY
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

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


D = MAE_FAH_LUANG
DEPUTY = "5715.deputy2"


def ask(desk: Desk, merged: str, kept: str = DEPUTY, by: str = "coord") -> ConfirmationWaits:
    return ask_merge(desk.office, merged, kept, reason=WHY, recorded_by=by)


@pytest.fixture
def early(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def ids_of(desk: Desk, *refs: str) -> list[int]:
    with desk.office.registry.reading() as connection:
        return [person(connection, one, field="x").id for one in refs]
