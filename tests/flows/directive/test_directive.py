from dataclasses import replace
from datetime import date

import pytest

from desk.web.frame.places import gate_place
from flows.decisions.days import DateNotAfter
from flows.decisions.refusals import ActInFuture, MayNot
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.directive.directive import issue_directive, preview_directive
from flows.directive.letter import (
    Directive,
    DirectiveOnAnotherDay,
    DueTwice,
    EarlierNotMeant,
    UnknownProvinceCode,
)
from flows.engine.advance import advance, begin
from flows.establishment.process import ESTABLISHMENT, EstablishmentStart, TakenIn
from flows.verification import verify_all
from registry.queries.orders import orders
from registry.queries.people import UnknownPerson
from registry.records.orders import OrderNumberInUse
from registry.refusals import Refusal
from registry.rules.answer_screening import IdentityNumberInText
from registry.rules.directive_results import DirectiveResult, LetterNumberUnreadable
from registry.rules.order_numbers import OrderNumberOfAnotherYear
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk, load_people
from tests.desk.cli.terminal import tables
from tests.desk.web.visitor import visitor
from tests.flows.dissolution.at_endings import dissolved
from tests.registry.records.at_adoptions import FULL, take
from tests.scenarios.letter_killed import CENTRE, LETTER

KNOWN: Json = {
    "finding": "in_force",
    "purpose": "replace",
    "earlier": {
        "heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง", "number": "๙/๒๕๕๗", "dated": "2014-03-05",
        "subject_th": "จัดตั้งศูนย์ปฏิบัติการ",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "refusal", "field"),
    [
        (replace(LETTER, province="5704"), UnknownProvinceCode, "province"),
        (replace(LETTER, number="ที่"), LetterNumberUnreadable, "number"),
        (replace(LETTER, dated=date(2022, 6, 3)), ActInFuture, "dated"),
        (replace(LETTER, due_on=date(2022, 7, 1)), DueTwice, "due_on"),
        (
            replace(LETTER, within_days=None, due_on=date(2022, 5, 31)),
            DateNotAfter,
            "due_on",
        ),
        (replace(LETTER, districts=("5715",)), EarlierNotMeant, "earlier 1: district"),
        (replace(LETTER, earlier=(CENTRE, CENTRE)), EarlierNotMeant, "earlier 2: district"),
        (
            replace(LETTER, earlier=(replace(CENTRE, number="123/2557"),)),
            OrderNumberOfAnotherYear,
            "earlier 1: number",
        ),
        (
            replace(
                LETTER,
                earlier=(replace(CENTRE, dated=date(2022, 6, 1), number="123/2565"),),
            ),
            DateNotAfter,
            "dated",
        ),
        (replace(LETTER, subject_th="1-1037-02071-81-1"), IdentityNumberInText, "subject_th"),
    ],
)
def test_a_letter_that_does_not_fit_is_refused_before_anything_is_begun(
    sqlite_url: str, letter: Directive, refusal: type[Refusal], field: str
) -> None:
    desk = a_desk(sqlite_url)
    before = tables(sqlite_url)
    with pytest.raises(refusal) as refused:
        issue_directive(desk.office, letter, recorded_by="coord")
    assert refused.value.field == field
    assert refused.value.sentence.th != refused.value.sentence.en
    assert tables(sqlite_url) == before


@pytest.mark.parametrize(
    ("recorder", "refusal"), [("5715.deputy", MayNot), ("nobody", UnknownPerson)]
)
def test_only_who_may_start_in_the_province_enters_a_letter(
    sqlite_url: str, recorder: str, refusal: type[Refusal]
) -> None:
    desk = a_desk(sqlite_url)
    before = tables(sqlite_url)
    with pytest.raises(refusal):
        issue_directive(desk.office, LETTER, recorded_by=recorder)
    assert tables(sqlite_url) == before


def test_a_number_of_the_year_belongs_to_one_day(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    issue_directive(desk.office, LETTER, recorded_by="coord")
    another_day = replace(LETTER, dated=date(2022, 5, 30))
    with pytest.raises(DirectiveOnAnotherDay):
        issue_directive(desk.office, another_day, recorded_by="coord")
    last_year = replace(LETTER, dated=date(2021, 6, 1))
    assert not issue_directive(desk.office, last_year, recorded_by="coord").entered_before


def test_the_same_number_of_another_province_is_another_letter(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG)
    load_people(desk.office.registry, "8410")
    issue_directive(desk.office, LETTER, recorded_by="coord")
    theirs = replace(LETTER, province="84", districts=("8410",), earlier=())
    issued = issue_directive(desk.office, theirs, recorded_by="coord")
    assert not issued.entered_before
    assert [(one.district, one.result.value) for one in issued.outcomes] == [("8410", "started")]


def test_a_preview_says_what_will_come_and_writes_nothing(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    before = tables(sqlite_url)
    preview = preview_directive(desk.office, LETTER)
    assert tables(sqlite_url) == before
    issued = issue_directive(desk.office, LETTER, recorded_by="coord")
    assert [(one.district, one.result) for one in preview] == [
        (one.district, one.result) for one in issued.outcomes
    ]
    assert preview_directive(desk.office, LETTER) == tuple(
        replace(one, new=False) for one in issued.outcomes
    )


def test_more_districts_of_a_letter_entered_in_part_are_begun_later(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    part = replace(LETTER, districts=("5704", "5715"))
    issue_directive(desk.office, part, recorded_by="coord")
    rest = issue_directive(desk.office, LETTER, recorded_by="coord").outcomes
    assert {one.district for one in rest if not one.new} == {"5704", "5715"}
    assert len(desk.instances()) == 18


def test_an_old_centre_that_the_registry_knows_is_replaced_without_being_listed(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", KNOWN)
    stop(desk.office, first, reason="เริ่มผิด", on=date(2022, 6, 2), recorded_by="coord")
    only = replace(LETTER, districts=(MAE_FAH_LUANG,), earlier=())
    (outcome,) = issue_directive(desk.office, only, recorded_by="coord").outcomes
    assert outcome.result.value == "replace"
    assert desk.waits_at(outcome.instance) == ["delegation"]


def test_a_committee_taken_in_without_its_paper_is_left_alone(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    taken_in = EstablishmentStart(
        district=MAE_FAH_LUANG, adopted=TakenIn(order=None, at_work=False)
    )
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        row = begin(write, ESTABLISHMENT, MAE_FAH_LUANG, "", taken_in, date(2022, 6, 1))
        advance(desk.office, write, row)
    only = replace(LETTER, districts=(MAE_FAH_LUANG,), earlier=())
    (outcome,) = issue_directive(desk.office, only, recorded_by="coord").outcomes
    assert outcome.result.value == "has_committee"


def test_a_committee_taken_in_that_has_ended_is_established_anew_by_a_letter(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    take(desk, FULL)
    only = replace(LETTER, districts=(MAE_FAH_LUANG,), earlier=())
    (at_work,) = preview_directive(desk.office, only)
    assert at_work.result is DirectiveResult.HAS_COMMITTEE
    dissolved(desk, "2022-06-10")
    (outcome,) = issue_directive(desk.office, only, recorded_by="coord").outcomes
    assert outcome.result is DirectiveResult.STARTED


def test_what_the_letter_began_by_mistake_is_stopped_the_old_order_stays_known(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    only = replace(LETTER, districts=("5704",))
    (outcome,) = issue_directive(desk.office, only, recorded_by="coord").outcomes
    assert outcome.instance is not None
    stop(desk.office, outcome.instance, reason="ผิด", on=date(2022, 6, 2), recorded_by="coord")
    with desk.office.registry.reading() as connection:
        (known,) = orders(connection, "5704")
    assert known.kind == "earlier"
    (again,) = issue_directive(desk.office, only, recorded_by="coord").outcomes
    assert (again.instance, again.new) == (outcome.instance, False)
    assert verify_all(desk.office) == ()


def test_an_earlier_order_found_by_mistake_is_withdrawn_with_its_answer(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", KNOWN)
    withdraw(desk.office, first, "earlier_order", reason="คนละอำเภอ", recorded_by="coord")
    with desk.office.registry.reading() as connection:
        assert orders(connection, MAE_FAH_LUANG) == []
    assert desk.waits_at(first) == ["earlier_order"]


def test_an_order_number_of_another_district_is_no_old_centres(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    issue_directive(desk.office, replace(LETTER, districts=("5704",)), recorded_by="coord")
    taken = replace(CENTRE, district=MAE_FAH_LUANG)
    other = replace(LETTER, number="ชร 0004/99", districts=(MAE_FAH_LUANG,), earlier=(taken,))
    with pytest.raises(OrderNumberInUse) as refused:
        issue_directive(desk.office, other, recorded_by="coord")
    assert refused.value.field == "earlier 1: number"


HERE = replace(LETTER, districts=(MAE_FAH_LUANG,), earlier=())
NOT_NOW: dict[str, Json] = {"result": "not_now", "reason": "ขอรอก่อน"}
DEFERRED: Json = {"result": "deferred", "until": "2022-09-01"}


def put_off(url: str, answer: Json, on: str = "2022-05-20") -> tuple[Desk, int]:
    """An establishment whose Chief put the question off on that day, before the letter came."""
    desk = a_desk(url, "2022-05-10")
    first = desk.start(on="2022-05-10")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-05-11", {"finding": "none"})
    desk.perform()
    desk.decide(first, "advocacy", "district_chief", on, answer)
    desk.on("2022-06-02")
    return desk, first


def result_of(desk: Desk, letter: Directive = HERE) -> DirectiveResult:
    """What comes of the letter, as its preview says too."""
    (seen,) = preview_directive(desk.office, letter)
    (came,) = issue_directive(desk.office, letter, recorded_by="coord").outcomes
    assert (seen.result, seen.instance) == (came.result, came.instance)
    return came.result


@pytest.mark.parametrize(("answer", "wait"), [(NOT_NOW, "reapproach#1"), (DEFERRED, "deferred#1")])
def test_a_letter_asks_a_chief_again_who_had_put_the_question_off(
    made_registry_url: str, answer: Json, wait: str
) -> None:
    desk, first = put_off(made_registry_url, answer)
    assert desk.waits_at(first) == [wait]
    assert result_of(desk) is DirectiveResult.REOPENED
    assert desk.waits_at(first) == ["advocacy#2"]
    (told,) = (one for one in desk.entries(first) if one.kind == "event")
    assert (told.act_date, told.body) == (
        date(2022, 6, 1),
        {"event": "directive_issued", "resolves": [wait], "about": "ชร 0004/ว 1234"},
    )
    desk.perform()
    assert verify_all(desk.office) == ()
    desk.decide(first, "advocacy#2", "district_chief", "2022-06-02", {"result": "agreed"})
    assert desk.waits_at(first) == ["delegation"]


def test_who_reads_an_establishment_is_told_which_letter_asked_again(sqlite_url: str) -> None:
    desk, first = put_off(sqlite_url, NOT_NOW)
    coordinator = visitor(desk, "coord")
    result_of(desk)
    page = coordinator.get(f"/instances/{first}", "th").text
    assert "เสนอให้พิจารณาอีกครั้งตามหนังสือที่ ชร 0004/ว 1234" in page
    assert "หนังสือจังหวัดที่ ชร 0004/ว 1234" in page
    needed = coordinator.get("/", "th").tree.xpath("//main//a/@href")
    assert gate_place(first, "advocacy#2") in needed
    assert "เสนอให้พิจารณาอีกครั้ง 1 อำเภอ" in coordinator.get("/directives/1", "th").text


def test_a_letter_of_before_the_chiefs_answer_asks_nothing_again(sqlite_url: str) -> None:
    desk, first = put_off(sqlite_url, NOT_NOW, on="2022-06-02")
    assert result_of(desk) is DirectiveResult.ALREADY_OPEN
    assert desk.waits_at(first) == ["reapproach#1"]


def test_an_answer_of_before_the_letter_that_is_recorded_after_it_is_asked_again(
    sqlite_url: str,
) -> None:
    desk, first = put_off(sqlite_url, {"result": "more_information", "questions": "งบประมาณ"})
    assert result_of(desk) is DirectiveResult.ALREADY_OPEN
    assert desk.waits_at(first) == ["advocacy#2"]
    desk.decide(first, "advocacy#2", "district_chief", "2022-05-30", NOT_NOW)
    assert desk.waits_at(first) == ["advocacy#3"]
    assert verify_all(desk.office) == ()


def test_a_letter_that_is_entered_once_the_wait_is_over_leaves_what_is_asked(
    sqlite_url: str,
) -> None:
    desk, first = put_off(sqlite_url, NOT_NOW | {"until": "2022-06-10"})
    desk.on("2022-06-20")
    assert result_of(desk) is DirectiveResult.ALREADY_OPEN
    assert desk.waits_at(first) == ["advocacy#2"]
    assert [one.act_date for one in desk.entries(first) if one.kind == "lapse" and one.live] == [
        date(2022, 6, 10)
    ]
    assert verify_all(desk.office) == ()


def test_the_letter_still_asks_again_where_the_chiefs_answer_is_withdrawn_and_put_anew(
    sqlite_url: str,
) -> None:
    desk, first = put_off(sqlite_url, NOT_NOW)
    result_of(desk)
    withdraw(desk.office, first, "advocacy#1", reason="พิมพ์ผิด", recorded_by="coord")
    assert desk.waits_at(first) == ["advocacy#1"]
    desk.decide(first, "advocacy#1", "district_chief", "2022-05-20", DEFERRED)
    assert desk.waits_at(first) == ["advocacy#2"]
    assert verify_all(desk.office) == ()


def test_a_letter_asks_again_where_the_chief_had_put_the_signature_off(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft(on="2022-06-20")
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    later: Json = {"result": "not_now", "reason": "ขอรอก่อน"}
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", later)
    assert desk.waits_at(order) == ["not_now#1"]
    desk.on("2022-07-05")
    assert result_of(desk, replace(HERE, dated=date(2022, 7, 1))) is DirectiveResult.REOPENED
    desk.perform()
    assert desk.waits_at(order) == ["deputy_review#2"]
    assert verify_all(desk.office) == ()
