"""A member is replaced (story 22), and a change of policy makes all learn anew (story 21)."""

from datetime import date

import pytest
from sqlalchemy import func, insert, select

from config.words import both
from desk.views.form_schema import filled
from flows.decisions.correct import Correction, correct
from flows.decisions.days import ActEarlier
from flows.decisions.named_people import NamedOtherwise, NameKnown
from flows.decisions.redaction_aim import Aim
from flows.decisions.refusals import AlreadyStarted, UnknownSeat
from flows.decisions.withdraw import withdraw
from flows.replacement.recordings import SeatGone, SitsAlready
from flows.replacement.start import SeatOfOffice, replace_member
from flows.verification import verify_all
from registry.models import DistrictOrder, Person, table_of
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.export import sheets
from registry.queries.meetings import coverage, current_members
from registry.queries.people import names
from registry.queries.seats import seats
from registry.rules.attendance import distinct_members
from registry.rules.names import NameWithoutLetter
from registry.rules.plain_values import Json
from registry.rules.seats import SeatMode
from tests.builders import Desk, a_desk
from tests.flows.decisions.at_redactions import redacted
from tests.flows.order.at_amendments import begun as amending, sign
from tests.flows.replacement.at_replacements import NEW, SEAT, D, begin
from tests.readers import view_of


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url)
    made.to_after_meeting()
    made.on("2022-08-10")
    return made


def filled_by(desk: Desk, on: str) -> str | None:
    with desk.office.registry.reading() as connection:
        person = current_members(connection, D, date.fromisoformat(on))[SEAT]
        return names(connection, {person})[person].th if person else None


def test_the_term_before_ends_on_the_day_on_which_the_next_begins(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    again = begin(desk)
    later: Json = NEW | {"since": "2022-09-01", "person": {"name_th": "คนถัดไป สมมุติ"}}
    desk.decide(again, "replacement_named", "focal_point", "2022-09-02", later)
    assert filled_by(desk, "2022-08-14") is None
    assert filled_by(desk, "2022-08-31") == "นางสาวคนใหม่ สมมุติ"
    assert filled_by(desk, "2022-09-01") == "คนถัดไป สมมุติ"
    assert list(verify_all(desk.office)) == []


def test_a_letter_entered_after_a_later_one_leaves_who_sits_by_that(desk: Desk) -> None:
    sat: Json = NEW | {"since": "2022-08-01", "person": {"name_th": "คนแรก สมมุติ"}}
    desk.decide(begin(desk), "replacement_named", "focal_point", "2022-08-10", sat)
    second = begin(desk, "2022-09-02")
    later: Json = NEW | {"since": "2022-09-01", "person": {"name_th": "คนถัดไป สมมุติ"}}
    desk.decide(second, "replacement_named", "focal_point", "2022-09-02", later)
    first = begin(desk, "2022-09-02")
    (warned,) = desk.decide(first, "replacement_named", "focal_point", "2022-09-02", NEW).warnings
    assert "1 กันยายน 2565" in warned.th
    assert "คนถัดไป สมมุติ" in warned.th
    assert filled_by(desk, "2022-08-14") == "คนแรก สมมุติ"
    assert filled_by(desk, "2022-08-31") == "นางสาวคนใหม่ สมมุติ"
    assert filled_by(desk, "2022-09-01") == "คนถัดไป สมมุติ"
    withdraw(desk.office, second, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    assert filled_by(desk, "2022-09-01") == "นางสาวคนใหม่ สมมุติ"
    assert list(verify_all(desk.office)) == []


@pytest.mark.parametrize("since", ["2022-08-01", "2022-08-15", "2022-09-01", "2022-09-05"])
def test_a_vacancy_stays_where_a_letter_is_withdrawn_that_was_recorded_before_it(
    desk: Desk, since: str
) -> None:
    sat: Json = NEW | {"since": "2022-08-01", "person": {"name_th": "คนแรก สมมุติ"}}
    desk.decide(begin(desk), "replacement_named", "focal_point", "2022-08-10", sat)
    second = begin(desk, "2022-09-06")
    later: Json = NEW | {"since": "2022-09-01", "person": {"name_th": "คนถัดไป สมมุติ"}}
    desk.decide(second, "replacement_named", "focal_point", "2022-09-06", later)
    nobody: Json = {"result": "vacant", "since": since, "letter": {"number": "ศน 12/2565"}}
    third = begin(desk, "2022-09-06")
    desk.decide(third, "replacement_named", "focal_point", "2022-09-06", nobody)
    withdraw(desk.office, second, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    days = ("2022-08-01", "2022-08-14", "2022-08-15", "2022-08-31", "2022-09-01", "2022-09-06")
    assert [filled_by(desk, day) for day in days] == [
        "คนแรก สมมุติ" if day < since else None for day in days
    ]
    desk.decide(second, "replacement_named", "focal_point", "2022-09-06", {"result": "stays"})
    withdraw(desk.office, third, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    assert {filled_by(desk, day) for day in days} == {"คนแรก สมมุติ"}
    assert list(verify_all(desk.office)) == []


def exported_vacancies(desk: Desk) -> list[date]:
    """Since when seats stand vacant by a letter, as the export tells."""
    with desk.office.registry.reading() as connection:
        rows = [
            dict(zip(sheet.heads, row, strict=True))
            for sheet in sheets(connection, contacts=False)
            if sheet.name == "members"
            for row in sheet.rows
        ]
    return [one["valid_from"] for one in rows if one["person"] is None and not one["superseded_at"]]


@pytest.mark.parametrize("since", ["2022-08-20", "2022-09-05"])
def test_a_vacancy_told_of_a_vacant_seat_stays_where_the_letter_before_it_is_withdrawn(
    desk: Desk, since: str
) -> None:
    sat: Json = NEW | {"since": "2022-08-01", "person": {"name_th": "คนแรก สมมุติ"}}
    desk.decide(begin(desk), "replacement_named", "focal_point", "2022-08-10", sat)
    letters = []
    for day in ("2022-09-01", since):
        letters.append(begin(desk, "2022-09-06"))
        nobody: Json = {"result": "vacant", "since": day, "letter": {"number": "ศน 12/2565"}}
        desk.decide(letters[-1], "replacement_named", "focal_point", "2022-09-06", nobody)
    days = ("2022-08-01", "2022-08-31", "2022-09-01", "2022-09-04", "2022-09-05", "2022-09-06")
    first, second = letters
    withdraw(desk.office, first, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    assert [filled_by(desk, day) for day in days] == [
        "คนแรก สมมุติ" if day < since else None for day in days
    ]
    assert exported_vacancies(desk) == [date.fromisoformat(since)]
    desk.decide(first, "replacement_named", "focal_point", "2022-09-06", {"result": "stays"})
    withdraw(desk.office, second, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    assert {filled_by(desk, day) for day in days} == {"คนแรก สมมุติ"}
    assert list(verify_all(desk.office)) == []


def test_nobody_is_named_for_a_seat_from_a_day_on_which_an_order_has_taken_it_out(
    desk: Desk,
) -> None:
    first = begin(desk)
    takes_out: Json = {"changes": [{"change": "remove", "key": SEAT}]}
    sign(desk, amending(desk, answer=takes_out, day="2022-09-02"), "30/2565", "2022-09-15")
    desk.on("2022-09-16")
    late: Json = NEW | {"since": "2022-09-15"}
    with pytest.raises(SeatGone):
        desk.decide(first, "replacement_named", "focal_point", "2022-09-16", late)
    before: Json = NEW | {"since": "2022-09-14"}
    desk.decide(first, "replacement_named", "focal_point", "2022-09-16", before)
    assert filled_by(desk, "2022-09-14") == "นางสาวคนใหม่ สมมุติ"


@pytest.mark.parametrize(("title", "sex"), [("นางสาว", "female"), ("ร.ต.อ.", "not_stated")])
def test_a_newcomer_has_the_sex_that_their_title_says(desk: Desk, title: str, sex: str) -> None:
    first = begin(desk)
    person: Json = {"title_th": title, "name_th": "ผู้แทน รายใหม่", "person": "new"}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW | {"person": person})
    with desk.office.registry.reading() as connection:
        newest = select(Person.sex).order_by(Person.id.desc()).limit(1)
        assert connection.scalar(newest) == sex


def test_a_newcomer_counts_as_not_trained(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    with desk.office.registry.reading() as connection:
        newcomer = current_members(connection, D, date(2022, 8, 20))[SEAT]
        found = coverage(connection, D, date(2022, 8, 20), None)
    assert newcomer in found.untrained


def test_papers_of_the_past_keep_the_name_that_they_were_printed_with(desk: Desk) -> None:
    def printed() -> list[Json]:
        with desk.office.registry.reading() as connection:
            rows = [one for one in documents(connection) if one.kind == "sign_in_sheet"]
            return [facts(connection, one.facts_id) for one in rows if one.facts_id]

    before = printed()
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    assert printed() == before


def test_a_seat_is_replaced_once_at_a_time_and_must_be_one(desk: Desk) -> None:
    begin(desk)
    with pytest.raises(AlreadyStarted):
        begin(desk)
    with pytest.raises(UnknownSeat):
        replace_member(desk.office, D, "no.seat", on=date(2022, 8, 10), recorded_by="coord")


def test_a_seat_of_an_office_is_filled_by_its_holder_and_by_no_letter(desk: Desk) -> None:
    with pytest.raises(SeatOfOffice):
        replace_member(
            desk.office, D, "executive.district_chief", on=date(2022, 8, 10), recorded_by="coord"
        )


def test_a_newcomer_is_another_person_and_begins_under_the_order(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    with desk.office.registry.reading() as connection:
        now = current_members(connection, D, date(2022, 8, 20))[SEAT]
        ref = connection.scalar(select(Person.ref).where(Person.id == now))
    again = begin(desk)
    same: Json = NEW | {"since": "2022-08-20", "person": {"person": ref}}
    with pytest.raises(SitsAlready):
        desk.decide(again, "replacement_named", "focal_point", "2022-08-20", same)
    early: Json = NEW | {"since": "2022-06-30", "person": {"name_th": "คนถัดไป สมมุติ"}}
    with pytest.raises(ActEarlier):
        desk.decide(again, "replacement_named", "focal_point", "2022-08-20", early)


def test_nobody_replaces_themselves_however_they_are_typed(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    again = begin(desk)
    for typed in (
        {"name_th": "คนใหม่ สมมุติ"},
        {"title_th": "น.ส.", "name_th": "คนใหม่  สมมุติ"},
        {"title_th": "นาง", "name_th": "คนใหม่ สมมุติ"},
    ):
        same: Json = NEW | {"since": "2022-08-20", "person": typed}
        with pytest.raises(SitsAlready):
            desk.decide(again, "replacement_named", "focal_point", "2022-08-20", same)


def test_a_name_of_somebody_known_is_that_person_and_the_recorder_is_told(desk: Desk) -> None:
    people = a_count_of_people(desk)
    first = begin(desk)
    known: Json = NEW | {"person": {"title_th": "นาง", "name_th": "ปรานี สมมุติ"}}
    receipt = desk.decide(first, "replacement_named", "focal_point", "2022-08-16", known)
    assert a_count_of_people(desk) == people
    with desk.office.registry.reading() as connection:
        now = current_members(connection, D, date(2022, 8, 20))[SEAT]
        assert connection.scalar(select(Person.ref).where(Person.id == now)) == "5715.deputy"
    assert "5715.deputy" in receipt.warnings[0].th


def test_a_name_that_resembles_somebody_is_asked_about_and_answered_either_way(
    desk: Desk,
) -> None:
    people = a_count_of_people(desk)
    first = begin(desk)
    near: dict[str, Json] = {"title_th": "นาง", "name_th": "ปราณี สมมุติ"}
    with pytest.raises(NameKnown) as asked:
        desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW | {"person": near})
    assert asked.value.field == "person.person"
    assert "5715.deputy" in asked.value.sentence.th
    assert a_count_of_people(desk) == people
    other: Json = NEW | {"person": near | {"person": "new"}}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", other)
    assert a_count_of_people(desk) == people + 1


@pytest.mark.parametrize("chosen", [{}, {"person": "new"}])
def test_a_number_is_nobodys_name(desk: Desk, chosen: dict[str, Json]) -> None:
    first = begin(desk)
    number: Json = NEW | {"person": {"name_th": "12345", **chosen}}
    with pytest.raises(NameWithoutLetter) as refused:
        desk.decide(first, "replacement_named", "focal_point", "2022-08-16", number)
    assert refused.value.field == "person.name_th"


def test_who_is_chosen_and_whose_name_is_typed_are_one_person(desk: Desk) -> None:
    first = begin(desk)
    two: Json = NEW | {"person": {"person": "5715.deputy", "name_th": "อื่น ไกล"}}
    with pytest.raises(NamedOtherwise):
        desk.decide(first, "replacement_named", "focal_point", "2022-08-16", two)


def test_a_mistyped_name_is_corrected_into_another_persons(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    right: dict[str, Json] = {"person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุด"}}
    correct(
        desk.office,
        Correction(first, "replacement_named", right, reason="พิมพ์ผิด", recorded_by="coord"),
    )
    assert filled_by(desk, "2022-08-20") == "นางสาวคนใหม่ สมมุด"


def test_a_withdrawn_answer_given_again_names_the_same_person(desk: Desk) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    people = a_count_of_people(desk)
    withdraw(desk.office, first, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    later = NEW | {"since": "2022-08-18"}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-18", later)
    assert a_count_of_people(desk) == people
    assert filled_by(desk, "2022-08-17") is None
    assert filled_by(desk, "2022-08-18") == "นางสาวคนใหม่ สมมุติ"


SAME_NAME: dict[str, Json] = NEW | {
    "person": {"person": "new", "title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"}
}


def test_somebody_recorded_as_new_is_recorded_once_however_often_the_answer_is_put_right(
    desk: Desk,
) -> None:
    first = begin(desk)
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", SAME_NAME)
    people = a_count_of_people(desk)
    right(desk, first, {"letter": {"number": "ศน 13/2565"}})
    withdraw(desk.office, first, "replacement_named", reason="ผิดวัน", recorded_by="coord")
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", SAME_NAME)
    right(desk, first, {"letter": {"number": "ศน 14/2565"}})
    assert a_count_of_people(desk) == people
    assert filled_by(desk, "2022-08-17") == "นางสาวคนใหม่ สมมุติ"


@pytest.mark.parametrize(
    ("title", "name"), [("น.ส.", "คนใหม่ สมมุติ"), ("", "น.ส.คนใหม่ สมมุติ"), ("", "นางสาว คนใหม่ สมมุติ")]
)
def test_somebody_new_is_recorded_with_the_title_in_full_wherever_it_was_typed(
    desk: Desk, title: str, name: str
) -> None:
    first = begin(desk)
    typed: Json = {"title_th": title, "name_th": name}
    named: Json = NEW | {"person": typed}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", named)
    assert filled_by(desk, "2022-08-17") == "นางสาวคนใหม่ สมมุติ"


def test_an_answer_whose_person_was_redacted_seats_them_still_when_it_is_corrected(
    desk: Desk,
) -> None:
    first = begin(desk)
    said = desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    people = a_count_of_people(desk)
    redacted(desk, Aim(first, said.entry, ("person.name_th",), copies=False))
    right(desk, first, {"letter": {"number": "ศน 13/2565"}})
    right(desk, first, {"letter": {"number": "ศน 14/2565"}})
    assert a_count_of_people(desk) == people
    assert filled_by(desk, "2022-08-17") == "นางสาวคนใหม่ สมมุติ"


def right(desk: Desk, first: int, fields: dict[str, Json]) -> None:
    correct(
        desk.office,
        Correction(first, "replacement_named", fields, reason="พิมพ์ผิด", recorded_by="coord"),
    )


def a_count_of_people(desk: Desk) -> int:
    with desk.office.registry.reading() as connection:
        return connection.scalar(select(func.count(Person.id))) or 0


def test_an_amending_order_leaves_the_day_on_which_another_seat_is_filled(desk: Desk) -> None:
    with desk.office.registry.writing(D) as write:
        row = dict(write.connection.execute(select(table_of(DistrictOrder))).mappings().one())
        del row["id"]
        amended = row | {
            "kind": "amend", "number": "99", "dated": date(2022, 8, 12),
            "valid_from": date(2022, 8, 12),
        }  # fmt: skip
        write.connection.execute(insert(table_of(DistrictOrder)), [amended])
    first = begin(desk)
    early: Json = NEW | {"since": "2022-08-01"}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-20", early)
    assert filled_by(desk, "2022-08-02") == "นางสาวคนใหม่ สมมุติ"


def test_the_form_tells_programs_who_leaves_the_seat(desk: Desk) -> None:
    first = begin(desk)
    with desk.office.registry.reading() as connection:
        said = filled(view_of(desk, connection), first, "replacement_named").concerned
    assert said == both("replacement.nobody_leaves")
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", NEW)
    again = begin(desk, "2022-08-20")
    with desk.office.registry.reading() as connection:
        said = filled(view_of(desk, connection), again, "replacement_named").concerned
    assert said == both("replacement.leaver", name="นางสาวคนใหม่ สมมุติ")


def test_a_seat_by_name_that_is_left_vacant_is_filled_by_nobody(desk: Desk) -> None:
    first = begin(desk)
    vacant: Json = {"result": "vacant", "since": "2022-08-15"}
    desk.decide(first, "replacement_named", "focal_point", "2022-08-16", vacant)
    with desk.office.registry.reading() as connection:
        all_seats = seats(connection, D, date(2022, 8, 20))
    seat = next(one for one in all_seats if one.key == SEAT)
    by_name = seat.model_copy(update={"mode": SeatMode.BY_NAME, "office": "5715/cso/1"})
    (member,) = distinct_members([by_name], {"5715/cso/1": 7})
    assert member.person is None
