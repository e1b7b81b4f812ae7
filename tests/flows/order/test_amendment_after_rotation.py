"""The order that amends one which names the Chief who left: it proposes whoever came."""

from datetime import date

import pytest

from desk.views.form_schema import filled
from flows.decisions.rotate import rotate
from flows.order.queue import order_again
from registry.queries.seats import seats
from registry.rules.plain_values import Json
from registry.rules.seat_changes import SeatOfNoOffice, apply
from registry.rules.seats import FillSeat, Seat, SeatMode
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_handovers import to
from tests.flows.order.at_amendments import at_work, drafted, sign
from tests.flows.order.at_transfer_orders import COMES, SEAT, by_name, the_order
from tests.readers import view_of

NEW = "นางใหม่ มาแทน"
BY_OFFICE: Json = {"changes": [{"change": "fill", "key": SEAT}]}


def amending(url: str, **comes: Json) -> tuple[Desk, int]:
    """The Chief whom the order names leaves on 1 October; the amending order has begun."""
    desk = at_work(url)
    by_name(desk)
    desk.on("2022-09-26")
    rotate(desk.office, the_order(**comes), recorded_by="coord")
    to(desk, "2022-10-03")
    (order,) = (
        one.id for one in desk.instances() if (one.process, one.status) == ("order", "open")
    )
    return desk, order


def proposal(desk: Desk, order: int) -> Json:
    with desk.office.registry.reading() as connection:
        return filled(view_of(desk, connection), order, "amendment").proposal


def chairs(desk: Desk, day: date = date(2022, 10, 5)) -> Seat:
    with desk.office.registry.reading() as connection:
        found = seats(connection, MAE_FAH_LUANG, day)
    return next(one for one in found if one.key == SEAT)


def signed(desk: Desk, order: int, answer: Json) -> None:
    desk.decide(order, "amendment", "focal_point", "2022-10-03", answer)
    desk.perform()
    bases: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2022-10-03", bases)
    desk.perform()
    desk.on("2022-10-05")
    sign(desk, order, "40/2565", "2022-10-05")


def test_who_came_is_proposed_in_the_seat_of_who_left_and_sits_there_once_it_is_signed(
    made_registry_url: str,
) -> None:
    desk, order = amending(made_registry_url, **COMES)
    answer = proposal(desk, order)
    assert chairs(desk).person_th == "นายสมมุติ ตัวอย่าง"
    signed(desk, order, answer)
    assert (chairs(desk).mode, chairs(desk).person_th) == (SeatMode.BY_NAME, NEW)
    assert [one for one in drafted(desk, order).changes if NEW in one.text_th]


def test_it_may_appoint_by_office_instead_and_then_outlasts_the_next_rotation(
    sqlite_url: str,
) -> None:
    desk, order = amending(sqlite_url, **COMES)
    signed(desk, order, BY_OFFICE)
    assert (chairs(desk).mode, chairs(desk).person) == (SeatMode.BY_POSITION, None)
    assert chairs(desk, date(2022, 10, 4)).mode is SeatMode.BY_NAME


def test_the_office_is_proposed_while_nobody_holds_it(sqlite_url: str) -> None:
    desk, order = amending(sqlite_url)
    assert proposal(desk, order) == {
        "changes": [
            {"change": "fill", "key": SEAT, "person": None, "person_th": None, "person_en": None}
        ]
    }


def test_an_order_that_names_nobody_who_left_proposes_nothing(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    desk.on("2022-09-26")
    rotate(desk.office, the_order(**COMES), recorded_by="coord")
    to(desk, "2022-10-03")
    made = order_again(
        desk.office, MAE_FAH_LUANG, "amend", on=desk.on("2022-10-03"), recorded_by="coord"
    )
    assert proposal(desk, made.instance) is None


def test_the_page_shows_who_is_proposed_and_what_is_sent_is_that(sqlite_url: str) -> None:
    desk, order = amending(sqlite_url, **COMES)
    page = visitor(desk, "coord").get(f"/instances/{order}/gates/amendment", "th")
    (chosen,) = page.tree.cssselect("select[name$='.filled'] option[selected]")
    assert NEW in chosen.text_content()


def test_a_seat_of_no_office_is_filled_by_name_alone() -> None:
    seat = Seat(
        key="a", kind="added", body="executive", role="member", title_th="ก", title_en="A",
        mode="by_name", person=7,
    )  # fmt: skip
    with pytest.raises(SeatOfNoOffice):
        apply([seat], [FillSeat(key="a")])
