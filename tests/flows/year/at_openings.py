"""A committee whose year opens, and the years that its district has."""

from datetime import date

from flows.year.opening import open_years
from registry.journal import InstanceRow
from registry.records.province_values import set_setting
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.order.at_amendments import at_work
from tests.staged_desks import made_once

NEEDS: Json = {
    "result": "needed",
    "rows": [
        {
            "key": "watch", "title": "กลุ่มเฝ้าระวัง 6 หมู่บ้าน", "road": "ordinance",
            "office": f"{MAE_FAH_LUANG}/lao_president/1", "amount": "๓๐,๐๐๐", "local_plan": "yes",
        },
    ],
}  # fmt: skip


def opens_from(desk: Desk, year: int, since: str = "2019-01-01") -> None:
    """The province opens years by itself from that one on."""
    with desk.office.registry.writing("TH", "57") as write:
        set_setting(write, "57", "year.first", year, since=date.fromisoformat(since), by=1)


def years(desk: Desk) -> list[InstanceRow]:
    return [one for one in desk.instances() if one.process == "annual_cycle"]


@made_once
def a_committee(url: str) -> Desk:
    """A committee whose order is of 24 June 2022, before its first year's planning begins."""
    desk = at_work(url)
    opens_from(desk, 2566)
    return desk


@made_once
def joined(url: str) -> Desk:
    """A committee whose province joins the running year on 10 November, after the ordinances."""
    desk = at_work(url)
    desk.on("2022-11-10")
    opens_from(desk, 2566, since="2022-11-10")
    opened(desk)
    return desk


def opened(desk: Desk) -> list[InstanceRow]:
    open_years(desk.office)
    return years(desk)
