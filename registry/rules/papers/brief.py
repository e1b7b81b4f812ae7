"""The facts of the brief to a Chief: why this district, on which ground, what is asked."""

from typing import Literal

from registry.rules.order_facts import LegalBase
from registry.rules.papers.common import Paper, Statement
from registry.rules.seats import Value

Qualifier = Literal["over", "about", "exactly"]


class Crossing(Value):
    """A legal border crossing, and the traffic it is for where that is known."""

    name_th: str
    name_en: str
    traffic_th: str | None
    traffic_en: str | None


class Natural(Value):
    """Natural crossings along a river: counted for the district, or for the whole border."""

    river_th: str
    river_en: str
    count: int
    qualifier: Qualifier
    whole_border: bool


class Distance(Value):
    """The way to where the province's offices are; given once for several districts."""

    centre_th: str
    centre_en: str
    kilometres_from: int
    kilometres_to: int
    drive_hours: int
    drive_qualifier: Qualifier


class Group(Statement):
    """A body of the committee, and in a line what it does."""

    does_th: str | None = None
    does_en: str | None = None


class OwnProfile(Value):
    """What the district said of itself, in its own words; it stands before the study's."""

    border: str | None = None
    crossings: str | None = None
    natural: str | None = None
    distance: str | None = None
    industries: str | None = None
    any: bool = False


class PublishedFigure(Value):
    """What a table that left the house told of the province, in words."""

    title_th: str
    title_en: str
    figure_th: str
    figure_en: str


class Neighbours(Value):
    """How many of the province's other districts have a committee, and what was published."""

    established: int
    others: int
    published: tuple[PublishedFigure, ...]


class BriefFacts(Paper):
    """One page. What is None or empty was not recorded, and is printed so.

    `neighbours` is None where no other district has a committee: then nothing is said of them.
    """

    given: OwnProfile
    legal_reasons: tuple[LegalBase, ...]
    border_th: str | None
    border_en: str | None
    crossings: tuple[Crossing, ...]
    natural: tuple[Natural, ...]
    distance: Distance | None
    industries: tuple[Statement, ...]
    source_th: str
    source_en: str
    groups: tuple[Group, ...]
    neighbours: Neighbours | None = None
