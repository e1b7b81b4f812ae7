"""The register of classified papers: which there are, and the answer that holds their words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Select, bindparam, select

from registry.facts import counted, live
from registry.models import ClassifiedPaper, Entry, Instance, Payload
from registry.models.base import Day
from registry.queries.areas import within
from registry.rows import columns_of, every
from registry.rules.partial_dates import WrittenDate
from registry.rules.plain_values import Json
from registry.shaped_queries import KNOWN, ShapedQuery

NAMED = "classified"  # in a decision: the papers that stand in place of scans


@dataclass(frozen=True)
class ClassifiedPaperRow:
    """A paper of the register. `registered` is the instance that registered it: its number.

    `instance` is the work that it belongs to, None where it belongs to the district; `body` is
    the entry's payload, its answer given by version `form_version` of the form.
    """

    registered: int
    district: str
    level: str
    first_day: date
    precision: str
    instance: int | None
    form_version: int
    body: str

    @property
    def dated(self) -> WrittenDate:
        """Its date as far as its paper names it."""
        return WrittenDate.of(self.first_day, self.precision)

    @property
    def answer(self) -> dict[str, Json]:
        """What was answered when it was registered, or put right since."""
        found: dict[str, Json] = from_json(self.body)["answer"]
        return found


def classified_papers(
    connection: Connection, areas: Collection[str], on: date, known: datetime | None = None
) -> list[ClassifiedPaperRow]:
    """The papers of the areas that are dated by that day, the newest first."""
    shape = frozenset(areas), known is not None
    return every(ClassifiedPaperRow, _PAPERS.rows(connection, shape, {"on": on, "known": known}))


def _papers(shape: tuple[frozenset[str], bool]) -> Select[*tuple[Any, ...]]:
    areas, past = shape
    paper = ClassifiedPaper
    return (
        select(
            *columns_of(
                ClassifiedPaperRow, paper, registered=Entry.instance_id, first_day="valid_from",
                form_version=Entry.form_version, body=Payload.body,
            )
        )
        .join(Entry, Entry.id == paper.entry_id)
        .join(Payload, Payload.id == Entry.payload_id)
        .where(
            within(paper.district_code, areas),
            paper.valid_from <= bindparam("on", type_=Day),
            live(paper, KNOWN if past else None),
        )
        .order_by(paper.valid_from.desc(), paper.id.desc())
    )  # fmt: skip


_PAPERS = ShapedQuery(_papers)


def resting_on(
    connection: Connection, district: str, registered: int
) -> tuple[int, str | None] | None:
    """The first decision that counts and names the paper in place of a scan: instance and gate."""
    query = (
        select(Entry.instance_id, Entry.gate, Payload.body)
        .join(Payload, Payload.id == Entry.payload_id)
        .join(Instance, Instance.id == Entry.instance_id)
        .where(
            Instance.district_code == district,
            Entry.kind == "decision",
            Payload.body.like(f'%"{NAMED}":[%'),
            *counted(),
        )
        .order_by(Entry.id)
    )
    found = (
        (instance, gate)
        for instance, gate, body in connection.execute(query)
        if registered in from_json(body).get(NAMED, ())
    )
    return next(found, None)
