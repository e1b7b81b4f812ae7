"""The gates of a handover as people meet them: decisions in words, nothing ticked beforehand."""

from urllib.parse import quote

import pytest

from tests.builders import Desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_handovers import in_office

CONTINUE = "The committee goes on by its order, with the District Chief as chair"
FIRST_DAYS = "handover/office/first_days"


@pytest.fixture
def at_handover(sqlite_url: str) -> tuple[Desk, int]:
    return in_office(sqlite_url)


def test_the_signed_page_asks_for_each_printed_decision_in_words_and_assumes_nothing(
    at_handover: tuple[Desk, int],
) -> None:
    desk, one = at_handover
    path = quote(f"{FIRST_DAYS}/receipt/receipt", safe="/")
    page = visitor(desk, "coord").get(f"/instances/{one}/gates/{path}", "en")
    assert page.status == 200
    assert "Members who lack training are trained" in page.main
    ticked = page.tree.cssselect("[name$='.result'] option[selected], [name$='.result']:checked")
    assert [chosen.get("value") for chosen in ticked if chosen.get("value")] == []


def test_a_decision_is_called_by_its_words_in_the_inbox_and_at_its_gate(
    at_handover: tuple[Desk, int],
) -> None:
    desk, one = at_handover
    guest = visitor(desk, "coord")
    (asked,) = (gate.path for gate in desk.gates(one) if gate.subject == "continue")
    page = guest.get(f"/instances/{one}/gates/{quote(asked, safe='/')}", "en")
    assert CONTINUE in page.main
    assert "successor" not in page.main
    inbox = guest.get("/", "en").main  # decisions of one day stand together there
    assert "Decision of whoever came into office: Members who lack training" in inbox


def test_the_leavers_paper_waits_for_the_province_and_not_for_the_new_chief(
    at_handover: tuple[Desk, int],
) -> None:
    desk, _ = at_handover
    inbox = visitor(desk, "coord").get("/", "en").main
    line = inbox.partition(": Paper of whoever leaves")[2].partition("Open")[0]
    assert "Waits for: Coordinator" in line


def test_the_district_shows_its_handover(at_handover: tuple[Desk, int]) -> None:
    desk, one = at_handover
    page = visitor(desk, "coord").get("/districts/5715", "en")
    assert f"/instances/{one}" in page.links()
    assert "Handover" in page.main
