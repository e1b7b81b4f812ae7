"""The package is built from the registry alone: what it says, from where, and what it lacks."""

from datetime import date, timedelta

from flows.decisions.province_settings import set_value
from flows.handover.package_day import PackageDay
from flows.handover.sections.risks import risks
from registry.queries.monitoring import lessons
from registry.queries.office_holders import holders
from registry.queries.offices import offices_of
from registry.records.monitoring import NewLesson, record_lessons, settle_lesson
from registry.records.offices import hold
from registry.rules.handover import DecisionsOwed
from registry.rules.packages import MOST_SIGNS, facts_hash
from registry.rules.plain_values import Json
from registry.rules.thai import month_names
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import draft_paper
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.flows.handover.at_packages import (
    CHIANG_KHONG,
    NOT_RECORDED,
    adopted,
    claims,
    desk,
    made,
    package,
    told_otherwise,
)
from tests.flows.year.at_money import proposed
from tests.flows.year.at_quarters import a_year

__all__ = ["desk"]

SINCE = date(2022, 1, 1)


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


def test_page_one_cites_the_act_and_the_order_as_the_annex_does_and_bears_no_mark_within(
    desk: Desk,
) -> None:
    found = package(desk, "2022-07-21", opening="knows")
    (order,) = (one for one in claims(found, "mandate") if "768" in one.text_en)
    (act,) = (one for one in claims(found, "mandate") if "Act" in one.text_en)
    assert found.page_one.law_th == f"{act.text_th} และ{order.text_th}"
    assert found.page_one.law_en == f"{act.text_en} and {order.text_en}"
    for said in (order.text_th, order.text_en, found.page_one.law_th, found.page_one.law_en):
        assert "รอตรวจสอบ" not in said
        assert "unverified" not in said
    assert not found.page_one.unverified, "a coordinator confirmed them for the order"
    assert found.annex.unverified, "it says what trafficking is, which no official read"


def test_page_one_counts_the_risks_that_the_annex_alone_tells_of(desk: Desk) -> None:
    for day in ("2022-06-25", "2022-07-21", "2022-12-01"):
        found = package(desk, day)
        shown = [one for one in found.page_one.risks if one.text_en != "none found"]
        assert len(shown) + found.page_one.more_risks == len([*claims(found, "risks")])


def test_why_here_bears_its_source_and_what_the_study_says_is_never_cut(desk: Desk) -> None:
    said = package(desk, "2022-07-21").page_one
    assert "borders Shan State, Myanmar (Chiang Rai case study of 2022)." in said.matter_en
    words = "สวนส้มและโรงงานที่ใช้แรงงานข้ามชาติเป็นจำนวนมาก " * 3
    set_value(
        desk.office, MAE_FAH_LUANG, "profile.industries", words, since=SINCE, recorded_by="coord"
    )
    said = package(desk, "2022-07-21").page_one
    assert "ติดต่อกับ" in said.matter_th, "what has room stands whole"
    assert "เอกสารสรุปประกอบการพิจารณา" in said.matter_th
    assert "…" not in said.matter_th + said.matter_en


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


def test_page_one_is_short(desk: Desk) -> None:
    found = package(desk, "2022-07-21", opening="new")
    assert found.quality.brief
    assert 500 < found.quality.signs <= MOST_SIGNS
    assert [one.section for one in found.page_one.numbers.all] == [3, 5, 2, 7, 6]
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
        "8 people hold 9 of 13 seats (some hold several); not recorded: 4"
    )
    assert found.page_one.numbers.seats_filled.now_en == "9 of 13, by 8 people"


def test_the_duties_stand_over_the_activities_that_serve_them(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    found = package(desk, "2022-10-20").annex
    assert [one.number for one in found.duties] == [*range(1, 12)]
    serving = [number for one in found.activities for number in one.serves]
    assert [one.count for one in found.duties] == [serving.count(one) for one in range(1, 12)]
    assert found.unserved == sum(one.count == 0 for one in found.duties) > 0
    assert told_otherwise("handover_annex", found) == ()


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
    gaps = [one for one in found.annex.gaps if one.section == 1]
    held = "That the law was held against its original: "
    told = {one.text_en.removeprefix(held) for one in gaps}
    assert told == {"The meaning of trafficking by the law"}, "no official read those words"
    assert {one.owner_en for one in gaps} == {"PSDHS coordinator"}


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
