"""Facts of the year's plan as a paper: its rows by group, its money, who signs it.

Amounts are figures with commas ("30,000"). None is what nobody filled in, or what was redacted.
"""

from datetime import date

from registry.rules.order_facts import Signer
from registry.rules.papers.common import CitedOrder, SignedPaper
from registry.rules.seats import Value


class PlannedActivity(Value):
    """A row of the plan; `number` runs through all groups.

    `hidden`: target and baseline count people who were trafficked and are too small to be told, so
    that they say so here instead. They are None where nobody recorded one, `amount` where the work
    costs nothing beside the mandate.
    """

    number: int
    activity: str | None
    aim: str | None
    target_group: str | None
    places: str | None
    indicator: str | None
    target: str | None
    hidden: bool
    q1: bool
    q2: bool
    q3: bool
    q4: bool
    amount: str | None
    source_th: str
    source: str | None
    lead_th: str
    joint_th: tuple[str, ...]
    starts: date | None
    ends: date | None
    carried_from: int | None
    note: str | None
    baseline: str | None = None


class PlannedGroup(Value):
    """A group of the plan, its rows and what they cost together."""

    title_th: str
    activities: tuple[PlannedActivity, ...]
    subtotal: str


class CitedResolution(Value):
    """The committee's resolution on the plan: in which meeting, on which day it was held."""

    meeting: str | None
    held_on: date | None


class StandingEndorsement(Value):
    """Rows of a unit, by number, that rest on what its head endorsed before: in which version.

    `amendment` is None for the first version.
    """

    unit_th: str
    numbers: tuple[int, ...]
    on: date
    amendment: int | None


class ActionPlanFacts(SignedPaper):
    """The plan of a fiscal year. `amendment` counts its amended versions, None for the first.

    The focal point proposes it, the secretary agrees, the Chief approves. `resolution` is None
    until the committee has resolved on it. Targets of `least_shown` or more are told. `standing`:
    endorsements of earlier versions on which rows rest that did not change.
    """

    secretary: Signer
    approver: Signer
    year: int
    amendment: int | None
    order: CitedOrder | None
    situation: tuple[str, ...]
    alignment: tuple[str, ...]
    groups: tuple[PlannedGroup, ...]
    monitoring: tuple[str, ...]
    count: int
    total: str
    total_words: str
    hidden: bool
    least_shown: int
    resolution: CitedResolution | None
    standing: tuple[StandingEndorsement, ...] = ()
