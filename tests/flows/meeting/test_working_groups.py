"""Working groups: appointed by a resolution or an order, ended by their day or a resolution."""

from datetime import date

import pytest

from desk.views.group_list import GroupShown, groups_shown
from desk.views.reasons import View
from flows.decisions.refusals import UnknownSeat
from flows.engine.misfit import AnswerUnfit
from flows.meeting.committee_recordings import GroupOver, GroupUnknown
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.order.test_amendment_of_committee import (
    at_work as a_committee_at_work,
    begun,
    sign,
)
from tests.flows.year.test_quarters import (
    a_year,
    everybody,
    held,
    meeting_of,
    met,
    minutes_adopted,
    on,
)

GROUP: Json = {
    "title_th": "คณะทำงานเฝ้าระวังชายแดน", "task": "จัดทำทะเบียนจุดเสี่ยง",
    "members": ["executive.district_chief"], "until": "2023-03-31",
}  # fmt: skip


def at_work(desk: Desk, day: str) -> list[GroupShown]:
    with desk.office.registry.reading() as session:
        view = View(desk.office, session.connection(), date.fromisoformat(day))
        return [*groups_shown(view, MAE_FAH_LUANG)]


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
    assert [one.th for one in group.members] == ["นายอำเภอแม่ฟ้าหลวง"]
    assert at_work(desk, "2023-04-01") == []
    page = visitor(desk, "coord").get(f"/districts/{MAE_FAH_LUANG}", "en")
    assert "คณะทำงานเฝ้าระวังชายแดน" in page.main
    assert "by a resolution" in page.main


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
