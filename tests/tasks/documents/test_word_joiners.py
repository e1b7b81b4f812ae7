"""Words and names are whole in the PDF copy."""

import pytest

from registry.rules.name_syllables import syllables
from tasks.documents.word_joiners import hold_together

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("ดังต่อไปนี้", f"ดัง{JOINER}ต่อ{JOINER}ไป{JOINER}นี้"),
        ("คณะกรรมการ", f"คณะ{JOINER}กรรม{JOINER}การ"),
        ("หรือผู้แทน", f"หรือ{JOINER}ผู้{JOINER}แทน"),
        ("พระราชบัญญัติ พ.ศ. ๒๕๕๑", f"พระ{JOINER}ราช{JOINER}บัญญัติ พ.ศ. ๒๕๕๑"),
        ("พระราชบัญญัติ แก้ไข", f"พระ{JOINER}ราช{JOINER}บัญญัติ แก้ไข"),
        ("กรรมการและเลขานุการ", f"กรรม{JOINER}การและเลขา{JOINER}นุ{JOINER}การ"),
        ("สถานีตำรวจภูธร", f"สถานีตำรวจ{JOINER}ภู{JOINER}ธร"),
        ("ในวันพฤหัสบดีที่ ๘", f"ในวัน{JOINER}พฤหัส{JOINER}บดี{JOINER}ที่ ๘"),
        ("ความรู้พื้นฐาน", f"ความ{JOINER}รู้พื้น{JOINER}ฐาน"),
        ("เลื่อนไปไตรมาสที่ ๒", f"เลื่อนไปไตร{JOINER}มาส{JOINER}ที่ ๒"),
        ("ของฝ่ายการเงิน", f"ของฝ่าย{JOINER}การ{JOINER}เงิน"),
        ("ณ ที่ว่าการอำเภอ", f"ณ ที่{JOINER}ว่า{JOINER}การ{JOINER}อำเภอ"),
        ("มณฑลทหารบก", f"มณฑลทหาร{JOINER}บก"),
        ("องค์ประชุมอาจไม่ครบ", f"องค์{JOINER}ประชุมอาจไม่ครบ"),
        ("ผลสำเร็จ", f"ผล{JOINER}สำเร็จ"),
        ("สายด่วน ๑๓๐๐", f"สาย{JOINER}ด่วน ๑๓๐๐"),
        ("ยังไม่ได้บันทึก", f"ยัง{JOINER}ไม่{JOINER}ได้{JOINER}บันทึก"),
        ("ไม่ต้องขอ", f"ไม่{JOINER}ต้อง{JOINER}ขอ"),
        ("แผนประจำปีงบประมาณ พ.ศ.", f"แผนประจำ{JOINER}ปี{JOINER}งบ{JOINER}ประมาณ พ.ศ."),
        ("ผู้นำหมู่ที่ ๑", f"ผู้นำหมู่{JOINER}ที่ ๑"),
        ("ที่เสนอมาพร้อมนี้", f"ที่เสนอมาพร้อม{JOINER}นี้"),
        ("สะดวกให้ทราบด้วย", f"สะดวกให้{JOINER}ทราบ{JOINER}ด้วย"),
        ("และสรุปผล", f"และสรุป{JOINER}ผล"),
        ("เข้าใจตรงกัน", f"เข้าใจตรง{JOINER}กัน"),
        ("จึงขอขอบคุณ", f"จึงขอ{JOINER}ขอบ{JOINER}คุณ"),
        ("ประสานงานข้ามแดน", f"ประสาน{JOINER}งานข้าม{JOINER}แดน"),
        ("ทำหน้าที่ทีมสหวิชาชีพ", f"ทำหน้า{JOINER}ที่ทีม{JOINER}สห{JOINER}วิชา{JOINER}ชีพ"),
        ("(ไม่ได้เป็นกรรมการ)", f"(ไม่{JOINER}ได้{JOINER}เป็น{JOINER}กรรม{JOINER}การ)"),
        ("การประชุมชี้แจง", f"การ{JOINER}ประชุม{JOINER}ชี้{JOINER}แจง"),
        ("มีผลตั้งแต่", f"มี{JOINER}ผลตั้งแต่"),
        ("รับแจ้งเหตุ", f"รับ{JOINER}แจ้ง{JOINER}เหตุ"),
        ("(รอตรวจสอบ)", f"(รอ{JOINER}ตรวจ{JOINER}สอบ)"),
        ("ในโรงพยาบาล", f"ในโรง{JOINER}พยาบาล"),
        ("อำเภอ", "อำเภอ"),
        ("", ""),
    ],
)
def test_protected_words_are_held_together_the_longest_first(text: str, held: str) -> None:
    assert hold_together(text) == held


def test_a_hospital_of_the_crown_prince_is_parted_before_his_title_and_never_within_it() -> None:
    named = hold_together("โรงพยาบาลสมเด็จพระยุพราชเชียงของ").replace(JOINER, "|")
    assert named == "โรง|พยาบาลสมเด็จ|พระ|ยุพราช|เชี|ย|ง|ข|อ|ง"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("ประจำไตรมาสนี้ ซึ่ง", "ประจำไตร|มาส|นี้ ซึ่ง"),
        ("รายไตรมาส", "รายไตร|มาส"),
        ("ยกไปปีถัดไป", "ยกไปปี|ถัด|ไป"),
        ("ปีงบประมาณก่อน", "ปี|งบ|ประมาณ|ก่อน"),
        ("ในครั้งที่แล้ว", "ในครั้ง|ที่|แล้ว"),
        ("วันศุกร์นี้", "วันศุกร์นี้"),
    ],
)
def test_a_period_is_one_piece_with_which_one_it_is(text: str, held: str) -> None:
    assert hold_together(text) == held.replace("|", JOINER)


def test_the_end_of_an_amount_in_words_stays_with_what_is_counted() -> None:
    assert hold_together("หนึ่งแสนสามหมื่นบาทถ้วน") == f"หนึ่งแสนสามหมื่น{JOINER}บาท{JOINER}ถ้วน"
    assert hold_together("สี่บาท") == f"สี่{JOINER}บาท"
    assert hold_together("บาทถ้วน") == "บาทถ้วน"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("จากการค้าขาย", "จากการ|ค้าขาย"),
        ("ได้รับการยืนยัน และการส่งออก", "ได้รับการ|ยืนยัน และการ|ส่งออก"),
        ("ขอความอนุเคราะห์", "ขอความ|อนุเคราะห์"),
        ("ข้าราชการพลเรือน", "ข้าราชการพลเรือน"),
        ("โครงการอบรม", "โครงการอบรม"),
        ("ข้อความนี้", "ข้อความนี้"),
        ("ทุกโครงการ", "ทุกโครงการ"),
        ("การ ประชุม", "การ ประชุม"),
    ],
)
def test_what_makes_a_noun_of_a_word_stays_with_it(text: str, held: str) -> None:
    assert hold_together(text) == held.replace("|", JOINER)
    assert hold_together(text, room=8) == text


def test_a_day_keeps_its_month_and_year_where_the_line_has_room_for_them() -> None:
    for day in ("๓๐ พฤศจิกายน ๒๕๖๙", "๓๑ ธ.ค. ๒๕๖๙", "30 November 2026"):
        said = f"ถึงวันที่ {day} and on"
        assert hold_together(day) == day.replace(" ", "\u00a0")
        assert day.replace(" ", "\u00a0") in hold_together(said)
        assert day.replace(" ", "\u00a0") in hold_together(said.replace(" ", "\u00a0", 2))
        assert hold_together(day, room=2.5) == day


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("สถานีตำรวจภูธรเกาะช้าง", "สถานีตำรวจ|ภู|ธร|เกาะ|ช้า|ง"),
        ("โรงพยาบาลเวียงแก่น", "โรง|พยาบาล|เวี|ย|ง|แก่|น"),
        ("อำเภอเวียงแก่น จังหวัดเชียงราย", "อำเภอ|เวี|ย|ง|แก่|น จังหวัด|เชี|ย|ง|รา|ย"),
        ("ผู้ใหญ่บ้าน บ้านตัวอย่าง", "ผู้|ใหญ่|บ้าน บ้าน|ตั|ว|อ|ย่า|ง"),
        ("บ้านพักเด็กและครอบครัวจังหวัด", "บ้านพักเด็กและครอบครัวจังหวัด"),
        ("ตำบลเทอดไทยตั้งอยู่", "ตำบล|เท|อ|ด|ไท|ยตั้งอยู่"),
        ("อำเภอที่ไม่มีในทะเบียน", "อำเภอที่ไม่มีในทะเบียน"),
        ("อำเภอเวียงแก่นได้ตั้งที่อำเภอเทิง", "อำเภอ|เวี|ย|ง|แก่|นได้ตั้งที่อำเภอ|เทิ|ง"),
        ("อำเภอที่อยู่ติดอำเภอเทิง", "อำเภอที่อยู่ติดอำเภอ|เทิ|ง"),
        ("อำเภอเทิงได้จัดตั้งขึ้นที่อำเภอเทิงเอง", "อำเภอ|เทิ|งได้จัด|ตั้งขึ้นที่อำเภอ|เทิ|งเอง"),
    ],
)
def test_the_name_of_a_place_is_held_together(text: str, held: str) -> None:
    assert hold_together(text) == held.replace("|", JOINER)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("(นายสมมุติ แบบเรียนดี)", "(นาย|ส|ม|มุ|ติ แบ|บ|เรี|ย|น|ดี)"),
        ("พ.ต.อ. มานะ ใจดี", "พ.ต.อ. มา|นะ ใจ|ดี"),
        ("จึงมอบหมายให้นางมานะ ใจดี", "จึงมอบ|หมายให้นาง|มา|นะ ใจ|ดี"),
        ("ให้นายอำเภอ สั่งการ", "ให้นาย|อำเภอ สั่ง|การ"),
        ("พันตำรวจเอกมานะ ใจดี", "พันตำรวจเอก|มา|นะ ใจ|ดี"),
        ("นายกองค์การบริหารส่วนตำบล ที่", "นายกองค์การบริหารส่วนตำบล ที่"),
        ("ทนายความ สองคน", "ทนายความ สองคน"),
        ("(สมมุติ แบบเรียนดี)", "(ส|ม|มุ|ติ แบ|บ|เรี|ย|น|ดี)"),
        ("(สมมุติ แบบเรียนดี) ที่ประชุม", "(สมมุติ แบบเรียนดี) ที่ประชุม"),
        ("(เกษียณ)", "(เกษียณ)"),
        ("ว่าที่ร้อยตรีหญิง สมใจ ใจดี", "ว่า|ที่|ร้อย|ตรีหญิง ส|ม|ใจ ใจ|ดี"),
    ],
)
def test_the_names_of_a_person_are_held_together_each_in_itself(text: str, held: str) -> None:
    assert hold_together(text) == held.replace("|", JOINER)


def test_where_a_family_is_from_stays_with_its_word() -> None:
    held = hold_together("(นายมานะ ใจดีวัฒนานนท์กุลวงศ์สกุลไพศาลธรรมรักษ์ ณ ลำพูน)")
    assert held.endswith(" ณ\u00a0ลำ|พู|น)".replace("|", JOINER))
    assert " ใจ|ดี|วั|ฒ|นา".replace("|", JOINER) in held


NARROW = 82 / 16  # ems, a column of a sheet to sign


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("นายมานะ ใจดี", "นาย|มา|นะ ใจ|ดี"),
        ("นายมานะ เจริญรัตนวงศ์ไพศาล", "นาย|มา|นะ เจ|ริ|ญ/รั|ต|น|ว|ง|ศ์/ไพ/ศา|ล"),
        ("นางสาวกาญจนาภรณ์พิสุทธิ์ ใจดี", "นางสาว/กา|ญ|จ|นา|ภ|ร|ณ์/พิ/สุ|ท|ธิ์ ใจ|ดี"),
        ("นางสาวกาญจนาภรณ์ ใจดี", "นางสาว/กา|ญ|จ|นา|ภ|ร|ณ์ ใจ|ดี"),
        ("อำเภอเวียงป่าเป้าใหญ่", "อำเภอ|เวี|ย|ง|ป่า|เป้าใหญ่"),
        ("อำเภอเฉลิมพระเกียรติ", "อำเภอ/เฉ|ลิ|ม|พ|ระ|เกี|ย|ร|ติ"),
        ("นายอำเภอแม่ฟ้าหลวง", "นาย|อำเภอ/แม่|ฟ้า|ห|ล|ว|ง"),
        ("แม่ฟ้าหลวง", "แม่|ฟ้า|ห|ล|ว|ง"),
        ("รักษาราชการแทน", "รักษา|ราชการ|แทน"),
    ],
)
def test_what_is_wider_than_its_line_may_break_between_syllables_alone(
    text: str, held: str
) -> None:
    assert hold_together(text, NARROW) == held.replace("|", JOINER).replace("/", "\u200b")


def test_where_a_district_and_its_word_have_no_room_the_name_alone_is_held() -> None:
    assert hold_together("อำเภอแม่ฟ้าหลวง", 4) == "อำเภอ\u200b" + JOINER.join(("แม่", "ฟ้า", *"หลวง"))
    assert hold_together("อำเภอแม่ฟ้าหลวง", 2) == "อำเภอแม่ฟ้าหลวง"


def test_the_name_of_a_district_is_not_parted_where_the_whole_post_has_no_room() -> None:
    chief = hold_together("นายอำเภอเชียงของ", 4.5)
    assert chief.endswith("\u200b" + JOINER.join(("เชี", *"ยงของ")))
    assert hold_together("นายอำเภอเชียงของ", 8).count(JOINER) == chief.count(JOINER) + 1


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("เจริญรัตนวงศ์ไพศาล", "เจริญ|รัตนวงศ์|ไพ|ศาล"),
        ("กาญจนาภรณ์พิสุทธิ์", "กาญจนาภรณ์|พิ|สุทธิ์"),
        ("ชาติชาย", "ชาติ|ชาย"),
        ("เหตุผล", "เหตุผล"),
        ("เกียรติศักดิ์", "เกียรติ|ศักดิ์"),
        ("พงศ์พันธุ์", "พงศ์|พันธุ์"),
        ("ศรีสุวรรณ", "ศรี|สุวรรณ"),
        ("ธรรมรักษ์", "ธรรม|รักษ์"),
        ("สกุล", "สกุล"),
        ("กรกนก", "กรกนก"),
        ("เฉลิมชัย", "เฉลิม|ชัย"),
        ("สุวรรณา", "สุวรร|ณา"),
        ("ตัวอย่าง", "ตัวอย่าง"),
        ("มานะ", "มา|นะ"),
        ("", ""),
    ],
)
def test_a_name_is_parted_only_where_a_syllable_surely_ends(name: str, pieces: str) -> None:
    assert "|".join(syllables(name)) == pieces


def test_a_sentence_that_goes_on_behind_a_name_may_break() -> None:
    going_on = "ใจดีเป็นผู้ประสานงานหลักของอำเภอตั้งแต่บัดนี้"
    assert f" {going_on[:9]}" in hold_together(f"นายมานะ {going_on}")


def test_what_is_read_twice_is_not_parted_before_the_letter_behind_it() -> None:
    assert not any(one.endswith("วัฒ") for one in syllables("รักษ์วัฒนานนท์"))
