"""A step that an office takes: the open gate, what is known at it, and the day of the act."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from config.simulation import OfficeScript, texts
from flows.engine.answers import Answers
from flows.engine.installation import Installation
from flows.engine.offers import GateContext, Proposal
from flows.simulation.dice import Dice
from registry.journal import EntryRow, GateRow, entries
from registry.queries.office_holders import holders
from registry.rules.thai import BUDDHIST_OFFSET


@dataclass
class Step:
    """An open gate as the office sees it that answers on `on`."""

    office: Installation
    connection: Connection
    gate: GateRow
    on: date
    dice: Dice
    script: OfficeScript
    number: int  # of the answers of its district

    @cached_property
    def journal(self) -> list[EntryRow]:
        """The entries of its instance."""
        return entries(self.connection, self.gate.instance_id)

    @cached_property
    def answers(self) -> Answers:
        """What was decided before it."""
        return Answers(self.journal, self.office.declared.gates)

    @cached_property
    def at(self) -> GateContext:
        """The gate as its form is filled in."""
        return GateContext(
            self.connection, self.gate.instance_id, self.gate.district_code, self.on,
            self.answers, self.gate.path, self.gate.about,
        )  # fmt: skip

    @property
    def district(self) -> str:
        """The code of the district."""
        return self.gate.district_code

    def proposal(self) -> Proposal:
        """What the form begins with, as on the desk."""
        asked = self.office.declared.gates[self.gate.gate]
        return self.office.declared.recording(asked).begin(self.at) or {}

    def has_focal_point(self) -> bool:
        """Whether somebody is focal point of the district that day."""
        return bool(holders(self.connection, f"{self.district}/focal_point", self.on))

    def last(self, form: Any) -> Any:  # noqa: ANN401 — the answer in that form, whatever it is
        """The last answer in the form on the gate's branch or anywhere; None for none."""
        found = self.answers.last(form)
        return found.answer if found else None

    def falls(self, chance: str) -> bool:
        """Whether what simulation.toml gives that chance comes about."""
        return self.dice.falls(getattr(self.script.chances, chance))

    def later(self, days: int) -> date:
        """The working day at least so many days after the act."""
        return self.dice.workday(self.on + timedelta(days=days))

    def letter(self) -> Proposal:
        """A letter that the district sends on the day of the act."""
        return {
            "number": texts().number.format(number=self.dice.up_to(9999)),
            "dated": self.on.isoformat(),
        }

    def numbered(self) -> str:
        """A number of the calendar year of the act: "112/2562"."""
        year = self.on.year + BUDDHIST_OFFSET
        return f"{self.on.timetuple().tm_yday}{self.number % 1000:03}/{year}"
