"""Places: the area and the gate of an address, and where a form may lead back to."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from config.words import Named
from desk.views.view import View
from desk.web.frame.asking import Asking
from flows.plan.process import PLAN
from registry.journal import (
    GateRow,
    instance,
    open_gates,
    past_gates,
)
from registry.queries.areas import area_kind
from registry.queries.audit import link
from registry.queries.directives import directive
from registry.queries.directory import office_named
from registry.queries.documents import document
from registry.queries.instances import anything_started
from registry.queries.merges import merge
from registry.queries.parts import areas_of_actor, parts_of, province_of
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.queries.person_records import survivors_called
from registry.queries.redactions import request
from registry.queries.renamings import renaming

R = TypeVar("R")
LANGUAGE_COOKIE = "prasan-language"
LAST_NUMBER = 2**31 - 1  # of a row, on PostgreSQL
COUNTRY = "TH"
NOT_FOUND = 404
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def within(place: str | None) -> str:
    """The place, if it is one of this desk's pages; else the start."""
    if not place or not place.startswith("/") or place.startswith(("//", "/\\")):
        return "/"
    if CONTROLS.search(place):  # browsers read over them
        return "/"
    try:
        parts = urlsplit(place)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else place


def gate_place(instance_id: int, path: str) -> str:
    """The page of a gate; its path may hold signs that an address would read otherwise."""
    return f"/instances/{instance_id}/gates/{quote(path, safe='/')}"


def plan_place(instance_id: int) -> str:
    """The page of a plan."""
    return f"/plans/{instance_id}"


def number_typed(text: str) -> int | None:
    """The number of a row that was typed; None for anything that can be none."""
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_NUMBER))
    return int(text) if fits and int(text) <= LAST_NUMBER else None


def or_not_found(row: R | None) -> R:
    """The row that a page is about; without it there is no such page."""
    if row is None:
        raise HTTPException(NOT_FOUND)
    return row


def province_chosen(asking: Asking, provinces: Mapping[str, Named], asked: str) -> str:
    """The province that was asked for; else the first where anything was begun."""
    begun = (one for one in provinces if anything_started(asking.connection, (one,)))
    chosen = asked or next(begun, next(iter(provinces)))
    return or_not_found(chosen if chosen in provinces else None)


def within_province(areas: set[str], province: str) -> set[str]:
    """The areas that lie in the province, itself where they hold all of it."""
    if areas & {COUNTRY, province}:
        return {province}
    return {area for area in areas if area.startswith(province)}


def in_district(asking: Asking, params: dict[str, Any]) -> str | None:
    """The district of the path, None where there is none of that code."""
    return _area(asking, params["district"], "district")


def in_province(asking: Asking, params: dict[str, Any]) -> str | None:
    """The province of the path, None where there is none of that code."""
    return _area(asking, params["province"], "province")


def _of_row(
    name: str, row_of: Callable[[Connection, int], R | None], area_of: Callable[[R], str | None]
) -> Callable[[Asking, dict[str, Any]], str | None]:
    """The area of the row whose number the path has under that name; None where there is none."""

    def area(asking: Asking, params: dict[str, Any]) -> str | None:
        number = params[name]
        row = asking.view.once(row_of, number) if number <= LAST_NUMBER else None
        return area_of(row) if row else None

    return area


of_instance = _of_row("instance", instance, lambda row: row.district)
of_plan = _of_row("plan", instance, lambda row: row.district if row.process == PLAN.key else None)
of_document = _of_row("document", document, lambda row: row.district)
of_directive = _of_row("directive", directive, lambda row: row.province)
of_request = _of_row("request", request, lambda row: row.area)
of_merge = _of_row("merge", merge, lambda row: row.area)
of_renaming = _of_row("renaming", renaming, lambda row: row.area)
of_link = _of_row("link", link, lambda found: found.link.area)


def _process(asking: Asking, number: int) -> str | None:
    row = asking.view.once(instance, number) if number <= LAST_NUMBER else None
    return row.process if row else None


def _paper_kind(asking: Asking, number: int) -> str | None:
    row = asking.view.once(document, number) if number <= LAST_NUMBER else None
    return row.kind if row else None


# By the parameter of a path of what kind the thing is that it names.
KINDS: Mapping[str, Callable[[Asking, int], str | None]] = {
    "instance": _process, "document": _paper_kind,
}  # fmt: skip


def of_office(asking: Asking, params: dict[str, Any]) -> str | None:
    """The area of the office of the path; None where nobody has recorded such an office."""
    found = asking.view.once(office_named, params["office"])
    return found.office.area if found else None


def of_person(asking: Asking, params: dict[str, Any]) -> str | None:
    """The province that the person of the path has to do with; the country where several."""
    try:
        who = asking.view.once(person, params["person"], field="person")
    except UnknownPerson:
        return None
    held = asking.view.once(parts_of, who.id, asking.today)
    return province_of(areas_of_actor(asking.connection, held))


def person_addressed(asking: Asking, ref: str) -> PersonRow:
    """The person of that reference, or of that of a record merged with theirs.

    A name is no address. Raises HTTPException.
    """
    who = asking.view.once(person, ref, field="person")
    if who.ref != ref and who.id not in survivors_called(asking.connection, ref):
        raise HTTPException(NOT_FOUND)
    return who


def _area(asking: Asking, code: str, kind: str) -> str | None:
    return code if area_kind(asking.connection, code) == kind else None


def gate_at(view: View, instance_id: int, path: str) -> GateRow | None:
    """The open gate at that path, else the one that ended there last."""
    for gate in (
        *view.once(open_gates, instance_id=instance_id),
        *view.once(past_gates, instance_id),
    ):
        if gate.path == path and gate.gate:
            return gate
    return None
