"""An order that amends or replaces the one of a committee at work."""

from datetime import date

import pytest

from config.words import LANGUAGES
from desk.web.gate.order_paper import order_paper
from flows.decisions.correct import Correction, correct
from flows.decisions.stop import stop
from flows.order.amendment import NoOrderInForce
from flows.order.queue import order_again
from flows.order.recordings import NothingAmended, PrintedByAmendment
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.seats import seats
from registry.rules.membership import _is_lao
from registry.rules.papers.letter import CopiesLetterFacts
from registry.rules.plain_values import Json
from registry.rules.seats import BodyKey, Seat, SeatRole
from registry.rules.thai import to_arabic_digits
from tasks.documents.proofreading import read_back
from tasks.documents.rendering import render
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, SECOND, Desk, a_desk
from tests.flows.order.at_amendments import (
    GONE,
    LEAVES,
    at_work,
    begun,
    drafted,
    in_force,
    keys,
    sign,
)

OTHER: Json = {"changes": [{"change": "remove", "key": "prevention.womens_group_leader"}]}


def test_the_seats_of_an_unsigned_order_are_nobodys_seats(made_registry_url: str) -> None:
    desk = at_work(made_registry_url)
    before = keys(desk, "2022-09-02")
    order = begun(desk)
    assert keys(desk, "2022-09-20") == before
    sign(desk, order, "30/2565", "2022-09-15")
    assert keys(desk, "2022-09-14") == before
    assert keys(desk, "2022-09-15") == before - {GONE}
    assert in_force(desk, "2022-09-20") == [("new", "12/2565"), ("amend", "30/2565")]


def test_a_seat_that_ends_by_an_order_of_a_later_day_ends_whatever_is_signed_before_it(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    sign(desk, begun(desk), "30/2565", "2022-09-15", effective_from="2022-12-01")
    before: Json = {"changes": [{"change": "remove", "key": "prevention.village_head"}]}
    sign(desk, begun(desk, answer=before, day="2022-09-16"), "31/2565", "2022-09-20")
    assert GONE in keys(desk, "2022-11-30")
    assert GONE not in keys(desk, "2022-12-01")


def test_an_amending_order_prints_what_changes_and_nothing_else(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    told = drafted(desk, begun(desk))
    assert told.kind == "amend"
    assert told.earlier is not None
    assert told.earlier.number == "12/2565"
    assert len(told.changes) == 3
    assert told.changes[1].text_th == "เพิ่มหน้าที่ในการติดตามผล"
    assert "คณะทำงานข้อมูล" in told.changes[2].text_th
    assert "2565" in told.changes[2].text_th


def test_what_feedback_and_the_pen_change_comes_with_the_signature(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk)
    desk.decide(
        order, "deputy_review", "focal_point", "2022-09-05",
        {"result": "changes", "items": ["ให้ออกอีกหนึ่งตำแหน่ง"]},
    )  # fmt: skip
    more: Json = {
        "replies": [{"item": 1, "done": True}],
        "changes": [{"change": "remove", "key": "prevention.womens_group_leader"}],
    }
    desk.decide(order, "revise_draft", "focal_point", "2022-09-06", more)
    desk.perform()
    before = keys(desk, "2022-09-06")
    assert {GONE, "prevention.womens_group_leader"} <= before
    sign(desk, order, "30/2565", "2022-09-15")
    assert before - keys(desk, "2022-09-15") == {GONE, "prevention.womens_group_leader"}


def test_an_order_that_replaces_takes_the_place_of_the_one_in_force(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    with pytest.raises(PrintedByAmendment):
        begun(desk, "replace")
    (made,) = (
        one.id for one in desk.instances() if one.process == "order" and one.status == "open"
    )
    stop(desk.office, made, reason="เริ่มใหม่", on=desk.on("2022-09-02"), recorded_by="coord")
    order = begun(desk, "replace", {"changes": LEAVES["changes"]})
    assert drafted(desk, order).changes == ()
    sign(desk, order, "30/2565", "2022-09-15")
    assert in_force(desk, "2022-09-14") == [("new", "12/2565")]
    assert in_force(desk, "2022-09-15") == [("replace", "30/2565")]
    assert GONE not in keys(desk, "2022-09-15")


def test_the_local_government_and_a_whole_group_may_go_and_only_that_is_warned_of(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with desk.office.registry.reading() as connection:
        gone = [
            one.key
            for one in seats(connection, MAE_FAH_LUANG, date(2022, 9, 2))
            if _is_lao(one) or one.body is BodyKey.SUPPRESSION
        ]
    made = order_again(
        desk.office, MAE_FAH_LUANG, "amend", on=desk.on("2022-09-02"), recorded_by="coord"
    )
    out: Json = {"changes": [{"change": "remove", "key": key} for key in gone]}
    receipt = desk.decide(made.instance, "amendment", "focal_point", "2022-09-02", out)
    lao, group = (one.en for one in receipt.warnings)
    assert "direct mandate on community development" in lao
    assert "Suppression group would have no members" in group
    assert "police, military, the investigation inspector" in group


def test_one_order_at_a_time_and_only_where_one_is_in_force(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with pytest.raises(NoOrderInForce):
        order_again(
            desk.office, MAE_FAH_LUANG, "amend", on=desk.on("2022-09-02"), recorded_by="coord"
        )
    order = desk.to_first_draft("2022-09-20")
    sign(desk, order, "12/2565", "2022-09-24")
    day = desk.on("2022-10-02")
    first = order_again(desk.office, MAE_FAH_LUANG, "amend", on=day, recorded_by="coord")
    second = order_again(desk.office, MAE_FAH_LUANG, "replace", on=day, recorded_by="coord")
    assert (second.instance, second.waits) == (first.instance, True)


def test_an_amendment_changes_something(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    made = order_again(
        desk.office, MAE_FAH_LUANG, "amend", on=desk.on("2022-09-02"), recorded_by="coord"
    )
    with pytest.raises(NothingAmended):
        desk.decide(made.instance, "amendment", "focal_point", "2022-09-02", {})


def test_certified_copies_of_an_amending_order_go_out_and_the_order_ends(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk)
    sign(desk, order, "30/2565", "2022-09-15")
    desk.perform()
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=order)
    assert {"certified_copy", "copies_letter"} <= {one.kind for one in papers}
    (ended,) = (one for one in desk.instances() if one.id == order)
    assert (ended.status, ended.outcome) == ("finished", "signed")


def letters_of(desk: Desk, instance: int) -> dict[str, CopiesLetterFacts]:
    with desk.office.registry.reading() as connection:
        found = [
            CopiesLetterFacts.model_validate(facts(connection, one.facts_id or 0))
            for one in documents(connection, instance_id=instance)
            if one.kind in ("copies_letter", "copies_memo")
        ]
    return {one.to_th: one for one in found}


def test_the_letter_with_an_amending_order_says_what_it_does_to_its_reader(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with desk.office.registry.reading() as connection:
        now = seats(connection, MAE_FAH_LUANG, date(2022, 9, 2))
    post = next(one for one in now if one.kind == "police_superintendent")
    new = Seat(
        key="prevention.added/border", kind="added", body=BodyKey.PREVENTION,
        role=SeatRole.MEMBER, title_th="ผู้บังคับกองร้อยตำรวจตระเวนชายแดน", title_en="Border Police",
    )  # fmt: skip
    changes: Json = [
        {"change": "remove", "key": GONE},
        {"change": "add", "seat": new.model_dump(mode="json")},
    ]
    order = begun(desk, answer={"changes": changes})
    sign(desk, order, "30/2565", "2022-09-15")
    desk.perform()
    told = letters_of(desk, order)
    (gone,) = (one for one in now if one.key == GONE)
    assert [one.seat.key for one in told[new.title_th].appointed] == [new.key]
    assert [one.seat.key for one in told[gone.title_th].ended] == [GONE]
    others = [one for one in told.values() if one.to_th not in (new.title_th, gone.title_th)]
    assert post.title_th in {one.to_th for one in others}
    assert [(one.appointed, one.ended) for one in others] == [((), ())] * len(others)


def test_the_letter_with_an_order_that_replaces_appoints_and_tells_who_is_out(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk, "replace", {"changes": LEAVES["changes"]})
    sign(desk, order, "30/2565", "2022-09-15")
    desk.perform()
    told = letters_of(desk, order).values()
    assert [seat.seat.key for one in told for seat in one.ended] == [GONE]
    assert all(one.appointed for one in told if not one.ended)


def test_the_letters_of_the_first_order_name_it_after_another_amended_it(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    sign(desk, begun(desk), "30/2565", "2022-09-15")
    desk.perform()
    first = next(one.id for one in desk.instances() if one.process == "order")
    read: dict[str, Json] = {"number": "13/2565"}
    correct(
        desk.office, Correction(first, "registration", read, reason="อ่านผิด", recorded_by="coord")
    )
    confirmed: Json = {"result": "confirmed"}
    desk.decide(first, "confirm_correction", SECOND, "2022-09-15", confirmed, recorded_by="coord2")
    desk.perform()
    (parent,) = (one.id for one in desk.instances() if one.process == "establishment")
    assert {one.order.number for one in letters_of(desk, parent).values()} == {"13/2565"}


def test_the_letters_of_an_amending_order_bear_its_number_as_it_was_corrected(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    order = begun(desk)
    sign(desk, order, "30/2565", "2022-09-15")
    desk.perform()
    read: dict[str, Json] = {"number": "31/2565"}
    correct(
        desk.office, Correction(order, "registration", read, reason="อ่านผิด", recorded_by="coord")
    )
    confirmed: Json = {"result": "confirmed"}
    desk.decide(order, "confirm_correction", SECOND, "2022-09-15", confirmed, recorded_by="coord2")
    desk.perform()
    assert {one.order.number for one in letters_of(desk, order).values()} == {"31/2565"}
    assert [one.outcome for one in desk.instances() if one.id == order] == ["signed"]


def test_a_correction_of_the_order_that_was_amended_leaves_the_amendment_in_force(
    made_registry_url: str,
) -> None:
    desk = at_work(made_registry_url)
    sign(desk, begun(desk), "30/2565", "2022-09-15")
    first = next(one.id for one in desk.instances() if one.process == "order")
    read: dict[str, Json] = {"number": "13/2565"}
    correct(
        desk.office, Correction(first, "registration", read, reason="อ่านผิด", recorded_by="coord")
    )
    confirmed: Json = {"result": "confirmed"}
    desk.decide(first, "confirm_correction", SECOND, "2022-09-15", confirmed, recorded_by="coord2")
    assert sorted(in_force(desk, "2022-09-20")) == [("amend", "30/2565"), ("new", "13/2565")]
    assert in_force(desk, "2022-09-14") == [("new", "13/2565")]


def test_amending_orders_of_one_number_in_different_years_stand_beside_each_other(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    sign(desk, begun(desk), "30/2565", "2022-09-15")
    desk.perform()
    sign(desk, begun(desk, answer=OTHER), "30/2566", "2023-01-16")
    desk.perform()
    stand = [("new", "12/2565"), ("amend", "30/2565"), ("amend", "30/2566")]
    assert in_force(desk, "2023-02-01") == stand


def test_the_paper_of_an_order_that_replaces_names_what_it_revokes(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    sign(desk, begun(desk), "30/2565", "2022-09-15")
    order = begun(desk, "replace", OTHER, "2022-09-16")
    told = drafted(desk, order)
    assert told.earlier is not None
    assert (told.earlier.number, [one.number for one in told.amended]) == ("12/2565", ["30/2565"])
    papers = {
        language: read_back(render(load_template("appointment_order", language), told), language)
        for language in LANGUAGES
    }
    thai = " ".join(papers["th"].text.split())
    revoked = thai[thai.index("ให้ยกเลิก") :]
    assert all(number in revoked for number in ("12/2565", "30/2565"))
    assert "ให้ใช้คำสั่งนี้แทน" in revoked
    assert "No. 30/2565" in papers["en"].text
    page = to_arabic_digits(order_paper(told, "th").closing[0])
    assert page in thai
    sign(desk, order, "40/2565", "2022-09-20")
    assert in_force(desk, "2022-09-20") == [("replace", "40/2565")]
