"""The package is built from the registry alone: what it says, from where, and what it lacks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from config.words import Language
from desk.views.handover_package import PackageMade, PackageRequest, package_made
from flows.adoption.adopt import adopt
from flows.capabilities import net
from flows.decisions.province_settings import set_value
from flows.decisions.rotate import rotate
from flows.handover.package_day import PackageDay
from flows.handover.package_facts import Package
from flows.handover.sections.risks import risks
from registry.queries.monitoring import lessons
from registry.queries.office_holders import holders
from registry.queries.offices import offices_of
from registry.records.adoption_form import read_form
from registry.records.contacts import set_contact
from registry.records.figures import NewFigure, record_figures
from registry.records.held_meetings import AttendanceRow, record_attendance, record_training
from registry.records.monitoring import NewLesson, record_lessons, settle_lesson
from registry.records.offices import hold
from registry.records.transfer_form import TransferOrder
from registry.rules.figures import Qualifier
from registry.rules.handover import DecisionsOwed
from registry.rules.packages import MOST_SIGNS, facts_hash
from registry.rules.papers.package import Annex, Claim, Opening, PackagePaper
from registry.rules.plain_values import Json
from registry.rules.thai import month_names
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.proofreading import differences
from tasks.documents.rendering import draft_paper
from tasks.documents.template import Template, load_template, sheet, template_of
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tasks.workbooks.filled_form import read_workbook
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.flows.handover.at_packages import NOT_RECORDED, claims, package
from tests.flows.plan.planning import a_year as planned_year
from tests.flows.year.at_money import proposed
from tests.flows.year.at_quarters import a_year, on as until
from tests.staged_desks import made_once

CHIANG_KHONG = "5703"
SINCE = date(2022, 1, 1)


def made(desk: Desk, on: str) -> PackageMade:
    return package_made(desk.office, PackageRequest(MAE_FAH_LUANG, date.fromisoformat(on)))


def told_otherwise(
    kind: str, facts: PackagePaper, english: Template | None = None
) -> tuple[str, ...]:
    """What the Thai and the English paper say otherwise than the facts, or than each other."""
    templates: dict[Language, Template] = {
        "th": load_template(kind), "en": english or load_template(kind, "en")
    }  # fmt: skip
    papers = {language: draft_paper(one, facts).content for language, one in templates.items()}
    return differences(facts, sheet(kind), papers)


@made_once
def adopted(url: str) -> Desk:
    """The committee of Chiang Khong, taken in from its paper file."""
    desk = a_desk(url, "2022-06-20")
    raw = read_workbook(adoption_workbook(example_form()), 20, file="เชียงของ.xlsx")
    form = read_form(raw, net(), today=desk.office.registry.today, district=CHIANG_KHONG)
    adopt(desk.office, CHIANG_KHONG, form, recorded_by="coord", cells=raw)
    return desk


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    return desk


def test_it_says_what_stands_on_its_day_from_which_source(desk: Desk) -> None:
    found = package(desk, "2022-07-21")
    (order,) = [one for one in claims(found, "mandate") if one.source_en == "order 12/2565"]
    assert order.text_en == "Order 12/2565 of 1 July 2022, in force since 1 July 2022"
    assert order.as_of.first == date(2022, 7, 1)
    met = [one.text_en for one in claims(found, "meetings")]
    assert "held on 20 July 2022" in met
    assert "the appointment order is in force" in [one.text_en for one in found.page_one.works]


def test_every_claim_bears_its_source_and_a_day_that_has_come(desk: Desk) -> None:
    found = package(desk, "2022-07-21")
    said = [one for section in found.annex.sections for one in section.claims]
    assert len(said) > 20
    for one in said:
        assert all((one.source_th, one.source_en, one.text_th, one.text_en)), one
        assert one.as_of.first <= date(2022, 7, 21), one


def test_seats_and_hotlines_are_told_as_of_the_day_of_the_package(desk: Desk) -> None:
    found = package(desk, "2022-07-21")
    seats = [one for one in claims(found, "structure") if one.source_en == "register of seats"]
    lines = [
        one for one in claims(found, "channels") if one.source_en == "official hotline numbers"
    ]
    assert len(seats) > 3
    assert len(lines) == 2
    assert {one.as_of.first for one in (*seats, *lines)} == {date(2022, 7, 21)}


def test_what_nobody_recorded_says_so_and_stands_among_the_gaps(desk: Desk) -> None:
    found = package(desk, "2022-07-21")
    unknown = [
        (section.number, one)
        for section in found.annex.sections
        for one in section.claims
        if not one.known
    ]
    assert {one.text_en for _, one in unknown} == {NOT_RECORDED}
    gaps = {(one.section, one.text_en) for one in found.annex.gaps}
    assert {(number, one.topic_en) for number, one in unknown} <= gaps
    assert found.quality.gaps == len(found.annex.gaps) > 0


def test_page_one_cites_the_act_and_the_order_with_the_mark_that_the_annex_gives_them(
    desk: Desk,
) -> None:
    found = package(desk, "2022-07-21")
    (annex,) = (one for one in claims(found, "mandate") if "768" in one.text_en)
    assert annex.text_th.endswith(" (รอตรวจสอบ)")
    assert annex.text_en.endswith(" (unverified)")
    (act,) = (one for one in claims(found, "mandate") if "Act" in one.text_en)
    assert found.page_one.law_th.startswith(f"{act.text_th} {annex.text_th} ")
    assert found.page_one.law_en.startswith(f"{act.text_en}; {annex.text_en}; ")


def test_page_one_counts_the_risks_that_the_annex_alone_tells_of(desk: Desk) -> None:
    for day in ("2022-06-25", "2022-07-21", "2022-12-01"):
        found = package(desk, day)
        shown = [one for one in found.page_one.risks if one.text_en != "none found"]
        assert len(shown) + found.page_one.more_risks == len([*claims(found, "risks")])


def test_why_here_bears_its_source_and_what_the_study_says_is_never_cut(desk: Desk) -> None:
    said = package(desk, "2022-07-21").page_one
    assert said.place_en == "borders Shan State, Myanmar [Chiang Rai case study of 2022]"
    words = "สวนส้มและโรงงานที่ใช้แรงงานข้ามชาติเป็นจำนวนมาก " * 3
    set_value(
        desk.office, MAE_FAH_LUANG, "profile.industries", words, since=SINCE, recorded_by="coord"
    )
    said = package(desk, "2022-07-21").page_one
    assert said.place_th.endswith("… [อำเภอ\u00a0และกรณีศึกษาเชียงราย\u00a0ปี\u00a02565]")
    assert said.place_en.endswith("… [the district and Chiang Rai case study of 2022]")


def test_of_how_many_members_no_contact_is_recorded_is_told_as_one_number(
    sqlite_url: str,
) -> None:
    desk = adopted(sqlite_url)
    found = package(desk, "2022-06-20", CHIANG_KHONG, opening="knows")
    (asked,) = (one for one in found.page_one.decisions if one.key == "contacts")
    assert asked.title_en == (
        "Direct numbers or e-mail of members are collected (none recorded of 8)"
    )
    assert "members without a direct number or e-mail: 8" in [
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


def test_a_past_day_knows_nothing_that_came_later(desk: Desk) -> None:
    found = package(desk, "2022-06-25")
    assert not any(one.known for one in claims(found, "meetings") if "held on" in one.text_en)
    (order,) = [one for one in claims(found, "mandate") if one.topic_en == "Appointment order"]
    assert not order.known
    assert "no order is recorded; a draft waits" in [one.text_en for one in found.page_one.risks]


def test_what_was_recorded_after_the_instant_is_not_known(desk: Desk) -> None:
    now = desk.clock.now()
    before = package(desk, "2022-07-21", known=now - timedelta(days=15))
    after = package(desk, "2022-07-21", known=now)
    assert not [one for one in claims(before, "meetings") if "held on" in one.text_en]
    assert [one for one in claims(after, "meetings") if "held on" in one.text_en]


def test_the_same_registry_gives_the_same_hash_and_another_day_marks_itself(desk: Desk) -> None:
    today = desk.office.registry.today.isoformat()
    first, again = made(desk, today), made(desk, today)
    assert (first.digest, first.rebuilt) == (again.digest, False)
    past = made(desk, "2022-07-02")
    assert past.rebuilt
    assert past.digest != first.digest


def test_a_package_is_renewed_for_what_changed_and_not_for_the_day(desk: Desk) -> None:
    def told(on: str) -> str:
        return facts_hash(package(desk, on).annex.model_dump(mode="json")["sections"][0])

    assert told("2022-07-21") == told("2022-07-22")
    assert told("2022-07-21") != told("2022-06-25")


def test_what_was_held_before_the_years_that_it_tells_of_is_no_success_of_theirs(
    desk: Desk,
) -> None:
    def went_well(day: str) -> list[str]:
        return [one.text_en for one in package(desk, day).page_one.works]

    assert "the appointment order is in force" in went_well("2024-09-30")
    assert went_well("2024-10-01") == ["none recorded in three years"]


def test_where_nobody_leaves_the_chief_in_office_signs_to_have_seen_it_and_nobody_hands_over(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    found = package(desk, "2022-09-30", opening="knows").annex
    assert found.in_post
    assert found.opening_en[0].endswith("for the Chief who is in office.")
    assert found.sections[-1].title_en == "Signature of the Chief"
    assert found.leaver == found.focal_point, "who puts it forward"
    assert told_otherwise("handover_annex", found) == ()
    rotated(desk)
    after = package(desk, "2022-10-03", opening="knows").annex
    assert not after.in_post
    assert after.sections[-1].title_en == "Signatures"
    assert (after.leaver.name_en, after.successor.name_th) == ("Sommut Tuayang", "นางมาใหม่ สมมุติ")
    assert after.province.position_lines_th == found.province.position_lines_th
    assert "ผู้ว่าราชการจังหวัด" not in "".join(found.province.position_lines_th)


def rotated(desk: Desk) -> None:
    """Another Chief comes on 3 October 2022."""
    move: Json = {
        "district": "แม่ฟ้าหลวง", "on": "2022-10-03", "title_th": "นาง", "name_th": "มาใหม่ สมมุติ",
    }  # fmt: skip
    order = {"number": "301/2565", "dated": "2022-06-20", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.on("2022-10-03")
    desk.perform()


def test_page_one_is_short(desk: Desk) -> None:
    found = package(desk, "2022-07-21", opening="new")
    assert found.quality.brief
    assert 500 < found.quality.signs <= MOST_SIGNS
    assert 4 <= len(found.page_one.numbers) <= 6
    assert len(found.page_one.works) <= 3 >= len(found.page_one.risks)
    assert len(found.page_one.coming) <= 3


def test_a_scan_among_the_papers_is_called_by_what_it_is_of(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    basics: Json = {
        "key": "basics", "title_th": "ความรู้พื้นฐาน", "title_en": "Basics", "topics": ["defining"],
        "duties": ["inspect_prevent_monitor"], "planned_on": "2022-09-07", "trainers": ["focus"],
    }  # fmt: skip
    more: Json = {
        "key": "more", "title_th": "การส่งต่อ", "title_en": "Referral", "topics": ["identification"],
        "duties": ["inspect_prevent_monitor"], "planned_on": "2022-09-08", "trainers": ["focus"],
    }  # fmt: skip
    first = desk.to_trainings([basics, more])
    for key, day in (("basics", "2022-09-07"), ("more", "2022-09-08")):
        path = f"after_meeting/capacity/trainings/{key}/training"
        held: Json = {
            "result": "held", "held_on": day, "participants": [{"code": "A1", "sex": "female"}],
        }  # fmt: skip
        desk.decide(first, path, "focal_point", day, held, evidence=[SCAN])
    said = [(one.title_th, one.title_en) for one in package(desk, "2022-09-20").annex.papers]
    assert said[:2] == [
        ("สำเนาสแกน: การฝึกอบรม: การส่งต่อ", "Scan: Training: Referral"),
        ("สำเนาสแกน: การฝึกอบรม: ความรู้พื้นฐาน", "Scan: Training: Basics"),
    ]


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


@pytest.mark.parametrize(
    ("on", "said"),
    [("2022-10-20", "not due for a report yet (first on 10 January 2023)"),
     ("2023-02-01", "not reported yet")],
)  # fmt: skip
def test_what_was_not_reported_of_the_plan_is_no_zero_and_before_its_day_no_gap(
    sqlite_url: str, on: str, said: str
) -> None:
    desk, _ = a_year(sqlite_url)
    found = package(desk, on)
    told = [one.text_en for one in found.page_one.numbers]
    assert f"Activities of the plan: {said} [section 3]" in told
    activities = [one for one in claims(found, "plan") if one.topic_en[:1].isdigit()]
    assert len(activities) == 2
    assert all(one.known is ("not due" in said) for one in activities)


def test_without_a_plan_page_one_counts_no_activity_of_which_the_annex_tells_none(
    sqlite_url: str,
) -> None:
    desk = planned_year(sqlite_url)
    found = package(desk, "2022-07-06")
    assert "no plan" not in " ".join(one.text_en for one in found.page_one.numbers)
    until(desk, "2022-10-03")
    found = package(desk, "2022-10-03")
    assert not [one for one in found.page_one.numbers if "แล้วเสร็จ" in one.text_th]
    said = [one.text_en for one in found.page_one.numbers]
    assert "Activities of the plan: no plan received by the province yet [section 3]" in said
    assert not [one for one in claims(found, "plan") if one.topic_en[:1].isdigit()]


def held_in(of: Package) -> list[Claim]:
    """How many meetings were held in each of the three years, the running one first."""
    return [one for one in claims(of, "meetings") if "Meetings held" in one.topic_en]


def test_of_a_year_that_was_not_followed_it_tells_what_was_held_and_invents_no_zero(
    desk: Desk,
) -> None:
    found = package(desk, "2022-07-21")
    now, before, _ = held_in(found)
    assert now.text_en == "1 held (Prasan did not follow that year)"
    assert (before.text_en, before.known) == (NOT_RECORDED, False)
    (row,) = [one for one in found.annex.figures if one.title_en.startswith("Meetings held")]
    assert (row.this_year_en, row.year_before_en) == (now.text_en, before.text_en)
    assert found.annex.followed is None


def test_before_a_years_first_meeting_is_due_every_place_says_by_when_it_is_to_be_held(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    found = package(desk, "2022-10-20")
    said = "none yet; to be held by 31 December 2022"
    assert held_in(found)[0].text_en == said
    (row,) = [one for one in found.annex.figures if one.title_en.startswith("Meetings held")]
    assert row.this_year_en == said
    assert f"Meetings: {said} [section 5]" in [one.text_en for one in found.page_one.numbers]
    assert found.annex.followed == 2566


def test_by_how_many_people_the_seats_are_held_stands_beside_them(sqlite_url: str) -> None:
    desk, on = adopted(sqlite_url), date(2022, 6, 20)
    with desk.office.registry.writing(CHIANG_KHONG) as write:
        chief = holders(write.connection, f"{CHIANG_KHONG}/district_chief", on)[0].person
        (vacant,) = (one.id for one in offices_of(write.connection, CHIANG_KHONG, on)
                     if one.kind == "subdistrict_head")  # fmt: skip
        hold(write, vacant, chief, start=date(2022, 6, 1))
    found = package(desk, str(on), CHIANG_KHONG)
    said = {one.topic_en: one.text_en for one in claims(found, "structure")}
    assert said["Seats of the committee"] == (
        "8 people hold 9 of 13 seats (some hold several); vacant: 4"
    )
    (seats,) = [one.text_en for one in found.page_one.numbers if one.text_en.startswith("Seats")]
    assert "9 of 13, by 8 people (some hold several)" in seats


def test_the_duties_stand_over_the_activities_that_serve_them(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    found = package(desk, "2022-10-20").annex
    assert [one.number for one in found.duties] == [*range(1, 12)]
    serving = [number for one in found.activities for number in one.serves]
    assert [one.count for one in found.duties] == [serving.count(one) for one in range(1, 12)]
    assert found.unserved == sum(one.count == 0 for one in found.duties) > 0
    assert told_otherwise("handover_annex", found) == ()


NEW: dict[str, Json] = {"title_th": "นาง", "name_th": "ใหม่ มาแทน"}


def moved(desk: Desk, on: str) -> None:
    said = {"number": "301/2565", "dated": "2022-07-21",
            "moves": [{"district": "แม่ฟ้าหลวง", "on": on, **NEW}]}  # fmt: skip
    rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")


def test_it_says_whether_the_order_survives_a_rotation(desk: Desk) -> None:
    said = [one.text_en for one in claims(package(desk, "2022-07-21"), "mandate")]
    assert "The chair is appointed by position: the order stays in force" in said


def test_it_begins_with_the_subject_for_who_never_met_it_and_with_the_district_for_who_did(
    desk: Desk,
) -> None:
    desk.on("2022-07-25")
    moved(desk, "2022-08-01")
    new = package(desk, "2022-08-01")
    assert (new.page_one.opening, new.annex.opening) == ("new", "new")
    for said in (new.page_one.matter_en, new.annex.opening_en[0]):
        assert said.startswith("Trafficking is")
        assert "of a child" in said
        assert "(unverified)" in said, "the words of the law were checked with no official"
    told = package(desk, "2022-08-01", opening="knows")
    assert "Trafficking is" not in told.page_one.matter_en
    assert new.annex.opening_en != told.annex.opening_en


@pytest.mark.parametrize(("state", "opening"), [("present", "knows"), ("absent", "new")])
def test_it_begins_with_the_district_for_who_came_to_a_training_and_for_nobody_who_stayed_away(
    desk: Desk, state: str, opening: Opening
) -> None:
    desk.on("2022-07-25")
    moved(desk, "2022-08-01")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        new = holders(write.connection, f"{MAE_FAH_LUANG}/district_chief", date(2022, 8, 1))[0]
        held_on, came = date(2022, 7, 22), AttendanceRow(new.person, None, state, "female")
        record_training(write, MAE_FAH_LUANG, "training/1", ["law"], (held_on, held_on), entry_id=1)
        record_attendance(write, MAE_FAH_LUANG, "training/1", [came], on=held_on, entry_id=1)
    assert package(desk, "2022-08-01").page_one.opening == opening


def test_it_is_built_from_records_where_whoever_leaves_cannot_be_asked(desk: Desk) -> None:
    """E3: the Chief left; the package names the leaver's post and the one who comes."""
    desk.on("2022-07-25")
    moved(desk, "2022-08-01")
    found = package(desk, "2022-08-01").annex
    assert found.successor.name_th == "นางใหม่ มาแทน"
    assert found.leaver.name_th != found.successor.name_th
    assert found.gaps


def test_a_deputy_who_comes_on_the_same_day_is_addressed_too(desk: Desk) -> None:
    """E4: Chief and focal point leave at once."""
    held = package(desk, "2018-10-01").annex
    assert held.to_en[0] == "District Chief of Mae Fa Luang"
    assert len(held.to_en) > 1
    assert len(package(desk, "2022-07-21").annex.to_en) == 1


def test_the_paper_committees_package_prints_not_recorded(sqlite_url: str) -> None:
    """S1: an order of 2562, half the roster, some dates only by year."""
    desk = adopted(sqlite_url)
    found = package(desk, "2022-06-20", CHIANG_KHONG)
    order = [one for one in claims(found, "mandate") if "45.1/2562" in one.text_en]
    assert len(order) == 1
    unknown = {key for section in found.annex.sections
               for key in [section.key] for one in section.claims if not one.known}  # fmt: skip
    assert {"plan", "lessons"} <= unknown
    for section, said in (("meetings", "held: 10 March 2022"), ("training", "held: July 2019")):
        old = [one.text_en for one in claims(found, section) if "older papers" in one.topic_en]
        assert said in old
    assert found.page_one.matter_en.endswith("its last recorded meeting: 10 March 2022")
    empty = [one.text_en for one in claims(found, "structure") if one.text_en.startswith("vacant")]
    assert {*empty} == {"vacant (held by position: waits for somebody to hold the post)"}
    assert told_otherwise("handover_annex", found.annex) == ()


@pytest.mark.parametrize("kind", ["handover_page_one", "handover_annex"])
def test_thai_and_english_carry_the_same_facts(desk: Desk, kind: str) -> None:
    found = package(desk, "2022-07-21")
    facts = found.page_one if kind == "handover_page_one" else found.annex
    assert told_otherwise(kind, facts) == ()


def test_an_english_annex_that_leaves_a_fact_out_is_found(desk: Desk) -> None:
    found: Annex = package(desk, "2022-07-21").annex
    english = _without(load_template("handover_annex", "en"), b"one.source_en|as_recorded")
    told = told_otherwise("handover_annex", found, english)
    assert any("sections.claims.source_en" in one for one in told)


def _without(template: Template, tag: bytes) -> Template:
    """The template printing the district's code where the tag stood."""
    parts = read_parts(template.data)
    parts[DOCUMENT] = parts[DOCUMENT].replace(tag, b"district")
    return template_of(template.kind, write_parts(parts), template.sheet, template.language)


def test_a_training_is_told_by_the_scan_that_section_13_lists(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    basics: Json = {
        "key": "basics", "title_th": "ความรู้พื้นฐาน", "title_en": "Basics", "topics": ["defining"],
        "duties": ["inspect_prevent_monitor"], "planned_on": "2022-09-07", "trainers": ["focus"],
    }  # fmt: skip
    first = desk.to_trainings([basics])
    held: Json = {
        "result": "held", "held_on": "2022-09-07",
        "participants": [{"code": "A1", "sex": "female"}],
    }  # fmt: skip
    path = "after_meeting/capacity/trainings/basics/training"
    desk.decide(first, path, "focal_point", "2022-09-07", held, evidence=[SCAN])
    found = package(desk, "2022-09-20")
    (scan,) = (one for one in found.annex.papers if one.title_en == "Scan: Training: Basics")
    (told,) = (one for one in claims(found, "training") if one.text_en.startswith("held on "))
    assert told.topic_en == scan.title_en.removeprefix("Scan: ")
    assert told.source_en == f"paper no. {scan.document}"


def test_how_something_stood_in_a_year_before_is_told_with_its_day(desk: Desk) -> None:
    found = package(desk, "2022-12-01").annex
    (seats,) = (one for one in found.figures if one.title_en.startswith("Seats filled"))
    assert seats.year_before_en.endswith(" on 30 September 2022")
    assert " on " not in seats.this_year_en
    assert seats.as_of == date(2022, 12, 1)


def test_a_figure_bears_one_source_wherever_it_is_told(desk: Desk) -> None:
    found = package(desk, "2022-12-01")
    of = {one.title_en.partition(" (")[0]: one.source_en for one in found.annex.figures}
    assert of["Seats filled"] == next(claims(found, "structure")).source_en
    assert of["Meetings held"] == held_in(found)[0].source_en
    assert of["Members of that day trained"] == next(claims(found, "training")).source_en


def test_a_past_years_figure_bears_its_day_whether_it_stood_or_adds_up(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        said = NewFigure("cross_border_contacts", "", Decimal(7), "coordination", Qualifier.EXACT)
        record_figures(write, MAE_FAH_LUANG, 2565, 4, [said], entry_id=None)
    found = package(desk, "2022-11-01").annex
    (across,) = (one for one in found.figures if one.title_en.startswith("Cross-border"))
    assert across.year_before_en == "7 (contacts, up to 30 September 2022)"
    assert across.year_before_th == "7 ครั้ง (นับถึง 30 ก.ย. 2565)"


def test_every_year_and_target_that_the_figures_lack_is_a_gap_in_the_order_of_the_sections(
    desk: Desk,
) -> None:
    found = package(desk, "2022-12-01").annex
    gaps = [one.text_en for one in found.gaps if one.section == 4]
    lacking = [one for one in found.figures if NOT_RECORDED in (
        one.this_year_en, one.year_before_en, one.two_before_en,
    )]  # fmt: skip
    for one in lacking:
        title = one.title_en.partition(" (")[0]
        assert title == "Meetings held" or any(gap.startswith(title) for gap in gaps), title
    count = len(found.figures)
    assert gaps[-1] == f"Targets of 2566 for {count} of {count} indicators"
    sections = [one.section for one in found.gaps]
    assert sections == sorted(sections)


def test_every_decision_that_is_cited_by_its_number_stands_in_the_list_of_sources(
    sqlite_url: str,
) -> None:
    desk, _ = proposed(sqlite_url)
    found = package(desk, "2022-09-13").annex
    cited = {
        one.source_en
        for section in found.sections
        for one in section.claims
        if one.source_en.startswith("entry no. ")
    }
    assert cited
    assert {f"entry no. {one.entry}" for one in found.entries} == cited
    proposal = next(one for one in found.entries if one.title_en.startswith("Proposal"))
    assert proposal.on == date(2022, 7, 11)
    said = paragraphs(draft_paper(load_template("handover_annex"), found).content)
    assert "บันทึกในทะเบียนที่อ้างถึงและไม่มีเอกสารในบัญชี" in said
    without = found.model_copy(update={"entries": ()})
    said = paragraphs(draft_paper(load_template("handover_annex"), without).content)
    assert "บันทึกในทะเบียนที่อ้างถึงและไม่มีเอกสารในบัญชี" not in said


def test_a_listed_paper_that_does_not_go_with_the_package_says_where_it_is_kept(desk: Desk) -> None:
    found = package(desk, "2022-07-21").annex
    first, *others = found.papers
    titles = {one.title_en.partition(":")[0] for one in found.papers if one.enclosed}
    assert titles == {"Scan", "Appointment order no. 12/2565"}
    papers = (first.model_copy(update={"enclosed": False}), *others)
    kept = found.model_copy(update={"papers": papers})
    said = paragraphs(draft_paper(load_template("handover_annex"), kept).content)
    assert sum(one.endswith(" (เก็บไว้ในระบบประสาน)") for one in said) == 1


def test_for_an_urgent_case_it_says_where_numbers_of_other_offices_are_found(desk: Desk) -> None:
    said = {one.topic_en: one.text_en for one in claims(package(desk, "2022-07-21"), "channels")}
    told = said["Numbers of other offices"]
    assert "section 12" in told
    assert told.endswith(said["Social assistance hotline"])


def test_every_day_of_a_statement_is_written_as_short_as_the_day_beside_it(desk: Desk) -> None:
    whole = [f" {one} " for one in month_names("th", "wide")]
    said = [
        one.text_th
        for section in package(desk, "2022-07-21").annex.sections
        for one in section.claims
    ]
    assert said
    assert not [one for one in said if any(month in one for month in whole)]


def test_a_law_is_told_as_the_library_holds_it_today_and_is_a_gap_until_it_is_verified(
    desk: Desk,
) -> None:
    found = package(desk, "2022-07-21")
    laws = [
        one for one in claims(found, "mandate") if one.source_en == "library of laws and orders"
    ]
    assert {one.as_of.first for one in laws} == {date(2022, 7, 21)}
    unverified = [one.topic_en for one in laws if one.text_en.endswith(" (unverified)")]
    assert unverified
    gaps = [one.text_en for one in found.annex.gaps if one.section == 1]
    assert [f"Verification of {one} (by: the PSDHS coordinator)" for one in unverified] == gaps


def test_where_each_lesson_is_settled_the_section_says_so(desk: Desk) -> None:
    learned = date(2022, 7, 20)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        one = NewLesson("early", "executive.district_chief", None, None)
        record_lessons(write, MAE_FAH_LUANG, 2565, [one], on=learned, entry_id=1)
    with desk.office.registry.reading() as connection:
        (lesson,) = lessons(connection, (MAE_FAH_LUANG,), learned)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        settle_lesson(write, lesson, "done", on=date(2022, 7, 21))
    (told,) = claims(package(desk, "2022-07-22"), "lessons")
    assert (told.text_en, told.known) == ("each recorded lesson is settled", True)


def test_no_section_is_a_heading_alone(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    found = package(desk, "2022-06-10").annex
    of_claims = {"mandate", "structure", "plan", "meetings", "budget", "training", "channels",
                 "lessons", "risks"}  # fmt: skip
    assert not [one.key for one in found.sections if one.key in of_claims and not one.claims]
    (risk,) = claims(package(desk, "2022-06-10"), "risks")
    assert risk.text_en == "if late: Nobody coordinates an urgent case"


def test_where_nothing_is_at_risk_the_annex_says_so(desk: Desk) -> None:
    with desk.office.registry.reading() as connection:
        on = date(2022, 7, 21)
        at = PackageDay(connection, MAE_FAH_LUANG, on, None, desk.office.declared, on)
        assert len([*risks(at)]) > 1
        vars(at)["owed"] = DecisionsOwed(decisions=())
        (said,) = risks(at)
    assert (said.text_en, said.known) == ("nothing is overdue or asked for", True)


def test_without_an_order_what_the_bodies_do_comes_from_the_model_of_one(desk: Desk) -> None:
    def source_of(day: str) -> str:
        said = claims(package(desk, day), "channels")
        return next(one.source_en for one in said if one.topic_en == "Executive Committee")

    assert source_of("2022-06-20") == "model of the appointment order"
    assert source_of("2022-07-21") == "register of orders"
