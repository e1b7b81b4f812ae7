"""Words for what is done at the pages of gates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from registry.journal import entries
from registry.queries.people import person
from registry.records.drafts import GateDraftKey, draft_of
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.offices import assign
from registry.records.people import add_person
from registry.rules.plain_values import Json
from registry.transaction import lock_order
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, TEAM, Desk, a_desk
from tests.desk.web.visitor import Page, Visitor
from tests.staged_desks import made_once

CHIEF = "5715/district_chief@5715.chief"
COORD = "57/psdhs_coordinator/1@coord"
FOCAL = "5715/focal_point@5715.deputy"
PDF = ("order.pdf", SCAN.content, "application/pdf")
Form = Mapping[str, str | Sequence[str]]


def place(instance: int, path: str) -> str:
    return f"/instances/{instance}/gates/{quote(path, safe='/')}"


def fill(
    who: Visitor,
    instance: int,
    path: str,
    by: str,
    on: str,
    answer: Form,
    **more: object,
) -> Page:
    """Open the gate's page, fill its form in and send it."""
    about = who.get(place(instance, path)).value("about")
    data = {"by": by, "decided_on": on, "step": "send", "about": about, **answer}
    return who.post(place(instance, path), data, **more)  # type: ignore[arg-type]


@made_once
def desk_at(url: str, gate: str, *more: LoadFile) -> tuple[Desk, int]:
    """A desk whose instance waits at that gate of the establishment; `more`: who is there too."""
    desk = a_desk(url)
    for file in more:
        with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
            load(write, file, actor=1)
    number = desk.start()
    steps: list[tuple[str, str, str, Json]] = [
        ("earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"}),
        ("advocacy", "district_chief", "2022-06-02", {"result": "agreed"}),
        ("delegation", "district_chief", "2022-06-09", {"deputy": "deputy_district_chief/1"}),
        ("working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM}),
    ]
    for key, by, on, answer in steps:
        if key == gate:
            break
        desk.decide(number, key, by, on, answer)
    return desk, number


@made_once
def at_registration(url: str, earlier: Json = None) -> tuple[Desk, int]:
    """A desk whose order the Chief signed on 15 July 2022; it waits for its number."""
    desk = a_desk(url)
    order = desk.to_first_draft(earlier=earlier)
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-15", {"result": "sign"})
    return desk, order


def answer_of(desk: Desk, instance: int, gate: str) -> Any:
    """What was recorded last at the gate."""
    with desk.office.registry.reading() as connection:
        rows = entries(connection, instance)
    return [one for one in rows if one.kind == "decision" and one.gate == gate][-1].body["answer"]


def decisions(desk: Desk, instance: int) -> int:
    """How many decisions the journal holds."""
    with desk.office.registry.reading() as connection:
        rows = entries(connection, instance)
    return sum(one.kind == "decision" for one in rows)


def make_partner(desk: Desk, district: str = MAE_FAH_LUANG) -> str:
    """Somebody of a partner organisation, who prepares in the district."""
    with desk.office.registry.writing(district) as write:
        new = add_person(write, title_th="นาง", name_th="ภาคี สมมุติ", ref="partner")
        assign(write, new, "partner", district, start=date(2022, 1, 1))
    return "partner"


def draft(desk: Desk, who: str, instance: int, path: str) -> Any:
    """What that person had typed at the gate and not sent."""
    with desk.office.registry.reading() as connection:
        found = person(connection, who, field="person")
        kept = draft_of(connection, GateDraftKey(found.id, instance, path))
    return kept.answer if kept else None


def as_shown(who: Visitor, instance: int, path: str = "membership") -> dict[str, str]:
    """The table of seats as the page shows it, nothing touched."""
    page = who.get(place(instance, path)).tree
    found = {}
    for one in page.xpath("//input[starts-with(@name, 'seats.')]"):
        if one.get("type") != "checkbox" or one.get("checked") is not None:
            found[one.get("name")] = one.get("value") or ""
    for one in page.xpath("//select[starts-with(@name, 'seats.')]"):
        found[one.get("name")] = one.value
    return found


def sent_again(check: Page) -> dict[str, list[str]]:
    """What the page that shows the answers once more carries along."""
    hidden = check.tree.xpath("//main//form[.//button[@value='record']]//input")
    data: dict[str, list[str]] = {}
    for one in hidden:
        if one.get("name") != "csrf":
            data.setdefault(one.get("name"), []).append(one.get("value") or "")
    return data


def confirm(who: Visitor, check: Page, instance: int, path: str) -> Page:
    """Press the last button of the page that shows the answers once more."""
    assert "ตรวจคำตอบก่อนบันทึก" in check.main, check.problems
    return who.post(place(instance, path), {**sent_again(check), "step": "record"})
