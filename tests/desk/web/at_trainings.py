"""A training at its gate, for the tests: a refresher that was held."""

from decimal import Decimal
from typing import Any

import pytest

from tests.builders import Desk
from tests.desk.web.at_meetings import SECRETARY, as_filled, refresher_desk
from tests.desk.web.visitor import Visitor, visitor

HELD = "refresher_held"


@pytest.fixture
def refreshing(sqlite_url: str) -> tuple[Desk, Visitor, int]:
    desk, number = refresher_desk(sqlite_url)
    return desk, visitor(desk, "coord"), number


def held(who: Visitor, number: int) -> dict[str, Any]:
    """The training as it was held, with three participants."""
    form = as_filled(who, number, HELD)
    return form | {
        "held_on": ["22/7/2565"], "by": [SECRETARY], "participants": ["P01, หญิง\nP02\tชาย\nP03"],
    }  # fmt: skip


def number(taken: int | None) -> Decimal | None:
    """Points, None where the test was not taken."""
    return None if taken is None else Decimal(taken)
