"""Redaction through the pages: one asks, another confirms; nothing is shown again."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import Settings
from registry.journal import entries
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.queries.redactions import redactions, requests
from registry.records.filing import EVIDENCE, NewDocument, keep
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.decisions.at_redactions import a_paper_saying, in_lines, is_gone

VICTIM = "สมหญิงที่ร้านริมทาง ไม่ควรบันทึก"
NOTE = f"พบใน {VICTIM} เมื่อวานนี้"
REASON = "บันทึกข้อมูลที่ไม่ควรบันทึก"
SECOND = "57/psdhs_coordinator/2@coord2"


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Desk:
    made = a_desk(sqlite_url)
    return replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))


def note_recorded(desk: Desk) -> tuple[int, int]:
    """An establishment whose first answer holds what should never have been recorded."""
    first = desk.start()
    said = desk.decide(
        first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none", "note": NOTE},
        evidence=[SCAN],
    )  # fmt: skip
    return first, said.entry


def asked(who: Visitor, place: str, **typed: str) -> Page:
    """Ask, after having looked at every copy."""
    who.get(place, "th")
    who.post(place, {"reason": REASON, "step": "check", **typed})
    return who.post(place, {"reason": REASON, "step": "record", **typed})


def confirmed(who: Visitor, instance: int, number: int = 1) -> Page:
    place = f"/instances/{instance}/gates/!redact/{number}"
    who.get(place, "th")
    answer = {"by": SECOND, "decided_on": "2/6/2565", "result": "confirmed", "step": "send"}
    return who.post(place, answer)


def test_every_copy_is_shown_before_it_is_asked_for(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    who = visitor(desk, "coord")
    who.get("/", "th")
    page = who.post(
        f"/instances/{first}/redact/{entry}", {"field": "note", "reason": REASON, "step": "check"}
    )
    assert NOTE in page.main
    assert f"รายการที่ {entry} ของเรื่องเลขที่ {first}" in page.main
    assert "ไม่มีผู้มีบัญชีใช้งานที่ยืนยันได้" in page.main
    visitor(desk, "coord2")  # has an account from now on
    again = {"field": "note", "reason": REASON, "step": "check"}
    page = who.post(f"/instances/{first}/redact/{entry}", again)
    assert "ผู้อื่นที่ยืนยันได้: นายยืนยัน ดี" in page.main
    with desk.office.registry.reading() as connection:
        assert requests(connection) == [], "nothing is asked for by looking"


def test_what_may_be_a_copy_is_shown_and_goes_only_where_it_is_ticked(desk: Desk) -> None:
    aim = in_lines(desk, "สมหญิงมาพบ", "ที่ร้านริมทาง")
    paper = a_paper_saying(desk, "สมหญิงมาพบ")
    who, place = visitor(desk, "coord"), f"/instances/{aim.instance}/redact/{aim.entry}"
    typed = {"field": "note", "reason": REASON}
    who.get(place, "th")
    page = who.post(place, {**typed, "step": "check"})
    box = r'type="checkbox" id="also-1" name="also" value="([^"]+)"'
    (key,) = re.findall(box, page.response.text)
    assert "อาจเป็นสำเนาด้วย" in page.main
    page = who.post(place, {**typed, "also": key, "step": "check"})
    assert "อาจเป็นสำเนาด้วย" not in page.main
    who.post(place, {**typed, "also": key, "step": "record"})
    confirmed(visitor(desk, "coord2"), aim.instance or 0)
    assert is_gone(desk, paper)


def test_a_second_person_confirms_and_the_text_is_never_shown_again(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    one, other = visitor(desk, "coord"), visitor(desk, "coord2")
    done = asked(one, f"/instances/{first}/redact/{entry}", field="note")
    assert done.path == "/redactions/1"
    assert "ท่านเป็นผู้ขอ" in done.main
    own = confirmed(one, first)
    assert own.status == 422, "nobody confirms their own"
    assert "เป็นผู้บันทึกรายการนี้" in one.get(f"/instances/{first}/gates/!redact/1").main
    gate = other.get(f"/instances/{first}/gates/!redact/1", "th")
    assert NOTE in gate.main
    assert REASON in gate.main
    confirmed(other, first)
    with desk.office.registry.reading() as connection:
        assert len(redactions(connection)) == 1
        assert VICTIM not in str([one.body for one in entries(connection, first)])
    work = f"/instances/{first}"
    for place in ("/redactions", "/redactions/1", work, f"{work}/redact/{entry}",
                  f"{work}/gates/!redact/1"):  # fmt: skip
        assert VICTIM not in other.get(place, "th").text, place
    assert "ปกปิดครั้งที่ 1" in other.get("/redactions").main


def test_what_left_the_house_with_a_paper_is_told(desk: Desk) -> None:
    first, _ = note_recorded(desk)
    one, other = visitor(desk, "coord"), visitor(desk, "coord2")
    with desk.office.registry.reading() as connection:
        kept = documents(connection, instance_id=first)
        (paper,) = [one for one in kept if one.status == "evidence"]
    other.get(f"/documents/{paper.id}", "th")
    done = asked(one, f"/documents/{paper.id}/redact")
    assert "ดาวน์โหลด" in done.main
    assert "coord2" in done.main
    confirmed(other, first)
    with desk.office.registry.reading() as connection:
        assert content(connection, paper.sha256) is None
    listed = other.get("/redactions")
    assert f"document/{paper.id}" in listed.main


def test_a_paper_of_an_entry_goes_with_its_texts(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    with desk.office.registry.reading() as connection:
        kept = documents(connection, instance_id=first)
        (paper,) = [one for one in kept if one.status == "evidence"]
    asked(visitor(desk, "coord"), f"/instances/{first}/redact/{entry}", paper=str(paper.id))
    confirmed(visitor(desk, "coord2"), first)
    with desk.office.registry.reading() as connection:
        assert content(connection, paper.sha256) is None


def test_neither_nothing_nor_no_reason_is_asked_for(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    who, place = visitor(desk, "coord"), f"/instances/{first}/redact/{entry}"
    page = who.get(place, "th")
    assert "none" not in [one.get("value") for one in page.tree.cssselect("input[name=field]")]
    nothing = who.post(place, {"reason": REASON, "step": "check"})
    assert nothing.status == 422
    assert nothing.beside("field")
    reasonless = who.post(place, {"field": "note", "reason": "", "step": "check"})
    assert reasonless.beside("reason")
    assert reasonless.tree.xpath("//input[@value='note'][@checked]")


def a_paper_where_nothing_was_started(desk: Desk) -> int:
    """A scan of the district's past that names a victim; answers its number."""
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        paper = NewDocument(
            kind="past.other", file_name=f"{VICTIM}.pdf", media_type=SCAN.media_type,
            own_date=write.today, content=SCAN.content, content_hash=SCAN.sha256,
            status=EVIDENCE, attested_by=1, version=1,
        )  # fmt: skip
        return keep(write, MAE_FAH_LUANG, None, None, paper)


def test_a_redaction_is_not_refused_by_a_button_that_the_page_has_not(desk: Desk) -> None:
    asked(visitor(desk, "coord"), f"/documents/{a_paper_where_nothing_was_started(desk)}/redact")
    other = visitor(desk, "coord2")
    other.get("/redactions/1", "th")
    page = other.post("/redactions/1", {"step": "x", "reason": "ไม่ใช่"})
    assert (page.status, "ไม่ทราบว่ากดปุ่มใด" in page.problems[0]) == (422, True)
    assert "ปกปิดแล้ว" in other.post("/redactions/1", {"step": "confirm"}).main


def test_what_lies_where_nothing_was_started_is_answered_on_its_own_page(desk: Desk) -> None:
    number = a_paper_where_nothing_was_started(desk)
    one, other = visitor(desk, "coord"), visitor(desk, "coord2")
    done = asked(one, f"/documents/{number}/redact")
    assert one.post("/redactions/1", {"step": "confirm"}).status == 422
    assert not done.tree.xpath("//button[@value='confirm']")
    other.get("/redactions/1", "th")
    assert other.post("/redactions/1", {"step": "refuse"}).beside("reason")
    taken = other.post("/redactions/1", {"step": "confirm"})
    assert "ปกปิดแล้ว" in taken.main
    assert VICTIM not in taken.text


def test_only_who_may_redact_finds_the_way(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    chief = visitor(desk, "5715.chief")
    assert chief.get(f"/instances/{first}/redact/{entry}").status == 403
    assert chief.get("/redactions").status == 403
    place = f"/instances/{first}/redact/{entry}"
    assert place not in chief.get(f"/instances/{first}").links()
    assert place in visitor(desk, "coord").get(f"/instances/{first}").links()
    asked(visitor(desk, "coord"), place, field="note")
    gate = chief.get(f"/instances/{first}/gates/!redact/1")
    assert NOTE not in gate.main
