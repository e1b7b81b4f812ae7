from datetime import date

import pytest

from desk.web.gate.order_paper import order_paper
from registry.ledger import fingerprint
from registry.queries.order_facts import order_facts
from registry.queries.seats import seats
from registry.records.seats import record_seats
from registry.rules.effects import DraftInputs, OrderFactsArgs
from registry.rules.order_facts import AppointmentOrderFacts, EarlierOrder
from registry.rules.plain_values import Json
from registry.rules.seat_changes import apply
from registry.rules.seats import RemoveSeat, RenameSeat, SeatChange
from registry.rules.thai import to_arabic_digits
from tasks.documents.proofreading import insist, read_back
from tasks.documents.rendering import render
from tasks.documents.template import load_template, sheet
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

AMENDED_ON = date(2022, 9, 1)
GONE = "prevention.village_leader"
RENAMED = "executive.administrative_secretary"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    one = a_desk(sqlite_url)
    one.to_order_signed()
    one.on(AMENDED_ON)
    return one


def earlier(number: str = "12/2565") -> EarlierOrder:
    return EarlierOrder(
        heading_th="คำสั่งอำเภอแม่ฟ้าหลวง", number=number, dated=date(2022, 7, 1),
        subject_th="แต่งตั้งคณะกรรมการ",
    )  # fmt: skip


def change(desk: Desk, *changes: SeatChange) -> None:
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        now = seats(write.connection, MAE_FAH_LUANG, AMENDED_ON)
        wanted = apply(now, changes)
        record_seats(write, MAE_FAH_LUANG, wanted, on=AMENDED_ON, entry_id=1)


def amendment(desk: Desk, number: str = "12/2565") -> AppointmentOrderFacts:
    args = OrderFactsArgs(district=MAE_FAH_LUANG, kind="amend", earlier=earlier(number))
    with desk.office.registry.reading() as connection:
        return order_facts(connection, args, AMENDED_ON)


def test_an_amending_order_says_what_it_changes_in_the_order_in_force(desk: Desk) -> None:
    renamed = RenameSeat(key=RENAMED, title_th="ปลัดอำเภออาวุโส", title_en="Senior Deputy")
    change(desk, RemoveSeat(key=GONE), renamed)
    facts = amendment(desk)
    assert len(facts.changes) == 2
    papers = {
        language: render(load_template("appointment_order", language), facts)
        for language in ("th", "en")
    }
    insist(facts, sheet("appointment_order"), papers)  # type: ignore[arg-type]
    thai, english = read_back(papers["th"], "th").text, read_back(papers["en"], "en").text
    assert f"จึงให้แก้ไขเพิ่มเติมคำสั่งแต่งตั้ง{facts.committee_th}ดังกล่าว ดังนี้ (1) ให้" in thai
    for text, language in ((thai, "th"), (english, "en")):
        page = order_paper(facts, language)  # type: ignore[arg-type]
        shown = to_arabic_digits(" ".join((*page.reasons[2:], page.closing[0])))
        assert page.bodies == ()
        assert shown.strip() in text
    assert "นอกนั้นให้คงเป็นไปตามคำสั่งเดิม" in thai
    assert "ปลัดอำเภออาวุโส" in thai
    assert "Senior Deputy" in english
    assert "ประกอบด้วย" not in thai
    assert "consisting of" not in english


def test_where_the_order_in_force_is_not_known_the_whole_committee_is_listed(desk: Desk) -> None:
    change(desk, RemoveSeat(key=GONE))
    facts = amendment(desk, "9/2556")
    assert facts.changes == ()
    text = read_back(render(load_template("appointment_order"), facts), "th").text
    assert "ประกอบด้วย" in text
    assert "ให้คงเป็นไปตามคำสั่งเดิม" in text


def test_an_amendment_that_changes_no_seat_lists_the_committee(desk: Desk) -> None:
    assert amendment(desk).changes == ()


def test_facts_of_an_earlier_release_keep_the_fingerprint_they_were_recorded_with(
    desk: Desk,
) -> None:
    later = amendment(desk).model_dump(mode="json")
    recorded: dict[str, Json] = {
        name: value
        for name, value in later.items()
        if name not in {"heading_en", "subject_en", "border_en", "changes", "amended"}
    }
    read = AppointmentOrderFacts.model_validate(recorded)
    assert read.model_dump(mode="json") == recorded
    asked = DraftInputs(facts=read).model_dump(mode="json")
    assert fingerprint(asked) == fingerprint({"facts": recorded})
    assert (read.model_dump()["changes"], read.model_dump()["amended"]) == ((), ())
