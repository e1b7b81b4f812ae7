"""E4: on 1 October both the Chief and the focal point of a committee are gone.

In Mae Sai a draft order waits for them; the committee at work is Mae Fah Luang's.
"""

from datetime import date

import pytest

from config.words import both
from desk.imports.row_loading import load_rows
from desk.views.reasons import why
from desk.views.view import View
from flows.decisions.refusals import OfficeVacant
from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from flows.handover.recordings import StillVacant
from registry.queries.documents import documents
from registry.queries.groups import thinned_by_district
from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from registry.rules.rights import Subject, Verb, may
from tests.builders import COORDINATOR, MAE_FAH_LUANG, TEAM, Desk, a_desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_handovers import asked, handovers, to
from tests.flows.handover.at_packages import claims, package
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import of_three
from tests.staged_desks import made_once

MAE_SAI = "5709"
FOCAL, DEPUTY = f"{MAE_SAI}/focal_point", f"{MAE_SAI}/deputy_district_chief/1"
LEFT = f"{MAE_SAI}.deputy"


@made_once
def submitted(url: str) -> tuple[Desk, int]:
    """The draft is with the Deputy."""
    desk = a_desk(url, "2022-06-02", MAE_SAI)
    first = desk.start(on="2022-06-02", district=MAE_SAI)
    steps: list[tuple[str, str, str, Json]] = [
        ("earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"}),
        ("advocacy", "district_chief", "2022-06-02", {"result": "agreed"}),
        ("delegation", "district_chief", "2022-06-09", {"deputy": "deputy_district_chief/1"}),
        ("working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM}),
        ("membership", "focal_point", "2022-06-13", {}),
    ]
    for gate, by, on, answer in steps:
        desk.decide(first, gate, by, on, answer)
    for path in desk.waits_at(first):
        desk.decide(first, path, "focal_point", "2022-06-17", {"result": "by_position"})
    order = desk.order()
    bases: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2022-09-12", bases)
    return desk, order


def loaded(desk: Desk, *holders: dict[str, Json]) -> None:
    with desk.office.registry.writing("TH", "57", MAE_SAI) as write:
        load(write, LoadFile.model_validate({"holders": [*holders]}), actor=1)


def both_leave(desk: Desk) -> None:
    """The Chief by a transfer order without a successor, the Deputy by the directory."""
    desk.on("2022-09-26")
    move = {"district": "แม่สาย", "on": "2022-10-01"}
    order = {"number": "301/2565", "dated": "2022-09-20", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    leaves: dict[str, Json] = {"person": LEFT, "last_day": "2022-09-30"}
    loaded(
        desk,
        {**leaves, "office": DEPUTY, "start": "2018-10-01"},
        {**leaves, "office": FOCAL, "start": "2022-06-09", "basis": "delegation"},
    )
    desk.on("2022-10-03")
    sweep(desk.office)
    desk.perform()


def reasons(desk: Desk, order: int) -> list[str]:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        return [one.sentence.en for one in why(view, order)]


def rights_of(desk: Desk, ref: str) -> set[Verb]:
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        actor = parts_of(connection, person(connection, ref, field="person").id, today)
    subject = Subject(MAE_SAI, ("focal_point",))
    return {verb for verb in Verb if may(actor, verb, subject, today)}


def test_the_draft_is_made_anew_and_waits_for_an_office_that_nobody_holds(
    made_registry_url: str,
) -> None:
    desk, order = submitted(made_registry_url)
    both_leave(desk)
    assert desk.waits_at(order) == ["deputy_review#2"]
    assert any("vacant" in one or "nobody" in one.lower() for one in reasons(desk, order))
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=order)
    drafts = [one for one in papers if (one.kind, one.language) == ("appointment_order", "th")]
    assert [one.status for one in drafts] == ["not_signed", "draft"]


def test_who_left_may_do_nothing_more_from_that_day(sqlite_url: str) -> None:
    desk, order = submitted(sqlite_url)
    assert Verb.RECORD in rights_of(desk, LEFT)
    both_leave(desk)
    assert rights_of(desk, LEFT) == set()
    with pytest.raises(OfficeVacant):
        desk.decide(
            order, "deputy_review", f"{FOCAL}@{LEFT}", "2022-10-03", {"result": "forward"}
        )  # fmt: skip


def test_a_delegation_ends_with_the_office_that_it_was_given_to(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    here, who = f"/districts/{MAE_FAH_LUANG}", f"{MAE_FAH_LUANG}.deputy"
    leaves = {
        "person": who, "office": f"{MAE_FAH_LUANG}/deputy_district_chief/1", "start": "2018-10-01",
        "last_day": "2022-09-30",
    }  # fmt: skip
    desk.on("2022-09-26")
    load_rows(desk.office, LoadFile.model_validate({"holders": [leaves]}), recorded_by="coord")
    assert visitor(desk, who).get(here).response.url.path == here
    desk.on("2022-10-01")
    assert visitor(desk, who).get(here).response.url.path == "/sign-in"
    stays = {key: leaves[key] for key in ("person", "office", "start")} | {"capacity": "own"}
    load_rows(desk.office, LoadFile.model_validate({"corrections": [stays]}), recorded_by="coord")
    assert visitor(desk, who).get(here).response.url.path == here


@pytest.mark.parametrize(
    "basis",
    [
        {"basis": "order", "basis_number": "302/2565", "basis_date": "2022-10-03"},
        {"basis": "seniority"},
    ],
    ids=["order", "seniority"],
)
def test_somebody_acts_once_an_order_or_seniority_is_recorded_and_not_before(
    sqlite_url: str, basis: dict[str, Json]
) -> None:
    desk, order = submitted(sqlite_url)
    both_leave(desk)
    acting = f"{MAE_SAI}/district_chief@{MAE_SAI}.deputy2"
    with pytest.raises(OfficeVacant):
        desk.decide(order, "deputy_review", acting, "2022-10-03", {"result": "forward"})
    loaded(
        desk,
        {
            "office": f"{MAE_SAI}/district_chief", "person": f"{MAE_SAI}.deputy2",
            "start": "2022-10-03", "capacity": "acting_vacant", **basis,
        },
        {
            "office": FOCAL, "person": f"{MAE_SAI}.deputy2", "start": "2022-10-04",
            "basis": "delegation", "basis_number": "15/2565", "basis_date": "2022-10-04",
        },
    )  # fmt: skip
    desk.on("2022-10-05")
    sweep(desk.office)
    desk.perform()
    (review,) = (one for one in desk.waits_at(order) if one.startswith("deputy_review"))
    desk.decide(order, review, "focal_point", "2022-10-05", {"result": "forward"})
    (review,) = (one for one in desk.waits_at(order) if one.startswith("chief_review"))
    receipt = desk.decide(order, review, acting, "2022-10-06", {"result": "sign"})
    assert receipt.warnings == ()


SECOND = f"{MAE_FAH_LUANG}.deputy2"


@made_once
def at_work_without_both(url: str) -> Desk:
    """Chief and focal point leave a committee at work; each move was told of on 26 September.

    Of the three members of the Suppression group the two leave with them.
    """
    desk = at_work(url)
    of_three(desk)
    desk.on("2022-09-26")
    move: Json = {"district": "แม่ฟ้าหลวง", "on": "2022-10-01", "title_th": "นาง",
                  "name_th": "มาใหม่ สมมุติ"}  # fmt: skip
    order = {"number": "301/2565", "dated": "2022-09-20", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    leaves: dict[str, Json] = {"person": f"{MAE_FAH_LUANG}.deputy", "last_day": "2022-09-30"}
    rows = [
        leaves | {"office": f"{MAE_FAH_LUANG}/deputy_district_chief/1", "start": "2018-10-01"},
        leaves | {"office": f"{MAE_FAH_LUANG}/focal_point", "start": "2022-06-09",
                  "basis": "delegation"},
    ]  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"holders": rows}), recorded_by="coord")
    to(desk, "2022-10-03")
    return desk


def delegated(desk: Desk) -> None:
    """The new Chief delegates another Deputy on 3 October."""
    row: Json = {
        "office": f"{MAE_FAH_LUANG}/focal_point", "person": SECOND, "start": "2022-10-03",
        "basis": "delegation", "basis_number": "15/2565", "basis_date": "2022-10-03",
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"holders": [row]}), recorded_by="coord")
    to(desk, "2022-10-05")


def test_the_vacancy_is_the_provinces_until_the_register_has_somebody(sqlite_url: str) -> None:
    desk = at_work_without_both(sqlite_url)
    chiefs, deputys = sorted(handovers(desk), key=lambda one: one.period)
    assert (chiefs.period, deputys.period) == ("2022-10-01", "focal_point/2022-10-01")
    assert {("vacancy", None), ("successor", "focal_point_vacant")} <= {*asked(desk, chiefs.id)}
    assert asked(desk, deputys.id) == [("outgoing", None)]  # all else is the new Chief's, once
    with pytest.raises(StillVacant):
        desk.decide(chiefs.id, "vacancy", COORDINATOR, "2022-10-03", {"result": "filled"})
    delegated(desk)
    periods = {one.period: one.status for one in handovers(desk)}
    assert periods["focal_point/2022-10-03"] == "open"


def test_the_package_is_addressed_to_the_new_chief_and_to_the_new_deputy(sqlite_url: str) -> None:
    desk = at_work_without_both(sqlite_url)
    delegated(desk)
    made = package(desk, "2022-10-03").page_one
    assert made.chief.name_th == "นางมาใหม่ สมมุติ"
    assert made.to_th[0] == "นายอำเภอแม่ฟ้าหลวง"
    assert made.to_th[1:] == ("ผู้ประสานงานหลักอำเภอแม่ฟ้าหลวง",)
    asked = {one.key: one.due for one in made.decisions if not one.for_information}
    assert "focal_point" not in asked, "this Chief delegated them"
    assert [*asked.values()] == sorted(asked.values())
    assert "meeting" in asked  # one is late


def test_the_annex_lists_who_could_act_in_turn_and_names_nobody_acting(sqlite_url: str) -> None:
    desk = at_work_without_both(sqlite_url)
    offices = both("package.source.offices").en
    structure = claims(package(desk, "2022-10-03"), "structure")
    in_turn = [one.text_en for one in structure if one.source_en == offices]
    assert in_turn[0].startswith("นางมาใหม่ สมมุติ")  # the Chief, and then the Deputies
    assert any(one.startswith("Samrong Sommut") for one in in_turn[1:])
    assert in_turn[-1] == both("word.not_recorded").en  # the focal point: nobody acts by itself


def test_a_group_that_lost_two_of_three_is_flagged_on_the_board(sqlite_url: str) -> None:
    desk = at_work_without_both(sqlite_url)
    with desk.office.registry.reading() as connection:
        thinned = thinned_by_district(connection, [MAE_FAH_LUANG], date(2022, 10, 3))
    assert [(one.members, one.before) for one in thinned[MAE_FAH_LUANG]] == [(2, 3)]
