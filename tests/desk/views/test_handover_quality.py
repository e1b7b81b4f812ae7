"""How a package served: in time, signed in time, decided on, of use."""

from datetime import date

import pytest
from sqlalchemy import Connection

from desk.views.handover_quality import HandoverQuality, handover_quality_lines
from desk.views.packages_handed_over import packages_handed_over
from desk.views.view import View
from flows.decisions.rotate import rotate
from registry.records.transfer_form import TransferOrder
from registry.rules.packages import is_in_time
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.flows.handover.at_handovers import CHIEF, in_office, page, to, told
from tests.flows.handover.test_focal_point import vacant


@pytest.mark.parametrize(
    ("told", "made", "said"),
    [
        ("2022-09-01", "2022-09-24", True), ("2022-09-01", "2022-09-25", False),
        ("2022-09-30", "2022-10-03", True), ("2022-10-06", "2022-10-10", False),
    ],
)  # fmt: skip
def test_a_package_is_there_a_week_ahead_or_three_days_after_sudden_news(
    told: str, made: str, *, said: bool
) -> None:
    told_on, made_on = date.fromisoformat(told), date.fromisoformat(made)
    assert is_in_time(told_on, made_on, date(2022, 10, 1)) is said


def view_of(desk: Desk, connection: Connection) -> View:
    return View(desk.office, connection, desk.office.registry.today)


def quality(desk: Desk) -> HandoverQuality:
    with desk.office.registry.reading() as connection:
        (found,) = packages_handed_over(view_of(desk, connection), MAE_FAH_LUANG)
    return found.quality


def test_it_tells_what_came_back_what_is_decided_and_what_the_chief_says(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    before = quality(desk)
    assert (before.in_time, before.signed_after, before.usable) == (True, None, None)
    assert before.decided == {30: (0, 3), 60: (0, 2), 90: (0, 1)}
    put_off: Json = {"decision": "contacts", "result": "considered", "until": "2022-12-20"}
    page(desk, one, "2022-10-20", {"decision": "focal_point", "result": "confirmed"}, put_off)
    said: Json = {"usable": "partly", "lacking": "แผนที่"}
    desk.decide(one, "feedback", CHIEF, "2022-10-21", said)
    after = quality(desk)
    assert (after.signed_after, after.signed_in_time) == (17, False)
    assert after.decided == {30: (1, 3), 60: (0, 2), 90: (0, 1)}
    lines = [line.en for line in handover_quality_lines(after)]
    assert "The signed page came back late (17 days)" in lines
    assert "To be decided within 30 days: 1 of 3 are" in lines
    assert lines[-1] == "Missing: แผนที่"


def test_once_another_came_into_office_nothing_is_awaited_of_whoever_left_so_soon(
    sqlite_url: str,
) -> None:
    desk, _ = in_office(sqlite_url)
    to(desk, "2022-10-05")
    told(desk, "2022-10-10", "302/2565", "2022-10-04", name_th="มาทีหลัง สมมุติ")
    to(desk, "2022-10-11")
    with desk.office.registry.reading() as connection:
        newer, older = packages_handed_over(view_of(desk, connection), MAE_FAH_LUANG)
    said = [line.en for line in handover_quality_lines(older.quality)]
    assert any("came into office on 10 October 2022" in one for one in said)
    awaited = {"The signed page has not come back"}
    awaited.add("Whoever came into office has not said yet whether it is of use")
    assert not awaited & {*said}
    assert awaited <= {line.en for line in handover_quality_lines(newer.quality)}


def test_packages_handed_over_are_told_as_of_a_day_and_as_known_then(sqlite_url: str) -> None:
    desk, one = in_office(sqlite_url)
    page(desk, one, "2022-10-20", {"decision": "focal_point", "result": "confirmed"})
    prasan = Terminal(sqlite_url)
    (now,) = prasan("packages", MAE_FAH_LUANG, "--json").json["packages"]
    assert (now["instance"], now["signed_on"]) == (one, "2022-10-20")
    printed = prasan("packages", MAE_FAH_LUANG, "--lang", "en").out
    assert "Signed: 20 October 2022" in printed
    assert "The signed page came back late" in printed
    (before,) = prasan("packages", MAE_FAH_LUANG, "--on", "2022-10-19", "--json").json["packages"]
    assert (before["signed_on"], before["quality"]["signed_after"]) == (None, None)
    known = prasan("packages", MAE_FAH_LUANG, "--known", "2022-06-01", "--lang", "en").out
    assert "None was handed over yet." in known


def test_a_rotation_that_was_called_off_is_not_among_the_packages(sqlite_url: str) -> None:
    desk, _ = in_office(sqlite_url)
    to(desk, "2022-10-05")
    told(desk, "2022-10-20", "302/2565", "2022-10-04", name_th="มาทีหลัง สมมุติ")
    desk.perform()

    def days(on: str) -> list[str]:
        found = Terminal(sqlite_url)("packages", MAE_FAH_LUANG, "--on", on, "--json").json
        return [one["in_office"] for one in found["packages"]]

    assert days("2022-10-05") == ["2022-10-20", "2022-10-03"]
    desk.on("2022-10-07")
    row: Json = {"district": MAE_FAH_LUANG, "called_off": True}
    order: Json = {"number": "303/2565", "dated": "2022-10-06", "moves": [row]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    assert days("2022-10-07") == ["2022-10-03"]


def test_a_focal_points_handover_stands_in_the_list_too(sqlite_url: str) -> None:
    desk, _ = vacant(sqlite_url)
    to(desk, "2022-10-05")
    with desk.office.registry.reading() as connection:
        (found,) = packages_handed_over(view_of(desk, connection), MAE_FAH_LUANG)
    assert (found.in_office, found.name) == (date(2022, 10, 1), None)
