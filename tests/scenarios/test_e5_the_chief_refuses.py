"""E5: "no cases here": declined, left in peace, approached again in half a year or by rotation.

But for the neighbours' figures, which a suggestion to the new Chief is to rest on.
"""

from datetime import date

import pytest

from desk.views.board import BoardCounts, board
from desk.views.reasons import View
from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from registry.queries.areas import districts_within
from registry.queries.documents import content, documents
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, Desk, a_desk

THOENG, MAE_SAI = "5704", "5709"
REASON = "ไม่มีคดีในพื้นที่"


def refused(url: str) -> tuple[Desk, int]:
    """Thoeng's Chief declines on 3 April 2023; in Mae Sai nothing has begun."""
    desk = a_desk(url, "2023-03-20", THOENG, MAE_SAI)
    instance = desk.start(on="2023-03-20", district=THOENG)
    desk.decide(instance, "earlier_order", COORDINATOR, "2023-03-21", {"finding": "none"})
    no: Json = {"result": "not_now", "reason": REASON}
    desk.decide(instance, "advocacy", "district_chief", "2023-04-03", no)
    return desk, instance


def counts(desk: Desk) -> BoardCounts:
    with desk.office.registry.reading() as session:
        connection = session.connection()
        view = View(desk.office, connection, desk.office.registry.today)
        two = [one for one in districts_within(connection, {"57"}) if one.code in (THOENG, MAE_SAI)]
        return board(view, two, "th").counts


def papers(desk: Desk) -> dict[int, tuple[str, str]]:
    """Every paper of the district: its kind, and its Thai or English text."""
    with desk.office.registry.reading() as session:
        connection = session.connection()
        found = documents(connection, district=THOENG)
        return {
            one.id: (one.kind, "\n".join(paragraphs(content(connection, one.sha256) or b"")))
            for one in found
        }


def run_to(desk: Desk, day: str) -> None:
    desk.clock.move_to(date.fromisoformat(day))
    while sweep(desk.office):
        desk.perform()
    desk.perform()


def test_it_counts_as_approached_and_never_as_established(made_registry_url: str) -> None:
    desk, _ = refused(made_registry_url)
    assert counts(desk) == BoardCounts(
        districts=2, approached=1, established=0, declined=1, not_started=1, late=0
    )


def test_nobody_is_dunned_until_half_a_year_is_over(sqlite_url: str) -> None:
    desk, instance = refused(sqlite_url)
    before = papers(desk)
    run_to(desk, "2023-09-29")
    assert papers(desk) == before
    assert desk.waits_at(instance) == ["reapproach#1"]
    assert counts(desk).late == 0
    run_to(desk, "2023-10-04")
    assert desk.waits_at(instance) == ["advocacy#2"]
    assert counts(desk).declined == 0


def test_the_reason_is_printed_by_no_document(sqlite_url: str) -> None:
    desk, _ = refused(sqlite_url)
    run_to(desk, "2023-10-04")
    assert papers(desk)
    assert [kind for kind, text in papers(desk).values() if REASON in text] == []


@pytest.mark.parametrize("entered", ["2023-09-20", "2023-10-03"])
def test_a_new_chief_is_approached_from_the_day_of_the_rotation(
    sqlite_url: str, entered: str
) -> None:
    desk, instance = refused(sqlite_url)
    run_to(desk, entered)
    move = {"district": "เทิง", "on": "2023-10-01", "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    order = {"number": "88/2566", "dated": "2023-09-15", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    run_to(desk, "2023-10-03")
    assert desk.waits_at(instance) == ["advocacy#2"]
    told = [one for one in desk.entries(instance) if one.kind == "event" and one.live]
    assert [(one.act_date, one.body["resolves"]) for one in told] == [
        (date(2023, 10, 1), ["reapproach#1"])
    ]
    desk.decide(instance, "advocacy", "district_chief", "2023-10-03", {"result": "agreed"})
    assert desk.waits_at(instance) == ["delegation"]
    assert counts(desk).approached == 1
