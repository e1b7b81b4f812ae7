"""How a package tells whom to call: offices by their numbers, people on the card alone."""

from datetime import date

from flows.decisions.province_settings import set_value
from registry.records.contacts import set_contact
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import draft_paper
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_packages import (
    CHIANG_KHONG,
    NOT_RECORDED,
    adopted,
    claims,
    desk,
    made,
    package,
)

__all__ = ["desk"]

SINCE = date(2022, 1, 1)


def test_of_how_many_members_no_contact_is_recorded_is_told_as_one_number(
    sqlite_url: str,
) -> None:
    desk = adopted(sqlite_url)
    found = package(desk, "2022-06-20", CHIANG_KHONG, opening="knows")
    (asked,) = (one for one in found.page_one.decisions if one.key == "contacts")
    assert asked.title_en == "Collect the telephone number or e-mail of 8 members"
    assert "members without telephone number or e-mail: 8" in [
        one.text_en for one in found.page_one.risks
    ]
    (said,) = claims(found, "contacts")
    assert said.text_en == "a telephone number or e-mail is recorded of 0 of 8 people"
    assert "Contacts of 8 of 8 members" in [one.text_en for one in found.annex.gaps]


def test_a_post_that_nobody_holds_lacks_a_holder_and_no_number(desk: Desk) -> None:
    found = package(desk, "2018-09-30").annex
    assert found.contacts[0].vacant
    gaps = {one.text_en for one in found.gaps}
    assert "Holder of: District Chief of Mae Fa Luang" in gaps
    assert "Direct number of: District Chief of Mae Fa Luang" not in gaps


def test_a_contact_is_told_by_the_offices_number_and_says_who_is_no_member(desk: Desk) -> None:
    set_value(
        desk.office, MAE_FAH_LUANG, "district_letters.phone", "0 5300 0003",
        since=SINCE, recorded_by="coord",
    )  # fmt: skip
    found = package(desk, desk.office.registry.today.isoformat()).annex
    chief, *_, police = found.contacts
    assert chief.reached_en == f"tel. 0 5300 0003; direct: {NOT_RECORDED}"
    assert police.reached_en == "hotline 191"
    assert (police.vacant, police.at_office) == (True, True)
    gaps = [one.text_en for one in found.gaps]
    assert f"Direct number of: {chief.post_en}" in gaps
    assert f"Holder of: {police.post_en}" in gaps
    assert [one.outsider for one in found.contacts] == [False, True, True, True, False]
    said = paragraphs(draft_paper(load_template("handover_annex"), found).content)
    marked = [one for one in said if one.endswith("(ไม่ได้เป็นกรรมการ)")]
    assert len(marked) == 3
    without = package(desk, "2022-06-20").annex
    assert not [one for one in without.contacts if one.outsider], "of a committee that stands"


def test_who_holds_an_office_is_known_as_of_the_packages_own_day(desk: Desk) -> None:
    found = [one for one in claims(package(desk, "2022-07-21"), "structure") if one.known]
    held = [one for one in found if one.source_en == "register of offices"]
    assert held
    assert {one.as_of.first for one in held} == {date(2022, 7, 21)}, "the text says since when"


def test_numbers_of_people_stand_on_the_card_alone(desk: Desk) -> None:
    set_contact(desk.office.registry, "5715.chief", "phone", "053-999-111", recorded_by="coord")
    of = made(desk, desk.office.registry.today.isoformat())
    assert "053-999-111" in of.card.model_dump_json()
    assert "053-999-111" not in of.package.annex.model_dump_json()
    assert "053-999-111" not in of.package.page_one.model_dump_json()


def test_page_one_and_the_card_print_the_same_number_first_and_it_is_an_offices(desk: Desk) -> None:
    numbers = {MAE_FAH_LUANG: ("district_letters.phone", "0 5300 0003"),
               "57": ("letters.phone", "0 5300 0000")}  # fmt: skip
    for area, (key, number) in numbers.items():
        set_value(desk.office, area, key, number, since=SINCE, recorded_by="coord")
    set_contact(desk.office.registry, "coord", "phone", "053-999-222", recorded_by="coord")
    of = made(desk, desk.office.registry.today.isoformat())
    called = [one.text_en.rpartition(", ")[2] for one in of.package.page_one.calls]
    assert called == ["tel. 0 5300 0003", "tel. 0 5300 0000", "hotline 1300", "hotline 191"]
    reached = [one.reached_en for one in of.card.contacts]  # of a shelter nothing is known here
    first = [one.partition(";")[0] for one in reached]
    assert {called[0], called[1], called[3]} <= {*first}
    assert f"{called[1]}; direct: 053-999-222" in reached
    assert f"{called[0]}; direct: {NOT_RECORDED}" in reached


def test_the_chief_is_called_at_the_office_that_heads_the_memo_on_card_and_in_the_annex(
    desk: Desk,
) -> None:
    key, number = "district_letters.phone", "0 5300 0003"
    set_value(desk.office, MAE_FAH_LUANG, key, number, since=SINCE, recorded_by="coord")
    of = made(desk, desk.office.registry.today.isoformat())
    assert of.package.page_one.letterhead.phone == number
    for contacts in (of.card.contacts, of.package.annex.contacts):
        assert contacts[0].reached_en == f"tel. {number}; direct: {NOT_RECORDED}"


def test_for_an_urgent_case_it_says_where_numbers_of_other_offices_are_found(desk: Desk) -> None:
    said = {one.topic_en: one.text_en for one in claims(package(desk, "2022-07-21"), "channels")}
    told = said["Numbers of other offices"]
    assert "section 12" in told
    assert told.endswith(said["Social assistance hotline"])
