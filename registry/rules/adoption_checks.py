"""What an adoption form's rows say together: every misfit is told, with its row and column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from config.words import Term
from registry.refusals import Refusal
from registry.rules.adoption import by_seat, figure_key, meeting_key
from registry.rules.adoption_choices import OrderKind, PaperState, Standing, YesNo, label
from registry.rules.adoption_form import (
    SHEETS,
    AdoptionForm,
    FormRow,
    OfficerIn,
    OrderIn,
    SeatIn,
    Someone,
)
from registry.rules.adoption_misfits import (
    ChairTwice,
    DateAhead,
    DateTooOld,
    DateWanted,
    EndBeforeStart,
    EndWanted,
    NameWanted,
    NotAttested,
    OfficeUnknown,
    OrderAfterInForce,
    OrderInForceMissing,
    OrderInForceTwice,
    OrderNumberWanted,
    RowTwice,
    ScoreAlone,
    SeatDiffers,
    SeatTwice,
)
from registry.rules.names import NameWithoutLetter, has_letter
from registry.rules.order_numbers import OrderNumberOfAnotherYear
from registry.rules.partial_dates import PartialDate
from registry.rules.seats import BodyKey, SeatRole

DAY = timedelta(days=1)
EARLIEST = 1957  # B.E. 2500: no one in a committee's file began before
OF_A_SEAT = ("role", "position", "position_en", "office", "agency", "mode")


class RowMisfit(NamedTuple):
    """A refusal and the cell that it is about; `row` counts from 0, None: the sheet itself."""

    sheet: str
    row: int | None
    refusal: Refusal

    @property
    def column(self) -> str:
        """What of the row the refusal is about."""
        return self.refusal.field or ""


def misfits(
    form: AdoptionForm, *, today: date, district: str, office_kinds: Iterable[str]
) -> list[RowMisfit]:
    """Everything that does not fit, sheet by sheet."""
    kinds = frozenset(office_kinds)
    return [
        *_orders(form),
        *_people(form, district, kinds),
        *_roster(form),
        *_histories(form),
        *_odd_dates(form, today),
    ]


def _orders(form: AdoptionForm) -> Iterator[RowMisfit]:
    in_force = [
        row
        for row, one in enumerate(form.orders)
        if one.standing is Standing.IN_FORCE and one.kind is not OrderKind.AMEND
    ]
    if not in_force:
        yield RowMisfit("orders", None, OrderInForceMissing(field="standing"))
    current = form.orders[in_force[0]].known_date if in_force else None
    for row, one in enumerate(form.orders):
        past = one.standing is not Standing.IN_FORCE and one.kind is not OrderKind.AMEND
        if past and current and one.known_date and one.known_date.first > current.last:
            yield RowMisfit("orders", row, OrderAfterInForce(field="dated"))
    for row in in_force[1:]:
        yield RowMisfit("orders", row, OrderInForceTwice(field="standing"))
    for row, one in enumerate(form.orders):
        yield from (RowMisfit("orders", row, refusal) for refusal in _order(one, form.orders))


def _order(one: OrderIn, orders: Sequence[OrderIn]) -> Iterator[Refusal]:
    if one.known_date is None:
        yield DateWanted(field="dated")
        return
    if one.number is None and one.paper is not PaperState.NOT_FOUND:
        yield OrderNumberWanted(field="number")
    if one.parsed and one.dated and one.parsed.year_be != one.dated.be_year:
        yield OrderNumberOfAnotherYear(
            field="number", value=str(one.number), dated=one.dated.named, year=one.dated.be_year
        )
    if one.ended and one.ended.last < one.known_date.first:
        yield EndBeforeStart(field="ended", start=one.known_date.named, stop=one.ended.named)
    later = [o for o in orders if o.known_date and o.known_date.first > one.known_date.first]
    if one.standing is not Standing.IN_FORCE and one.ended is None and not later:
        yield EndWanted(field="ended")


def _people(form: AdoptionForm, district: str, kinds: frozenset[str]) -> Iterator[RowMisfit]:
    for row, officer in enumerate(form.officers):
        if not officer.named:
            yield RowMisfit("officers", row, NameWanted(field="name"))
    people: list[tuple[str, int, OfficerIn | SeatIn]] = [
        *(("officers", row, one) for row, one in enumerate(form.officers)),
        *(("roster", row, one) for row, one in enumerate(form.roster)),
    ]
    for sheet, row, one in people:
        if one.name and not has_letter(one.name):
            nobodys = NameWithoutLetter(field="name", value=one.name)
            yield RowMisfit(sheet, row, nobodys)
        if one.start and one.end and one.end.last < one.start.first:
            refusal = EndBeforeStart(field="end", start=one.start.named, stop=one.end.named)
            yield RowMisfit(sheet, row, refusal)
        if one.office and _kind(one.office, district) not in kinds:
            unknown = OfficeUnknown(field="office", value=one.office, known=_listed(kinds))
            yield RowMisfit(sheet, row, unknown)


def _kind(ref: str, district: str) -> str | None:
    """The kind of office of a reference as typed: with or without its area and number."""
    parts = ref.split("/")
    if parts[0] in (district, district[:2]):
        parts = parts[1:]
    numbered = len(parts) == 1 or (len(parts) == 2 and parts[1].isdigit())  # noqa: PLR2004
    return parts[0] if parts and numbered else None


def _listed(kinds: frozenset[str]) -> str:
    return ", ".join(sorted(kinds))


def _roster(form: AdoptionForm) -> Iterator[RowMisfit]:
    place = {id(one): row for row, one in enumerate(form.roster)}
    chairs = []
    for rows in by_seat(form.roster).values():
        first = rows[0]
        if first.role is SeatRole.CHAIR and first.body is BodyKey.EXECUTIVE:
            chairs.append(first)
        for one in rows[1:]:
            for column in OF_A_SEAT:
                if getattr(one, column) != getattr(first, column):
                    refusal = SeatDiffers(field=column, no=one.no, body=Term(label(one.body)))
                    yield RowMisfit("roster", place[id(one)], refusal)
        yield from _terms(rows, place)
    for one in chairs[1:]:
        yield RowMisfit("roster", place[id(one)], ChairTwice(field="role"))


def _terms(rows: Sequence[SeatIn], place: dict[int, int]) -> Iterator[RowMisfit]:
    named = in_turn([one for one in rows if one.named])
    for before, after in pairwise(named):
        if after.start is None or not _can_follow(before, after.start):
            refusal = SeatTwice(field="start", no=after.no, body=Term(label(after.body)))
            yield RowMisfit("roster", place[id(after)], refusal)


def _can_follow(before: Someone, start: PartialDate) -> bool:
    began_before = before.start is None or before.start.first < start.last
    return began_before and (before.end is None or before.end.first <= start.last + DAY)


def in_turn(rows: Iterable[SeatIn]) -> list[SeatIn]:
    """Who filled the seat first stands first; without a start, from the order on."""
    return sorted(rows, key=lambda one: one.start.first if one.start else date.min)


def _histories(form: AdoptionForm) -> Iterator[RowMisfit]:
    for sheet in ("meetings", "trainings", "scans"):
        for row, one in enumerate(getattr(form, sheet)):
            if one.on is None:
                yield RowMisfit(sheet, row, DateWanted(field="on"))
    for row, training in enumerate(form.trainings):
        if (training.pre_mean is None) != (training.post_mean is None):
            lacks = "post_mean" if training.post_mean is None else "pre_mean"
            yield RowMisfit("trainings", row, ScoreAlone(field=lacks))
    for row, scan in enumerate(form.scans):
        if scan.attested is not YesNo.YES:
            yield RowMisfit("scans", row, NotAttested(field="attested"))
    yield from _twice("steps", form.steps, "step", lambda one: one.step)
    yield from _twice("meetings", form.meetings, "number", meeting_key)
    yield from _twice("trainings", form.trainings, "topic", lambda one: f"{one.topic}|{one.on}")
    yield from _twice("plans", form.plans, "fiscal_year", lambda one: str(one.fiscal_year))
    yield from _twice(
        "figures", form.figures, "indicator",
        lambda one: figure_key(one.indicator, one.fiscal_year, one.quarter),
    )  # fmt: skip
    yield from _twice("scans", form.scans, "file", lambda one: one.file)


def _twice(
    sheet: str, rows: Sequence[FormRow], column: str, key: Callable[..., str]
) -> Iterator[RowMisfit]:
    seen: dict[str, int] = {}
    for row, one in enumerate(rows):
        first = seen.setdefault(key(one), row)
        if first != row:
            yield RowMisfit(sheet, row, RowTwice(field=column, first=first + 1))


def _odd_dates(form: AdoptionForm, today: date) -> Iterator[RowMisfit]:
    for sheet, row, column, value in _dates(form):
        if value.first > today:
            ahead = DateAhead(field=column, value=value.named, today=today)
            yield RowMisfit(sheet, row, ahead)
        if value.year < EARLIEST:
            yield RowMisfit(sheet, row, DateTooOld(field=column, value=value.named))


def _dates(form: AdoptionForm) -> Iterator[tuple[str, int, str, PartialDate]]:
    """Every date of the form, with its sheet, row and column."""
    for sheet in SHEETS:
        for row, one in enumerate(getattr(form, sheet)):
            for column, value in one:
                if isinstance(value, PartialDate):
                    yield sheet, row, column, value
