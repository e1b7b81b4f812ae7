"""What a new District Chief is asked, by when, in which words: handover.toml."""

from collections.abc import Container, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.defaults import defaults_of
from config.shapes import Days, Policy, Text, TitlePair
from config.words import Named

LATE = "late"  # the decision about what waits past its day and belongs to no other


class DecisionDefault(TitlePair):
    """A decision that the facts may call for; {count} in its title is how many they tell of.

    `days` are calendar days from the day in office. What is to be done within the quarter is
    decided so many working days before its end as that takes (`takes_working_days`). `late_*` says
    what follows if it is late. `gates` are those whose due days its row on page one tells once they
    have passed. `duty` is the one of the gates
    whose day is the decision's own: the others are steps to it. `rests_on` is the decision that it
    needs first, until a gate of `freed_by` waits. Of one `for_information` the Chief takes note.
    `letter_th` is what a letter of the Governor asks the Chief to consider; its {quarter} is that
    of the handover.
    """

    key: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    days: Days
    takes_working_days: Days | None = None
    gates: tuple[Text, ...] = ()
    duty: Text | None = None
    rests_on: Text | None = None
    freed_by: tuple[Text, ...] = ()
    for_information: bool = False
    late_th: Text
    late_en: Text
    letter_th: Text

    def title(self, count: int) -> Named:
        """What is asked for, in words."""
        return Named(self.title_th.format(count=count), self.title_en.format(count=count))

    def is_about(self, gate: str) -> bool:
        """Whether the day of that gate is the decision's own, and no step's to it."""
        return self.key == LATE or gate == self.duty

    def letter(self, quarter: str) -> str:
        """What the Governor's letter asks to consider, in Thai as the letter is."""
        return self.letter_th.format(quarter=quarter)

    @property
    def late(self) -> Named:
        """What follows if it is late, in words."""
        return Named(self.late_th, self.late_en)


class TraffickingDefault(Policy):
    """What trafficking is by the law, in plain words: short for page one, long for the annex."""

    short_th: Text
    short_en: Text
    long_th: Text
    long_en: Text

    @property
    def short(self) -> Named:
        """In a line."""
        return Named(self.short_th, self.short_en)

    @property
    def long(self) -> Named:
        """With the section of the law."""
        return Named(self.long_th, self.long_en)


class HandoverDefaults(Policy):
    """All that handover.toml holds."""

    briefing_days: Days
    receipt_days: Days
    outgoing_days: Days
    feedback_days: Days
    told_within_days: Days
    page_one: Annotated[int, Field(ge=1, le=5)]
    contacts: Annotated[tuple[Text, ...], Field(min_length=1)]
    trafficking: TraffickingDefault
    decisions: Annotated[tuple[DecisionDefault, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({one.key for one in self.decisions}) < len(self.decisions):
            raise ValueError("decisions: two have one key")
        return self

    def decision(self, key: str) -> DecisionDefault | None:
        """The decision of that key; None of one that an earlier release asked for."""
        return next((one for one in self.decisions if one.key == key), None)

    @property
    def information(self) -> frozenset[str]:
        """The keys of the decisions that the Chief takes note of."""
        return frozenset(one.key for one in self.decisions if one.for_information)

    @property
    def rests_on(self) -> Mapping[str, str]:
        """The decisions that need another first, each with that."""
        return {one.key: one.rests_on for one in self.decisions if one.rests_on is not None}

    def told_by(self, gate: str, asked: Container[str]) -> str | None:
        """Which of the decisions that are asked for tells that the gate is past its day."""
        telling = [one.key for one in self.decisions if one.key in asked and gate in one.gates]
        own = [key for key in telling if key != LATE]
        return next(iter(own or telling), None)


handover_defaults = defaults_of("handover.toml", HandoverDefaults)
