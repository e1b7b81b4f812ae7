"""A desk whose district waits at its inception meeting, its plan, or a refresher."""

from datetime import date
from typing import Any

import pytest

from config.clock import moved_to
from flows.capabilities import open_installation
from flows.decisions.raise_revision import raise_revision
from flows.training.gates import Topic
from flows.training.policy_change import PolicyChange, change_policy
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.upgrade import bring_forward
from tests.builders import OPENED, Desk
from tests.desk.web.at_gates import place
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.released.pouring import unpack
from tests.staged_desks import made_once
from tests.stages import file_of

DISTRICT = "5715"
MEETING_DAY = "2022-08-03"
SECRETARY = "5715/focal_point@5715.deputy"


@made_once
def released_desk(url: str) -> Desk:
    """The registry of an earlier release, whose instances are of revision 1."""
    clock = moved_to(date(2022, 7, 22))
    registry = Registry(url, clock)
    unpack("0.2.0", file_of(registry))
    with registry.making() as connection:
        bring_forward(connection, registry)
    OPENED.append(registry)
    return Desk(open_installation(registry), clock)


@made_once
def meeting_desk(url: str) -> tuple[Desk, int]:
    """A desk whose district's committee is about to meet; the instance."""
    desk = released_desk(url)
    raised = raise_revision(desk.office, "establishment", recorded_by="coord")
    desk.perform()
    number = next(one.instance for one in raised if one.district == DISTRICT)
    desk.decide(number, "invitation", "focal_point", "2022-07-22", {"sent_on": "2022-07-22"})
    desk.on(MEETING_DAY)
    return desk, number


@made_once
def after_meeting(url: str) -> tuple[Desk, int]:
    """The meeting was held; duties, minutes and the plan wait."""
    desk, number = meeting_desk(url)
    line: Json = {"name_th": "สมมุติ", "state": "present"}
    held: Json = {"result": "held", "held_on": MEETING_DAY, "attendance": [line]}
    desk.decide(number, "inception_meeting", "focal_point", MEETING_DAY, held)
    return desk, number


@made_once
def refresher_desk(url: str) -> tuple[Desk, int]:
    """A change of policy opened a refresher; its instance."""
    desk = released_desk(url)
    return desk, open_refresher(desk)


def open_refresher(desk: Desk) -> int:
    """A change of policy opens a refresher; its instance."""
    change = PolicyChange(
        "57", "nrm-2565", "แนวปฏิบัติใหม่", "New guideline", (Topic.IDENTIFICATION,),
        date(2022, 7, 22),
    )  # fmt: skip
    change_policy(desk.office, change, recorded_by="coord")
    desk.perform()
    found = [one for one in desk.instances() if one.process == "refresher"]
    return next(one.id for one in found if one.district == DISTRICT)


def as_filled(who: Visitor, instance: int, path: str) -> dict[str, Any]:
    """The form as the page of the gate fills it in, decided today by the first of those who may."""
    return filled(who.get(place(instance, path)))


def filled(page: Page) -> dict[str, Any]:
    """The form as that page fills it in, decided today by the first of those who may."""
    form = page.tree.xpath("//form[contains(@class, 'gate')]")[0]
    found: dict[str, list[str]] = {}
    for one in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        kind = one.get("type")
        if kind == "file" or (kind in ("radio", "checkbox") and one.get("checked") is None):
            continue
        value = (
            one.text
            if one.tag == "textarea"
            else one.value
            if one.tag == "select"
            else one.get("value")
        )
        found.setdefault(one.get("name"), []).append((value or "").lstrip("\n"))
    if found.get("decided_on") == [""]:
        found["decided_on"] = form.xpath(".//@data-today")[:1]
    found.setdefault("by", form.xpath(".//input[@name='by']/@value")[:1])
    return {name: values for name, values in found.items() if name != "csrf"}


@pytest.fixture
def met(sqlite_url: str) -> tuple[Desk, Visitor, int]:
    desk, number = after_meeting(sqlite_url)
    return desk, visitor(desk, "coord"), number
