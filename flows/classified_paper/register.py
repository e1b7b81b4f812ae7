"""The register of classified papers in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.secrecy import SecrecyLevel
from config.words import Sentence, both
from flows.classified_paper.gates import CLASSIFIED_PAPER_KEPT, ClassifiedPaperV1
from flows.meeting.paper_facts import text_or_none
from registry.journal import EntryRow
from registry.queries.classified_papers import NAMED, ClassifiedPaperRow, classified_papers
from registry.rules.partial_dates import WrittenDate
from registry.rules.thai import tidy


@dataclass(frozen=True)
class RegisteredPaper:
    """A classified paper by what the register says of it; a word stands where it was redacted.

    `registered` is its number in the register, `instance` the work that it belongs to.
    """

    registered: int
    district: str
    secrecy_level: SecrecyLevel
    subject: str
    number: str
    dated: WrittenDate
    keeper: str
    kept_at: str
    instance: int | None

    @property
    def sentence(self) -> Sentence:
        """Class, number and date, who keeps it, and where."""
        return both(
            "classified.paper",
            level=self.level, number=self.number, dated=self.dated.named, keeper=self.keeper,
            place=self.kept_at,
        )  # fmt: skip

    @property
    def level(self) -> Sentence:
        """Its class."""
        return both(f"choice.secrecy_level.{self.secrecy_level}")


def register(
    connection: Connection, areas: Collection[str], on: date, known: datetime | None = None
) -> list[RegisteredPaper]:
    """The papers of the areas that are dated by that day, the newest first."""
    return [_in_words(one) for one in classified_papers(connection, areas, on, known)]


def with_number(
    connection: Connection, areas: Collection[str], number: str, on: date
) -> list[RegisteredPaper]:
    """Those of the areas whose number holds the text, whatever its digits and spaces."""
    sought = _plain(number)
    found = register(connection, areas, on) if sought else []
    return [one for one in found if sought in _plain(one.number)]


def same_number(one: str, other: str) -> bool:
    """Whether two papers bear the same number, whatever its digits and spaces."""
    return _plain(one) == _plain(other)


def named_in(
    connection: Connection, district: str, entries: Iterable[EntryRow]
) -> dict[int, tuple[Sentence, ...]]:
    """The classified papers that decisions name in place of scans, in words, by the entry."""
    named = {one.id: one.body[NAMED] for one in entries if NAMED in one.body}
    if not named:
        return {}
    known = {one.registered: one for one in register(connection, (district,), date.max)}
    return {
        entry: tuple(
            both("classified.evidence", paper=known[number].sentence, number=str(number))
            for number in numbers
            if number in known
        )
        for entry, numbers in named.items()
    }


def _plain(number: str) -> str:
    return "".join(tidy(number).split()).casefold()


def _in_words(row: ClassifiedPaperRow) -> RegisteredPaper:
    said: ClassifiedPaperV1 = CLASSIFIED_PAPER_KEPT.read(row.form_version, row.answer)
    return RegisteredPaper(
        registered=row.registered,
        district=row.district,
        secrecy_level=SecrecyLevel(row.level),
        subject=text_or_none(said.subject) or "",
        number=text_or_none(said.number) or "",
        dated=row.dated,
        keeper=text_or_none(said.keeper) or "",
        kept_at=text_or_none(said.kept_at) or "",
        instance=row.instance,
    )
