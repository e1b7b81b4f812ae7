from datetime import date
from decimal import Decimal

from config.indicators import Origin, indicators
from registry.queries.computed_figures import COMPUTED, computed_by_period, computed_figures
from registry.rules.figures import Amount, Share, ToDate, Told
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_years_after_endings import ENDED, established
from tests.flows.year.at_quarters import a_year, on
from tests.statements import heard

D, MAE_SAI = MAE_FAH_LUANG, "5709"


def read(desk: Desk, year: int, quarter: int | None, key: str, district: str = D) -> Told | None:
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        found = computed_figures(connection, (D, MAE_SAI), year, quarter, today)
    return found[key][district].told


def test_every_indicator_that_is_computed_has_its_rule() -> None:
    computed = {one.key for one in indicators().indicators if one.origin is Origin.COMPUTED}
    assert computed == COMPUTED.keys()


def test_an_order_in_force_is_no_active_committee_yet(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-10-10")
    assert read(desk, 2565, None, "order_in_force") == Amount(Decimal(1))
    assert read(desk, 2565, None, "established") == Amount(Decimal(1))
    assert read(desk, 2565, None, "active") == Amount(Decimal(0))
    assert read(desk, 2565, None, "established", MAE_SAI) == Amount(Decimal(0))


def test_before_its_order_no_seat_and_no_plan_is_counted(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    assert read(desk, 2565, 2, "seats_filled") is None
    assert read(desk, 2565, 2, "plan_on_time") == Share(Amount(Decimal(0)), Amount(Decimal(0)))
    assert read(desk, 2565, 2, "meetings_held") == Share(Amount(Decimal(0)), Amount(Decimal(0)))


def test_a_figure_says_of_which_day_it_is(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    with desk.office.registry.reading() as connection:
        found = computed_figures(
            connection, (D,), 2565, 2, date(2022, 6, 2), keys=["order_in_force"]
        )
    assert found == {"order_in_force": {D: ToDate(Amount(Decimal(0)), date(2022, 3, 31))}}


def test_figures_of_more_districts_and_of_the_same_day_ask_no_more(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    registry, keys = desk.office.registry, COMPUTED.keys() - {"members_trained"}
    told = {}
    for districts in ((D,), (D, MAE_SAI, "5701", "5702")):
        for quarters in ((4,), (4, None)):
            with heard() as said, registry.reading() as connection:
                computed_by_period(
                    connection, districts, 2565, quarters, date(2023, 1, 1), keys=keys
                )
            told[len(districts), len(quarters)] = len(said)
    assert told[1, 1] == told[4, 1]
    assert told[1, 2] == told[4, 2] == told[1, 1] + 4  # of the periods themselves


def test_the_plan_of_a_committee_that_ended_is_no_plan_of_the_next_in_any_figure(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    assert _of_plan(desk) == (_share(1, 1), Amount(Decimal(0)), Amount(Decimal(0)))
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2022-12-02")
    assert _of_plan(desk) == (_share(0, 0), None, None), "its own is not due yet"
    on(desk, "2023-03-01")
    assert _of_plan(desk) == (_share(0, 1), None, None)


def _of_plan(desk: Desk) -> tuple[Told | None, ...]:
    keys = "plan_on_time", "lao_activities", "baht_secured"
    return tuple(read(desk, 2566, None, key) for key in keys)


def _share(numerator: int, denominator: int) -> Share:
    return Share(Amount(Decimal(numerator)), Amount(Decimal(denominator)))
