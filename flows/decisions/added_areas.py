"""A district that was added is named rightly, withdrawn, or given a sub-district, by an
administrator of its province.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from config.areas import AreaWords, area_naming
from config.words import LANGUAGES, Named, say
from flows.decisions.withdraw import reason_given
from flows.engine.installation import Installation
from registry.queries.added_areas import DISTRICT_CODE, AddedArea, added_area, hanging_on
from registry.queries.added_districts import areas_known
from registry.queries.areas import names, subdistricts_of
from registry.records.added_areas import add_subdistrict, rename_area, withdraw_area
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.area_names import area_key
from registry.rules.area_naming import AreaNameTaken, fit_name
from registry.rules.rights import Verb
from registry.transaction import COUNTRY, PROVINCE_CODE, Write

_SUBDISTRICT = re.compile(r"[0-9]{6}")


class AreaNotAdded(Refusal):
    """No office added that area: those of the release are neither renamed nor withdrawn."""


class AreaNameUnchanged(Refusal):
    """The area bears that name already."""


class AreaInUse(Refusal):
    """Something hangs on the area, so that it is not withdrawn."""


class SubdistrictCodeUnfit(Refusal):
    """What was typed is no code of a sub-district of an added district."""


class SubdistrictKnown(Refusal):
    """A sub-district of that code stands there already."""


@dataclass(frozen=True)
class AreaRenamed:
    """An area that was named rightly: what it was called, what it is called."""

    code: str
    before: Named
    name: Named


def correct_name(
    office: Installation,
    code: str,
    name_th: str,
    name_en: str,
    *,
    reason: str,
    recorded_by: str,
) -> AreaRenamed:
    """Name the added area as its source does; a name that is left empty stays.

    Raises AreaNotAdded, AreaNameUnfit, AreaNameTaken, AreaNameUnchanged, MayNot, or what its
    reason is refused for.
    """
    reason = reason_given(office, reason)
    with _writing(office, code, recorded_by) as (write, area, by):
        typed = {"name_th": name_th or area.name.th, "name_en": name_en or area.name.en}
        name = _name(write.connection, area.code, area.kind, typed)
        if name == area.name:
            raise AreaNameUnchanged(field="name_th", value=name)
        rename_area(write, area, name, reason, by=by)
    return AreaRenamed(area.code, area.name, name)


def withdraw_added(office: Installation, code: str, *, reason: str, recorded_by: str) -> AddedArea:
    """Withdraw the added area on which nothing hangs. Raises AreaNotAdded, AreaInUse, MayNot."""
    reason = reason_given(office, reason)
    with _writing(office, code, recorded_by) as (write, area, by):
        if tables := hanging_on(write.connection, area.code):
            raise AreaInUse(field="code", name=area.name, what=what_hangs(tables))
        withdraw_area(write, area, reason, by=by)
    return area


def give_subdistrict(
    office: Installation, code: str, name_th: str, name_en: str, *, recorded_by: str
) -> AddedArea:
    """Add a sub-district to an added district, by its code of six digits.

    Raises SubdistrictCodeUnfit, SubdistrictKnown, AreaNameUnfit, AreaNameTaken or MayNot.
    """
    with office.registry.writing(COUNTRY) as write:
        refuse_unfit_code(write.connection, code)
        who = who_may(write, recorded_by, Verb.ADMINISTER, code[:PROVINCE_CODE])
        typed = {"name_th": name_th, "name_en": name_en}
        name = _name(write.connection, code, "subdistrict", typed)
        write.lock(code[:DISTRICT_CODE])
        add_subdistrict(write, code, name, by=who.id)
    return AddedArea(code, "subdistrict", name)


def refuse_unfit_code(connection: Connection, code: str) -> None:
    """Raises SubdistrictCodeUnfit or SubdistrictKnown."""
    district = code[:DISTRICT_CODE]
    if not is_subdistrict(code) or added_area(connection, district) is None:
        raise SubdistrictCodeUnfit(field="code", value=code)
    known = subdistricts_of(connection, district).get(code)
    if known is not None:
        raise SubdistrictKnown(field="code", value=code, name=known)


def is_subdistrict(code: str) -> bool:
    """Whether it is written as the code of a sub-district."""
    return bool(_SUBDISTRICT.fullmatch(code)) and not code.endswith("00")


def name_beside(around: Mapping[str, Named], typed: Mapping[str, str], words: AreaWords) -> Named:
    """The name as the areas around, by their codes, bear theirs.

    Raises AreaNameUnfit or AreaNameTaken.
    """
    said: dict[str, str] = {}
    for one in LANGUAGES:
        others = {other: getattr(called, one) for other, called in around.items()}
        name = fit_name(f"name_{one}", typed[f"name_{one}"], [*others.values()], words)
        for other, called in others.items():
            if area_key(called, words) == area_key(name, words):
                raise AreaNameTaken(field=f"name_{one}", value=name, code=other)
        said[one] = name
    return Named(said["th"], said["en"])


def _name(connection: Connection, code: str, kind: str, typed: Mapping[str, str]) -> Named:
    naming = area_naming()
    words = naming.words if kind == "district" else naming.of_villages
    return name_beside(_neighbours(connection, code, kind), typed, words)


def _neighbours(connection: Connection, code: str, kind: str) -> dict[str, Named]:
    """The names of the districts of its province, or the sub-districts of its district."""
    if kind == "subdistrict":
        found = subdistricts_of(connection, code[:DISTRICT_CODE])
    else:
        province = code[:PROVINCE_CODE]
        found = {
            one.code: Named(one.name_th, one.name_en)
            for one in areas_known(connection).areas.values()
            if (one.kind, one.parent) == ("district", province)
        }
    return {other: called for other, called in found.items() if other != code}


def what_hangs(tables: list[str]) -> Named:
    """What the rows of these tables are, each once."""
    keys = dict.fromkeys(f"area.hangs.{WORDS.get(one, 'records')}" for one in tables)
    return Named(*(", ".join(say(key, language) for key in keys) for language in LANGUAGES))


WORDS = {
    "area": "subdistricts",
    "village": "villages", "village_name": "villages", "village_report": "villages",
    "community_plan": "villages",
    "instance": "processes", "gate": "processes", "effect": "processes",
    "office": "offices",
    "assignment": "parts", "api_token": "parts", "calendar_link": "parts",
    "committee": "committee", "district_order": "committee", "team_agency": "committee",
    "document": "papers", "package": "papers", "paper_template": "papers",
    "classified_paper": "papers",
    "setting": "settings", "legal_basis": "settings", "office_kind": "settings",
    "held_activity": "activities", "coordination": "activities",
    "directive_district": "directives",
    "district_source": "splits",
}  # fmt: skip


@contextmanager
def _writing(
    office: Installation, code: str, recorded_by: str
) -> Iterator[tuple[Write, AddedArea, int]]:
    """A transaction that holds the country's chain and the district's, for an administrator."""
    with office.registry.writing(COUNTRY) as write:
        area = added_area(write.connection, code)
        if area is None:
            called = names(write.connection, {code}).get(code)
            raise AreaNotAdded(field="code", value=called or code)
        who = who_may(write, recorded_by, Verb.ADMINISTER, area.code[:PROVINCE_CODE])
        write.lock(area.district)
        yield write, area, who.id
