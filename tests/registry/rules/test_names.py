import pytest

from config.titles import Title, title_list, titled
from registry.rules.names import (
    PersonName,
    SignedName,
    full_name,
    signed_name,
    split_name,
    title_typed,
    written_name,
)

TITLES = title_list().titles()


def a_title(full: str) -> Title:
    return next(title for title in TITLES if title.full_th == full)


@pytest.mark.parametrize(
    ("text", "title", "first", "last"),
    [
        ("นายสมมุติ ตัวอย่าง", "นาย", "สมมุติ", "ตัวอย่าง"),
        ("นาย  สมมุติ  ตัวอย่าง", "นาย", "สมมุติ", "ตัวอย่าง"),
        ("นางสาวสมมุติ ตัวอย่าง", "นางสาว", "สมมุติ", "ตัวอย่าง"),
        ("น.ส.สมมุติ ตัวอย่าง", "นางสาว", "สมมุติ", "ตัวอย่าง"),
        ("นางสมมุติ ณ อยุธยา", "นาง", "สมมุติ", "ณ อยุธยา"),
        ("พ.ต.อ. สมมุติ ตัวอย่าง", "พันตำรวจเอก", "สมมุติ", "ตัวอย่าง"),
        ("พ.ต.อ.หญิง สมมุติ ตัวอย่าง", "พันตำรวจเอกหญิง", "สมมุติ", "ตัวอย่าง"),
        ("ว่าที่ ร.ต. สมมุติ ตัวอย่าง", "ว่าที่ร้อยตรี", "สมมุติ", "ตัวอย่าง"),
        ("ว่าที่ ร้อยตรี สมมุติ ตัวอย่าง", "ว่าที่ร้อยตรี", "สมมุติ", "ตัวอย่าง"),
        ("ว่าที่ร.ต.หญิงสมมุติ ตัวอย่าง", "ว่าที่ร้อยตรีหญิง", "สมมุติ", "ตัวอย่าง"),
        ("ร.ต. อนันต์ ตัวอย่าง", "ร้อยตรี", "อนันต์", "ตัวอย่าง"),
        ("ร.ต.อ. อนันต์ ตัวอย่าง", "ร้อยตำรวจเอก", "อนันต์", "ตัวอย่าง"),
        ("พระมหาสมมุติ ฐานวโร", "พระมหา", "สมมุติ", "ฐานวโร"),
        ("นายหมวดตรีสมมุติ ตัวอย่าง", "นายหมวดตรี", "สมมุติ", "ตัวอย่าง"),
        ("พ.จ.อ.สมมุติ ตัวอย่าง", "พันจ่าเอก", "สมมุติ", "ตัวอย่าง"),
        ("พ.อ.อ.สมมุติ ตัวอย่าง", "พันจ่าอากาศเอก", "สมมุติ", "ตัวอย่าง"),
        ("พ.อ. อนันต์ ตัวอย่าง", "พันเอก", "อนันต์", "ตัวอย่าง"),
        ("จ.ท.หญิงสมมุติ ตัวอย่าง", "จ่าโทหญิง", "สมมุติ", "ตัวอย่าง"),
        ("จ่าอากาศโทสมมุติ ตัวอย่าง", "จ่าอากาศโท", "สมมุติ", "ตัวอย่าง"),
        ("พล.ร.ต.สมมุติ ตัวอย่าง", "พลเรือตรี", "สมมุติ", "ตัวอย่าง"),
        ("พล.อ.ต.สมมุติ ตัวอย่าง", "พลอากาศตรี", "สมมุติ", "ตัวอย่าง"),
        ("ว่าที่เรืออากาศตรีสมมุติ ตัวอย่าง", "ว่าที่เรืออากาศตรี", "สมมุติ", "ตัวอย่าง"),
        ("นายหมู่ใหญ่สมมุติ ตัวอย่าง", "นายหมู่ใหญ่", "สมมุติ", "ตัวอย่าง"),
        ("Mr Sommut Tuayang", "นาย", "Sommut", "Tuayang"),
        ("นายิกา ตัวอย่าง", None, "นายิกา", "ตัวอย่าง"),
        ("สมมุติ", None, "สมมุติ", ""),
        ("", None, "", ""),
    ],
)
def test_a_name_is_taken_apart_by_its_longest_title(
    text: str, title: str | None, first: str, last: str
) -> None:
    expected = a_title(title) if title else None
    assert split_name(text, TITLES) == PersonName(expected, first, last)


SERVICES = {
    "ตำรวจ": ("พลตำรวจ", "พันตำรวจ", "ร้อยตำรวจ", "สิบตำรวจ"),
    "กองทัพบก": ("พล", "พัน", "ร้อย", "จ่าสิบ", "สิบ"),
    "กองทัพเรือ": ("พลเรือ", "นาวา", "เรือ", "พันจ่า", "จ่า"),
    "กองทัพอากาศ": ("พลอากาศ", "นาวาอากาศ", "เรืออากาศ", "พันจ่าอากาศ", "จ่าอากาศ"),
    "กองอาสารักษาดินแดน": ("นายกอง", "นายหมวด", "นายหมู่"),
}


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_has_all_its_ranks_of_three_steps(service: str) -> None:
    ranks = {one.full_th for one in TITLES if one.rank}
    steps = {f"{name}{step}" for name in SERVICES[service] for step in ("เอก", "โท", "ตรี")}
    assert steps - ranks == set()
    assert {f"{one}หญิง" for one in steps} - ranks == set()


def test_title_and_first_name_are_one_word() -> None:
    assert full_name(a_title("นาย"), "สมมุติ", "ตัวอย่าง") == "นายสมมุติ ตัวอย่าง"
    assert full_name(None, "สมมุติ", "") == "สมมุติ"


@pytest.mark.parametrize(
    ("typed", "rank", "name"),
    [
        ("ว่าที่ ร.ต.สมมุติรัฐ มิใช่จริง", "ว่าที่ร้อยตรี", "สมมุติรัฐ มิใช่จริง"),
        ("พ.ต.อ.หญิง สมมุติ ณ อยุธยา", "พันตำรวจเอกหญิง", "สมมุติ ณ อยุธยา"),
        ("นายกองเอกสมมุติ ตัวอย่าง", "นายกองเอก", "สมมุติ ตัวอย่าง"),
        ("นายสมมุติ ตัวอย่าง", "", "นายสมมุติ ตัวอย่าง"),
        ("น.ส.สมมุติ ตัวอย่าง", "", "นางสาวสมมุติ ตัวอย่าง"),
        ("นพ. สมมุติ ตัวอย่าง", "", "นายแพทย์สมมุติ ตัวอย่าง"),
        ("สมมุติ ตัวอย่าง", "", "สมมุติ ตัวอย่าง"),
        ("...........................", "", "..........................."),
    ],
)
def test_a_rank_in_full_stands_before_a_signature_and_a_civil_title_in_the_bracket(
    typed: str, rank: str, name: str
) -> None:
    assert signed_name(typed, TITLES) == SignedName(rank, name)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("นางสาวสมมุติ ตัวอย่าง", "สมมุติ ตัวอย่าง"),
        ("ว่าที่ ร.ต.สมมุติ ตัวอย่าง", "สมมุติ ตัวอย่าง"),
        ("ม.ล.สมมุติ ตัวอย่าง", "หม่อมหลวงสมมุติ ตัวอย่าง"),
        ("...........................", "..........................."),
    ],
)
def test_a_signature_has_no_rank_and_no_title_that_says_only_man_or_woman(
    typed: str, written: str
) -> None:
    assert written_name(typed, TITLES) == written


@pytest.mark.parametrize(
    ("title", "apart"),
    [
        ("พันตำรวจเอก", " "), ("พ.ต.อ.", " "), ("พตอ", " "), ("พ.ต.อ.หญิง", " "), ("พ.จ.อ.", " "),
        ("ว่าที่ ร.ต.", " "), ("ว่าที่ร้อยตรีหญิง", " "), ("นายหมวดเอก", " "), ("นาย", ""), ("นาง", ""),
        ("นางสาว", ""), ("นพ.", ""), ("ดร.", ""), ("ม.ล.", ""), ("พระครู", ""), ("กำนัน", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_small_space_stands_behind_a_rank_and_behind_no_other_title(
    title: str, apart: str
) -> None:
    assert titled(title, "สมมุติ ตัวอย่าง") == f"{title}{apart}สมมุติ ตัวอย่าง"
    listed = title_typed(title, TITLES)
    if listed is not None:
        assert full_name(listed, "สมมุติ", "ตัวอย่าง") == f"{listed.full_th}{apart}สมมุติ ตัวอย่าง"


def test_a_name_of_99_signs_behind_a_rank_stays_whole() -> None:
    first, last = "ก" * 40, "ข" * 58
    name = titled("ว่าที่ ร.ต.หญิง", f"{first} {last}")
    assert split_name(name, TITLES) == PersonName(a_title("ว่าที่ร้อยตรีหญิง"), first, last)
    assert signed_name(name, TITLES) == SignedName("ว่าที่ร้อยตรีหญิง", f"{first} {last}")


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title.full_th)
def test_every_title_is_found_again_in_a_full_name(title: Title) -> None:
    found = split_name(full_name(title, "สมมุติ", "ตัวอย่าง"), TITLES)
    assert (found.title, found.first, found.last) == (title, "สมมุติ", "ตัวอย่าง")


@pytest.mark.parametrize(
    ("full", "sex"),
    [
        ("นาย", "male"), ("นางสาว", "female"), ("ร้อยตำรวจเอก", "not_stated"),
        ("ร้อยตำรวจเอกหญิง", "female"), ("ว่าที่ร้อยตรี", "not_stated"),
    ],
)  # fmt: skip
def test_a_bare_rank_states_no_sex(full: str, sex: str) -> None:
    assert a_title(full).sex == sex


def test_monks_are_saluted_as_monks() -> None:
    assert a_title("พระครู").salutation_th == "นมัสการ"


def test_the_table_says_that_nobody_has_verified_it() -> None:
    assert not title_list().verified


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("นส.สมหญิง ใจดี", "นางสาว"), ("น.ส. สมหญิง ใจดี", "นางสาว"), ("พตอ.สมชาย ใจดี", "พันตำรวจเอก"),
        ("ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ร้อยตรี"), ("ว่าที่รต.สมชาย ใจดี", "ว่าที่ร้อยตรี"),
        ("ว่าที่ ร.ต.หญิง สมศรี ใจดี", "ว่าที่ร้อยตรีหญิง"), ("ดต.สมชาย ใจดี", "ดาบตำรวจ"),
    ],
)  # fmt: skip
def test_a_title_is_known_without_the_stops_that_people_leave_out(typed: str, title: str) -> None:
    found = split_name(typed, TITLES)
    assert found.title is not None
    assert (found.title.full_th, found.last) == (title, "ใจดี")


@pytest.mark.parametrize("typed", ["พ.ต.อ.", "พตอ", "พ.ต.อ", "พันตำรวจเอก", "พันตำรวจ เอก"])
def test_a_title_alone_is_known_however_it_is_written(typed: str) -> None:
    found = title_typed(typed, TITLES)
    assert found is not None
    assert found.full_th == "พันตำรวจเอก"
