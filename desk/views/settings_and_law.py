"""A province's settings and law as a person looks at them: what is still to do comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.defaults import committee, legal
from config.letters import Signatory, letters
from config.words import Named, Term, Value, both
from desk.views.settings_summary import settings_summary
from registry.queries.areas import names
from registry.queries.audit import Verification, verifications
from registry.queries.legal import LegalRow, legal_bases
from registry.records.province_values import KNOWN, known_setting
from registry.rules.plain_values import Json

SETTING, LAW = "setting", "law"
WORDS_OF = {"vacant_chief": "capacity"}  # where another family of words says the choices
TO_DO = frozenset({"unset", "unverified"})


@dataclass(frozen=True)
class ProvinceItem:
    """A setting or a legal basis. `state` is verified, unverified, shipped_verified or unset."""

    kind: str
    key: str
    title: Value
    value: Value
    state: str
    since: date | None = None
    own: bool = False
    verification: Verification | None = None
    law: LegalRow | None = None
    raw: Json = None
    source: Value = ""

    @property
    def name(self) -> str:
        """As the walk and its addresses name it."""
        return f"{self.kind}:{self.key}"

    @property
    def to_do(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state in TO_DO


@dataclass(frozen=True)
class SettingsAndLaw:
    """All items, in an order that no verification changes: the walk goes by it."""

    in_order: tuple[ProvinceItem, ...]

    @property
    def items(self) -> tuple[ProvinceItem, ...]:
        """What is to be looked at first."""
        return tuple(sorted(self.in_order, key=lambda one: not one.to_do))

    @property
    def to_do(self) -> tuple[ProvinceItem, ...]:
        """What is unset or unverified."""
        return tuple(one for one in self.items if one.to_do)

    def of(self, kind: str) -> tuple[ProvinceItem, ...]:
        """Settings, or legal bases."""
        return tuple(one for one in self.items if one.kind == kind)

    def item(self, name: str) -> ProvinceItem | None:
        """The item of that name."""
        return next((one for one in self.items if one.name == name), None)

    def after(self, name: str) -> ProvinceItem | None:
        """What the walk comes to next; the first where it begins. None at its end."""
        names = [one.name for one in self.in_order]
        place = names.index(name) + 1 if name in names else 0
        return next((one for one in self.in_order[place:] if one.to_do), None)


def settings_and_law(
    connection: Connection, province: str, on: date, known: datetime | None = None
) -> SettingsAndLaw:
    """Settings and legal bases as in force in the province on that day."""
    seen = verifications(connection, province, known)
    items = [
        ProvinceItem(
            SETTING, one.key, Term(f"setting.{one.key}"), said(one.key, one.value), one.state,
            since=one.since, own=one.area == province,
            verification=seen.get(one.key), raw=one.value,
        )
        for one in settings_summary(connection, province, on, known)
    ] + [
        ProvinceItem(
            LAW, one.key, one.title, one.citation,
            "verified" if one.verified else "unverified",
            own=one.area == province, verification=seen.get(one.key), law=one,
            source=source_of(one),
        )
        for one in legal_bases(connection, province, on, known)
        if one.superseded_by is None
    ]  # fmt: skip
    return SettingsAndLaw(tuple(items))


@dataclass(frozen=True)
class SettingHere:
    """A setting that holds in a district: its value, in words too, and the area that gave it.

    `area` is None for a shipped default.
    """

    key: str
    raw: Json
    value: Value
    area: Value
    since: date | None
    state: str


def settings_here(connection: Connection, district: str, on: date) -> tuple[SettingHere, ...]:
    """What holds in the district beside what is its own alone, as in force on that day."""
    rows = [
        one
        for one in settings_summary(connection, district, on, None)
        if not KNOWN[one.key].of_district
    ]
    called = names(connection, {one.area for one in rows if one.area is not None})
    return tuple(
        SettingHere(
            one.key, one.value, said(one.key, one.value), called[one.area] if one.area else None,
            one.since, one.state,
        )
        for one in rows
    )  # fmt: skip


def source_of(law: LegalRow) -> Value:
    """Where a legal basis was found: in Thai too where it is the source that Prasan ships."""
    shipped = next((one for one in legal().bases if one.key == law.key), None)
    if shipped is not None and shipped.source == law.source:
        return Named(shipped.source_th, shipped.source)
    return law.source


UNITS = frozenset({"months", "fiscal_year", "rows"})  # else days


def said(key: str, value: Json) -> Value:
    """The value in words."""
    if choices := dict(choices_of(key)):
        return choices.get(str(value), str(value))
    if value == "":
        return Term("setting.none")
    if isinstance(value, str):
        return value
    count = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
    takes = known_setting(key).takes
    return both(f"setting.unit.{takes if takes in UNITS else 'days'}", count=count)


def choices_of(key: str) -> Sequence[tuple[str, Value]]:
    """What can be chosen; nothing where a number is typed."""
    setting = KNOWN[key]
    match setting.takes:
        case "name_pattern":
            return [(one.key, _example(one.th, one.en)) for one in committee().names]
        case "heading_pattern":
            return [(one.key, _example(one.th, one.en)) for one in committee().headings]
        case "signatory":
            return [(one.key, _signatory(one)) for one in letters().signatories]
        case takes:
            words = WORDS_OF.get(takes, takes)
            choices = setting.choices() if setting.choices else ()
            return [(one, Term(f"{words}.{one}")) for one in choices]


def _signatory(one: Signatory) -> Named:
    return _example(" ".join(one.lines_th), " ".join(one.lines_en))


def _example(thai: str, english: str) -> Named:
    for place in ("{district}", "{province}"):
        thai, english = thai.replace(place, "…"), english.replace(place, "…")
    return Named(thai, english)


def typed(key: str, text: str) -> Json:
    """What was typed, as the setting takes it; text that is no number is left for it to refuse."""
    takes = known_setting(key).takes
    if choices_of(key) or takes == "text":
        return text
    parts = [one.strip() for one in text.split(",") if one.strip()]
    if not all(one.isdecimal() for one in parts) or not parts:
        return text
    numbers: list[Json] = [int(one) for one in parts]
    return numbers if takes == "rising_days" or len(numbers) > 1 else numbers[0]


def as_typed(value: Json) -> str:
    """The value as it stands in its field."""
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
