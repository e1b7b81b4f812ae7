"""Terms of an old committee begin and end as far as its paper names a day, on every list."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import update

from desk.views.committee_summary import committee_summary
from registry.facts import end
from registry.models import Base, Holding
from registry.queries.committee_day import CommitteeDay
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.queries.orders import orders
from registry.queries.personal_terms import term_rows
from registry.queries.seen_offices import offices_seen
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.year.at_quarters import on as until
from tests.registry.records.at_adoptions import FULL, ORDER, SEAT, take

D = MAE_FAH_LUANG
CHIEF, DEPUTY = f"{D}/district_chief", f"{D}/deputy_district_chief/1"
BY_NAME = {**SEAT, "no": 3, "position": "ผู้แทนมูลนิธิ", "mode": "by_name", "name": "นางสมมุติ สอง"}
BY_NAME.pop("office")
MIGRATION = import_module("registry.migrations.versions.0045_transfer_overrides")


def told(order: Mapping[str, Any] = {}, officers: Any = None) -> dict[str, Any]:
    roster = [SEAT, BY_NAME]
    own = {} if officers is None else {"officers": officers}
    return {**FULL, "orders": [{**ORDER, **order}], "roster": roster, **own}


def chiefs(desk: Desk) -> list[tuple[str, str | None]]:
    with desk.office.registry.reading() as connection:
        terms = terms_of_office(connection, CHIEF)
        people = dict.fromkeys(one.person for one in terms)
        rows = [row for one in people for row in term_rows(connection, one)]
    assert [(one.since, one.until) for one in terms] == [(one.start, one.last_day) for one in rows]
    return [(str(one.since), str(one.until) if one.until else None) for one in terms]


def seats(desk: Desk) -> set[str]:
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        sitting = CommitteeDay(connection, D, on)
        seen = committee_summary(sitting, offices_seen(connection, D, on))
    return {str(one.since) for body in seen.bodies for one in body.seats if one.sits}


@pytest.mark.parametrize(("said", "known"), [("พ.ค. 2562", "2019-05"), ("2562", "2019")])
def test_who_came_with_an_order_of_a_month_or_a_year_came_then(
    sqlite_url: str, said: str, known: str
) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    take(desk, told({"dated": said}))
    assert seats(desk) == {known}, "by office, and by name"


def test_a_term_is_as_exact_as_its_own_row_and_ends_as_the_next_one_begins(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    first = {"post": "chair", "name": "นายสมมุติ ก่อน", "start": "2559", "end": "มี.ค. 2561"}
    second = {"post": "chair", "name": "นายสมมุติ กลาง", "start": "เม.ย. 2561"}
    third = {"post": "chair", "name": "นายสมมุติ ตัวอย่าง", "start": "1 ต.ค. 2561"}
    take(desk, told(officers=[first, second, third]))
    assert chiefs(desk) == [
        ("2016", "2018-03"), ("2018-04", "2018-09-30"), ("2018-10-01", None),
    ]  # fmt: skip


def test_an_order_is_in_force_and_over_as_far_as_its_paper_says(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    old = {
        **ORDER, "standing": "cancelled", "number": "9/2560", "dated": "3 เม.ย. 2560",
        "in_force_from": "พ.ค. 2560", "ended": "2561",
    }  # fmt: skip
    take(desk, {**FULL, "orders": [ORDER, old]})
    with desk.office.registry.reading() as connection:
        found = {one.full_number: (str(one.since), str(one.until)) for one in orders(connection, D)}
    assert found == {"9/2560": ("2017-05", "2018"), "45/2562": ("2019-05-07", "None")}


def test_a_day_that_cuts_an_old_term_is_exact(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    take(desk, told(officers=[{"post": "chair", "name": "นายสมมุติ ก่อน", "start": "2562"}]))
    with desk.office.registry.writing(D) as write:
        (held,) = holders(write.connection, CHIEF, date(2022, 6, 20))
        own, away = {"office_id": held.office}, date(2022, 6, 1)
        end(write, Holding, own, on=away, until=date(2022, 6, 10))
    assert chiefs(desk)[-2:] == [("2019", "2022-05-31"), ("2022-06-10", None)]


def test_terms_taken_in_before_this_was_kept_get_what_their_form_told(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-20")
    own = {"post": "chair", "name": "นายสมมุติ ตัวอย่าง", "start": "พ.ค. 2561"}
    take(desk, told({"dated": "2562"}, officers=[own]))
    before = (chiefs(desk), seats(desk))
    filled_in(desk)
    assert (chiefs(desk), seats(desk)) == before == ([("2018-05", None)], {"2019"})


def test_a_term_whose_day_was_put_right_or_came_by_another_file_keeps_its_day(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-20")
    until(desk, "2022-06-21")
    by_hand = {"post": "focal_point", "name": "นางปรานี สมมุติ", "start": "2561"}
    for start in ("2561", "10 ก.ค. 2561"):
        own = {"post": "chair", "name": "นายสมมุติ ก่อน", "start": start, "end": "1 ก.ย. 2561"}
        take(desk, told({"dated": "2562"}, officers=[own, by_hand]))
    filled_in(desk)
    assert chiefs(desk) == [("2018-07-10", "2018-09-01"), ("2018-10-01", None)]
    with desk.office.registry.reading() as connection:
        (held,) = holders(connection, DEPUTY, date(2022, 6, 21))
    assert str(held.since) == "2018-10-01", "by the directory"


def filled_in(desk: Desk) -> None:
    """Let the migration fill in again what the registry tells of old terms."""
    with (
        desk.office.registry.making() as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        for table in ("district_order", "holding", "member"):
            MIGRATION.unguard(table)
            exact = dict.fromkeys(MIGRATION.OF_TERM, "day")
            connection.execute(update(Base.metadata.tables[table]).values(**exact))
        MIGRATION.terms_as_known()
