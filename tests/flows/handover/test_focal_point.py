"""The focal point leaves: a smaller handover, and nobody acts before it is on record."""

from datetime import date

import pytest

from config.words import both
from desk.imports.row_loading import load_rows
from flows.handover.recordings import StillVacant
from flows.verification import verify_all
from registry.journal import InstanceRow
from registry.queries.order_facts import signer_called
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.flows.handover.at_handovers import a_district, asked, handovers, in_office, to, told
from tests.flows.handover.at_packages import package
from tests.staged_desks import made_once

FOCAL = f"{MAE_FAH_LUANG}/focal_point"


def loaded(
    desk: Desk, who: str, start: str, last_day: str | None = None, *, basis: str = "delegation"
) -> None:
    held: dict[str, Json] = {
        "office": FOCAL, "person": f"{MAE_FAH_LUANG}.{who}", "start": start, "basis": basis,
    }  # fmt: skip
    rows = {"holders": [held | ({"last_day": last_day} if last_day else {})]}
    load_rows(desk.office, LoadFile.model_validate(rows), recorded_by="coord")
    desk.perform()


@made_once
def leaving(url: str) -> Desk:
    """The Deputy's last day as focal point is 30 September, as is told on the 26th."""
    desk = a_district(url)
    to(desk, "2022-09-26")
    loaded(desk, "deputy", "2022-06-09", "2022-09-30")
    return desk


@made_once
def vacant(url: str) -> tuple[Desk, InstanceRow]:
    desk = leaving(url)
    to(desk, "2022-10-03")
    return desk, handovers(desk)[0]


def test_before_the_day_only_who_leaves_is_asked(sqlite_url: str) -> None:
    desk = leaving(sqlite_url)
    (one,) = handovers(desk)
    assert (one.period, asked(desk, one.id)) == ("focal_point/2022-10-01", [("outgoing", None)])


def test_a_vacancy_is_the_provinces_and_the_chief_is_asked_whom_to_delegate(
    made_registry_url: str,
) -> None:
    desk, one = vacant(made_registry_url)
    assert set(asked(desk, one.id)) == {
        ("outgoing", None), ("vacancy", None), ("successor", "focal_point_vacant"),
    }  # fmt: skip


def test_it_is_filled_by_the_register_alone_and_asked_again_until_then(sqlite_url: str) -> None:
    desk, one = vacant(sqlite_url)
    with pytest.raises(StillVacant):
        desk.decide(one.id, "vacancy", COORDINATOR, "2022-10-03", {"result": "filled"})
    later: Json = {"result": "awaited", "until": "2022-10-20"}
    desk.decide(one.id, "vacancy", COORDINATOR, "2022-10-03", later)
    (gate,) = (gate for gate in desk.gates(one.id) if gate.gate == "vacancy")
    assert (gate.round, gate.due_on) == (2, date(2022, 10, 20))


def test_the_next_focal_point_has_a_handover_and_ends_that_of_the_vacancy(sqlite_url: str) -> None:
    desk, _ = vacant(sqlite_url)
    to(desk, "2022-10-12")
    loaded(desk, "deputy2", "2022-10-10")
    to(desk, "2022-11-15")  # who left may send a paper for so long
    first, second = handovers(desk)
    assert (first.status, first.outcome) == ("finished", "superseded")
    assert set(asked(desk, second.id)) == {("briefing", None)}


def test_a_focal_point_of_whom_is_told_weeks_later_is_briefed_within_days_of_that(
    sqlite_url: str,
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-26")
    loaded(desk, "deputy2", "2022-09-05")
    (one,) = handovers(desk)
    (gate,) = (gate for gate in desk.gates(one.id) if gate.gate == "briefing")
    assert (gate.opened_on, gate.due_on) == (date(2022, 9, 5), date(2022, 10, 10))


@pytest.mark.parametrize(("basis", "times"), [("delegation", 0), ("order", 1)])
def test_a_chief_is_asked_to_confirm_no_focal_point_whom_they_delegated_themselves(
    sqlite_url: str, basis: str, times: int
) -> None:
    desk, _ = vacant(sqlite_url)
    to(desk, "2022-10-12")
    loaded(desk, "deputy2", "2022-10-10", basis=basis)
    second = handovers(desk)[-1]
    assert asked(desk, second.id).count(("successor", "focal_point")) == times


def test_a_chief_who_comes_back_is_asked_to_confirm_no_focal_point_whom_they_had_delegated(
    sqlite_url: str,
) -> None:
    desk, first = in_office(sqlite_url)
    assert ("successor", "focal_point") in asked(desk, first)
    to(desk, "2023-01-05")
    back: Json = f"{MAE_FAH_LUANG}.chief"
    told(desk, "2023-01-09", "12/2566", "2023-01-04", title_th="", name_th="", coming=back)
    to(desk, "2023-01-09")
    decisions = {subject for _, subject in asked(desk, handovers(desk)[-1].id)}
    assert "continue" in decisions
    assert "focal_point" not in decisions


@made_once
def leaving_with_the_chief(url: str) -> Desk:
    """The Chief leaves on that day too, and another comes; nobody is focal point."""
    desk = leaving(url)
    told(desk, "2022-10-01")
    to(desk, "2022-10-03")
    return desk


def wanted(desk: Desk) -> list[tuple[str, str]]:
    """Which handovers ask whom to delegate, and which are for whoever came to be briefed."""
    return [
        (one.period, key or gate)
        for one in handovers(desk)
        for gate, key in asked(desk, one.id)
        if gate == "briefing" or (key and key.startswith("focal_point"))
    ]


def test_a_focal_point_who_acts_as_chief_confirms_nobody_and_signs_no_page_to_themselves(
    sqlite_url: str,
) -> None:
    desk = a_district(sqlite_url)
    to(desk, "2022-09-20")
    told(
        desk, coming=f"{MAE_FAH_LUANG}.deputy", title_th="", name_th="", capacity="acting_vacant",
        basis_number="5/2565", basis_date="2022-09-20",
    )  # fmt: skip
    to(desk, "2022-10-03")
    assert ("successor", "focal_point") not in asked(desk, handovers(desk)[0].id)
    page = package(desk, "2022-10-03").page_one
    assert page.chief.name_th == "นางปรานี สมมุติ"
    assert page.signer == signer_called(None, both("signer.deputy"))


def test_where_the_chief_leaves_on_the_same_day_the_new_one_is_asked_once_and_briefed_alone(
    sqlite_url: str,
) -> None:
    desk = leaving_with_the_chief(sqlite_url)
    assert wanted(desk) == [("2022-10-01", "briefing"), ("2022-10-01", "focal_point_vacant")]


def test_a_chief_is_asked_for_a_focal_point_until_there_is_one_who_is_then_briefed(
    sqlite_url: str,
) -> None:
    desk = leaving_with_the_chief(sqlite_url)
    to(desk, "2022-10-12")
    loaded(desk, "deputy2", "2022-10-10")
    assert wanted(desk) == [("2022-10-01", "briefing"), ("focal_point/2022-10-10", "briefing")]
    loaded(desk, "deputy2", "2022-10-10", "2022-10-11")
    assert wanted(desk) == [
        ("2022-10-01", "briefing"), ("focal_point/2022-10-12", "focal_point_vacant"),
    ]  # fmt: skip
    assert [*verify_all(desk.office)] == []


def test_the_province_is_asked_in_a_chiefs_handover_for_a_focal_point_until_there_is_one(
    sqlite_url: str,
) -> None:
    desk = leaving_with_the_chief(sqlite_url)
    (chiefs,) = (one.id for one in handovers(desk) if one.period == "2022-10-01")
    vacancy = ("vacancy", None)
    assert vacancy in asked(desk, chiefs)
    to(desk, "2022-10-12")
    loaded(desk, "deputy2", "2022-10-10")
    assert vacancy not in asked(desk, chiefs)
    assert ("briefing", None) in asked(desk, chiefs)
    assert [*verify_all(desk.office)] == []


def test_nobody_is_briefed_where_a_focal_point_who_is_told_of_has_left_before(
    sqlite_url: str,
) -> None:
    desk = leaving_with_the_chief(sqlite_url)
    to(desk, "2022-10-20")
    loaded(desk, "deputy2", "2022-10-10", "2022-10-12")
    assert wanted(desk) == [("2022-10-01", "briefing"), ("2022-10-01", "focal_point_vacant")]


def test_a_day_that_is_put_right_ends_the_handover_that_it_had_begun(sqlite_url: str) -> None:
    desk = leaving(sqlite_url)
    loaded(desk, "deputy", "2022-06-09", "2022-10-31")
    assert [(one.period, one.outcome) for one in handovers(desk)] == [
        ("focal_point/2022-10-01", "called_off"),
        ("focal_point/2022-11-01", None),
    ]
