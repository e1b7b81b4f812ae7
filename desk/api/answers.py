"""What the API answers, where no record of the desk's views says it already."""

from dataclasses import dataclass
from datetime import date, datetime

from config.words import Named, Sentence
from desk.views.board import Board
from desk.views.chief_terms import TermNotice
from desk.views.instance_list import InstanceLine
from desk.views.left_leads import LeadNotice
from desk.views.promises import PromiseNotice
from desk.views.publication_sheet import SheetNumber
from desk.views.reason import Reason
from desk.views.waiting_list import WaitingLine
from flows.classified_paper.register import RegisteredPaper
from flows.runtime.machine_troubles import MachineTrouble
from registry.queries.areas import DistrictRow
from registry.queries.documents import DocumentRow
from registry.queries.publications import PublicationRow


@dataclass(frozen=True)
class Token:
    """What the token of the call stands for."""

    token: int
    person: str
    name: Named
    part: str
    area: str
    expires_at: datetime


@dataclass(frozen=True)
class Districts:
    """The districts that the part sees, in the order of their codes.

    `unverified` are the codes of those that an office added and too few sources tell of.
    """

    districts: tuple[DistrictRow, ...]
    unverified: tuple[str, ...]


@dataclass(frozen=True)
class BoardAsOf:
    """Where the districts stand, as at a day and as known at an instant."""

    on: date
    known: datetime | None
    board: Board


@dataclass(frozen=True)
class Waiting:
    """What waits, the most urgent first; the same in lines; and what is only to be known.

    `machine` is what the machine itself cannot do, told of today alone.
    """

    on: date
    known: datetime | None
    waiting: tuple[Reason, ...]
    lines: tuple[WaitingLine, ...]
    promised: tuple[PromiseNotice, ...]
    leads_left: tuple[LeadNotice, ...]
    to_know: tuple[TermNotice, ...]
    machine: tuple[MachineTrouble, ...]


@dataclass(frozen=True)
class Instances:
    """The instances of a district, oldest first."""

    instances: tuple[InstanceLine, ...]


@dataclass(frozen=True)
class Why:
    """Why an instance stands where it does."""

    instance: int
    on: date
    known: datetime | None
    why: tuple[Reason, ...]
    directive: Sentence | None


@dataclass(frozen=True)
class GateLine:
    """A gate of this release: what it is called, and the version of its form."""

    gate: str
    label: Sentence
    form_version: int


@dataclass(frozen=True)
class Gates:
    """The gates of this release, retired ones too."""

    gates: tuple[GateLine, ...]


@dataclass(frozen=True)
class Papers:
    """A page of papers, the newest first; `total` are there in all."""

    total: int
    page: int
    papers: tuple[DocumentRow, ...]


@dataclass(frozen=True)
class ClassifiedPapers:
    """The register of a district's classified papers, as at a day and as known at an instant."""

    on: date
    known: datetime | None
    classified_papers: tuple[RegisteredPaper, ...]


@dataclass(frozen=True)
class Publications:
    """The tables of figures that left the house, the oldest first."""

    publications: tuple[PublicationRow, ...]


@dataclass(frozen=True)
class PublicationArea:
    """A row of a published table."""

    area: Named
    numbers: tuple[SheetNumber, ...]


@dataclass(frozen=True)
class PublishedTable:
    """A table as it left the house, or would: what is hidden is a mark without a number.

    `left_before`: when the same table left it last, saying all of this; it is kept once.
    `advice`, of a preview: with which tables it would tell of a few, and what to publish instead.
    """

    table: str
    area: str
    year: int
    quarter: int | None
    audience: str
    title: Named
    about: tuple[Sentence, ...]
    heads: tuple[Named, ...]
    rows: tuple[PublicationArea, ...]
    notes: tuple[Sentence, ...]
    left_before: datetime | None
    advice: tuple[Sentence, ...] = ()
