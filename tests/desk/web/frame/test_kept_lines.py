import pytest

from desk.web.frame.kept_lines import NO_BREAK, kept_lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ครบกำหนด 4 ธันวาคม 2569", "ครบกำหนด 4~ธันวาคม~2569"),
        ("due 4 December 2026, open", "due 4~December~2026, open"),
        ("ร่างแผน รอบที่ 2 อำเภอแม่สาย", "ร่างแผน รอบที่~2 อำเภอแม่สาย"),
        ("เกินกำหนด 62 วันทำการ", "เกินกำหนด 62~วันทำการ"),
        ("ไม่มีการประชุมใน 2 ไตรมาสหลังสุด", "ไม่มีการประชุมใน 2~ไตรมาสหลังสุด"),
    ],
)
def test_a_line_ends_neither_within_a_date_nor_between_a_number_and_its_word(
    text: str, kept: str
) -> None:
    assert kept_lines(text) == kept.replace("~", NO_BREAK)
