"""The forms of the .toml files of defaults: what each table holds, as frozen values.

They are read by config/defaults.py. A province's own values are dated rows of the registry
and override these there, never here.
"""

import re
from datetime import date
from functools import cached_property
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

PLACES = frozenset({"district", "province", "unit", "rest", "committee"})


class Default(BaseModel):
    """A shipped value: it never changes and takes no field it does not know."""

    # Built where first read: a command uses few of the hundreds of forms that it imports.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _known_places(pattern: str) -> str:
    unknown = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None} - PLACES
    if unknown:
        raise ValueError(f"unknown place {{{min(unknown)}}}")
    return pattern


NO_MORE_LETTERS = "(?![\u0e01-\u0e2e]{1,2}\\.)"  # as an abbreviation does, by consonants and dots
Text = Annotated[str, Field(min_length=1)]
Pattern = Annotated[Text, AfterValidator(_known_places)]
Days = Annotated[int, Field(ge=1, le=366)]
DistrictCode = Annotated[str, Field(pattern=r"^\d{4}$")]
Body = Literal["executive", "prevention", "suppression", "rehabilitation"]
Role = Literal["chair", "vice_chair", "group_head", "member", "secretary", "assistant_secretary"]


LegalGround = Literal["public_task", "legal_obligation", "legitimate_interest", "consent"]


class WordPair(Default):
    """What is said in both languages."""

    th: Text
    en: Text


class TitlePair(Default):
    """What something is called in both languages."""

    title_th: Text
    title_en: Text


class PatternPair(Default):
    """What is said in both languages of a place."""

    th: Pattern
    en: Pattern


class NamePattern(PatternPair):
    """How a committee or the heading of its order is called, with {district} to fill in."""

    key: Text
    default: bool = False
    verified: bool


class BodyTitle(TitlePair):
    """A body of the committee in the order of an order, and what it does in a line."""

    key: Body
    does_th: Text
    does_en: Text


class ModelSeat(Default):
    """One of the 27 seats of the model committee (R27 to R30).

    It expands to offices of the first of `office_kinds` that the district has recorded: to
    all of them, to one, or to those that the coordinator has chosen. `asks_representative`:
    the agency is asked to name a person, and the seat is by name.
    """

    kind: Text
    body: Body
    role: Role
    office_kinds: Annotated[tuple[Text, ...], Field(min_length=1)]
    scope: Literal["district", "province"]
    expand: Literal["all", "one", "chosen"]
    title_th: Pattern
    title_en: Pattern
    generic_th: Pattern
    generic_en: Pattern
    representative: bool = False
    asks_representative: bool = False
    note: str | None = None

    @property
    def key(self) -> str:
        """Unique among the model seats: one kind sits in several bodies."""
        return f"{self.body}.{self.kind}"


class TitleVariant(Default):
    """Another title for offices of a kind whose unit begins with `prefix_th`."""

    office_kind: Text
    prefix_th: Text
    title_th: Pattern
    title_en: Pattern
    generic_en: Pattern | None = None  # where the unit has no English name
    ends_en: tuple[Text, ...] = ()  # of English units that say what `title_en` ends in
    verified: bool = True


class UnitWord(Default):
    """A word that names of units begin with: in full, and as it is shortened."""

    full_th: Text
    short_th: tuple[Text, ...] = ()


class OfficeWords(Default):
    """Words in the titles of offices: of units, of places, of who stands for another."""

    district_th: Text
    province_th: Text
    representative_th: Text
    units: tuple[UnitWord, ...]
    numbered: tuple[UnitWord, ...] = ()

    @cached_property
    def by_length(self) -> tuple[UnitWord, ...]:
        """The words of units, the longest first: one may be the end of another."""
        return tuple(sorted(self.units, key=lambda one: -len(one.full_th)))

    def stands_for(self, title_th: str) -> bool:
        """Whether the title is that of somebody who is sent for a unit."""
        return title_th.startswith(self.representative_th)

    def in_full(self, unit: str) -> str:
        """A unit whose words are written out, a numbered one apart from its number."""
        text = unit.strip()
        for pattern, full in self._spelt_out:
            text = pattern.sub(full, text)
        return text

    @cached_property
    def _spelt_out(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        # Only where a word begins, and a word that is numbered only before its number: the first
        # letters of another abbreviation, which goes on behind them, are no word.
        whole = [(s, one.full_th, "") for one in self.units for s in one.short_th]
        numbered = [
            (s, f"{one.full_th} ", r"(?=\d)")
            for one in self.numbered for s in (one.full_th, *one.short_th)
        ]  # fmt: skip
        return tuple(
            (re.compile(rf"(?<!\S){re.escape(short)}\s*{NO_MORE_LETTERS}{before}"), full)
            for short, full, before in (*numbered, *whole)
        )

    def ended_in_full(self, title: str) -> str:
        """A title whose last word is written out, before the name of such a unit."""
        text = title.strip()
        for word in self.units:
            for short in word.short_th:
                if text.endswith(short):
                    return text.removesuffix(short).rstrip() + word.full_th
        return text


class Duty(WordPair):
    """A duty of a body in the language of orders (R32)."""

    key: Text
    body: Body
    verified: bool


class CommitteeModel(Default):
    """The model committee: names, bodies, 27 seats in printed order, 11 duties."""

    valid_from: date
    operations: TitlePair
    names: tuple[NamePattern, ...]
    headings: tuple[NamePattern, ...]
    bodies: tuple[BodyTitle, ...]
    seats: tuple[ModelSeat, ...]
    office_words: OfficeWords
    title_variants: tuple[TitleVariant, ...] = ()
    duties: tuple[Duty, ...]

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        for name, keys in (
            ("seats", [seat.key for seat in self.seats]),
            ("bodies", [body.key for body in self.bodies]),
            ("duties", [duty.key for duty in self.duties]),
        ):
            if len(keys) != len(set(keys)):
                raise ValueError(f"{name}: two have one key")
        return self

    @model_validator(mode="after")
    def _one_default_each(self) -> Self:
        for name, patterns in (("names", self.names), ("headings", self.headings)):
            if sum(pattern.default for pattern in patterns) != 1:
                raise ValueError(f"{name}: exactly one is the default")
        return self

    @property
    def name(self) -> NamePattern:
        """The committee's name unless the office chooses another."""
        return next(pattern for pattern in self.names if pattern.default)

    @property
    def heading(self) -> NamePattern:
        """The heading that the order is issued under unless the office chooses another."""
        return next(pattern for pattern in self.headings if pattern.default)

    def duties_of(self, body: str) -> tuple[Duty, ...]:
        """The duties of a body in printed order."""
        return tuple(duty for duty in self.duties if duty.body == body)


class LegalBasisDefault(TitlePair):
    """A law or order that may be cited. `dated` is None where only the year is known (CE)."""

    key: Text
    kind: Literal["act", "amendment", "emergency_decree", "ministry_order", "policy"]
    number: str | None = None
    dated: date | None = None
    year: Annotated[int, Field(ge=1900, le=2200)]
    in_force_from: date | None = None
    citation_th: Text
    citation_en: Text
    cited_as: Literal["reason", "power"]
    cited: bool
    source: Text
    source_th: Text
    verified: bool
    superseded_by: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _open_points_are_named(self) -> Self:
        if not self.verified and not self.note:
            raise ValueError("an unverified basis says in `note` what is open")
        return self


class LegalDefaults(Default):
    """The library of legal bases that a registry starts with (R13)."""

    valid_from: date
    bases: tuple[LegalBasisDefault, ...]


class Policy(Default):
    """A table of dates or thresholds, where it comes from and since when it holds."""

    valid_from: date
    source: Text
    verified: bool


class AdvocacyPolicy(Policy):
    """Letters drafted so many calendar days without a reply; months until a re-approach."""

    follow_up_days: Annotated[tuple[Days, ...], Field(min_length=1)]
    reapproach_months: Annotated[int, Field(ge=1, le=24)]


class RepresentativePolicy(Policy):
    """Calendar days an agency is given to name its representative."""

    reply_days: Days


class DuePolicy(Policy):
    """Working days from the day a gate opens until it is due, by the gate's key."""

    working_days: dict[str, Days]


class ContactsPolicy(Policy):
    """Months after the last office, part or seat, when a person's work contacts are erased."""

    after_leaving_months: Annotated[int, Field(ge=1, le=60)]


class ChiefPolicy(Policy):
    """Months that a District Chief is expected to stay, where no rotation is known."""

    term_months: Annotated[int, Field(ge=1, le=60)]


class NoticePolicy(Policy):
    """The ground on which work contacts are held (Personal Data Protection Act, section 24)."""

    legal_basis: LegalGround


MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class DaysOfBeginning(Default):
    """Days of the calendar year in which a fiscal year begins."""

    opens: MonthDay
    costed: MonthDay
    planning: MonthDay
    proposals: MonthDay
    tabled: MonthDay
    drafted: MonthDay
    passed: MonthDay
    resolved: MonthDay
    endorsed: MonthDay
    signed: MonthDay
    sent: MonthDay


class DaysOfEnding(Default):
    """Days of the calendar year in which a fiscal year ends."""

    reflect: MonthDay
    lessons: MonthDay
    carry: MonthDay
    closing: MonthDay


class YearPolicy(Policy):
    """When a fiscal year opens for a committee, what is due when, and when work is too much."""

    first: Annotated[int, Field(ge=2443, le=2743)]
    join_until_month: Annotated[int, Field(ge=1, le=3)]
    joined_days: Days
    report_day: Annotated[int, Field(ge=1, le=28)]
    silent_days: Days
    workload_days: Days
    workload_rows: Days
    least_shown: Annotated[int, Field(ge=5)]
    beginning: DaysOfBeginning
    ending: DaysOfEnding


MailSwitch = Literal["off", "on"]


class RemindersPolicy(Policy):
    """When people are reminded of a gate with a due day, and whether by mail.

    `days_before` are calendar days, falling; `from_hour` is of the day in Thailand.
    """

    days_before: Annotated[tuple[Days, ...], Field(min_length=1)]
    every_days_after: Days
    from_hour: Annotated[int, Field(ge=0, le=23)]
    by_mail: MailSwitch

    @model_validator(mode="after")
    def _days_fall(self) -> Self:
        if sorted(set(self.days_before), reverse=True) != list(self.days_before):
            raise ValueError("days_before are named once each, the most first")
        return self


class Hotlines(Policy):
    """Where an incident is reported: printed wherever free text is typed."""

    social_assistance: Text
    police: Text


class VillagesPolicy(Policy):
    """Days for which a village's report counts, and the least count that a paper takes out."""

    report_counts_days: Annotated[int, Field(ge=30, le=3660)]
    least_outward: Annotated[int, Field(ge=2, le=100)]


class PolicyDefaults(Default):
    """Every date and threshold that the work goes by."""

    advocacy: AdvocacyPolicy
    representative: RepresentativePolicy
    due: DuePolicy
    contacts: ContactsPolicy
    chief: ChiefPolicy
    notice: NoticePolicy
    year: YearPolicy
    villages: VillagesPolicy
    reminders: RemindersPolicy
    hotlines: Hotlines


class AgencyDefault(Default):
    """An agency known from the start. Names of provincial agencies hold {province}."""

    key: Text
    kind: Literal["state", "ngo"]
    scope: Literal["province", "country"]
    name_th: Pattern
    name_en: Pattern
    short_th: str | None = None
    short_en: str | None = None
    head_th: Pattern | None = None
    aliases: tuple[str, ...] = ()
    working_team: bool
    partner: bool
    source: Text
    verified: bool
    note: str | None = None


class AgencyDefaults(Default):
    """The agencies of the case study's working team (R5)."""

    valid_from: date
    agencies: tuple[AgencyDefault, ...]

    @property
    def working_team(self) -> tuple[AgencyDefault, ...]:
        """The default working team of an establishment."""
        return tuple(agency for agency in self.agencies if agency.working_team)


class Border(Default):
    """The neighbour across the border: ISO country code, place, opposite town if named."""

    country: Literal["LA", "MM"]
    neighbour_th: Text
    neighbour_en: Text
    town_th: str | None = None
    town_en: str | None = None
    qualifier: Literal["small"] | None = None


class LegalCrossing(Default):
    """A legal border crossing as the study names it, and what it is called in Thai."""

    name_th: Text
    name_en: Text
    river_th: str | None = None
    river_en: str | None = None
    traffic_th: str | None = None
    traffic_en: str | None = None


class NaturalCrossings(Default):
    """A count with its qualifier; no districts where the study gives it for a whole border."""

    districts: tuple[DistrictCode, ...]
    river_th: Text
    river_en: Text
    count: Annotated[int, Field(ge=0)]
    qualifier: Literal["over", "about", "exactly"]


class ToProvincialCentre(Default):
    """Kilometres and hours by road, given once for several districts."""

    districts: tuple[DistrictCode, ...]
    centre_th: Text
    centre_en: Text
    kilometres_from: Annotated[int, Field(ge=0)]
    kilometres_to: Annotated[int, Field(ge=0)]
    drive_hours: Annotated[int, Field(ge=0)]
    drive_qualifier: Literal["over", "about", "exactly"]


class DistrictProfile(Default):
    """What the study says of one district; `border` is None where it says nothing."""

    code: DistrictCode
    name_en: Text
    border: Border | None = None
    legal_crossings: tuple[LegalCrossing, ...] = ()


class DistrictDefaults(Default):
    """The districts that the case study names (R11)."""

    source_th: Text
    source_en: Text
    to_provincial_centre: ToProvincialCentre
    natural_crossings: tuple[NaturalCrossings, ...]
    districts: tuple[DistrictProfile, ...]

    def profile(self, code: str) -> DistrictProfile | None:
        """What the study says of the district, or None where it does not name it."""
        return next((one for one in self.districts if one.code == code), None)
