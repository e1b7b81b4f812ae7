import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from docx import Document
from jinja2 import Environment
from lxml import etree

from config.meetings import meeting_defaults
from registry.refusals import Refusal
from registry.rules.papers.meeting import MinutesGuest
from registry.rules.printing import ValueBlank, ValueLooksLikeTag, ValueNotPrintable
from registry.rules.seats import BodyKey
from tasks.documents.docx_files import read_parts
from tasks.documents.paper_words import official_digits
from tasks.documents.template import check_template, field_paths, load_template
from tasks.documents.template_folders import languages
from tests.tasks.documents.meeting_samples import (
    ACTING,
    BASE,
    FAIR,
    HEALTH,
    KINDS,
    SAMPLES,
    a_point,
    a_seat,
    a_sheet,
    an_acknowledgement,
    an_agenda,
    an_extract,
    an_invitation,
    members,
    rendered,
    some_minutes,
    the_items,
)

NO_BREAK = "\u00a0"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(docx: bytes, part: str = "word/document.xml") -> list[str]:
    tree = etree.fromstring(read_parts(docx)[part])
    return [
        "".join(piece.text or "" for piece in paragraph.iter(f"{W}t")).replace(NO_BREAK, " ")
        for paragraph in tree.iter(f"{W}p")
    ]


def text_of(docx: bytes) -> str:
    return "\n".join(paragraphs(docx))


def rows_of(docx: bytes) -> list[list[list[str]]]:
    tables = Document(io.BytesIO(docx)).tables
    return [
        [[cell.text.replace(NO_BREAK, " ") for cell in row.cells] for row in table.rows]
        for table in tables
    ]


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from strings(one)
        case tuple() | list():
            for one in value:
                yield from strings(one)


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_each_template_fits_its_facts_and_its_sheet(kind: str) -> None:
    template = load_template(kind)
    names, required = template.sheet.names, template.sheet.required
    assert check_template(template.data, names, required) == []
    assert names <= field_paths(KINDS[kind])
    assert languages(kind) == ("th",)


def test_every_filter_of_a_sheet_is_used(kind: str) -> None:
    template = load_template(kind)
    text = "".join(
        part.decode() for name, part in read_parts(template.data).items() if name.endswith(".xml")
    )
    assert all(f"|{name}" in text for name in template.sheet.filters)


def test_type_stands_in_slim_styles_and_never_in_runs(kind: str) -> None:
    parts = read_parts(rendered(SAMPLES[kind](), kind))
    styles = etree.fromstring(parts["word/styles.xml"])
    for properties in styles.iter(f"{W}rPr"):
        for plain, thai in (("b", "bCs"), ("sz", "szCs")):
            has = [properties.find(f"{W}{name}") is not None for name in (plain, thai)]
            assert has[0] == has[1]
    for name in ("word/document.xml", "word/header1.xml", "word/header2.xml"):
        for properties in etree.fromstring(parts[name]).iter(f"{W}rPr"):
            assert [child.tag for child in properties] == [f"{W}rStyle"]
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    document = parts["word/document.xml"].decode()
    assert set(re.findall(r'w:[pr]Style w:val="(\w+)"', document)) <= known
    assert sum(map(len, parts.values())) < 150_000


def test_only_a_letter_bears_the_emblem(kind: str) -> None:
    parts = read_parts(load_template(kind).data)
    assert ("word/media/garuda_placeholder.png" in parts) == (kind == "invitation")


def test_rows_never_split_and_columns_stay(kind: str) -> None:
    tree = etree.fromstring(read_parts(rendered(SAMPLES[kind](), kind))["word/document.xml"])
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in tree.iter(f"{W}tr"))
    tables = list(tree.iter(f"{W}tbl"))
    assert all(t.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed" for t in tables)
    for table in tables:
        assert sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) <= 9071


def test_a_draft_is_marked_with_version_and_date_and_a_fair_copy_is_not(kind: str) -> None:
    for facts, marked in ((SAMPLES[kind](), True), (SAMPLES[kind](**FAIR), False)):
        parts = rendered(facts, kind)
        edges = "".join(
            "".join(paragraphs(parts, name))
            for name in read_parts(parts)
            if re.match(r"word/(header|footer)\d", name)
        )
        assert ("ร่าง" in edges) is marked
        day = "๒๐ กรกฎาคม ๒๕๖๕" if kind == "invitation" else "๒๐ กรกฎาคม พ.ศ. ๒๕๖๕"
        assert (f"ร่างครั้งที่ ๑ วันที่ {day}" in edges) is marked
        assert "ร่าง" not in text_of(parts)


def test_no_arabic_digit_stands_in_thai_text(kind: str) -> None:
    words = text_of(rendered(SAMPLES[kind](), kind)).split()
    assert [
        one for one in words if re.search("[0-9]", one) and not re.search("[A-Za-z]", one)
    ] == []


def test_an_invitation_has_its_parts_in_the_order_of_form_one() -> None:
    text = text_of(rendered(an_invitation(), "invitation"))
    wanted = (
        "ที่  ชร ๑๕๑๘/", "ที่ว่าการอำเภอแม่ฟ้าหลวง\nถนนสมมุติ ชร ๕๗๒๔๐", "เรื่อง  ขอเชิญประชุม",
        f"เรียน  {HEALTH}\n",
        "อ้างถึง  คำสั่งอำเภอแม่ฟ้าหลวง ที่ ๔๕/๒๕๖๕ ลงวันที่ ๑๕ กรกฎาคม ๒๕๖๕", "สิ่งที่ส่งมาด้วย",
        "ตามคำสั่งที่อ้างถึง", "คณะกรรมการอำนวยการ\nกรรมการ", "ฝ่ายฟื้นฟูและเยียวยา\nกรรมการ",
        "ขอเรียนเชิญท่านหรือผู้แทนเข้าร่วมประชุม",
        "ในวันจันทร์ที่ ๑ สิงหาคม ๒๕๖๕ เวลา ๐๙.๓๐ น. ณ ห้องประชุม",
        "จึงเรียนมาเพื่อโปรดทราบ และขอเชิญเข้าร่วมประชุม",
        "ขอแสดงความนับถือ", "(นายสมมุติ ตัวอย่าง)\nนายอำเภอแม่ฟ้าหลวง", "ที่ทำการปกครองอำเภอแม่ฟ้าหลวง",
        "โทร. ๐ ๕๓๑๕ ๐๑๙๒",
        "ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th",
    )  # fmt: skip
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ["invitation", "invitation_memo"])
def test_only_the_first_invitation_speaks_of_setting_up_and_of_signing_under_duties(
    kind: str,
) -> None:
    said = ("การจัดตั้งคณะกรรมการ", "รับทราบหน้าที่")
    first, later = (text_of(rendered(an_invitation(first=one), kind)) for one in (True, False))
    assert [word in first for word in said] == [True, True]
    assert [word in later for word in said] == [False, False]
    assert "เพื่อพิจารณาเรื่องตามระเบียบวาระการประชุม" in later
    assert ("๒. แบบตอบรับ" in later) == ("๓. แบบตอบรับ" in first) == (kind == "invitation")


def test_an_invitation_asks_for_a_representative_only_where_one_may_sit() -> None:
    facts = an_invitation(representative=False, order=None)
    text = text_of(rendered(facts, "invitation"))
    assert "หรือผู้แทน" not in text
    assert "อ้างถึง" not in text
    assert "ด้วยอำเภอแม่ฟ้าหลวงได้จัดตั้ง" in text


def test_the_post_is_named_once_more_only_where_a_seat_is_called_otherwise() -> None:
    other = a_seat("ผู้แทนสถานีตำรวจภูธรแม่ฟ้าหลวง", BodyKey.SUPPRESSION)
    facts = an_invitation(seats=(a_seat(HEALTH), other))
    text = text_of(rendered(facts, "invitation"))
    assert "ในตำแหน่งผู้แทนสถานีตำรวจภูธรแม่ฟ้าหลวง" in text
    assert f"ในตำแหน่ง{HEALTH}" not in text


def test_number_and_date_of_a_letter_are_printed_once_they_are_given() -> None:
    text = text_of(rendered(an_invitation(number="123", dated=date(2022, 7, 21)), "invitation"))
    assert "ที่  ชร ๑๕๑๘/๑๒๓" in text
    assert "\n๒๑ กรกฎาคม ๒๕๖๕\n" in text


def test_who_acts_signs_in_two_lines() -> None:
    text = text_of(rendered(an_invitation(signer=ACTING), "invitation"))
    assert "(นายสมมุติ ตัวอย่าง)\nปลัดอำเภอ รักษาราชการแทน\nนายอำเภอแม่ฟ้าหลวง\n" in text


def test_what_is_not_agreed_yet_is_left_to_write_in(kind: str) -> None:
    text = text_of(rendered(SAMPLES[kind](starts=None, place_th=None), kind))
    assert not re.search(r"เวลา\s+น\.|ณ\s*\n|None", text)


def test_an_agenda_has_its_five_items_with_their_points() -> None:
    text = text_of(rendered(an_agenda(), "agenda"))
    for number, title in zip("๑๒๓๔๕", meeting_defaults().agenda, strict=True):
        assert f"ระเบียบวาระที่ {number}{official_digits(title.th)}" in text
    assert "ระเบียบวาระที่ ๒เรื่องรับรองรายงานการประชุม\n- ไม่มี -\nระเบียบวาระที่ ๓" in text
    assert text.count("ไม่มี") == 1
    assert "๓.๓การรับทราบหน้าที่ของกรรมการแต่ละตำแหน่ง" in text
    assert "๔.๒กำหนดการประชุมครั้งต่อไป" in text
    assert "เวลา ๐๙.๓๐ น. เป็นต้นไป" in text


def test_a_sheet_to_sign_numbers_each_person_and_leaves_lines_for_guests() -> None:
    own, guests = rows_of(rendered(a_sheet(members=members(3, None)), "sign_in_sheet"))
    assert [row[0] for row in own[1:]] == ["ที่", "๑", "๒", "๓"]
    assert set(own[2][1]) == {"."}
    assert [row[0] for row in guests[1:]] == ["ที่", "๑", "๒", "๓", "๔", "๕", "๖"]


@pytest.mark.parametrize(
    ("kind", "whose"),
    [
        ("sign_in_sheet", ["กรรมการ (ผู้ประชุมแทน", "ผู้เข้าร่วมประชุม (ไม่ใช่กรรมการ)"]),
        ("duties_acknowledgement", ["๑. คณะกรรมการ", "๒.๑ ฝ่าย", "๒.๒ ฝ่าย", "๒.๓ ฝ่าย"]),
    ],
)
def test_the_head_that_is_repeated_says_whose_signatures_stand_below(
    kind: str, whose: list[str]
) -> None:
    docx = rendered(SAMPLES[kind](), kind)
    tables = list(etree.fromstring(read_parts(docx)["word/document.xml"]).iter(f"{W}tbl"))
    assert len(tables) == len(whose)
    for table, rows, said in zip(tables, rows_of(docx), whose, strict=True):
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert repeated[:3] == [True, True, False]
        assert rows[0][0].startswith(said)
        assert len(set(rows[0])) == 1


@pytest.mark.parametrize("kind", ["sign_in_sheet", "duties_acknowledgement"])
def test_a_sheet_with_signatures_that_is_loose_says_of_which_meeting_it_is(kind: str) -> None:
    (head,) = (one for one in paragraphs(rendered(SAMPLES[kind](), kind), "word/header1.xml")[1:])
    assert "ลายมือชื่อ" in head or "รับทราบหน้าที่" in head
    assert head.endswith("อำเภอแม่ฟ้าหลวง ครั้งที่ ๑/๒๕๖๕")


def test_an_empty_sheet_says_so() -> None:
    text = text_of(rendered(a_sheet(members=(), guest_lines=()), "sign_in_sheet"))
    assert "ไม่ได้บันทึก" in text
    assert "ไม่ใช่กรรมการ" not in text


def test_duties_stand_above_the_signatures_of_their_body() -> None:
    docx = rendered(an_acknowledgement(), "duties_acknowledgement")
    text = text_of(docx)
    assert len(re.findall(r"^\([๑-๙]\) ", text, re.MULTILINE)) == 11
    tables = rows_of(docx)
    assert [len(table) for table in tables] == [7, 7, 7, 7]
    numbers = re.findall(r"^([๑-๙.]+) (?:คณะ|ฝ่าย)", text, re.MULTILINE)
    assert [*dict.fromkeys(numbers)] == ["๑.", "๒.๑", "๒.๒", "๒.๓"]
    assert tables[0][2][2].splitlines() == ["กำนันตำบลสมมุติ ๐", "(กรรมการ)"]


def test_minutes_have_the_parts_of_form_eleven_in_their_order() -> None:
    text = text_of(rendered(some_minutes(), "minutes"))
    wanted = (
        "รายงานการประชุมคณะกรรมการ", "ครั้งที่ ๑/๒๕๖๕",
        "เมื่อวันจันทร์ที่ ๑ สิงหาคม พ.ศ. ๒๕๖๕", "ณ ห้องประชุม", "ผู้มาประชุม\n", "(ประชุมผ่านสื่ออิเล็กทรอนิกส์)",
        "นายแทน ตัวอย่าง\nผู้ช่วยสาธารณสุขอำเภอ\nแทน สาธารณสุขอำเภอแม่ฟ้าหลวง (นางสมมุติ ตัวอย่าง)\n",
        "ผู้ไม่มาประชุม\n", "(ติดราชการ)", "(ไม่ได้บันทึกชื่อ)", "(ไม่ได้บันทึกเหตุ)",
        "กรรมการที่ไม่ได้บันทึกการมาประชุม", "ผู้เข้าร่วมประชุม\n", "นายแขก ตัวอย่าง",
        "เริ่มประชุมเวลา  ๐๙.๓๐ น.", "ระเบียบวาระที่ ๑", "ระเบียบวาระที่ ๒", "ระเบียบวาระที่ ๓",
        "ระเบียบวาระที่ ๔", "ระเบียบวาระที่ ๕", "เลิกประชุมเวลา  ๑๒.๐๐ น.",
        "(นางปรานี สมมุติ)\nปลัดอำเภอ\nผู้จดรายงานการประชุม",
        "ผู้ตรวจรายงานการประชุม",
    )  # fmt: skip
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_every_item_of_minutes_ends_with_its_resolution_but_one_with_nothing_under_it() -> None:
    text = text_of(rendered(some_minutes(), "minutes"))
    items = re.split("ระเบียบวาระที่ ", text)[1:]
    assert len(items) == 5
    assert ["มติที่ประชุม" in item for item in items] == [True, False, True, True, True]
    assert items[1] == "๒เรื่องรับรองรายงานการประชุม\n- ไม่มี -\n"
    assert "มติที่ ๑" not in text
    assert "ถ้ามี" not in text
    assert "๓.๒ บทบาทและอำนาจหน้าที่" in items[2]


@pytest.mark.parametrize("kind", ["minutes", "minutes_extract"])
def test_the_last_item_is_kept_with_the_signature_whatever_its_number(kind: str) -> None:
    for items in (the_items(), the_items()[:4], the_items()[:1]):
        docx = rendered(SAMPLES[kind](items=items), kind)
        tree = etree.fromstring(read_parts(docx)["word/document.xml"])
        styles = [one.get(f"{W}val") for one in tree.iter(f"{W}pStyle")]
        resolutions = [one for one in styles if one.startswith("DLResolution")]
        assert resolutions[-1] == "DLResolutionKept"


def test_actions_say_what_who_and_by_when() -> None:
    for kind in ("minutes", "minutes_extract"):
        table = rows_of(rendered(SAMPLES[kind](), kind))[-1]
        assert table[0] == ["ข้อ", "สิ่งที่ต้องดำเนินการ", "ผู้รับผิดชอบ", "ภายในวันที่"]
        owner, due = table[1][2:]
        assert owner == "ปลัดอำเภอ (หัวหน้ากลุ่มงานบริหารงานปกครอง)"
        assert due.replace("\u00a0", " ") == "๓๑ ส.ค. ๒๕๖๕"
        assert table[2][2:] == [HEALTH, "ไม่ได้กำหนด"]


def test_minutes_of_which_nothing_is_recorded_say_so_and_invent_nothing() -> None:
    empty = tuple(one.model_copy(update={"points": ()}) for one in the_items())
    nobody: dict[str, Any] = {"present": (), "absent": (), "unrecorded": (), "guests": ()}
    text = text_of(
        rendered(
            some_minutes(items=empty, starts=None, ends=None, place_th=None, **nobody), "minutes"
        )
    )
    assert "ผู้มาประชุม\nไม่ได้บันทึก\n" in text
    assert "ผู้ไม่มาประชุม" not in text
    assert text.count("(ไม่ได้บันทึกเวลา)") == 2
    assert text.count("- ไม่มี -\n") == 5
    assert "มติที่ประชุม" not in text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            "reached",
            "เมื่อกรรมการมาประชุม ๔ คน จากกรรมการทั้งหมด ๙ คน ครบองค์ประชุมแล้ว ประธานกล่าวเปิดประชุม",
        ),
        ("short", "ไม่ครบองค์ประชุมซึ่งต้องมีกรรมการมาประชุมไม่น้อยกว่า ๕ คน"),
        ("unknown", "ไม่ทราบว่าครบองค์ประชุมหรือไม่"),
        (None, "เริ่มประชุมเวลา  ๐๙.๓๐ น.\nระเบียบวาระที่ ๑"),
    ],
)
def test_minutes_say_whether_a_quorum_was_there(state: str | None, said: str) -> None:
    told = {"members": 9, "there": 4, "needed": 5, "state": state} if state else None
    text = text_of(rendered(some_minutes(quorum=told), "minutes"))
    assert said in text
    assert ("ประธานกล่าวเปิดประชุม" in text) is (state == "reached")


def test_an_extract_has_the_resolutions_alone_and_says_how_they_were_adopted() -> None:
    text = text_of(rendered(an_extract(), "minutes_extract"))
    assert "ประธานแจ้งว่า" not in text
    assert "เรื่องรับรองรายงานการประชุม" not in text
    assert "ซึ่งที่ประชุมรับรองแล้วโดยการแจ้งเวียน เมื่อวันที่ ๒๐ สิงหาคม พ.ศ. ๒๕๖๕" in text
    assert text.index("สำเนาถูกต้อง") < text.index("(นายสมมุติ ตัวอย่าง)")


def test_every_text_of_the_facts_is_on_the_paper() -> None:
    seats = (a_seat(HEALTH), a_seat("อื่น", BodyKey.PREVENTION))
    papers = {
        "invitation": an_invitation(seats=seats), "agenda": an_agenda(), "sign_in_sheet": a_sheet(),
        "duties_acknowledgement": an_acknowledgement(), "minutes": some_minutes(),
    }  # fmt: skip
    silent = {
        *BASE,
        "state",
        "body",
        "role",
        "key",
        "name_en",
        "position_lines_en",
        "office_en",
        "lines_en",
    }
    for kind, facts in papers.items():
        text = text_of(rendered(facts, kind)).replace("\n", "")
        said = facts.model_dump(exclude={*BASE, "content_hash"})
        for one in strings(_without(said, silent)):
            assert official_digits(one) in text, (kind, one)


def _without(value: object, keys: set[str]) -> object:
    match value:
        case dict():
            return {key: _without(one, keys) for key, one in value.items() if key not in keys}
        case tuple() | list():
            return [_without(one, keys) for one in value]
        case _:
            return value


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ตำรวจ & ทหาร <ชายแดน>", "ตำรวจ & ทหาร <ชายแดน>"),
        ("ก\tข\nค\r\nง", "ก ข ค ง"),
        ("ก\u200bข\u200fค\ufeffง", "กขคง"),
        ("ก" * 10_000, "ก" * 10_000),
    ],
)
def test_odd_texts_are_printed_as_they_are_meant(typed: str, printed: str) -> None:
    point = a_point(1, resolution_th=typed, said_th=(typed,))
    items = (the_items()[0].model_copy(update={"points": (point,)}),)
    facts = some_minutes(items=items, guests=(MinutesGuest(name_th=typed, position_th=typed),))
    text = text_of(rendered(facts, "minutes"))
    assert text.count(printed) >= 4
    letter = rendered(an_invitation(addressee_th=typed, place_th=typed), "invitation")
    assert text_of(letter).count(printed) >= 2


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("{{ signer.name_th }}", ValueLooksLikeTag),
        ("{% if x %}", ValueLooksLikeTag),
        ("ประชุม 🎉", ValueNotPrintable),
        ("ก\u202eข", ValueNotPrintable),
        ("ก\x00ข", ValueNotPrintable),
        ("", ValueBlank),
        (" \t\n", ValueBlank),
        ("\u200b", ValueBlank),
        ("None", ValueBlank),
    ],
)
def test_what_cannot_be_printed_is_refused_by_the_name_of_its_field(
    typed: str, refusal: type[Refusal]
) -> None:
    for kind, field, facts in (
        ("invitation", "place_th", an_invitation(place_th=typed)),
        ("sign_in_sheet", "members[2].name_th", a_sheet(members=(*members(1), *members(1, typed)))),
        ("minutes", "guests[1].name_th", some_minutes(
            guests=(MinutesGuest(name_th=typed, position_th=None),)
        )),
    ):  # fmt: skip
        with pytest.raises(refusal) as refused:
            rendered(facts, kind)
        assert refused.value.field == field


def test_a_batch_of_27_invitations_compiles_its_template_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letters = [an_invitation(addressee_th=f"กำนันตำบลสมมุติ {one}") for one in range(27)]
    rendered(letters[0], "invitation")
    compiled: list[str] = []
    compile_template = Environment.compile

    def counted(words: Environment, source: str, *told: Any, **more: Any) -> Any:
        compiled.append(source)
        return compile_template(words, source, *told, **more)

    monkeypatch.setattr(Environment, "compile", counted)
    made = [rendered(one, "invitation") for one in letters]
    assert compiled == []
    assert len(set(made)) == 27
