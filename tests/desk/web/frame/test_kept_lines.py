import pytest

from desk.web.frame.kept_lines import kept_lines, with_kept_lines
from registry.rules.unbroken_numbers import NO_BREAK, numbers_kept

KEPT = [
    ("ครบกำหนด 4 ธันวาคม 2569", "ครบกำหนด 4~ธันวาคม~2569"),
    ("due 4 December 2026, open", "due 4~December~2026, open"),
    ("ร่างแผน รอบที่ 2 อำเภอแม่สาย", "ร่างแผน รอบที่~2 อำเภอแม่สาย"),
    ("เกินกำหนด 62 วันทำการ", "เกินกำหนด 62~วันทำการ"),
    ("ไม่มีการประชุมใน 2 ไตรมาสหลังสุด", "ไม่มีการประชุมใน 2~ไตรมาสหลังสุด"),
    ("ช่องทางธรรมชาติ 20 จุด", "ช่องทางธรรมชาติ 20~จุด"),
    ("ติดต่อไม่ได้ 23 คน", "ติดต่อไม่ได้ 23~คน"),
    ("สายด่วน 191 หรือ โทร. 0 5300 0003", "สายด่วน~191 หรือ โทร.~0~5300~0003"),
    ("แผน ฉบับที่ 1", "แผน ฉบับที่~1"),
    ("ปี 2570 คน", "ปี~2570 คน"),
]


@pytest.mark.parametrize(("text", "kept"), KEPT)
def test_a_line_ends_neither_within_a_date_nor_between_a_number_and_its_word(
    text: str, kept: str
) -> None:
    assert kept_lines(text) == kept.replace("~", NO_BREAK)


@pytest.mark.parametrize(("text", "kept"), KEPT[5:])
def test_pages_and_papers_keep_a_number_with_its_word_by_one_rule(text: str, kept: str) -> None:
    assert numbers_kept(text) == kept_lines(text) == kept.replace("~", NO_BREAK)


def test_all_text_of_a_page_is_kept_and_what_is_sent_or_read_by_a_machine_stays() -> None:
    page = (
        '<title>มติที่ 3</title><p title="ไป 20 จุด">ไป <b>20 จุด</b> 23 คน</p>'
        "<textarea>23 คน</textarea><select><option>23 คน</select><script>a = '23 คน'</script>"
        "<datalist><option>23 คน</datalist><p>ที่ 4</p>"
    )
    kept = page.replace("<b>20 จุด</b> 23 คน", f"<b>20{NO_BREAK}จุด</b> 23{NO_BREAK}คน")
    assert with_kept_lines(page) == kept.replace("<p>ที่ 4", f"<p>ที่{NO_BREAK}4")
