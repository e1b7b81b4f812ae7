"""An establishment at its inception, for the tests: refused answers, a training that was held."""

from typing import Any

import pytest

from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import tables

MINUTES: dict[str, Json] = {
    "items": [
        {"agenda": 1, "said": "ประธานแจ้งวัตถุประสงค์", "resolution": "รับทราบ"},
        {
            "agenda": 4, "said": "แผนพัฒนาศักยภาพ", "resolution": "เห็นชอบ",
            "actions": [
                {
                    "what": "เสนอรายชื่อผู้เข้าอบรม", "owner": "executive.district_chief",
                    "due_on": "2022-08-31",
                }
            ],
        },
    ],
    "taken_by": "นางปรานี สมมุติ",
}  # fmt: skip

D = MAE_FAH_LUANG


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def refused(desk: Desk, kind: type[Refusal], gate: str, on: str, answer: Any) -> Refusal:
    before = tables(str(desk.office.registry.url))
    with pytest.raises(kind) as told:
        desk.decide(1, gate, "focal_point", on, answer)
    assert tables(str(desk.office.registry.url)) == before
    return told.value


def trained(desk: Desk) -> int:
    first = desk.to_trainings()
    held: Json = {
        "result": "held", "held_on": "2022-09-07", "topics": ["defining"],
        "participants": [
            {"code": "A1", "sex": "female", "person": "5715.chief"},
            {"code": "A2", "sex": "male"},
        ],
    }  # fmt: skip
    path = "after_meeting/capacity/trainings/basics/training"
    desk.decide(first, path, "focal_point", "2022-09-07", held)
    return first
