import pytest

from config.titles import title_list
from registry.rules.names import NameSplitter
from registry.rules.namesakes import ComparableName, alike, called, same

TITLES = NameSplitter(title_list().titles())


def of(text: str, title: str = "") -> ComparableName:
    return called(title, text, TITLES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("คำใส สุริยะ", "นาง"), of("คำใส  สุริยะ", "นาง")),
        (of("นางคำใส สุริยะ"), of("คำใส สุริยะ", "นาง")),
        (of("คำใส สุริยะ"), of("คำใส สุริยะ", "นาง")),
        (of("คำใส สุริยะ", "นางสาว"), of("คำใส สุริยะ", "นาง")),
        (of("ประเสริฐ ดี", "พ.ต.อ."), of("ประเสริฐ ดี", "นาย")),
    ],
)
def test_a_name_is_the_same_whatever_stands_before_and_between_it(
    one: ComparableName, other: ComparableName
) -> None:
    assert same(one, other)
    assert same(other, one)


def test_titles_of_two_sexes_are_of_two_people_who_are_asked_about() -> None:
    one, other = of("ใจ ดี", "นาย"), of("ใจ ดี", "นาง")
    assert not same(one, other)
    assert alike(one, other)


@pytest.mark.parametrize("typed", ["คำใส สุริยา", "คำไส สุริยะ", "คำใส", "คำใสสุริยะ"])
def test_a_slip_of_the_keys_or_a_part_of_the_name_resembles_it(typed: str) -> None:
    assert alike(of(typed), of("คำใส สุริยะ", "นาง"))


@pytest.mark.parametrize("typed", ["คนใหม่ สมมุติ", "สุริยะ", "แก้ว จันทร์ดี"])
def test_other_names_resemble_it_not(typed: str) -> None:
    assert alike(of(typed), of("คำใส สุริยะ", "นาง")) is (typed == "สุริยะ")


def test_nobody_is_like_who_has_no_name() -> None:
    assert not same(of(""), of(""))
    assert not alike(of(""), of("คำใส สุริยะ"))
