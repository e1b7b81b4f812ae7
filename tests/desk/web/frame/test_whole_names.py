import pytest

from config.words import Named
from desk.web.frame.whole_names import names_among, with_whole_names

CHIANG_RAI, CHIEF = Named("เชียงรายใหม่", "New"), Named("นางสาวประสาน ดี", "Prasan Dee")
NAMES = names_among([CHIANG_RAI, CHIEF, 3, None])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ไปที่เชียงรายใหม่แล้ว", ["เชียงรายใหม่"]),
        ("ที่อำเภอเชียงรายใหม่จัดประชุม", ["อำเภอเชียงรายใหม่"]),
        ("นางสาวประสาน ดี", ["นางสาวประสาน"]),
        ("นายสมมุติ มา", ["นายสมมุติ"]),
        ("ดีมาก", []),
        ("เชียงรายใหม่่", []),
        ("อำเภอที่มีชื่อยาวมากจนเกินกว่าความกว้างของจอ", []),
        ("รอการพิจารณา", []),
    ],
)
def test_a_line_ends_within_no_name(text: str, kept: list[str]) -> None:
    page = with_whole_names(f"<p>{text}</p>", NAMES)
    spans = [one.partition("<")[0] for one in page.split("<span class=kept>")[1:]]
    assert spans == kept
    assert page.replace("<span class=kept>", "").replace("</span>", "") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "page",
    [
        '<a title="อำเภอเชียงรายใหม่">1</a>',
        "<title>อำเภอเชียงรายใหม่</title>",
        "<select><option>เชียงรายใหม่</option></select>",
        "<textarea>เชียงรายใหม่</textarea>",
        "<thead><tr><th>เชียงรายใหม่</th></tr></thead>",
        '<p>เปิด<span class="visually-hidden"> เชียงรายใหม่, งบประมาณ</span></p>',
    ],
)
def test_what_holds_no_element_stays_as_it_is(page: str) -> None:
    assert with_whole_names(page, NAMES) == page


def test_a_name_is_kept_whole_in_the_text_beside_a_title_that_holds_it() -> None:
    before, after = '<title>เชียงรายใหม่</title><a title="ที่เชียงรายใหม่">', " เชียงรายใหม่</a>"
    page = with_whole_names(f"{before}ที่เชียงรายใหม่{after}", NAMES)
    kept = "<span class=kept>เชียงรายใหม่</span>"
    assert page == f"{before}ที่{kept} {kept}</a>"
