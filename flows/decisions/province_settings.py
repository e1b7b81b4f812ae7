"""A province's settings and the law it cites: set, confirmed, verified, by people who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.engine.installation import Installation
from flows.engine.read_marks import mark_of
from registry.queries.settings import SettingRow, own_settings
from registry.records.legal import verify_basis
from registry.records.province_values import (
    KNOWN,
    SettingUnset,
    known_setting,
    set_setting,
    verify_setting,
)
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.answer_screening import refuse_identities, screen_answer
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import Write


class SettingChangedSinceRead(Refusal):
    """The value in force is not the one that was read."""


@dataclass(frozen=True)
class OwnValue:
    """A value that an area is given of its own, from a day on."""

    key: str
    value: Json
    since: date


def set_value(
    office: Installation, area: str, key: str, value: Json, *, since: date, recorded_by: str
) -> bool:
    """Give the area a value of its own from a day on; it is then to be verified.

    False where it stands from then on already. Raises UnknownSetting, SettingUnfit,
    IdentityNumberInText or MayNot.
    """
    return set_values(office, area, [OwnValue(key, value, since)], recorded_by=recorded_by)


def set_values(
    office: Installation, area: str, values: Sequence[OwnValue], *, recorded_by: str
) -> bool:
    """Give the area several values of its own, all or none; whether any of them is new.

    Raises as `set_value`.
    """
    for one in values:
        own_words = one.key if one.key in KNOWN and KNOWN[one.key].takes == "text" else None
        try:
            refuse_identities(screen_answer({"value": one.value}, office.net), reason=own_words)
        except Refusal as refusal:
            refusal.field = one.key
            raise
    with office.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, area)
        new = [
            one.key
            for one in values
            if set_setting(write, area, one.key, one.value, since=one.since, by=who.id)
        ]
    return bool(new)


def verify(
    office: Installation, area: str, key: str, *, recorded_by: str, against: str = ""
) -> tuple[SettingRow, bool]:
    """Stand for the value that the area has of its own; False where they have said so already.

    Raises SettingUnset where it has none.
    """
    _refuse_identity(office, against)
    with office.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, area)
        known_setting(key)
        own = _own(write, area, key)
        if own is None:
            raise SettingUnset(field="key", value=key, area=area)
        return own, verify_setting(write, own, by=who.id, against=against)


def confirm(
    office: Installation, area: str, key: str, *, about: str, recorded_by: str, against: str
) -> bool:
    """Stand for the value in force: where the area has none of its own, it is made its own.

    `about` is the mark of the value that was read. False where they have said so already. Raises
    UnknownSetting, SettingChangedSinceRead, IdentityNumberInText or MayNot.
    """
    _refuse_identity(office, against)
    with office.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, area)
        known = known_setting(key)
        own = _own(write, area, key)
        rows = own_settings(write.connection, area, write.today)
        outer = next((one.value for one in rows if one.key == key), known.shipped().value)
        value = own.value if own else outer
        if mark_of(value) != about:
            raise SettingChangedSinceRead(field=key)
        if own is None:
            set_setting(write, area, key, value, since=write.today, by=who.id)
            own = SettingRow(area, key, value, write.today, None)
        return verify_setting(write, own, by=who.id, against=against)


def verify_law(
    office: Installation, area: str, key: str, *, recorded_by: str, against: str = ""
) -> bool:
    """Stand for a legal basis, held against the law; False where they have said so already.

    Raises UnknownBasis or MayNot.
    """
    _refuse_identity(office, against)
    with office.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, area)
        return verify_basis(write, area, key, by=who.id, against=against)


def _own(write: Write, area: str, key: str) -> SettingRow | None:
    rows = own_settings(write.connection, area, write.today)
    return next((one for one in rows if (one.area, one.key) == (area, key)), None)


def _refuse_identity(office: Installation, against: str) -> None:
    refuse_identities(screen_answer({"against": against}, office.net), reason=None)
