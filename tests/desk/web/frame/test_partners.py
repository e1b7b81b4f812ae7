"""What an outside organisation reads: the work, and neither telephones nor classified papers."""

import re
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest

from registry.queries.documents import DocumentRow, documents
from registry.records.calendar_links import make_calendar_link
from registry.records.contacts import set_contact
from registry.records.offices import assign
from registry.records.people import add_person
from registry.rules.handover import ANNEX
from registry.rules.rights import APART, Part
from tasks.documents.docx_text import paragraphs
from tasks.documents.template_folders import kinds
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.api.programs import program, refused
from tests.desk.web.frame.test_links import GONE, kind_of
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.classified_paper.at_registers import LETTER, registered
from tests.flows.classified_paper.test_in_place_of_scan import at_number, number_given
from tests.flows.handover.at_handovers import a_district, handovers, page, to, told
from tests.staged_desks import made_once

PHONE, MAIL = "081-234-5678", "chief@example.go.th"
SECRETS = [LETTER[one] for one in ("subject", "number", "keeper", "kept_at")]
CARD, REGISTER = (f"/districts/{MAE_FAH_LUANG}/{one}" for one in ("card", "classified-papers"))
BEGINNINGS = (
    "/", f"/districts/{MAE_FAH_LUANG}", CARD, "/documents", f"/documents?district={MAE_FAH_LUANG}",
    f"/districts/{MAE_FAH_LUANG}/papers", "/search?q=0018/ล", "/search?q=หนังสือแจ้งผล",
    "/calendar", "/orders", "/offices",
)  # fmt: skip


@made_once
def handed_over(url: str) -> tuple[Desk, int]:
    """A district with a classified paper, telephones, and a package that was handed over."""
    desk = a_district(url)
    to(desk, "2022-09-20")
    number = registered(desk, "2022-09-20").instance
    registry = desk.office.registry
    for kind, value in (("phone", PHONE), ("email", MAIL)):
        set_contact(registry, f"{MAE_FAH_LUANG}.deputy", kind, value, recorded_by="coord")
    with registry.writing(MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="นาย", name_th="ภาคี สมมุติ", ref="the.partner")
        assign(write, who, Part.PARTNER.value, MAE_FAH_LUANG, start=write.today)
    told(desk)
    to(desk, "2022-10-03")
    (handover,) = handovers(desk)
    page(desk, handover.id, "2022-10-03")
    desk.perform()
    return desk, number


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return handed_over(sqlite_url)[0]


def papers(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return documents(connection, district=MAE_FAH_LUANG)


def said(answer: Page) -> str:
    """What is read on a page, in a calendar, in a workbook or in a paper."""
    content = answer.response.content
    if not is_zipfile(BytesIO(content)):
        return answer.response.text if b"%PDF" not in content[:8] else ""
    parts = ZipFile(BytesIO(content)).namelist()
    if "word/document.xml" in parts:
        return "\n".join(paragraphs(content))
    return "\n".join(
        ZipFile(BytesIO(content)).read(one).decode("utf-8", "replace") for one in parts
    )


def looked_at(who: Visitor) -> Iterator[tuple[str, Page]]:
    """Every page and file that links lead to from where one begins, one of each kind."""
    ahead, seen = deque[str](BEGINNINGS), set[str]()
    while ahead:
        link = ahead.popleft()
        known = kind_of(link)
        is_own = link in BEGINNINGS or re.match(r"/(instances|documents)/\d+", link)
        if known is None or (same := link if is_own else known) in seen:
            continue
        seen.add(same)
        answer = who.get(link)
        yield link, answer
        if "html" in answer.response.headers.get("content-type", ""):
            ahead.extend(str(one) for one in answer.tree.xpath("//a/@href"))


def test_a_partner_comes_to_no_telephone_nor_to_a_word_of_a_classified_paper(desk: Desk) -> None:
    places = []
    for place, answer in looked_at(visitor(desk, "the.partner")):
        places.append(place)
        assert answer.status not in GONE, place
        told_there = said(answer)
        if not place.startswith("/search"):  # the page says what was looked for
            assert [one for one in (*SECRETS, PHONE, MAIL) if one in told_there] == [], place
    assert len(places) > 40
    assert {CARD, f"/districts/{MAE_FAH_LUANG}"} <= set(places)
    assert REGISTER not in places


def test_the_card_shows_a_partner_offices_and_says_why_no_telephones(desk: Desk) -> None:
    partner = visitor(desk, "the.partner").get(CARD, "th")
    office = visitor(desk, "coord").get(CARD, "th")
    assert PHONE in office.main
    why = "โทรศัพท์และอีเมลแสดงเฉพาะสำนักงาน"
    assert (why in partner.main, why in office.main) == (True, False)
    rows = [one.text_content().split() for one in office.tree.xpath("//main//tbody//th")]
    assert [one.text_content().split() for one in partner.tree.xpath("//main//tbody//th")] == rows
    assert len(rows) > 3
    assert not re.search(r"\d[\d -]{7,}\d", partner.main)


@pytest.mark.parametrize("ref", ["the.partner", "coord", "admin"])
def test_the_register_its_instances_and_the_annex_that_lists_it_are_the_offices(
    sqlite_url: str, ref: str
) -> None:
    desk, number = handed_over(sqlite_url)
    annexes = [one.id for one in papers(desk) if one.kind == ANNEX]
    assert annexes
    who, lets = visitor(desk, ref), 403 if ref == "the.partner" else 200
    places = [REGISTER, f"/instances/{number}", f"/instances/{number}/papers"]
    places += [f"/documents/{one}" for one in annexes]
    assert {one: who.get(one).status for one in places} == dict.fromkeys(places, lets)
    found = who.get("/search?q=0018/ล 12").main
    assert (LETTER["keeper"] in found) == (lets == 200)
    listed = who.get(f"/documents?kind={ANNEX}").response.text
    assert (f"/documents/{annexes[0]}" in listed) == (lets == 200)
    batch = who.post(f"/districts/{MAE_FAH_LUANG}/papers", {"paper": [str(annexes[0])]})
    assert batch.status == (200 if lets == 200 else 404)


def test_a_partners_program_is_told_what_the_partner_is(sqlite_url: str) -> None:
    desk, number = handed_over(sqlite_url)
    one = program(desk, "the.partner", "partner", MAE_FAH_LUANG)
    annex = next(each.id for each in papers(desk) if each.kind == ANNEX)
    for path in (
        f"/classified-papers?district={MAE_FAH_LUANG}", f"/instances/{number}",
        f"/instances/{number}/why", f"/papers/{annex}", f"/papers/{annex}/file",
    ):  # fmt: skip
        assert refused(one.get(path))[:2] == (403, "may_not"), path
    handover = handovers(desk)[0].id
    for path in (
        f"/instances?district={MAE_FAH_LUANG}", f"/papers?district={MAE_FAH_LUANG}", "/waiting",
        f"/instances/{handover}",
    ):  # fmt: skip
        answer = one.get(path)
        assert answer.status_code == 200, path
        assert [word for word in (*SECRETS, PHONE, MAIL, ANNEX) if word in answer.text] == [], path
    listed = one.get(f"/instances?district={MAE_FAH_LUANG}").json()["instances"]
    numbers = {each["instance"] for each in listed}
    assert (handover in numbers, number in numbers) == (True, False)
    assert refused(one.get("/papers/99999"))[0] == 404


def test_that_a_classified_paper_stands_for_a_scan_is_told_and_not_which(sqlite_url: str) -> None:
    desk, order, paper = at_number(sqlite_url)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="นาย", name_th="ภาคี สมมุติ", ref="the.partner")
        assign(write, who, Part.PARTNER.value, MAE_FAH_LUANG, start=write.today)
    partner, office = visitor(desk, "the.partner"), visitor(desk, "coord")
    gate = f"/instances/{order}/gates/registration%231"
    assert LETTER["subject"] in office.get(gate).main
    assert [one for one in SECRETS if one in partner.get(gate).main] == []
    number_given(desk, order, paper)
    told_both = [who.get(f"/instances/{order}", "th").main for who in (office, partner)]
    told_both.append(program(desk, "the.partner", "partner", MAE_FAH_LUANG).get(
        f"/instances/{order}"
    ).text)  # fmt: skip
    assert [LETTER["keeper"] in one for one in told_both] == [True, False, False]
    untold = "มีเอกสารชั้นความลับในทะเบียนแทนสำเนาสแกน"
    assert [untold in one for one in told_both] == [False, True, True]


def test_a_partners_calendar_tells_neither(desk: Desk) -> None:
    registry = desk.office.registry
    for district in (MAE_FAH_LUANG, None):
        made = make_calendar_link(registry, district, "th", recorded_by="the.partner")
        answer = visitor(desk).get(f"/calendars/{made.token}")
        assert answer.status == 200
        assert [one for one in (*SECRETS, PHONE, MAIL) if one in answer.response.text] == []


def test_what_is_apart_is_a_process_or_a_kind_of_paper_or_scan_that_there_is(desk: Desk) -> None:
    declared = desk.office.declared
    scans = {f"scan.{one}" for one in declared.gates}
    assert [one for one in APART if one not in {*declared.processes, *kinds(), *scans}] == []
