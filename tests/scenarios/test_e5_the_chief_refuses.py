"""E5: "no cases here": declined, left in peace, approached again in half a year or by rotation.

A new Chief is shown what the neighbours reached: what was published of it, and no few victims.
"""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from config.audiences import Audience
from desk.views.board import BoardCounts, board
from desk.views.view import View
from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from flows.establishment.neighbours import NeighbourEvidence, neighbour_evidence
from registry.models import NoticeMail
from registry.queries.areas import districts_within
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.records.figures import NewFigure, record_figures
from registry.records.publishing import asked_for, publish_table
from registry.records.transfer_form import TransferOrder
from registry.rules.figures import Qualifier
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_packages import claims, package
from tests.staged_desks import made_once

THOENG, MAE_SAI = "5704", "5709"
REASON = "ไม่มีคดีในพื้นที่"


@made_once
def refused(url: str) -> tuple[Desk, int]:
    """Thoeng's Chief declines on 3 April 2023; in Mae Sai nothing has begun."""
    desk = a_desk(url, "2023-03-20", THOENG, MAE_SAI)
    instance = desk.start(on="2023-03-20", district=THOENG)
    desk.decide(instance, "earlier_order", COORDINATOR, "2023-03-21", {"finding": "none"})
    no: Json = {"result": "not_now", "reason": REASON}
    desk.decide(instance, "advocacy", "district_chief", "2023-04-03", no)
    return desk, instance


def counts(desk: Desk) -> BoardCounts:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        two = [one for one in districts_within(connection, {"57"}) if one.code in (THOENG, MAE_SAI)]
        return board(view, two, "th").counts


def papers(desk: Desk) -> dict[int, tuple[str, str]]:
    """Every paper of the district: its kind, and its Thai or English text."""
    with desk.office.registry.reading() as connection:
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
        districts=2, approached=1, established=0, declined=1, not_started=1, late=0, late_items=0
    )


def test_nobody_is_dunned_until_half_a_year_is_over(sqlite_url: str) -> None:
    desk, instance = refused(sqlite_url)
    before = papers(desk)
    run_to(desk, "2023-09-29")
    assert papers(desk) == before
    assert desk.waits_at(instance) == ["reapproach#1"]
    assert counts(desk).late == 0
    with desk.office.registry.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(NoticeMail)) == 0
    run_to(desk, "2023-10-04")
    assert desk.waits_at(instance) == ["advocacy#2"]
    assert counts(desk).declined == 0


def test_a_chief_who_puts_it_off_by_a_century_is_taken_at_his_word_and_the_year_questioned(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    later: Json = {"result": "deferred", "until": "1 ต.ค. 2665"}
    said = desk.decide(first, "advocacy", "district_chief", "2022-06-02", later)
    assert ["โปรดตรวจสอบปี" in one.th for one in said.warnings] == [True]


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


def beside(url: str, assisted: int) -> Desk:
    """Mae Fah Luang has its committee since July 2022, and reported so many persons assisted."""
    desk = a_desk(url, "2022-06-02", MAE_FAH_LUANG, THOENG)
    desk.to_order_signed()
    desk.on("2022-10-10")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        said = NewFigure(
            "persons_assisted", "", Decimal(assisted), "quarterly_reports", Qualifier.AT_LEAST
        )
        record_figures(write, MAE_FAH_LUANG, 2565, 4, [said], entry_id=None)
    return desk


def evidence(desk: Desk) -> NeighbourEvidence:
    with desk.office.registry.reading() as connection:
        found = neighbour_evidence(connection, THOENG, desk.office.registry.today)
    assert found is not None
    return found


@pytest.mark.parametrize(("assisted", "told"), [(70, ["at least 70"]), (3, [])])
def test_what_the_neighbours_reached_rests_on_what_was_published_and_tells_of_no_few(
    sqlite_url: str, assisted: int, told: list[str]
) -> None:
    desk = beside(sqlite_url, assisted)
    before = evidence(desk)
    assert (before.established, before.active, before.published) == (1, 0, ())
    asked = asked_for("assistance", "57", 2565, None, Audience.SHARED)
    publish_table(desk.office.registry, asked, recorded_by="coord")
    said = [words.en for _, words in evidence(desk).published]
    assert [one.partition(" (")[0] for one in said] == told
    page = visitor(desk, "coord").get(f"/districts/{THOENG}", "en")
    assert page.tree.cssselect("#evidence")
    assert ("at least 70" in page.main) is bool(told)
    of_the_other = visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}", "en")
    assert not of_the_other.tree.cssselect("#evidence")


def test_the_new_chief_gets_a_package_that_suggests_a_committee_and_is_asked_about_none(
    sqlite_url: str,
) -> None:
    desk, _ = refused(sqlite_url)
    run_to(desk, "2023-09-20")
    move = {"district": "เทิง", "on": "2023-10-01", "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    order = {"number": "88/2566", "dated": "2023-09-15", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    run_to(desk, "2023-10-03")
    (handover,) = (one for one in desk.instances() if one.process == "handover")
    assert [one.gate for one in desk.gates(handover.id)] == ["outgoing", "briefing", "receipt"]
    (suggested, *_) = package(desk, "2023-10-03", THOENG).page_one.decisions
    assert suggested.key == "found"
    made = papers(desk)
    assert "handover_page_one" in {kind for kind, _ in made.values()}
    assert [kind for kind, text in made.values() if REASON in text] == []


def test_the_brief_of_the_next_approach_tells_what_the_neighbours_reached_by_then(
    sqlite_url: str,
) -> None:
    desk = beside(sqlite_url, 70)
    instance = desk.start(on="2022-10-10", district=THOENG)
    desk.decide(instance, "earlier_order", COORDINATOR, "2022-10-10", {"finding": "none"})
    no: Json = {"result": "not_now", "reason": REASON}
    desk.decide(instance, "advocacy", "district_chief", "2022-10-12", no)
    desk.on("2022-10-20")
    asked = asked_for("assistance", "57", 2565, None, Audience.SHARED)
    publish_table(desk.office.registry, asked, recorded_by="coord")
    run_to(desk, "2023-04-13")
    assert desk.waits_at(instance) == ["advocacy#2"]
    briefs = [text for kind, text in papers(desk).values() if kind == "advocacy_brief"]
    assert ["at least 70" in one or "อย่างน้อย ๗๐" in one for one in briefs] == [
        False, False, True, True,
    ]  # fmt: skip
    assert "established in 1 of 17 districts" in briefs[-1]
    told = {
        one.topic_en: one.text_en for one in claims(package(desk, "2023-04-13", THOENG), "mandate")
    }
    assert told["Committees in the other districts of the province"] == (
        "established in 1 of 17 districts"
    )
