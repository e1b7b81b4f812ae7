"""The order of a committee that was taken in is dated as far as its old paper names a date."""

import json
from importlib import import_module
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import update

from desk.views.plain_json import as_json
from registry.models import Base
from registry.queries.documents import documents
from registry.queries.order_facts import named_as_earlier
from registry.queries.orders import OrderRow, order_named, orders
from registry.rules.effects import OrderFactsArgs
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.registry.records.at_adoptions import FULL, ORDER, take

D = MAE_FAH_LUANG
KNOWN = {
    "7 พ.ค. 2562": ("2019-05-07", "7 May 2019", "7 พฤษภาคม 2562"),
    "พ.ค. 2562": ("2019-05", "May 2019", "พฤษภาคม 2562"),
    "2562": ("2019", "2019", "2562"),
    "": ("2019", "2019", "2562"),  # the year that its number bears
}
MIGRATION = import_module("registry.migrations.versions.0045_transfer_overrides")


def dated(text: str) -> dict[str, list[dict[str, Any]]]:
    return {**FULL, "orders": [{**ORDER, "dated": text}]}


def registered(desk: Desk) -> OrderRow:
    with desk.office.registry.reading() as connection:
        (order,) = orders(connection, D)
    return order


@pytest.mark.parametrize("said", KNOWN)
def test_its_date_is_told_as_far_as_the_paper_names_it(sqlite_url: str, said: str) -> None:
    desk, (iso, english, thai) = a_desk(sqlite_url, "2022-06-20"), KNOWN[said]
    take(desk, dated(said))
    order = registered(desk)
    assert json.loads(as_json(order))["dated"] == iso
    assert (order.dated.named.en, order.dated.named.th) == (english, thai)
    assert order.since == order.dated
    earlier = named_as_earlier(order)
    args = OrderFactsArgs(district=D, kind="replace", earlier=earlier)
    assert args.model_dump(mode="json")["earlier"]["dated"] == iso


def test_a_better_reading_of_the_paper_dates_the_order_anew(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    take(desk, dated("พ.ค. 2562"))
    desk.on("2022-06-21")
    take(desk, dated("1 พ.ค. 2562"))
    assert str(registered(desk).dated) == "2019-05-01"


def test_an_order_without_a_number_is_found_by_what_another_order_calls_it(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-20")
    lost = {**ORDER, "number": "", "dated": "พ.ค. 2562", "paper": "not_found"}
    take(desk, {**FULL, "orders": [lost]})
    earlier = named_as_earlier(registered(desk))
    with desk.office.registry.reading() as connection:
        found = order_named(connection, D, earlier.number, field="earlier.number")
    assert found == registered(desk)


def test_papers_taken_in_before_their_precision_was_kept_get_that_of_their_form(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-20")
    scan = {"file": "old.pdf", "kind": "minutes", "on": "2563", "attested": "yes"}
    take(desk, {**dated("พ.ค. 2562"), "scans": [scan]}, uploads={"old.pdf": SCAN})
    with desk.office.registry.making() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            for table in ("district_order", "document"):
                MIGRATION.unguard(table)
                connection.execute(update(Base.metadata.tables[table]).values(precision="day"))
            MIGRATION.dates_as_written()
        (paper,) = documents(connection, district=D)
    assert str(registered(desk).dated) == "2019-05"
    assert str(paper.dated) == "2020"
