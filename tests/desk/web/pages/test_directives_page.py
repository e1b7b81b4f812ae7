"""S2 through the pages: the Governor's letter to all 18 districts of Chiang Rai."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from flows.adoption.adopt import adopt
from flows.capabilities import net
from registry.queries.directives import directives, settled_by
from registry.queries.document_contents import content
from registry.queries.documents import document
from registry.queries.orders import orders
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.rules.directive_results import DirectiveResult
from tests.builders import Desk, a_desk, a_pdf
from tests.desk.web.visitor import Page, Visitor, visitor

CHIANG_RAI = [f"57{number:02}" for number in range(1, 19)]
WITH_COMMITTEE = ("5703", "5708", "5709", "5713")
OLD_CENTRE = "5704"
PDF = ("letter.pdf", a_pdf("letter"), "application/pdf")
LETTER = {
    "province": "57",
    "letter.number": "ชร ๐๐๐๔/ว ๑๒๓๔",
    "letter.dated": "1/6/2565",
    "letter.subject_th": "การจัดตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์ระดับอำเภอ",
    "letter.signer": "นายสมมุติ ตัวอย่าง ผู้ว่าราชการจังหวัดเชียงราย",
    "letter.within_days": "๓๐",
    "district": CHIANG_RAI,
    "earlier.0.district": OLD_CENTRE,
    "earlier.0.heading_th": "คำสั่งอำเภอเทิง",
    "earlier.0.number": "๑๒๓/๒๕๕๖",
    "earlier.0.dated": "7 ต.ค. 2556",
    "earlier.0.subject_th": "จัดตั้งศูนย์ปฏิบัติการป้องกันและปราบปรามการค้ามนุษย์อำเภอเทิง",
    "earlier.0.placed_at": "ศูนย์ดำรงธรรมอำเภอ",
}
Form = Mapping[str, str | Sequence[str]]


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-06-02", OLD_CENTRE)


def a_committee(desk: Desk, district: str, number: int) -> None:
    """A committee of 2562 that is taken in."""
    raw = raw_of(
        {
            "orders": [
                {
                    "standing": "in_force", "kind": "new", "heading": f"คำสั่งอำเภอที่ {district}",
                    "number": f"{number}/2562", "dated": "2562", "paper": "found",
                }
            ]
        }
    )  # fmt: skip
    form = read_form(raw, net(), today=desk.office.registry.today, district=district)
    adopt(desk.office, district, form, recorded_by="coord", cells=raw)


def send(who: Visitor, step: str, files: object = None, **changes: str | Sequence[str]) -> Page:
    who.get("/directives/new", "th")
    data: Form = {**LETTER, **changes, "step": step}
    return who.post("/directives/new", data, files)  # type: ignore[arg-type]


def results(desk: Desk) -> Counter[DirectiveResult]:
    with desk.office.registry.reading() as connection:
        (row,) = directives(connection)
        return Counter(one.result for one in settled_by(connection, row.id))


def test_the_letter_starts_thirteen_leaves_four_alone_and_replaces_one(desk: Desk) -> None:
    for place, district in enumerate(WITH_COMMITTEE, 1):
        a_committee(desk, district, place)
    who = visitor(desk, "coord")
    checked = send(who, "check", {"evidence": PDF})
    assert checked.status == 200
    assert "เริ่มงาน 13 อำเภอ" in checked.main
    assert "มีคณะกรรมการแล้ว 4 อำเภอ" in checked.main
    assert "แทนคำสั่งเดิม 1 อำเภอ" in checked.main
    assert len(desk.instances()) == len(WITH_COMMITTEE), "nothing is begun by looking"
    held = checked.value("held")
    done = send(who, "record", held=held)
    assert done.path == "/directives/1"
    assert results(desk) == {
        DirectiveResult.STARTED: 13, DirectiveResult.HAS_COMMITTEE: 4, DirectiveResult.REPLACE: 1,
    }  # fmt: skip
    assert len(desk.instances()) == len(CHIANG_RAI)
    with desk.office.registry.reading() as connection:
        (row,) = directives(connection)
        assert (row.due_on and row.due_on.isoformat()) == "2022-07-01"
        paper = document(connection, row.document or 0)
        assert paper is not None
        assert content(connection, paper.sha256) == PDF[1]
        (old,) = orders(connection, OLD_CENTRE)
        assert (old.full_number, old.kind) == ("123/2556", "earlier")


def test_entering_the_same_letter_again_says_so_and_creates_nothing(desk: Desk) -> None:
    who = visitor(desk, "coord")
    send(who, "record")
    before = desk.instances()
    checked = send(who, "check", **{"letter.number": "ชร 0004/ว1234"})
    assert "บันทึกไว้แล้ว" in checked.main
    again = send(who, "record", **{"letter.number": "ชร 0004/ว1234"})
    assert again.path == "/directives/1"
    assert "ไม่มีการสร้างสิ่งใดเพิ่ม" in again.main
    assert desk.instances() == before


def test_only_the_districts_that_are_ticked_are_settled(desk: Desk) -> None:
    who = visitor(desk, "coord")
    send(who, "record", district=["5701", OLD_CENTRE])
    assert sum(results(desk).values()) == 2
    more = send(who, "record")
    assert "ได้เพิ่มเฉพาะอำเภอที่ยังไม่มีผล" in more.main
    assert sum(results(desk).values()) == len(CHIANG_RAI)


def test_all_that_is_missing_is_told_beside_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = send(
        who, "check",
        **{"letter.number": "", "letter.dated": "1/6/65", "letter.within_days": "สามสิบ",
           "earlier.0.number": "", "district": []},
    )  # fmt: skip
    assert page.status == 422
    for field in ("letter.number", "letter.dated", "letter.within_days", "earlier.0.number",
                  "district"):  # fmt: skip
        assert page.beside(field), field
        assert f"#{field}" in page.links()
    assert page.value("letter.dated") == "1/6/65"
    assert page.value("earlier.0.heading_th") == LETTER["earlier.0.heading_th"]
    who.get("/directives/new", "en")
    english = who.post("/directives/new", {**LETTER, "letter.number": "", "step": "check"})
    assert "fill this in" in english.problems[0]
    assert desk.instances() == []


def test_what_the_letter_itself_is_refused_for_stands_beside_its_field(desk: Desk) -> None:
    who = visitor(desk, "coord")
    cases = [
        ({"letter.dated": "3/6/2565"}, "letter.dated"),
        ({"letter.due_on": "1/7/2565"}, "letter.due_on"),
        ({"letter.number": "ที่"}, "letter.number"),
        ({"earlier.0.number": "123/2557"}, "earlier.0.number"),
        ({"district": ["5701"]}, "earlier.0.district"),
        ({"letter.signer": "เลขประจำตัว 1101700230708"}, "letter.signer"),
    ]
    for changes, field in cases:
        page = send(who, "check", **changes)  # type: ignore[arg-type]
        assert page.status == 422, field
        assert page.beside(field), field
    assert desk.instances() == []


def test_a_row_with_nothing_in_it_does_not_shift_the_names_of_the_next(desk: Desk) -> None:
    moved = {name.replace(".0.", ".1."): text for name, text in LETTER.items()}
    for name in LETTER:
        moved.setdefault(name, "")
    moved["earlier.1.number"] = "123/2557"
    who = visitor(desk, "coord")
    who.get("/directives/new", "th")
    page = who.post("/directives/new", {**moved, "step": "check"})
    assert page.beside("earlier.1.number")
    assert not page.beside("earlier.0.number")


def test_a_row_more_and_ticks_work_without_a_script(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = send(who, "", add="earlier")
    assert page.tree.xpath("//*[@name='earlier.1.number']")
    none = send(who, "none")
    assert not none.tree.xpath("//input[@name='district'][@checked]")
    every = send(who, "all", district=[])
    assert len(every.tree.xpath("//input[@name='district'][@checked]")) == len(CHIANG_RAI)


def test_another_provinces_letter_is_not_theirs_to_enter(desk: Desk) -> None:
    who = visitor(desk, "coord")
    assert who.get("/directives/new?province=84").status == 404
    assert send(who, "record", province="84").status == 403
    assert visitor(desk, f"{OLD_CENTRE}.chief").get("/directives").status == 403
    assert who.get("/directives/1").status == 404


def test_a_scan_that_was_left_out_is_added_by_entering_the_letter_again(desk: Desk) -> None:
    who = visitor(desk, "coord")
    without = send(who, "record")
    assert "ยังไม่มีสแกน" in without.main
    send(who, "record", {"evidence": PDF})
    assert "/documents/1" in who.get("/directives/1").links()


def test_a_scan_that_is_not_held_any_more_is_asked_for_again(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = send(who, "record", held="nobody-holds-this")
    assert page.status == 422
    assert page.beside("evidence")
    assert desk.instances() == []


def test_a_second_click_is_told_that_nothing_was_created(desk: Desk) -> None:
    who = visitor(desk, "coord")
    held = send(who, "check", {"evidence": PDF}).value("held")
    send(who, "record", held=held)
    again = send(who, "record", held=held)
    assert "ไม่มีการสร้างสิ่งใดเพิ่ม" in again.main
    assert len(desk.instances()) == len(CHIANG_RAI)
