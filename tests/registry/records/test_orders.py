from datetime import date

import pytest

from flows.decisions.start import start
from registry.queries.orders import order_numbered, orders
from registry.records.orders import OrderNumberInUse, Registration, register
from registry.rules.order_numbers import OrderNumber
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

# Both are called Chaloem Phra Kiat: in Saraburi and in Nakhon Ratchasima.
ONE, OTHER = "1913", "3032"
HEADING = "คำสั่งอำเภอเฉลิมพระเกียรติ"
SIGNED = date(2022, 5, 2)


def registered(desk: Desk, district: str) -> int:
    """Order 12/2565 of that district under that heading; answers its row."""
    new = Registration(
        kind="new", heading=HEADING, number=OrderNumber(12, 2565), dated=SIGNED,
        subject_th="แต่งตั้งคณะกรรมการ", signer=None, printed="not_ours", document=None,
        in_force_from=SIGNED,
    )  # fmt: skip
    entry = desk.entries(1)[0].id
    with desk.office.registry.writing(district) as write:
        return register(write, district, new, entry_id=entry)


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    """A desk with one instance, whose first entry the orders are of."""
    one = a_desk(made_registry_url)
    start(one.office, "establishment", MAE_FAH_LUANG, on=one.on("2022-06-02"), recorded_by="coord")
    return one


def test_two_districts_of_one_name_each_have_a_book_of_their_own(desk: Desk) -> None:
    registered(desk, ONE)
    registered(desk, OTHER)
    with desk.office.registry.reading() as connection:
        assert [one.full_number for one in orders(connection, OTHER)] == ["12/2565"]
        found = order_numbered(connection, ONE, HEADING, 2565, "12")
    assert found is not None
    assert found.district == ONE


def test_a_number_stands_once_under_a_heading_of_a_province(desk: Desk) -> None:
    registered(desk, ONE)
    for district in (ONE, "1901"):
        with pytest.raises(OrderNumberInUse):
            registered(desk, district)
