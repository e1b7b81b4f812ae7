"""E1: the Chief of Mae Fah Luang asks for changes twice, then signs order 12/2565."""

from io import BytesIO

import docx
import pytest

from flows.decisions.refusals import GateNotOpen
from flows.order.recordings import ItemNotAnswered, NotDoneWithoutReason
from flows.order.registration_checks import InForceFarFromDate, SignedBeforeDraft
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.queries.orders import OrderRow, orders
from registry.queries.seats import seats
from registry.refusals import Refusal
from registry.rules.dates import BuddhistYear, TwoDigitYear
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk

BORDER_POLICE: Json = {
    "change": "add",
    "seat": {
        "key": "suppression.added/border_patrol_police",
        "kind": "added",
        "body": "suppression",
        "role": "member",
        "title_th": "ผู้บังคับกองร้อยตำรวจตระเวนชายแดนที่ ๓๒๗",
        "title_en": "Commander, Border Patrol Police Company 327",
    },
}


def drafts(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=MAE_FAH_LUANG)
    return [one for one in papers if (one.kind, one.language) == ("appointment_order", "th")]


def text_of(desk: Desk, paper: DocumentRow) -> str:
    with desk.office.registry.reading() as connection:
        data = content(connection, paper.sha256)
    assert data is not None
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def registered(desk: Desk) -> list[OrderRow]:
    with desk.office.registry.reading() as connection:
        return orders(connection, MAE_FAH_LUANG)


def to_third_draft(desk: Desk) -> int:
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    first: Json = {"result": "changes", "items": ["เพิ่มตำรวจตระเวนชายแดน"]}
    desk.decide(order, "chief_review", "district_chief", "2022-06-27", first)
    answered: Json = {"replies": [{"item": 1, "done": True}], "changes": [BORDER_POLICE]}
    desk.decide(order, "revise_draft", "focal_point", "2022-07-04", answered)
    desk.decide(order, "deputy_review", "focal_point", "2022-07-04", {"result": "forward"})
    second: Json = {"result": "changes", "items": ["ชื่อ อปท. ผิด", "ตัดองค์กรหนึ่งออก"]}
    desk.decide(order, "chief_review", "district_chief", "2022-07-08", second)
    lao = next(s for s in seat_keys(desk, order) if s.startswith("executive.lao_president"))
    answered = {
        "replies": [{"item": 1, "done": True}, {"item": 2, "done": True}],
        "changes": [
            {
                "change": "rename", "key": lao,
                "title_th": "นายกองค์การบริหารส่วนตำบลเทอดไทย",
                "title_en": "President of Thoet Thai SAO",
            },
            {"change": "remove", "key": "prevention.cso_representative"},
        ],
    }  # fmt: skip
    desk.decide(order, "revise_draft", "focal_point", "2022-07-15", answered)
    return order


def seat_keys(desk: Desk, order: int) -> list[str]:
    with desk.office.registry.reading() as connection:
        return [seat.key for seat in seats(connection, MAE_FAH_LUANG, desk.office.registry.today)]


def to_signature(desk: Desk) -> int:
    order = to_third_draft(desk)
    desk.decide(order, "deputy_review", "focal_point", "2022-07-15", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-15", {"result": "sign"})
    return order


SIGNED: dict[str, Json] = {"number": "12/2565", "dated": "2022-07-15", "printed": "as_printed"}


def test_two_rounds_of_feedback_make_three_drafts_of_which_the_third_is_signed(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    order = to_signature(desk)
    desk.decide(order, "registration", "district_chief", "2022-07-15", SIGNED, evidence=[SCAN])

    made = drafts(desk)
    assert [(one.version, one.status) for one in made] == [
        (1, "replaced"), (2, "replaced"), (3, "signed"),
    ]  # fmt: skip
    assert [str(one.own_date) for one in made] == ["2022-06-20", "2022-07-04", "2022-07-15"]
    first, second, third = (text_of(desk, one) for one in made)
    assert "๗๖๘/๒๕๕๖" in first
    assert "ตำรวจตระเวนชายแดน" not in first
    assert "ตำรวจตระเวนชายแดน" in second
    assert "นายกองค์การบริหารส่วนตำบลเทอดไทย" in third
    (signed,) = registered(desk)
    assert (signed.full_number, signed.kind, signed.document) == ("12/2565", "new", made[2].id)
    assert [gate.path for gate in desk.gates()] == ["inception_date"]


def test_a_draft_that_was_not_forwarded_cannot_be_signed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = to_third_draft(desk)
    with pytest.raises(GateNotOpen):
        desk.decide(order, "chief_review#3", "district_chief", "2022-07-15", {"result": "sign"})


def test_older_drafts_cannot_be_registered_as_signed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = to_signature(desk)
    old = drafts(desk)[0].content_hash
    with pytest.raises(Refusal, match="draft_not_latest"):
        desk.decide(
            order,
            "registration",
            "district_chief",
            "2022-07-15",
            SIGNED,
            evidence=[SCAN],
            about=old,
        )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"number": "12/65"}, TwoDigitYear),
        ({"dated": "15/07/2565"}, BuddhistYear),
        ({"dated": "2022-07-14"}, SignedBeforeDraft),
        ({"dated": "2022-02-01"}, SignedBeforeDraft),
        ({"effective_from": "2020-07-15"}, InForceFarFromDate),
        ({"effective_from": "2065-07-15"}, InForceFarFromDate),
    ],
)
def test_a_wrong_number_or_date_is_refused_and_registers_nothing(
    sqlite_url: str, wrong: dict[str, str], refusal: type[Refusal]
) -> None:
    desk = a_desk(sqlite_url)
    order = to_signature(desk)
    answer: Json = {"number": "12/2565", "dated": "2022-07-15", "printed": "as_printed", **wrong}
    with pytest.raises(refusal):
        desk.decide(order, "registration", "district_chief", "2022-07-15", answer, evidence=[SCAN])
    assert registered(desk) == []
    assert desk.waits_at(order) == ["registration#1"]


def test_an_order_that_counts_from_before_its_date_is_taken_and_warned_of(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = to_signature(desk)
    answer: Json = {**SIGNED, "effective_from": "2022-07-01"}
    said = desk.decide(
        order, "registration", "district_chief", "2022-07-15", answer, evidence=[SCAN]
    )
    assert ["counts from 1 July 2022, before its own date" in one.en for one in said.warnings] == [
        True
    ]


def test_signing_before_the_draft_s_own_date_is_refused(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = to_third_draft(desk)
    desk.decide(order, "deputy_review", "focal_point", "2022-07-15", {"result": "forward"})
    with pytest.raises(SignedBeforeDraft):
        desk.decide(order, "chief_review", "district_chief", "2022-07-12", {"result": "sign"})


def test_each_item_of_feedback_is_answered(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    items: Json = {"result": "changes", "items": ["หนึ่ง", "สอง"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", items)
    only_one: Json = {"replies": [{"item": 1, "done": True}]}
    with pytest.raises(ItemNotAnswered):
        desk.decide(order, "revise_draft", "focal_point", "2022-06-22", only_one)
    unsaid: Json = {"replies": [{"item": 1, "done": True}, {"item": 2, "done": False}]}
    with pytest.raises(NotDoneWithoutReason) as refused:
        desk.decide(order, "revise_draft", "focal_point", "2022-06-22", unsaid)
    assert refused.value.field == "replies.1.reply"
    assert desk.waits_at(order) == ["revise_draft#1"]
