"""A program at a desk, for the tests of its calls."""

import pytest

from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.api.programs import CallingProgram, program

EARLIER = {
    "gate": "earlier_order", "by": COORDINATOR, "decided_on": "2022-06-02",
    "answer": {"finding": "none"}, "form_version": 1,
}  # fmt: skip
KEY = "Idempotency-Key"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> CallingProgram:
    return program(desk)
