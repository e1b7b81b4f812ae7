from desk.views.committee_summary import committee_summary
from registry.queries.committee_day import CommitteeDay
from registry.queries.seen_offices import offices_seen
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.registry.records.at_adoptions import FULL, SEAT, take


def test_a_group_keeps_the_number_of_orders_though_one_before_it_has_no_seat(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    take(desk, {**FULL, "roster": [SEAT, {**SEAT, "body": "suppression", "role": "member"}]})
    on = desk.office.registry.today
    with desk.office.registry.reading() as connection:
        sitting = CommitteeDay(connection, MAE_FAH_LUANG, on)
        seen = committee_summary(sitting, offices_seen(connection, MAE_FAH_LUANG, on))
    assert [one.number for body in seen.bodies for one in body.seats] == ["1.1", "2.2.1"]
