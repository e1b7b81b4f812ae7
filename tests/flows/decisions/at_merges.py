"""Two records of one person that are made one."""

from flows.decisions.merge import (
    MERGE,
)
from registry.queries.people import person
from registry.records.acts_of_two import SecondAnswer
from registry.records.merges import answer_merge, ask_to_merge
from registry.transaction import COUNTRY
from tests.builders import Desk

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
