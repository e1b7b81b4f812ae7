"""A province's own values, recorded: dated, audited, and verified by name."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, get_args

from sqlalchemy import select

from config.committee_model import NamePattern
from config.defaults import committee, policy
from config.letters import FORMS, TO_DEPUTIES, VACANT, Signatory, letters
from config.meetings import MINUTES_SIGNERS, NUMBERINGS, VACANT_SEATS, meeting_defaults
from config.policy import LegalGround, MailSwitch, OrderRegister
from config.shapes import Policy
from config.words import Term
from registry.fact_digests import add
from registry.facts import put_new
from registry.models import Setting, SettingValue, table_of
from registry.queries.settings import SettingRow, setting
from registry.records.verifications import audit_verified
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.transaction import Write

DAYS_AT_MOST, MONTHS_AT_MOST, TEXT_AT_MOST = 366, 60, 200
FIRST_BE, LAST_BE = 2500, 2700  # fiscal years of the Buddhist era that a registry may begin with
LEGAL_GROUNDS: tuple[str, ...] = get_args(LegalGround)
MAIL_SWITCH: tuple[str, ...] = get_args(MailSwitch)
ORDER_REGISTERS: tuple[str, ...] = get_args(OrderRegister)


class UnknownSetting(Refusal):
    """No setting of that key."""


class SettingUnfit(Refusal):
    """The value is not of the kind that the setting takes."""


class SettingUnset(Refusal):
    """The area has no value of its own to verify."""


class ShippedValue(NamedTuple):
    """What Prasan starts from, and whether it was verified when it was shipped."""

    value: Json
    verified: bool


@dataclass(frozen=True)
class KnownSetting:
    """A setting: which values it takes, and its shipped default. `takes` is said in words.

    `choices`: the words that it is one of. `of_district`: each district has its own, and a
    province's would hold for none of them.
    """

    key: str
    takes: str
    fits: Callable[[Json], bool]
    shipped: Callable[[], ShippedValue]
    choices: Callable[[], Iterable[str]] | None = None
    of_district: bool = False


def _whole(value: Json, at_most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= at_most


def _rising_days(value: Json) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(_whole(one, DAYS_AT_MOST) for one in value) and sorted(set(value)) == value


def _of(defaults: Callable[[], Policy | NamePattern], name: str) -> Callable[[], ShippedValue]:
    """The part of that name of some defaults, which are verified as a whole."""

    def shipped() -> ShippedValue:
        value = getattr(defaults(), name)
        whole = list(value) if isinstance(value, tuple) else value
        return ShippedValue(whole, defaults().verified)

    return shipped


def _number(key: str, takes: str, at_most: int, defaults: Callable[[], Policy]) -> KnownSetting:
    """A whole number, shipped under the last part of the key."""
    name = key.partition(".")[2]
    return KnownSetting(key, takes, lambda value: _whole(value, at_most), _of(defaults, name))


def _choice(
    key: str, takes: str, choices: Callable[[], Iterable[str]], shipped: Callable[[], ShippedValue]
) -> KnownSetting:
    """One of some words."""
    return KnownSetting(key, takes, lambda value: value in tuple(choices()), shipped, choices)


def _text(key: str, *, of_district: bool) -> KnownSetting:
    """A text of which nothing is shipped.

    Until it is set, letters leave it open, and the case study says what a district is.
    """
    return KnownSetting(
        key,
        "text",
        lambda value: isinstance(value, str) and 0 < len(value.strip()) <= TEXT_AT_MOST,
        lambda: ShippedValue("", verified=False),
        of_district=of_district,
    )


def _keys(listed: Iterable[NamePattern | Signatory]) -> list[str]:
    return [one.key for one in listed]


LETTERHEAD = ("code", "address", "phone", "email")
PROFILE = ("border", "legal_crossings", "natural_crossings", "distance", "industries", "routes")
KNOWN = {
    one.key: one
    for one in (
        _choice(
            "committee.name",
            "name_pattern",
            lambda: _keys(committee().names),
            _of(lambda: committee().name, "key"),
        ),
        _choice(
            "order.heading",
            "heading_pattern",
            lambda: _keys(committee().headings),
            _of(lambda: committee().heading, "key"),
        ),
        _choice(
            "order.register",
            "order_register",
            lambda: ORDER_REGISTERS,
            _of(lambda: policy().orders, "book"),
        ),
        KnownSetting(
            "advocacy.follow_up_days",
            "rising_days",
            _rising_days,
            _of(lambda: policy().advocacy, "follow_up_days"),
        ),
        _number("advocacy.reapproach_months", "months", MONTHS_AT_MOST, lambda: policy().advocacy),
        _number("representative.reply_days", "days", DAYS_AT_MOST, lambda: policy().representative),
        _number(
            "contacts.after_leaving_months", "months", MONTHS_AT_MOST, lambda: policy().contacts
        ),
        _number("chief.term_months", "months", MONTHS_AT_MOST, lambda: policy().chief),
        KnownSetting(
            "year.first",
            "fiscal_year",
            lambda value: isinstance(value, int) and FIRST_BE <= value <= LAST_BE,
            _of(lambda: policy().year, "first"),
        ),
        _number("year.workload_days", "days", DAYS_AT_MOST, lambda: policy().year),
        _number("year.workload_rows", "rows", DAYS_AT_MOST, lambda: policy().year),
        _choice(
            "notice.legal_basis",
            "legal_ground",
            lambda: LEGAL_GROUNDS,
            _of(lambda: policy().notice, "legal_basis"),
        ),
        _choice(
            "reminders.by_mail",
            "mail_switch",
            lambda: MAIL_SWITCH,
            _of(lambda: policy().reminders, "by_mail"),
        ),
        _choice("letters.form", "letter_form", lambda: FORMS, _of(letters, "form")),
        _choice(
            "letters.signed_by",
            "signatory",
            lambda: _keys(letters().signatories),
            _of(letters, "signed_by"),
        ),
        _choice(
            "letters.vacant_chief", "vacant_chief", lambda: VACANT, _of(letters, "vacant_chief")
        ),
        _choice(
            "letters.own_deputies",
            "own_deputies",
            lambda: TO_DEPUTIES,
            _of(letters, "own_deputies"),
        ),
        _choice(
            "meeting.numbering", "numbering", lambda: NUMBERINGS, _of(meeting_defaults, "numbering")
        ),
        _choice(
            "meeting.minutes_signer",
            "minutes_signer",
            lambda: MINUTES_SIGNERS,
            _of(meeting_defaults, "minutes_signer"),
        ),
        _choice(
            "meeting.vacant_seats",
            "vacant_seats",
            lambda: VACANT_SEATS,
            _of(meeting_defaults, "vacant_seats"),
        ),
        *(_text(f"letters.{part}", of_district=False) for part in LETTERHEAD),
        *(_text(f"district_letters.{part}", of_district=True) for part in LETTERHEAD),
        *(_text(f"profile.{part}", of_district=True) for part in PROFILE),  # R11
    )
}


def set_setting(write: Write, area: str, key: str, value: Json, *, since: date, by: int) -> bool:
    """From `since` the area has this value of its own. Raises UnknownSetting, SettingUnfit.

    False where it stands from then on already: who verified it has verified it still.
    """
    known = known_setting(key)
    if not known.fits(value):
        takes = Term(f"setting.takes.{known.takes}")
        raise SettingUnfit(field=key, takes=takes, values=_values(known))
    before = setting(write.connection, area, key, since)
    same, says = _setting(write, area, key), {"value": json.dumps(value, ensure_ascii=False)}
    if not put_new(write, SettingValue, same, says, by={"verified_by": None}, valid_from=since):
        return False
    body = {"key": key, "before": before, "value": value, "since": since.isoformat()}
    write.audit(area, "setting.set", actor=by, body=body)
    return True


def verify_setting(write: Write, own: SettingRow, *, by: int, against: str = "") -> bool:
    """The person stands for the value that the area has of its own, held against a paper.

    False where they have said so of it already.
    """
    says = {"value": json.dumps(own.value, ensure_ascii=False), "verified_by": by}
    same = _setting(write, own.area, own.key)
    new = put_new(write, SettingValue, same, says, valid_from=own.start)
    return audit_verified(write, "setting.verified", own.area, own.key, by, against, new=new)


def known_setting(key: str) -> KnownSetting:
    """The setting of that key. Raises UnknownSetting."""
    if key not in KNOWN:
        raise UnknownSetting(field="key", value=key, known=", ".join(KNOWN))
    return KNOWN[key]


def _values(known: KnownSetting) -> str:
    if known.choices is not None:
        return ", ".join(known.choices())
    return str(TEXT_AT_MOST) if known.takes == "text" else json.dumps(known.shipped().value)


def _setting(write: Write, area: str, key: str) -> dict[str, int]:
    """What values of the area's setting are facts of."""
    same = {"area_code": area, "key": key}
    found = write.connection.scalar(
        select(Setting.id).where(Setting.area_code == area, Setting.key == key)
    )
    return {"setting_id": add(write, table_of(Setting), same) if found is None else found}
