import pytest

from registry.rules.file_names import LONGEST, cut, safe_file_name, safe_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("คำสั่งอำเภอแม่ฟ้าหลวง", "คำสั่งอำเภอแม่ฟ้าหลวง"),
        ("คำสั่งที่ 12/2565", "คำสั่งที่ 12-2565"),
        ("..", "-"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\order", "C-order"),
        (" a\n\tb. ", "a b"),
        ("แม่\u200bสาย", "แม่สาย"),
        ('<>:"|?*', "-"),
        ("", "-"),
    ],
)
def test_a_name_is_one_that_every_system_takes(typed: str, name: str) -> None:
    assert safe_name(typed, empty="-") == name


def test_a_long_name_is_cut_and_its_suffix_stays() -> None:
    assert safe_file_name("ก" * 200 + ".docx", empty="-") == "ก" * LONGEST + ".docx"


@pytest.mark.parametrize(
    ("text", "longest", "beginning"),
    [
        ("หนังสือนำส่งสำเนาคำสั่ง แม่สาย", 25, "หนังสือนำส่งสำเนาคำสั่ง"),
        ("ผู้กำกับการ", 9, "ผู้กำกับ"),
        ("ผู้แทน", 4, "ผู้"),
        ("นายกเทศมนตรีตำบล", 13, "นายกเทศมนตรี"),
        ("กำนันเวียง", 6, "กำนัน"),
        ("แม่สาย", 20, "แม่สาย"),
        ("order-of-the-district", 15, "order-of-the"),
    ],
)
def test_a_name_is_cut_between_words_or_before_a_syllable_and_never_within_one(
    text: str, longest: int, beginning: str
) -> None:
    assert cut(text, longest) == beginning


@pytest.mark.parametrize(
    ("typed", "name"),
    [("scan.PDF", "scan.PDF"), ("no suffix", "no suffix"), (".pdf", "pdf"), ("a/b.pdf", "a-b.pdf")],
)
def test_a_file_keeps_its_suffix(typed: str, name: str) -> None:
    assert safe_file_name(typed, empty="-") == name
