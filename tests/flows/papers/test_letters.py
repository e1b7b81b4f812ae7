from datetime import date
from typing import TypeVar

import pytest
from pydantic import BaseModel

from desk.views.returned_gates import ReferenceOfInvitation, gate_returned
from flows.decisions.province_settings import set_value
from flows.establishment import papers as establishment
from flows.order import papers as order
from flows.papers.drafting import file_name
from flows.papers.letterhead import chief_signer
from flows.papers.members import letter_reference
from registry.queries.document_contents import content, facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.gates import gates_numbered
from registry.records.filing import Upload
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.templates import put_template
from registry.rules.papers.brief import BriefFacts
from registry.rules.papers.letter import (
    AdvocacyLetterFacts,
    DelegationFacts,
    FollowUpLetterFacts,
    MemoFacts,
    RequestFacts,
    WorkingTeamFacts,
)
from registry.rules.plain_values import Json
from registry.rules.return_references import gate_of
from registry.rules.thai import to_thai_digits
from registry.rules.uploads import WORD
from tasks.documents.docx_text import paragraphs
from tasks.documents.template import load_template
from tests.builders import COORDINATOR, MAE_FAH_LUANG, TEAM, Desk, a_desk
from tests.scenarios.test_s3_the_silent_chief import run_to, silent_since

FACTS = {
    kind: facts
    for papers in (*establishment.PAPERS, *order.PAPERS)
    for kind, facts in papers.facts.items()
    if kind != order.ORDER
}

DOTS = "." * 24
BY_ORDER: dict[str, Json] = {
    "basis": "order", "basis_number": "12/2565", "basis_date": "2022-01-05",
}  # fmt: skip
F = TypeVar("F", bound=BaseModel)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def papers(desk: Desk, kind: str, district: str = MAE_FAH_LUANG) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        rows = documents(connection, district=district)
    return [row for row in rows if row.kind == kind]


def facts_of(desk: Desk, model: type[F], row: DocumentRow) -> F:
    assert row.facts_id is not None
    with desk.office.registry.reading() as connection:
        return model.model_validate(facts(connection, row.facts_id))


def said(desk: Desk, row: DocumentRow) -> str:
    with desk.office.registry.reading() as connection:
        kept = content(connection, row.sha256)
    assert kept is not None
    return "\n".join(paragraphs(kept))


def set_up(desk: Desk, area: str, **values: str) -> None:
    for key, value in values.items():
        name = key.replace("__", ".")
        set_value(desk.office, area, name, value, since=date(2022, 1, 1), recorded_by="coord")


def has_holder(desk: Desk, ref: str, title: tuple[str, str], **term: Json) -> None:
    file = LoadFile.model_validate(
        {
            "people": [{"ref": "new", "title_th": "นาย", "name_th": "วิชัย ดี"}],
            "offices": [{"ref": ref, "title_th": title[0], "title_en": title[1]}],
            "holders": [{"office": ref, "person": "new", "start": "2020-10-01", **term}],
        }
    )  # fmt: skip
    with desk.office.registry.writing(*sorted(file.areas())) as write:
        load(write, file, actor=1)


def approached(desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})


def test_a_letter_and_a_brief_in_two_languages_wait_for_the_meeting_with_the_chief(
    desk: Desk,
) -> None:
    approached(desk)
    (letter,) = papers(desk, "advocacy_letter")
    assert papers(desk, "advocacy_memo") == []
    assert [row.language for row in papers(desk, "advocacy_brief")] == ["th", "en"]
    made = facts_of(desk, AdvocacyLetterFacts, letter)
    assert (made.to_th, made.own_date) == ("นายอำเภอแม่ฟ้าหลวง", date(2022, 6, 2))
    assert "สิ่งที่ส่งมาด้วย เอกสารสรุปประกอบการพิจารณา" in said(desk, letter)


def test_a_province_that_writes_memoranda_gets_a_memorandum(desk: Desk) -> None:
    set_up(desk, "57", letters__form="memo")
    approached(desk)
    assert papers(desk, "advocacy_letter") == []
    assert len(papers(desk, "advocacy_memo")) == 1


def test_what_was_not_set_is_a_dotted_line_and_never_made_up(desk: Desk) -> None:
    approached(desk)
    (letter,) = papers(desk, "advocacy_letter")
    made = facts_of(desk, AdvocacyLetterFacts, letter)
    assert (made.letterhead.code, made.letterhead.phone, made.letterhead.email) == (DOTS,) * 3
    assert made.letterhead.lines_th == ("ศาลากลางจังหวัดเชียงราย", DOTS)
    assert set(made.signer.name_th) == {"."}
    assert made.signer.position_lines_th == ("ผู้ว่าราชการจังหวัดเชียงราย",)


def test_a_letter_goes_out_under_the_provinces_own_code_address_and_telephone(desk: Desk) -> None:
    set_up(
        desk, "57", letters__code="ชร 0004", letters__address="ถนนแม่ฟ้าหลวง; ชร 57100",
        letters__phone="0 5315 0192", letters__email="saraban@example.go.th",
    )  # fmt: skip
    approached(desk)
    text = said(desk, papers(desk, "advocacy_letter")[0])
    for words in (
        "ที่ ชร ๐๐๐๔/", "ศาลากลางจังหวัดเชียงราย\nถนนแม่ฟ้าหลวง\nชร ๕๗๑๐๐", "โทร. ๐ ๕๓๑๕ ๐๑๙๒",
        "saraban@example.go.th",
    ):  # fmt: skip
        assert words in text


def test_the_provincial_office_signs_on_behalf_of_the_governor_where_so_set(desk: Desk) -> None:
    has_holder(desk, "57/psdhs_head", ("พัฒนาสังคม", "Head"))
    set_up(desk, "57", letters__signed_by="psdhs_on_behalf")
    approached(desk)
    made = facts_of(desk, AdvocacyLetterFacts, papers(desk, "advocacy_letter")[0])
    assert made.signer.name_th == "นายวิชัย ดี"
    assert made.signer.position_lines_th == (
        "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย",
        "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดเชียงราย",
    )


def test_a_districts_letter_never_goes_out_under_the_provinces_code(desk: Desk) -> None:
    set_up(desk, "57", letters__code="ชร 0004")
    desk.to_first_draft()
    request = facts_of(desk, RequestFacts, papers(desk, "representative_request")[0])
    assert request.letterhead.code == DOTS
    assert request.letterhead.lines_th[0] == "ที่ว่าการอำเภอแม่ฟ้าหลวง"
    assert request.signer.name_th == "นายสมมุติ ตัวอย่าง"


def test_the_brief_of_a_border_district_says_what_the_study_says_and_no_more(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", "5703")
    first = desk.start(district="5703")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    row = papers(desk, "advocacy_brief", "5703")[0]
    made = facts_of(desk, BriefFacts, row)
    assert [one.name_en for one in made.crossings] == ["Thai-Laos Friendship Bridge", "Buck Pier"]
    assert [(one.count, one.whole_border) for one in made.natural] == [(20, True)]
    assert made.industries == ()
    text = said(desk, row)
    assert "มากกว่า ๒๐ จุด ตามแม่น้ำโขง ตลอดชายแดนไทย-ลาว (ไม่ได้จำแนกรายอำเภอ)" in text
    assert "โครงการ USAID Thailand CTIP (บทนำ)" in text
    assert "ฝ่ายปราบปรามและข้อมูล รับแจ้งเหตุ สืบสวน" in text


def test_the_second_follow_up_refers_to_the_letter_that_was_sent(desk: Desk) -> None:
    first = silent_since(desk, "2022-06-02")
    run_to(desk, "2022-07-03")
    sent: Json = {
        "result": "no_reply",
        "approached_on": "2022-06-02",
        "follow_up": {"number": "ชร 0004/77", "dated": "2022-07-05"},
    }
    desk.decide(first, "advocacy", COORDINATOR, "2022-07-06", sent)
    run_to(desk, "2022-08-05")
    rows = papers(desk, "follow_up_letter")
    made = [facts_of(desk, FollowUpLetterFacts, row) for row in rows]
    assert [(one.follow_up, one.since) for one in made] == [
        (1, date(2022, 6, 2)),
        (2, date(2022, 6, 2)),
    ]
    assert made[0].earlier is None
    assert "ที่ ชร ๐๐๐๔/๗๗ ลงวันที่ ๕ กรกฎาคม ๒๕๖๕" in said(desk, rows[1])


def test_the_delegation_names_the_deputy_and_the_chief_signs(desk: Desk) -> None:
    desk.to_first_draft()
    (row,) = papers(desk, "delegation_record")
    made = facts_of(desk, DelegationFacts, row)
    assert (made.deputy_th, made.post_th) == ("นางปรานี สมมุติ", "ปลัดอำเภอ")
    assert made.signer.position_lines_th == ("นายอำเภอแม่ฟ้าหลวง",)
    assert "ทั้งนี้ ตั้งแต่วันที่ ๙ มิถุนายน พ.ศ. ๒๕๖๕ เป็นต้นไป" in said(desk, row)


def test_a_number_that_was_typed_with_its_word_is_printed_with_it_once(desk: Desk) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    named: Json = {"deputy": "deputy_district_chief/1", "paper": {"number": "ที่ ๑๒๓/๒๕๖๕"}}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", named)
    (row,) = papers(desk, "delegation_record")
    assert "ที่ ๑๒๓/๒๕๖๕" in said(desk, row)
    assert "ที่ ที่" not in said(desk, row)


def test_the_team_is_listed_by_the_names_its_agencies_have_in_the_province(desk: Desk) -> None:
    desk.to_first_draft()
    (row,) = papers(desk, "working_team_list")
    made = facts_of(desk, WorkingTeamFacts, row)
    assert len(made.agencies) == len(TEAM)
    assert made.agencies[0].name_th == "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย"
    assert made.agencies[0].holder_th is None
    assert said(desk, row).count("(อยู่ระหว่างเสนอชื่อ)") == len(TEAM)
    assert "ไม่ได้บันทึก" not in said(desk, row)


def test_each_post_has_one_request_and_each_seat_a_reference_of_its_own(desk: Desk) -> None:
    desk.to_first_draft()
    rows = papers(desk, "representative_request")
    (instance,) = {row.instance for row in rows}
    assert instance is not None
    made = [facts_of(desk, RequestFacts, row) for row in rows]
    assert [row.subject for row in rows] == [one.seat.key for one in made]
    assert len({one.to_th for one in made}) == len(made)
    asked = [
        (seat.key, reference)
        for one in made
        for seat, reference in (
            (one.seat, one.reference), *((other.seat, other.reference) for other in one.others),
        )
    ]  # fmt: skip
    assert len({reference for _, reference in asked}) == len(asked) == 5
    together = next(one for one in made if one.others)
    printed = said(desk, rows[made.index(together)])
    for other in together.others:
        assert to_thai_digits(other.reference) in printed
        assert other.body_th in printed
    numbers = [gate_of(reference, field="reference") for _, reference in asked]
    with desk.office.registry.reading() as connection:
        gates = gates_numbered(connection, numbers)
        for key, _ in asked:  # what 0.3 printed still leads there
            old = letter_reference(instance, key)
            found = gate_returned(connection, old, field="reference")
            assert found.row.subject == key
        with pytest.raises(ReferenceOfInvitation):
            gate_returned(connection, f"{instance}/000000", field="reference")
    assert [gates[one].subject for one in numbers] == [key for key, _ in asked]
    assert {one.until for one in made} == {date(2022, 6, 27)}


def test_an_offices_own_template_of_a_request_has_one_seat_a_letter(desk: Desk) -> None:
    shipped = load_template("representative_request", "th").data
    upload = Upload("own.docx", WORD, shipped)
    with desk.office.registry.writing("57") as write:
        put_template(
            write, "57", "representative_request", "th", upload, since=date(2022, 1, 1), by=1
        )
    desk.to_first_draft()
    assert len(papers(desk, "representative_request")) == 5


def test_a_memo_takes_the_next_draft_up_with_what_changed_and_what_was_answered(
    desk: Desk,
) -> None:
    order = desk.to_first_draft()
    asked = {"result": "changes", "items": ["เพิ่มตำรวจตระเวนชายแดน", "ขอให้เปลี่ยนชื่อ"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    revised: Json = {
        "replies": [
            {"item": 1, "done": True, "reply": "ตัดออกหนึ่งตำแหน่ง"},
            {"item": 2, "done": False, "reply": "ชื่อตามระเบียบ"},
        ],
        "changes": [{"change": "remove", "key": "prevention.cso_representative"}],
    }  # fmt: skip
    desk.decide(order, "revise_draft", "focal_point", "2022-06-23", revised)
    first, second = (facts_of(desk, MemoFacts, row) for row in papers(desk, "order_memo"))
    assert (first.first, first.changes, first.answered) == (True, (), ())
    assert (second.first, second.order_version) == (False, 2)
    assert [(one.number, one.done, one.reply) for one in second.answered] == [
        (1, True, "ตัดออกหนึ่งตำแหน่ง"),
        (2, False, "ชื่อตามระเบียบ"),
    ]
    assert len(second.changes) == 1
    assert second.signer.position_lines_th == ("ปลัดอำเภอ", "ผู้ประสานงานหลักอำเภอแม่ฟ้าหลวง")


def test_the_facts_of_every_letter_are_kept_and_read_again(desk: Desk) -> None:
    desk.to_first_draft()
    with desk.office.registry.reading() as connection:
        rows = documents(connection, district=MAE_FAH_LUANG)
    kept = [row for row in rows if row.kind in FACTS]
    assert {row.kind for row in kept} == {
        "advocacy_letter", "advocacy_brief", "delegation_record", "working_team_list",
        "representative_request", "order_memo",
    }  # fmt: skip
    for row in kept:
        assert facts_of(desk, FACTS[row.kind], row).model_dump()["draft_version"] == row.version


def test_files_are_called_apart_however_long_the_keys_of_their_seats() -> None:
    seats = [f"executive.police_superintendent/5715/police_superintendent/{n}" for n in (1, 2)]
    called = [file_name(MAE_FAH_LUANG, "copies_letter", one, 12, "en") for one in seats]
    assert called[0] != called[1]
    assert all(one.endswith("-v12.en.docx") and len(one) < 70 for one in called)


def test_who_acts_for_the_provincial_office_signs_as_acting(desk: Desk) -> None:
    order = {"basis": "order", "basis_number": "12/2565", "basis_date": "2022-01-05"}
    title = ("พัฒนาสังคม", "Head")
    has_holder(desk, "57/psdhs_head", title, capacity="acting", **order)
    set_up(desk, "57", letters__signed_by="psdhs_on_behalf")
    approached(desk)
    made = facts_of(desk, AdvocacyLetterFacts, papers(desk, "advocacy_letter")[0])
    assert made.signer.position_lines_th[0] == f"{DOTS} รักษาราชการแทน"
    assert len(made.signer.position_lines_th) == 3


GROUP = ("ปลัดอำเภอ (หัวหน้ากลุ่มงานบริหารงานปกครอง)", "Deputy District Chief (Head of a Group)")


def acts_in_khun_tan(desk: Desk, **term: Json) -> tuple[str, ...]:
    deputy = "5714/deputy_district_chief_administration/1"
    file = LoadFile.model_validate(
        {
            "people": [{"ref": "new", "title_th": "นาย", "name_th": "วิชัย ดี"}],
            "offices": [
                {"ref": "5714/district_chief", "title_th": "นายอำเภอขุนตาล", "title_en": "Chief"},
                {"ref": deputy, "title_th": GROUP[0], "title_en": GROUP[1]},
            ],
            "holders": [
                {"office": deputy, "person": "new", "start": "2020-10-01"},
                {"office": "5714/district_chief", "person": "new", "start": "2022-01-05", **term},
            ],
        }
    )  # fmt: skip
    with desk.office.registry.writing(*sorted(file.areas())) as write:
        load(write, file, actor=1)
    with desk.office.registry.reading() as connection:
        made = chief_signer(connection, "5714", date(2022, 6, 2))
    return made.position_lines_th


@pytest.mark.parametrize("capacity", ["acting", "acting_vacant"])
def test_who_acts_for_the_chief_signs_in_two_lines_that_fit_the_block(
    desk: Desk, capacity: str
) -> None:
    lines = acts_in_khun_tan(desk, capacity=capacity, **BY_ORDER)
    assert lines == ("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอขุนตาล")


def test_a_province_can_write_of_a_vacant_post_as_it_does(desk: Desk) -> None:
    set_up(desk, "57", letters__vacant_chief="acting_vacant")
    lines = acts_in_khun_tan(desk, capacity="acting_vacant", **BY_ORDER)
    assert lines == ("ปลัดอำเภอ รักษาการในตำแหน่ง", "นายอำเภอขุนตาล")


def test_a_brief_in_the_districts_own_words_is_the_same_in_both_languages(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", "5709")
    own = {"border": "ติดท่าขี้เหล็ก", "natural_crossings": "สำรวจ 37 จุด", "industries": "ก่อสร้าง"}
    set_up(desk, "5709", **{f"profile__{part}": words for part, words in own.items()})
    first = desk.start(district="5709")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    thai, english = papers(desk, "advocacy_brief", "5709")
    assert facts_of(desk, BriefFacts, thai).given.industries == "ก่อสร้าง"
    assert "สำรวจ ๓๗ จุด" in said(desk, thai)
    assert "as given by the district" in said(desk, english)
    assert "over 50" not in said(desk, english)
