"""Working groups: appointed by a resolution or an order, ended by their day or a resolution."""

from datetime import date
from typing import TypeVar

import pytest
from pydantic import BaseModel

from desk.views.group_list import GroupShown, groups_shown
from desk.views.view import View
from flows.decisions.refusals import UnknownSeat
from flows.engine.answers import answers_of
from flows.engine.misfit import AnswerUnfit
from flows.engine.offers import GateContext
from flows.meeting.committee_recordings import GroupOver, GroupUnknown
from flows.meeting.offers import offer_members
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.members import invitees
from registry.rules.papers.meeting import Minutes, MinutesExtract
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.order.at_amendments import (
    at_work as a_committee_at_work,
    begun,
    sign,
)
from tests.flows.year.at_quarters import (
    a_year,
    everybody,
    held,
    meeting_of,
    met,
    minutes_adopted,
    on,
)
from tests.staged_desks import made_once

Facts = TypeVar("Facts", bound=BaseModel)
GROUP: Json = {
    "title_th": "คณะทำงานเฝ้าระวังชายแดน", "task": "จัดทำทะเบียนจุดเสี่ยง",
    "members": ["executive.district_chief"], "until": "2023-03-31",
}  # fmt: skip


def at_work(desk: Desk, day: str) -> list[GroupShown]:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(day))
        return [*groups_shown(view, MAE_FAH_LUANG)]


def paper(desk: Desk, meeting: int, kind: str, facts_of: type[Facts]) -> list[Facts]:
    """What the newest papers of that kind say."""
    desk.perform()
    with desk.office.registry.reading() as connection:
        found = documents(connection, instance_id=meeting)
        return [
            facts_of.model_validate(facts(connection, one.facts_id or 0))
            for one in found
            if (one.kind, one.language, one.facts_id is None) == (kind, "th", False)
        ]


@made_once
def appointed(url: str, *groups: Json) -> tuple[Desk, int]:
    """The first quarter's meeting of 15 November appoints them; its minutes are adopted."""
    desk, _ = a_year(url)
    on(desk, "2022-10-31")
    meeting = held(desk)
    minutes_adopted(desk, meeting, groups=[*groups])
    return desk, meeting


def test_a_resolution_appoints_a_working_group_until_its_last_day(sqlite_url: str) -> None:
    desk, meeting = appointed(sqlite_url, GROUP)
    assert at_work(desk, "2022-11-14") == []
    (group,) = at_work(desk, "2023-03-31")
    assert (group.title_th, group.task_th) == ("คณะทำงานเฝ้าระวังชายแดน", "จัดทำทะเบียนจุดเสี่ยง")
    assert (group.appointed, group.instance) == ("resolution", meeting)
    assert [one.th for one in group.members] == ["นายอำเภอแม่ฟ้าหลวง (คณะกรรมการอำนวยการ)"]
    assert at_work(desk, "2023-04-01") == []
    page = visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}", "en")
    assert "คณะทำงานเฝ้าระวังชายแดน" in page.main
    assert "by a resolution" in page.main
    at_last = ("--on", "2023-03-31", "--lang", "en")
    listed = Terminal(sqlite_url)("actions", "groups", MAE_FAH_LUANG, *at_last).out
    assert "คณะทำงานเฝ้าระวังชายแดน  จัดทำทะเบียนจุดเสี่ยง  District Chief" in listed
    (minutes,) = paper(desk, meeting, "minutes", Minutes)
    (extract,) = paper(desk, meeting, "minutes_extract", MinutesExtract)
    assert minutes.groups == extract.groups
    (printed,) = minutes.groups
    assert (printed.title_th, printed.members_th) == (group.title_th, ("นายอำเภอแม่ฟ้าหลวง",))
    assert printed.until == date(2023, 3, 31)


def test_an_office_of_several_seats_stands_once_with_its_bodies(sqlite_url: str) -> None:
    both = ["executive.hospital_director", "rehabilitation.hospital_director"]
    desk, meeting = appointed(sqlite_url, {**GROUP, "members": [*both]})  # type: ignore[dict-item]
    (group,) = at_work(desk, "2022-11-16")
    (named,) = [one.en for one in group.members]
    assert named.endswith("(Executive Committee, Rehabilitation group)")
    (minutes,) = paper(desk, meeting, "minutes", Minutes)
    assert len(minutes.groups[0].members_th) == 1
    with desk.office.registry.reading() as connection:
        day = date(2022, 11, 16)
        members = invitees(connection, MAE_FAH_LUANG, day)
        answers = answers_of(connection, meeting, desk.office.declared.gates)
        offered = offer_members(GateContext(connection, meeting, MAE_FAH_LUANG, day, answers))
    assert [one.value for one in offered] == [one.member.key for one in members]
    assert sum(len(one.member.seats) for one in members) > len(members)


def test_a_later_resolution_ends_it_before_its_day(sqlite_url: str) -> None:
    desk, _ = appointed(sqlite_url, {**GROUP, "until": None})  # type: ignore[dict-item]
    (group,) = at_work(desk, "2022-12-01")
    on(desk, "2023-01-10")
    second = meeting_of(desk, "q2")
    day: Json = {"held_on": "2023-01-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(second, "committee_date", "district_chief", "2023-01-11", day)
    desk.decide(
        second, "committee_invitation", "focal_point", "2023-01-12", {"sent_on": "2023-01-12"}
    )
    on(desk, "2023-01-20")
    answer = met(everybody(desk), held_on="2023-01-20")
    desk.decide(second, "committee_meeting", "focal_point", "2023-01-20", answer)
    written: Json = {
        "items": [{"agenda": 4, "resolution": "ให้คณะทำงานสิ้นสุด"}], "taken_by": "ปรานี สมมุติ",
        "ended_groups": [group.key],
    }  # fmt: skip
    wrong: Json = {**written, "ended_groups": ["quarterly/1/g9"]}  # type: ignore[dict-item]
    with pytest.raises(GroupUnknown):
        desk.decide(second, "committee_minutes", "focal_point", "2023-01-22", wrong)
    desk.decide(second, "committee_minutes", "focal_point", "2023-01-22", written)
    desk.decide(
        second, "committee_minutes_sent", "focal_point", "2023-01-23", {"sent_on": "2023-01-23"}
    )
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(second, "committee_minutes_adopted", "focal_point", "2023-02-01", adopted)
    assert at_work(desk, "2023-01-19") == [group]
    assert at_work(desk, "2023-01-20") == []
    (minutes,) = paper(desk, second, "minutes", Minutes)
    assert minutes.ended_groups_th == ("คณะทำงานเฝ้าระวังชายแดน",)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"members": ["no.seat"]}, UnknownSeat),
        ({"until": "2022-11-14"}, GroupOver),
        ({"members": []}, AnswerUnfit),
    ],
)
def test_a_group_has_seats_that_are_known_and_a_day_that_is_to_come(
    sqlite_url: str, change: dict[str, Json], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        appointed(sqlite_url, {**GROUP, **change})  # type: ignore[dict-item]


def test_a_group_that_an_order_appoints_stands_beside_those_of_resolutions(
    sqlite_url: str,
) -> None:
    desk = a_committee_at_work(sqlite_url)
    order = begun(desk)
    assert at_work(desk, "2022-09-05") == []
    sign(desk, order, "15/2565", "2022-09-05")
    (group,) = at_work(desk, "2022-12-31")
    assert (group.title_th, group.appointed, group.instance) == ("คณะทำงานข้อมูล", "order", order)
    assert at_work(desk, "2023-01-01") == []
