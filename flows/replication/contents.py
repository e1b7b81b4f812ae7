"""What an area has that another may use, read from its registry: no people, no counts."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from config.activities import activities
from config.committee_model import ModelSeat
from config.defaults import committee
from config.indicators import indicators
from config.replication import replication
from config.sessions import proposed_sessions
from config.words import Named
from flows.engine.answers import answered_rows, answers_of, listed
from flows.engine.gate import Gate
from flows.plan.row_words import rows_in_words
from flows.replication.pack import (
    BODIES,
    ActivityBody,
    IndicatorBody,
    Item,
    ItemKind,
    LessonBody,
    Pack,
    SeatBody,
    SessionBody,
    TemplateBody,
)
from flows.replication.word_files import without_authors
from flows.training.gates import CapacityPlanV1
from registry.queries.areas import districts_in, names, with_provinces
from registry.queries.monitoring import lessons
from registry.queries.pack_items import pack_items
from registry.queries.plans import plan_versions
from registry.queries.seats import seats_as_ordered
from registry.queries.templates import own_template, own_templates
from registry.queries.void_committees import counted_instances
from registry.rules.calendar import fiscal_year
from registry.rules.seats import Seat

DISTRICT, PROVINCE = "{district}", "{province}"
DROPPED = "dropped"
_MARK = 12  # hexadecimal digits by which an item without a key of its own is known


def contents(connection: Connection, gates: Mapping[str, Gate[Any]], area: str, on: date) -> Pack:
    """All that the province or district has that day, each item once."""
    province = area[:2]
    districts = districts_in(connection, area) if area == province else [area]
    templates, files = _templates(connection, province, on)
    found = (
        *templates,
        *_seats(connection, province, districts, on),
        *_activities(connection, province, districts, on),
        *_indicators(connection, province, on),
        *_sessions(connection, gates, province, districts, on),
        *_lessons(connection, province, districts, on),
    )
    items = {(one.kind, one.key): one for one in found}
    order = [*ItemKind]
    ordered = sorted(items.values(), key=lambda one: (order.index(one.kind), one.key))
    return Pack(area, on, version("prasan"), tuple(ordered), files)


def _templates(
    connection: Connection, province: str, on: date
) -> tuple[list[Item], dict[str, bytes]]:
    """The province's own Word templates, without who wrote them."""
    items, files = [], {}
    for kind, language in sorted(own_templates(connection, province, on)):
        content = own_template(connection, province, kind, language, on)
        if content is not None:
            clean = without_authors(content)
            sha256 = hashlib.sha256(clean).hexdigest()
            body = TemplateBody.model_validate(
                {"kind": kind, "language": language, "sha256": sha256}
            )
            items.append(Item(ItemKind.TEMPLATE, f"{kind}.{language}", body))
            files[sha256] = clean
    return items, files


def _seats(
    connection: Connection, province: str, districts: Sequence[str], on: date
) -> Iterator[Item]:
    """The seats as most of the committees have them; the model's, where none has another.

    Seats of one kind of office, of which a district may have several, are one. Beside them those
    that the province took over and no committee has yet.
    """
    said: dict[str, Counter[SeatBody]] = {one.key: Counter() for one in committee().seats}
    model = {one.key: _model_seat(one) for one in committee().seats}
    places = names(connection, with_provinces(districts))
    for district in districts:
        for seat in seats_as_ordered(connection, district, on):
            key, _, office = seat.key.partition("/")
            body = _seat(seat, places, district)
            if office and key in model:  # its title names one of them
                titles = {"title_th": model[key].title_th, "title_en": model[key].title_en}
                body = body.model_copy(update=titles)
            said.setdefault(key, Counter())[body] += 1
    for key, bodies in said.items():
        most = min(bodies, key=lambda one: (-bodies[one], repr(one))) if bodies else model[key]
        yield Item(ItemKind.SEAT, key, most)
    for key, own in _own(connection, province, ItemKind.SEAT, on).items():
        if key not in said:
            yield Item(ItemKind.SEAT, key, own)


def _seat(seat: Seat, places: Mapping[str, Named], district: str) -> SeatBody:
    return SeatBody(
        body=seat.body, role=seat.role, kind=seat.kind, mode=seat.mode.value,
        title_th=_anywhere(seat.title_th, places, district, "th"),
        title_en=_anywhere(seat.title_en, places, district, "en"),
        representative=seat.representative,
    )  # fmt: skip


def _model_seat(one: ModelSeat) -> SeatBody:
    return SeatBody(
        body=one.body, role=one.role, kind=one.kind,
        mode="by_name" if one.asks_representative else "by_position",
        title_th=one.generic_th, title_en=one.generic_en, representative=one.representative,
    )  # fmt: skip


def _anywhere(title: str, places: Mapping[str, Named], district: str, language: str) -> str:
    """The title with the names of its own places left open."""
    own = ((places[district], DISTRICT), (places[district[:2]], PROVINCE))
    for place, mark in own:
        name = place.th if language == "th" else place.en
        title = title.replace(name, mark)
    return title


def _activities(
    connection: Connection, province: str, districts: Sequence[str], on: date
) -> Iterator[Item]:
    """The shipped menu, what the province took over, and what its plans hold beside them."""
    own = _own(connection, province, ItemKind.ACTIVITY, on)
    menu = {
        one.key: ActivityBody(
            group=one.group, kind=one.kind, activity_th=one.activity_th, unit_th=one.unit_th,
            duties=tuple(sorted(one.duties)), survivors=one.survivors,
        )
        for one in activities().menu
    } | own  # fmt: skip
    yield from (Item(ItemKind.ACTIVITY, key, body) for key, body in menu.items())
    known = {one.activity_th for one in menu.values()}
    first = fiscal_year(on) - replication().plans.years + 1
    versions = plan_versions(connection, districts, on)  # of a district and year the newest last
    newest = {(one.district, one.year): one.version for one in versions if one.year >= first}
    for (district, year), number in sorted(newest.items()):
        for row in rows_in_words(connection, district, year, number, on):
            body = _fitting(ItemKind.ACTIVITY, {
                "group": row.get("group"), "kind": row.get("kind", "other"),
                "activity_th": row.get("activity"), "unit_th": row.get("unit", ""),
                "duties": sorted(row.get("duties", ())), "survivors": row.get("survivors", False),
            })  # fmt: skip
            if body is not None and body.title not in known:
                known.add(body.title)
                yield Item(ItemKind.ACTIVITY, _mark("plan", body.title), body)


def _indicators(connection: Connection, province: str, on: date) -> Iterator[Item]:
    """The shipped ones, and those that the province took over."""
    shipped = {one.key: one for one in indicators().indicators}
    for key, one in shipped.items():
        said = one.model_dump(mode="json", include={*IndicatorBody.model_fields})
        yield Item(ItemKind.INDICATOR, key, IndicatorBody.model_validate(said))
    for key, own in _own(connection, province, ItemKind.INDICATOR, on).items():
        if key not in shipped:
            yield Item(ItemKind.INDICATOR, key, own)


def _sessions(
    connection: Connection,
    gates: Mapping[str, Gate[Any]],
    province: str,
    districts: Sequence[str],
    on: date,
) -> Iterator[Item]:
    """The proposed sessions, what the province took over, and what its training plans hold."""
    duties = committee().duties
    shipped = {
        one.key: SessionBody(
            title_th=one.title_th, title_en=one.title_en, topics=one.topics, methods=one.methods,
            manuals=one.manuals, bodies=one.bodies, trainers=one.trainers, days=one.days,
            duties=tuple(duty.key for duty in duties if duty.body in one.duties_of),
        )
        for one in proposed_sessions()
    }  # fmt: skip
    known = shipped | _own(connection, province, ItemKind.SESSION, on)
    yield from (Item(ItemKind.SESSION, key, body) for key, body in known.items())
    titles = {one.title_th for one in known.values()}
    for row in _planned_sessions(connection, gates, districts, on):
        body = _fitting(ItemKind.SESSION, {
            name: row.get(name) or ("" if name == "title_en" else 1 if name == "days" else [])
            for name in SessionBody.model_fields
        })  # fmt: skip
        if body is not None and body.title not in titles:
            titles.add(body.title)
            yield Item(ItemKind.SESSION, _mark("plan", body.title), body)


def _planned_sessions(
    connection: Connection, gates: Mapping[str, Gate[Any]], districts: Sequence[str], on: date
) -> Iterator[Mapping[str, Any]]:
    for district in districts:
        for row in counted_instances(connection, district):
            plan = answers_of(connection, row.id, gates).last(CapacityPlanV1)
            if plan is None or plan.on > on:
                continue
            for one in listed(plan.answer.sessions):
                yield one.model_dump(mode="json")


def _lessons(
    connection: Connection, province: str, districts: Sequence[str], on: date
) -> Iterator[Item]:
    """What the committees learned, and what the province took over."""
    for key, body in _own(connection, province, ItemKind.LESSON, on).items():
        yield Item(ItemKind.LESSON, key, body)
    for row in lessons(connection, districts, on):
        if row.state == DROPPED:
            continue
        for said in answered_rows(connection, row.entry, "lessons"):
            if said.get("key") != row.key:
                continue
            body = _fitting(
                ItemKind.LESSON, {name: said.get(name, "") for name in LessonBody.model_fields}
            )
            if body is not None:
                yield Item(ItemKind.LESSON, _mark("lesson", body.model_dump_json()), body)


def _own(connection: Connection, province: str, kind: ItemKind, on: date) -> dict[str, Any]:
    found = pack_items(connection, province, on, kind)
    return {one.key: BODIES[kind].model_validate(one.body) for one in found}


def _fitting(kind: ItemKind, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 — one of BODIES, or None
    """The body, None where words of it were redacted or are too long for a pack."""
    try:
        return BODIES[kind].model_validate(said)
    except ValidationError:
        return None


def _mark(of: str, text: str) -> str:
    """A key that the same words always get, whatever district they come from."""
    return f"{of}-{hashlib.sha256(text.encode()).hexdigest()[:_MARK]}"
