"""The forms of policy.toml: every date and threshold that the work goes by."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from config.shapes import Days, Default, MonthDay, Policy, Text

LegalGround = Literal["public_task", "legal_obligation", "legitimate_interest", "consent"]


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


OrderRegister = Literal["district", "ours"]


class OrdersPolicy(Policy):
    """Whose book numbers a district's orders: the clerk's, or ours, which is kept in Prasan."""

    book: OrderRegister


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
    """Days for which a village's report counts."""

    report_counts_days: Annotated[int, Field(ge=30, le=3660)]


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
    orders: OrdersPolicy
    reminders: RemindersPolicy
    hotlines: Hotlines
