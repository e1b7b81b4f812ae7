"""What of a year rests on partners whose agreement has ended: activities and lines of money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.words import Sentence, both
from desk.views.view import View
from flows.engine.answers import answered_rows
from flows.partners.ended_partners import ended_in
from registry.queries.plans import NeedRow, PlanRowRow, newest_rows
from registry.rules.partners import EndedPartner
from registry.rules.redaction import unredacted


@dataclass(frozen=True)
class EndedShare:
    """How many activities and lines of money of a committee's year rest on an ended partner."""

    partner: EndedPartner
    rows: int
    lines: int

    @property
    def sentence(self) -> Sentence:
        """Since when its agreement has ended, and what rests on it."""
        return both(
            "agreement.of_year", ended=self.partner.sentence, rows=self.rows, lines=self.lines
        )


def ended_shares(
    view: View,
    needs: Mapping[str, Mapping[str, NeedRow]],
    year: int,
    known: datetime | None = None,
) -> dict[str, tuple[EndedShare, ...]]:
    """Of each district with its lines of money: what of the year rests on ended partners."""
    ended = ended_in(view.connection, needs, view.on, known)
    shares: dict[str, tuple[EndedShare, ...]] = {}
    for district, partners in ended.items():
        rows = newest_rows(view.connection, district, year, view.on, known) if partners else []
        found = (_share(view, one, rows, needs[district]) for one in partners)
        shares[district] = tuple(one for one in found if one.rows or one.lines)
    return shares


def _share(
    view: View, partner: EndedPartner, rows: list[PlanRowRow], needs: Mapping[str, NeedRow]
) -> EndedShare:
    theirs = sum(partner.leads(one.lead) for one in rows)
    paid = sum(one.mode == "donor" and not partner.leads(one.lead) and
               any(map(partner.is_named_in, _source(view, one))) for one in rows)  # fmt: skip
    lines = sum(partner.grants(one.road, one.office) for one in needs.values())
    return EndedShare(partner, theirs + paid, lines)


def _source(view: View, row: PlanRowRow) -> Iterator[str]:
    """Where the money of the row comes from, in the words of its answer."""
    for one in answered_rows(view.connection, row.entry):
        source = unredacted(one).get("source")
        if one.get("key") == row.key and isinstance(source, str):
            yield source
