"""What the gates of `plan` offer: seats, duties, money; and what an endorsement begins with."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from config.defaults import committee
from config.words import Named, Sentence, Term, Value, both
from flows.engine.answers import Answers, listed
from flows.engine.installation import TitleContext
from flows.engine.instance_start import start_of
from flows.engine.offers import GateContext, Offers, Option, Proposal
from flows.engine.replay import subject_of
from flows.plan.beginning import needs_at
from flows.plan.checks import PlanSeat
from flows.plan.gates import (
    Endorsed,
    EndorsementV1,
    PlanDraftV1,
    PlanReceivedV1,
    PlanSignedV1,
    ResolutionV1,
)
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.process import PlanStart
from flows.plan.row_endorsements import rows_to_endorse, turn_at
from flows.plan.row_words import in_both, lines_in_words
from flows.plan.rows import BudgetMode, PlanRow
from flows.plan.wording import numbered
from registry.journal import GateRow
from registry.queries.plans import NeedRow
from registry.queries.villages import villages
from registry.rules.baht import in_figures


def offer_plan(at: GateContext) -> Offers:
    """Seats, duties and lines of money; what the committee, a head or the Chief asks to change."""
    seats = plan_seats(at.connection, at.district, at.on)
    year = start_of(at.entries, PlanStart).year
    leads = tuple(_seat_options(seats))
    duties = tuple(
        Option(one.key, Named(one.th, one.en), Term(f"body.{one.body}"))
        for one in committee().duties
    )
    lines = tuple(
        Option(
            one.key,
            both(
                "plan.need",
                title=line.get("title") or one.key,
                amount=in_figures(one.amount),
                road=_road(one),
            ),
        )
        for one, line in lines_in_words(at.connection, needs_at(at, year))
    )
    return Offers(
        {
            "rows.duties": duties,
            "rows.lead": leads,
            "rows.joint": leads,
            "rows.need": lines,
            "rows.villages": tuple(
                Option(one.key, one.name) for one in villages(at.connection, at.district, at.on)
            ),
        },
        asked=tuple(asked_to_change(at.answers)),
    )


def _seat_options(seats: Mapping[str, PlanSeat]) -> Iterator[Option]:
    """The seats to choose from; a title that stands in several bodies says of which it is."""
    several = Counter(one.title for one in seats.values())
    for key, one in seats.items():
        of_body = both("plan.seat_of", seat=one.title, body=Term(f"body.{one.body}"))
        yield Option(key, of_body if several[one.title] > 1 else one.title)


def _road(need: NeedRow) -> Term:
    return Term(f"choice.budget_mode.{BudgetMode(need.road)}")


def asked_to_change(answers: Answers, row: str = "") -> list[Sentence]:
    """What was asked to change since the last draft, and who asked; of one row where it is named.

    A row is told by its number and title in that draft.
    """
    drafted = answers.last(PlanDraftV1)
    if drafted is None:
        return []
    rows = {one.value: one.label for one in _rows_by_name(answers)}
    return [
        both("plan.asked_by", who=Term(f"plan.asks.{one.gate.key}"), what=what)
        for one in answers.to(ResolutionV1, EndorsementV1, PlanSignedV1, PlanReceivedV1)
        if one.decision.seq > drafted.decision.seq
        for of, what in _asked_in(one.answer, rows)
        if row in ("", of)
    ]


def _asked_in(answer: Any, rows: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:  # noqa: ANN401 — one of several forms
    """The rows and what is asked of them; of no row by the committee, a head and the Chief."""
    if not isinstance(answer, PlanReceivedV1):
        yield from (("", str(one)) for one in listed(answer.items))
        return
    for one in listed(answer.remarks):
        why = str(one.why)
        key = "plan.asked_of_row_why" if why else "plan.asked_of_row"
        title = rows.get(one.row, one.row)
        yield one.row, both(key, row=title, asked=str(one.asked), why=why)


def rows_of_unit(at: GateContext, unit: str) -> list[PlanRow]:
    """The rows of the last draft that a unit leads or joins in."""
    return _rows_of(at, unit, plan_seats(at.connection, at.district, at.on))


def _rows_of(at: GateContext, unit: str, seats: Mapping[str, PlanSeat]) -> list[PlanRow]:
    drafted = at.answers.last(PlanDraftV1)
    return [
        row
        for row in (listed(drafted.answer.rows) if drafted else ())
        if any(seats[key].unit == unit for key in (row.lead, *listed(row.joint)) if key in seats)
    ]


def begin_endorsement(at: GateContext) -> Proposal:
    """Endorsed, with the days of work and the agency's own money as the plan has them: for each
    row that the head has not endorsed as it stands.
    """
    unit = unit_at(at.path)
    seats = plan_seats(at.connection, at.district, at.on)
    of_unit = _rows_of(at, unit, seats)
    rows = [
        {"row": row.key, "days": row.days, "own_money": own_money(row, unit, seats)}
        for row in rows_to_endorse(at.entries, unit, turn_at(at.path), of_unit)
    ]
    return {"result": str(Endorsed.ENDORSED), "rows": rows}


def own_money(row: PlanRow, unit: str, seats: Mapping[str, PlanSeat]) -> str | None:
    """The agency's own money in a row: that of the unit which leads it, so that it counts once."""
    lead = seats.get(row.lead)
    leads = lead is not None and lead.unit == unit
    return str(row.amount) if leads and row.mode is BudgetMode.OWN_BUDGET else None


def said_by_units(answers: Answers) -> dict[str, Endorsed]:
    """What the head of each unit that was ever asked said last."""
    return {unit_at(one.path): one.answer.result for one in answers.to(EndorsementV1)}


def unit_at(path: str) -> str:
    """The unit that the gate at a path asks."""
    return subject_of(path) or ""


def offer_endorsement(at: GateContext) -> Offers:
    """The activities of the unit, to be told by name; of all units where none is looked at."""
    unit = unit_at(at.path)
    rows = {row.key for row in rows_of_unit(at, unit)}
    named = tuple(one for one in _rows_by_name(at.answers) if not unit or one.value in rows)
    return Offers({"rows.row": named})


def _rows_by_name(answers: Answers) -> tuple[Option, ...]:
    """The activities of the last draft, numbered as the plan prints them."""
    drafted = answers.last(PlanDraftV1)
    rows = numbered(listed(drafted.answer.rows)) if drafted else []
    return tuple(Option(row.key, _numbered(number, in_both(row.activity))) for number, row in rows)


def _numbered(number: int, name: Named) -> Named:
    return Named(f"{number}. {name.th}", f"{number}. {name.en}")


def title_endorsement(_label: Sentence, gate: GateRow, at: TitleContext) -> Sentence | None:
    """The gate with the unit whose head is asked."""
    if not gate.subject:
        return None
    unit = gate.subject
    district, on = gate.district_code, gate.opened_on
    known = at.once(("units", on), lambda: unit_titles(plan_seats(at.connection, district, on)))
    return both("plan.endorsement_of", gate=both(f"gate.{gate.gate}"), unit=known.get(unit, unit))


def offer_remarks(at: GateContext) -> Offers:
    """The rows of the plan that the province may ask to adjust."""
    return Offers({"remarks.row": _rows_by_name(at.answers)})
