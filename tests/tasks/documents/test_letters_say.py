"""What letters and memos say to their readers, and what they leave to be written by hand."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from tasks.documents.docx_files import W, read_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.emblem import room_for_emblem
from tasks.documents.rendering import draft_paper, render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet
from tasks.documents.template_folders import kinds
from tasks.documents.template_places import text_of as paragraph_text
from tests.tasks.documents.letters_rendered import FACTS, document_of, rendered, text_of, written_in

PLACEHOLDER = "word/media/garuda_placeholder.png"
WITH_EMBLEM = [kind for kind in kinds() if PLACEHOLDER in read_parts(load_template(kind).data)]


def drafted(kind: str, **changes: Any) -> bytes:
    facts = sample_facts(FACTS[kind], sheet(kind)).model_dump()
    made = FACTS[kind].model_validate(facts | changes)
    return read_parts(draft_paper(load_template(kind), made).content)[PLACEHOLDER]


@pytest.mark.parametrize("kind", WITH_EMBLEM)
def test_what_goes_to_be_signed_leaves_white_space_for_an_emblem_that_is_not_set(kind: str) -> None:
    shown = read_parts(load_template(kind).data)[PLACEHOLDER]
    assert drafted(kind) == shown
    fair = drafted(kind, draft_version=None, draft_date=None)
    assert fair == room_for_emblem()
    picture = Image.open(io.BytesIO(fair))
    assert picture.convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_a_copy_of_an_order_is_certified_on_the_copy() -> None:
    blank = {"name_th": "." * 40, "position_lines_th": ("." * 40,)}
    facts = sample_facts(FACTS["certified_copy"], sheet("certified_copy")).model_dump()
    docx = rendered("certified_copy", signer=facts["signer"] | blank, level_th=None, dated=None)
    lines = [*paragraphs(docx)]
    assert lines[0] == "สำเนา"
    assert lines[1:3] == ["คำสั่งอำเภอแม่ฟ้าหลวง", "ที่ ๔๕/๒๕๖๕"]
    signed = lines.index("(ลงชื่อ) สมมุติ ตัวอย่าง")
    assert lines[signed + 1] == "(นายสมมุติ ตัวอย่าง)"
    certified = lines.index("สำเนาถูกต้อง")
    assert signed < certified
    assert [one.split()[0] for one in lines[certified + 2 :]] == ["ตำแหน่ง", "ระดับ", "วันที่"]
    assert "ออกให้" not in text_of(docx)


def test_where_the_order_is_kept_as_a_scan_the_sheet_says_how_that_is_certified() -> None:
    lines = [*paragraphs(rendered("certified_copy", copied=None))]
    assert lines[0].startswith("โปรดถ่ายสำเนาจากต้นฉบับ")
    assert "สำเนาถูกต้อง" in lines
    assert "๔๕/๒๕๖๕" in lines


def test_who_holds_the_post_is_invited_and_no_one_is_asked_to_name_another() -> None:
    post = "ผู้ใหญ่บ้าน หมู่ที่ 1 บ้านตัวอย่าง"
    held = text_of(rendered("representative_request", holder=True, to_th=post, agency_th=None))
    assert "ขอเรียนเชิญท่านเป็น" in held
    assert "โปรดส่งแบบตอบรับ" in held
    assert "เสนอชื่อ" not in held
    asked = text_of(rendered("representative_request", holder=False))
    assert "โปรดเสนอชื่อผู้แทน" in asked
    assert "ขอเรียนเชิญ" not in asked


def test_an_invitation_offers_a_representative_in_its_close_and_form_only_where_one_may_sit() -> (
    None
):
    may = text_of(rendered("invitation", representative=True))
    assert "โปรดมอบหมายผู้แทน และโปรดส่งแบบตอบรับภายในวันที่ ๒๗ กรกฎาคม ๒๕๖๕" in may
    assert "( ) มอบหมายผู้แทน" in re.sub(r"\(\s+\)", "( )", may)
    own = text_of(rendered("invitation", representative=False))
    assert "หากไม่สามารถเข้าร่วมได้" not in own
    assert "สถานที่ดังกล่าว และโปรดส่งแบบตอบรับภายในวันที่" in own
    assert "มอบหมายผู้แทน" not in own


@pytest.mark.parametrize("kind", ["invitation", "invitation_memo"])
def test_an_invitation_to_a_post_of_which_no_holder_is_known_says_that_of_nobody(kind: str) -> None:
    nobody = text_of(rendered(kind, sends=False, held=False, addressee_th="นายกสมมุติ"))
    assert "ผู้ดำรงตำแหน่ง นายกสมมุติ " in nobody
    assert "ท่านได้รับแต่งตั้ง" not in nobody
    assert "ท่านร่วมเป็นกรรมการ" not in nobody


def test_the_head_of_who_sends_a_representative_is_asked_for_that_one() -> None:
    text = text_of(rendered("invitation", sends=True, representative=False))
    assert " นั้น นางสาวสมมุติ ตัวอย่าง ผู้แทนของท่าน ได้รับแต่งตั้งในคณะกรรมการ" in text
    assert "จึงขอเรียนเชิญนางสาวสมมุติ ตัวอย่าง ผู้แทนของท่าน เข้าร่วมประชุม" in text
    nobody = text_of(rendered("invitation", sends=True, representative=False, whom_th=None))
    assert "จึงขอเรียนเชิญผู้แทนของท่านเข้าร่วมประชุม" in nobody


@pytest.mark.parametrize(("kind", "field"), [
    ("invitation", "addressee_th"), ("copies_letter", "to_th"), ("representative_request", "to_th"),
])  # fmt: skip
def test_a_draft_asks_for_the_post_of_a_reader_that_nobody_knows(kind: str, field: str) -> None:
    unknown = {field: "........................"}
    assert "ตำแหน่งผู้รับหนังสือ" in feet(rendered(kind, **unknown))
    assert "ตำแหน่งผู้รับหนังสือ" not in feet(rendered(kind))
    assert "ตำแหน่งผู้รับหนังสือ" not in feet(
        rendered(kind, **unknown, draft_version=None, draft_date=None)
    )


def feet(docx: bytes) -> str:
    return "".join(
        written_in(docx, one)
        for one in read_parts(docx)
        if one.startswith("word/foot") and one.endswith(".xml")
    )


def test_a_letter_with_copies_says_to_which_seats_the_reader_was_appointed() -> None:
    facts = sample_facts(FACTS["copies_letter"], sheet("copies_letter")).model_dump()
    (one, *_) = facts["appointed"]
    seats = tuple({**one, "body_th": body, "whom_th": None} for body in ("คณะหนึ่ง", "ฝ่ายสอง"))
    text = text_of(rendered("copies_letter", appointed=seats, seat=None, body_th=None))
    role = "ประธานกรรมการ"
    assert f"โดยแต่งตั้งท่านเป็น{role}ในคณะหนึ่ง และ{role}ในฝ่ายสอง" in text
    assert "ดำเนินการในส่วนที่เกี่ยวข้องต่อไป" in text
    alone = text_of(rendered("copies_letter", appointed=(), seat=None, body_th=None))
    assert "โดยแต่งตั้ง" not in alone
    assert alone.count("จึงเรียนมาเพื่อโปรดทราบ\n") == 1


def test_a_letter_with_copies_says_what_the_reader_is_no_longer() -> None:
    facts = sample_facts(FACTS["copies_letter"], sheet("copies_letter")).model_dump()
    (one, *_) = facts["appointed"]
    gone = ({**one, "body_th": "ฝ่ายสอง", "whom_th": None},)
    whom = ({**one, "body_th": "ฝ่ายสอง", "whom_th": "ผู้แทนมูลนิธิ"},)
    role = "ประธานกรรมการ"
    for kind in ("copies_letter", "copies_memo"):
        alone = text_of(rendered(kind, appointed=(), ended=gone, seat=None, body_th=None))
        assert f" โดยให้ท่านพ้นจากการเป็น{role}ในฝ่ายสอง" in alone
        both = text_of(rendered(kind, appointed=(one,), ended=whom, seat=None, body_th=None))
        assert f" และให้ผู้แทนมูลนิธิ พ้นจากการเป็น{role}ในฝ่ายสอง" in both
        neither = text_of(rendered(kind, appointed=(), ended=(), seat=None, body_th=None))
        assert "พ้นจาก" not in neither


def test_a_letter_with_copies_names_each_person_once_and_the_head_of_a_group_by_it() -> None:
    facts = sample_facts(FACTS["copies_letter"], sheet("copies_letter")).model_dump()
    (one, *_) = facts["appointed"]
    head = one["seat"] | {"body": "suppression", "role": "group_head"}
    whom = "ผู้แทนมูลนิธิ (นางสาวสมมุติ ตัวอย่าง)"
    appointed = (
        {**one, "body_th": "คณะหนึ่ง", "whom_th": whom},
        {**one, "body_th": "คณะสอง", "whom_th": whom},
        {"seat": head, "body_th": "ฝ่ายสาม", "whom_th": whom},
    )
    for kind in ("copies_letter", "copies_memo"):
        text = text_of(rendered(kind, appointed=appointed, seat=None, body_th=None))
        assert text.count(whom) == 1
        assert f"{whom} เป็นประธานกรรมการในคณะหนึ่ง ประธานกรรมการในคณะสอง และหัวหน้าฝ่ายสาม" in text


def test_a_memo_to_the_chief_leaves_out_the_law_where_none_is_known_and_counts_on() -> None:
    heads = [
        [one for one in paragraphs(rendered("order_memo", **changes)) if re.match("[๑-๙]. ", one)]
        for changes in ({"legal_powers": ()}, {"legal_powers": (), "answered": ()}, {})
    ]
    assert [one[2][:10] for one in heads] == ["๓. ข้อสังเ", "๓. ข้อพิจา", "๓. ข้อกฎหม"]
    assert [[line[0] for line in one] for one in heads] == [
        list("๑๒๓๔"), list("๑๒๓"), list("๑๒๓๔๕"),
    ]  # fmt: skip
    assert "ไม่ได้บันทึก" not in text_of(rendered("order_memo", legal_powers=(), answered=()))


def test_a_memo_in_english_says_what_it_is_about_by_its_word() -> None:
    template = load_template("handover_page_one", "en")
    facts = sample_facts(FACTS["handover_page_one"], template.sheet)
    heads = ["From:", "No.:", "Subject:", "To:"]
    said = paragraphs(render(template, facts))
    assert [one.split()[0] for one in said[: len(heads)]] == heads


DIRECTION, REFUSALS = "ข้อสั่งการ", ("ไม่เห็นชอบ", "ไม่อนุมัติ", "boxes.changed")
DECIDED = [kind for kind in kinds() if DIRECTION in text_of(load_template(kind).data)]


def test_the_papers_that_a_chief_decides_on_are_known() -> None:
    assert {*DECIDED} == {"order_memo", "training_memo", "handover_page_one"}


@pytest.mark.parametrize("kind", DECIDED)
def test_a_chief_who_decides_may_refuse_and_has_two_lines_to_write_on(kind: str) -> None:
    said = [paragraph_text(one) for one in document_of(kind).iter(f"{W}p")]
    assert any(refusal in one for one in said for refusal in REFUSALS)
    of_line = [one.find(f"{W}r/{W}tab") is not None for one in document_of(kind).iter(f"{W}p")]
    begins = next(at for at, one in enumerate(said) if one.startswith((DIRECTION, "(  )")))
    signed = next(at for at in range(begins, len(said)) if "ลงชื่อ" in said[at])
    assert sum(of_line[begins:signed]) >= 2


STATED = [kind for kind in kinds() if "จึงลงลายมือชื่อ" in text_of(load_template(kind).data)]


def test_no_form_says_before_it_is_signed_that_anybody_has_done_anything() -> None:
    assert STATED == []
