"""A province's own values, recorded: dated, audited, and verified by name."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sqlalchemy import select

from config.defaults import committee, policy
from config.letters import FORMS, TO_DEPUTIES, VACANT, letters
from config.meetings import NUMBERINGS, meeting_defaults
from config.shapes import LegalGround
from config.words import Term
from registry.fact_digests import add
from registry.facts import put
from registry.models import Setting, SettingValue, table_of
from registry.queries.settings import SettingRow, setting
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.transaction import Write

DAYS_AT_MOST, MONTHS_AT_MOST, TEXT_AT_MOST = 366, 60, 200
LEGAL_GROUNDS: tuple[str, ...] = get_args(LegalGround)


class UnknownSetting(Refusal):
    """No setting of that key."""


class SettingUnfit(Refusal):
    """The value is not of the kind that the setting takes."""


class SettingUnset(Refusal):
    """The area has no value of its own to verify."""


@dataclass(frozen=True)
class Shipped:
    """What Prasan starts from, and whether it was verified when it was shipped."""

    value: Json
    verified: bool


@dataclass(frozen=True)
class KnownSetting:
    """A setting: which values it takes, and its shipped default. `takes` is said in words.

    `of_district`: each district has its own, and a province's would hold for none of them.
    """

    key: str
    takes: str
    fits: Callable[[Json], bool]
    shipped: Callable[[], Shipped]
    of_district: bool = False


def _whole(value: Json, at_most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= at_most


def _rising_days(value: Json) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(_whole(one, DAYS_AT_MOST) for one in value) and sorted(set(value)) == value


def _text(value: Json) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= TEXT_AT_MOST


def _of_letterhead(key: str) -> KnownSetting:
    """A text of a letterhead. Nothing is shipped: until it is set, letters leave it open."""
    of_district = key.startswith("district_letters.")
    return KnownSetting(key, "text", _text, lambda: Shipped("", verified=False), of_district)


LETTERHEAD = ("code", "address", "phone", "email")
PROFILE = ("border", "legal_crossings", "natural_crossings", "distance", "industries", "routes")


def _of_profile(part: str) -> KnownSetting:
    """What an office says of its district (R11): it stands before what the case study says."""
    none = Shipped("", verified=False)
    return KnownSetting(f"profile.{part}", "text", _text, lambda: none, of_district=True)


KNOWN = {
    one.key: one
    for one in (
        KnownSetting(
            "committee.name",
            "name_pattern",
            lambda value: value in {one.key for one in committee().names},
            lambda: Shipped(committee().name.key, committee().name.verified),
        ),
        KnownSetting(
            "order.heading",
            "heading_pattern",
            lambda value: value in {one.key for one in committee().headings},
            lambda: Shipped(committee().heading.key, committee().heading.verified),
        ),
        KnownSetting(
            "advocacy.follow_up_days",
            "rising_days",
            _rising_days,
            lambda: Shipped(list(policy().advocacy.follow_up_days), policy().advocacy.verified),
        ),
        KnownSetting(
            "advocacy.reapproach_months",
            "months",
            lambda value: _whole(value, MONTHS_AT_MOST),
            lambda: Shipped(policy().advocacy.reapproach_months, policy().advocacy.verified),
        ),
        KnownSetting(
            "representative.reply_days",
            "days",
            lambda value: _whole(value, DAYS_AT_MOST),
            lambda: Shipped(policy().representative.reply_days, policy().representative.verified),
        ),
        KnownSetting(
            "contacts.after_leaving_months",
            "months",
            lambda value: _whole(value, MONTHS_AT_MOST),
            lambda: Shipped(policy().contacts.after_leaving_months, policy().contacts.verified),
        ),
        KnownSetting(
            "notice.legal_basis",
            "legal_ground",
            lambda value: value in LEGAL_GROUNDS,
            lambda: Shipped(policy().notice.legal_basis, policy().notice.verified),
        ),
        KnownSetting(
            "letters.form",
            "letter_form",
            lambda value: value in FORMS,
            lambda: Shipped(letters().form, letters().verified),
        ),
        KnownSetting(
            "letters.signed_by",
            "signatory",
            lambda value: value in {one.key for one in letters().signatories},
            lambda: Shipped(letters().signed_by, letters().verified),
        ),
        KnownSetting(
            "letters.vacant_chief",
            "vacant_chief",
            lambda value: value in VACANT,
            lambda: Shipped(letters().vacant_chief, letters().verified),
        ),
        KnownSetting(
            "letters.own_deputies",
            "own_deputies",
            lambda value: value in TO_DEPUTIES,
            lambda: Shipped(letters().own_deputies, letters().verified),
        ),
        KnownSetting(
            "meeting.numbering",
            "numbering",
            lambda value: value in NUMBERINGS,
            lambda: Shipped(meeting_defaults().numbering, meeting_defaults().verified),
        ),
        *(
            _of_letterhead(f"{whose}.{part}")
            for whose in ("letters", "district_letters")
            for part in LETTERHEAD
        ),
        *(_of_profile(part) for part in PROFILE),
    )
}


def set_setting(write: Write, area: str, key: str, value: Json, *, since: date, by: int) -> None:
    """From `since` the area has this value of its own. Raises UnknownSetting, SettingUnfit."""
    known = known_setting(key)
    if not known.fits(value):
        raise SettingUnfit(
            field=key, takes=Term(f"setting.takes.{known.takes}"), values=_values(key)
        )
    before = setting(write.connection, area, key, since)
    _put(write, area, key, value, since=since, verified_by=None)
    body = {"key": key, "before": before, "value": value, "since": since.isoformat()}
    write.audit(area, "setting.set", actor=by, body=body)


def verify_setting(write: Write, own: SettingRow, *, by: int, against: str = "") -> None:
    """The person stands for the value that the area has of its own, held against a paper."""
    _put(write, own.area, own.key, own.value, since=own.start, verified_by=by)
    body = {"key": own.key} | ({"against": against} if against else {})
    write.audit(own.area, "setting.verified", actor=by, body=body)


def known_setting(key: str) -> KnownSetting:
    """The setting of that key. Raises UnknownSetting."""
    if key not in KNOWN:
        raise UnknownSetting(field="key", value=key, known=", ".join(KNOWN))
    return KNOWN[key]


def _values(key: str) -> str:
    if choices := _CHOICES.get(key):
        return ", ".join(choices())
    if KNOWN[key].takes == "text":
        return str(TEXT_AT_MOST)
    return json.dumps(KNOWN[key].shipped().value)


_CHOICES: dict[str, Callable[[], Iterable[str]]] = {
    "committee.name": lambda: (one.key for one in committee().names),
    "order.heading": lambda: (one.key for one in committee().headings),
    "notice.legal_basis": lambda: LEGAL_GROUNDS,
    "letters.form": lambda: FORMS,
    "letters.signed_by": lambda: (one.key for one in letters().signatories),
    "letters.vacant_chief": lambda: VACANT,
    "letters.own_deputies": lambda: TO_DEPUTIES,
    "meeting.numbering": lambda: NUMBERINGS,
}


def _put(
    write: Write, area: str, key: str, value: Json, *, since: date, verified_by: int | None
) -> None:
    same = {"area_code": area, "key": key}
    found = write.connection.scalar(
        select(Setting.id).where(Setting.area_code == area, Setting.key == key)
    )
    if found is None:
        found = add(write, table_of(Setting), same)
    values = {"value": json.dumps(value, ensure_ascii=False), "verified_by": verified_by}
    put(write, SettingValue, {"setting_id": found}, values, valid_from=since)
