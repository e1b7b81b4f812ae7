"""The offices of a simulation by their script, from simulation.toml."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from config.defaults import defaults_of
from config.shapes import Default, MonthDay


def _rising(days: tuple[int, int, int]) -> tuple[int, int, int]:
    if [*days] != sorted(days):
        msg = "the days are: at least, usually, at most"
        raise ValueError(msg)
    return days


Span = Annotated[tuple[int, int, int], AfterValidator(_rising)]
"""Days: at least, usually, at most."""

Wait = Annotated[tuple[Annotated[int, Field(ge=0)], int, int], AfterValidator(_rising)]
Chance = Annotated[float, Field(ge=0, le=1)]


class Pace(Default):
    """Working days until an office takes a step, by the kind of office."""

    district_chief: Wait
    focal_point: Wait
    psdhs_coordinator: Wait
    lao_president: Wait
    agency_head: Wait


class Absence(Default):
    """How often whoever decides is away, and for how many working days."""

    chance: Chance
    days: Wait


class Recording(Default):
    """When paper is typed in, and how often the coordinator does it."""

    days: Wait
    by_coordinator: Chance


class Moves(Default):
    """The days on which Chiefs move, how likely each does, when the order is entered."""

    days: tuple[MonthDay, ...]
    chance: Chance
    entered_after: Span


class AdvocacyAnswers(Default):
    """What Chiefs say who do not agree at once."""

    no_reply: Chance
    more_information: Chance
    deferred: Chance
    not_now: Chance
    deferred_days: Wait

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.no_reply + self.more_information + self.deferred + self.not_now >= 1:
            msg = "some Chief must agree: the chances add up to less than 1"
            raise ValueError(msg)
        return self


class Chances(Default):
    """How often an office says something else than yes."""

    agency_declines: Chance
    deputy_changes: Chance
    chief_changes: Chance
    signed_with_pen: Chance
    minutes_corrected: Chance
    capacity_changes: Chance
    training_cancelled: Chance
    needs_none: Chance
    proposal_not_sent: Chance
    money_refused: Chance
    supplementary: Chance
    resolution_changes: Chance
    head_changes: Chance
    head_declines: Chance
    plan_changes: Chance
    plan_adjusted: Chance
    meeting_missed: Chance
    meeting_postponed: Chance
    meeting_inside: Chance
    report_nil: Chance
    report_questions: Chance
    activity_dropped: Chance
    leaver_writes_nothing: Chance
    box_left_empty: Chance
    successor_changes: Chance
    successor_considers: Chance
    member_absent: Chance
    member_by_proxy: Chance


class Meetings(Default):
    """How many days ahead a meeting is agreed on."""

    ahead_days: Wait


class Trainings(Default):
    """How many take part in a training."""

    participants: Wait


class Handovers(Default):
    """For how many days a decision stays under consideration."""

    considered_days: Wait


class Happenings(Default):
    """How often in a quarter a committee tells of an activity, and of a contact."""

    activities: Wait
    contacts: Wait


class Texts(Default):
    """What offices write, and what made-up people are called."""

    said: str
    place: str
    number: str
    meeting: str
    page: str
    resolution: str
    minute_taker: str
    title_th: str
    title_en: str
    member: str
    proxy: str
    coordinator_title_th: str
    coordinator_title_en: str
    coordinator_th: str
    coordinator_en: str
    newcomer_th: str
    newcomer_en: str


class OfficeScript(Default):
    """All that simulation.toml holds."""

    begins: date
    start_within_days: Annotated[int, Field(ge=0, le=366)]
    coordinators: Annotated[int, Field(ge=2, le=20)]
    unlucky_tries: Annotated[int, Field(ge=1, le=20)]
    again_after_days: Annotated[int, Field(ge=1, le=60)]
    pace: Pace
    towards_due: dict[str, Span]
    absence: Absence
    recording: Recording
    moves: Moves
    advocacy: AdvocacyAnswers
    chances: Chances
    meeting: Meetings
    training: Trainings
    handover: Handovers
    happened: Happenings
    words: Texts


office_script = defaults_of("simulation.toml", OfficeScript)


def texts() -> Texts:
    """What offices write."""
    return office_script().words
