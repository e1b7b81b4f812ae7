"""One sheet that heads signed in a meeting: many endorsements on one day, by one scan."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from flows.engine.decision import Decision
from flows.engine.offers import GateContext
from flows.plan.gates import ENDORSEMENT
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.offers import begin_endorsement, unit_at
from registry.journal import GateRow
from registry.queries.seen_offices import Holder, OfficeWithHolders
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.district_offices import FOCAL_POINT


class SignerUnnamed(Refusal):
    """A unit is ticked whose head is no office of the registry, and nobody says who signed."""


class UnitAnswered(Refusal):
    """A unit on the sheet is not asked any more: somebody recorded its answer meanwhile."""


@dataclass(frozen=True)
class SignedUnit:
    """A unit on the sheet: its gate, what it is called, and its head on the day.

    `head` is None where the registry knows no holder: the focal point enters that signature, and
    the answer says whose it is.
    """

    gate: GateRow
    title: Named
    head: OfficeWithHolders | None = None
    holder: Holder | None = None

    @property
    def by(self) -> str:
        """Who decided: the head, else the focal point."""
        if self.head is None or self.holder is None:
            return f"{self.gate.district_code}/{FOCAL_POINT}"
        return f"{self.head.ref}@{self.holder.person}"


def units_to_sign(
    connection: Connection,
    gates: Collection[GateRow],
    offices: Sequence[OfficeWithHolders],
    on: date,
) -> list[SignedUnit]:
    """The units that are asked now, in the order of the committee's seats, with their heads."""
    asked = {unit_at(one.path): one for one in gates if one.gate == ENDORSEMENT.key}
    if not asked:
        return []
    district = next(iter(asked.values())).district_code
    titles = unit_titles(plan_seats(connection, district, on))
    held = {one.ref: one for one in offices if one.ref in asked and one.holders}
    order = [*(unit for unit in titles if unit in asked), *(u for u in asked if u not in titles)]
    return [
        SignedUnit(
            asked[unit],
            titles.get(unit, Named(unit, unit)),
            held.get(unit),
            held[unit].holders[0] if unit in held else None,
        )
        for unit in order
    ]


def sheet_decisions(
    units: Sequence[SignedUnit],
    contexts: Mapping[str, GateContext],
    signed_by: Mapping[str, str],
    *,
    on: date,
    scan: Sequence[Upload],
    recorded_by: str,
) -> Iterator[Decision]:
    """A decision for each unit on the sheet: endorsed, with the days of work as the plan has them.

    `contexts` and `signed_by` stand by the path of the gate. Raises SignerUnnamed.
    """
    for unit in units:
        path = unit.gate.path
        signer = signed_by.get(path, "").strip()
        if unit.head is None and not signer:
            raise SignerUnnamed(field=f"signed_by.{path}", unit=unit.title)
        yield Decision(
            instance=unit.gate.instance_id,
            gate=path,
            by=unit.by,
            decided_on=on,
            answer={**begin_endorsement(contexts[path]), "signed_by": signer},
            recorded_by=recorded_by,
            evidence=tuple(scan),
            about=unit.gate.about,
        )
