"""Taking in an old committee: what its form comes to, what is new in it, what is missing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.words import Named, Sentence, Term, Value, both
from registry.rules.adoption_form import (
    AdoptionForm,
    Attended,
    MeetingIn,
    OfficerIn,
    PaperState,
    Post,
    Row,
    ScanKind,
    SeatIn,
    StepKey,
    label,
)
from registry.rules.calendar import FiscalYear
from registry.rules.partial_dates import PartialDate
from registry.rules.plain import Json
from registry.rules.redaction import TEXT_MARK
from registry.rules.seats import BodyKey

STATES = ("new", "changed", "unchanged")
IN_FORCE = "in_force"


class JoinsAt(StrEnum):
    """Where a committee that was taken in joins the establishment."""

    INCEPTION = "inception"
    CAPACITY = "capacity"
    AT_WORK = "at_work"


@dataclass(frozen=True)
class Item:
    """One thing that the form says, under a key that a corrected form keeps."""

    kind: str
    key: str
    label: Value
    on: PartialDate | None
    source: str | None
    payload: Mapping[str, Json]


@dataclass(frozen=True)
class Change:
    """An item, and whether the registry has it: new, changed or unchanged."""

    item: Item
    state: str


@dataclass(frozen=True)
class Gap:
    """Something that the file does not hold. Its words stand under `adoption_gap.<key>`."""

    key: str
    about: Value = ""
    count: int = 0
    of: int = 0

    @property
    def sentence(self) -> Sentence:
        """What is missing, in both languages."""
        return both(f"adoption_gap.{self.key}", about=self.about, count=self.count, of=self.of)


def true_step(form: AdoptionForm) -> JoinsAt:
    """Where the committee stands: at work once it is known to have met and to be trained.

    One that met, and of which the file tells no training, has that still before it.
    """
    if not (form.meetings or _taken(form, StepKey.INCEPTION)):
        return JoinsAt.INCEPTION
    trained = form.trainings or _taken(form, StepKey.CAPACITY_PLAN)
    return JoinsAt.AT_WORK if trained else JoinsAt.CAPACITY


def _taken(form: AdoptionForm, step: StepKey) -> bool:
    return any(one.step is step and one.on is not None for one in form.steps)


def items(form: AdoptionForm) -> tuple[Item, ...]:
    """Everything that the form says, in the order of its sheets."""
    return (
        *_orders(form),
        *(_officers(form, post) for post in Post if _of_post(form, post)),
        *_seats(form),
        *(
            _item("step", one.step, Term(label(one.step)), one.on, one)
            for one in form.steps
        ),
        *(
            _item("meeting", meeting_key(one), meeting_label(one), one.on, one)
            for one in form.meetings
        ),
        *(
            _item("training", hidden(f"{one.topic}|{one.on}"), one.topic, one.on, one)
            for one in form.trainings
        ),
        *(
            _item("plan", str(one.fiscal_year), str(one.fiscal_year), one.on, one)
            for one in form.plans
        ),
        *(
            _item("figure", figure_key(one.indicator, one.fiscal_year, one.quarter),
                  f"{one.indicator} {_period(one.fiscal_year, one.quarter)}", None, one)
            for one in form.figures
        ),
        *(_item("scan", hidden(one.file), one.file, one.on, one) for one in form.scans),
    )  # fmt: skip


def _item(kind: str, key: str, label: Value, on: PartialDate | None, row: Row) -> Item:
    return Item(kind, key, label, on, row.source, row.model_dump(mode="json"))


def hidden(text: str) -> str:
    """A key made of free text that does not give it away: a redaction reaches no key."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _orders(form: AdoptionForm) -> Iterator[Item]:
    for one in form.orders:
        key = IN_FORCE if one == form.order else f"{one.kind}|{one.number or one.known_date}"
        said = f"{one.heading} {one.number or '-'}"
        yield _item("order", key, said, one.known_date, one)


def _of_post(form: AdoptionForm, post: Post) -> list[OfficerIn]:
    return [one for one in form.officers if one.post is post]


def _officers(form: AdoptionForm, post: Post) -> Item:
    rows = _of_post(form, post)
    payload: Mapping[str, Json] = {"terms": [one.model_dump(mode="json") for one in rows]}
    return Item("officer", post, Term(label(post)), rows[-1].start, rows[-1].source, payload)


def _seats(form: AdoptionForm) -> Iterator[Item]:
    for key, rows in by_seat(form.roster).items():
        payload: Mapping[str, Json] = {"terms": [one.model_dump(mode="json") for one in rows]}
        yield Item("seat", key, rows[0].position, rows[0].start, rows[0].source, payload)


def by_seat(roster: Iterable[SeatIn]) -> dict[str, list[SeatIn]]:
    """The rows of each seat, in the order of the list."""
    seats: dict[str, list[SeatIn]] = {}
    for one in roster:
        seats.setdefault(one.seat, []).append(one)
    return seats


def meeting_key(one: MeetingIn) -> str:
    """What makes two rows the same meeting: its number, or its day where it has none."""
    return hidden(f"{one.kind}|{one.number or one.on}")


def meeting_label(one: MeetingIn) -> Named:
    """How the meeting is spoken of: by its number and day."""
    on = one.on.named if one.on else Named("", "")
    return Named(*(" ".join(filter(None, (one.number, day))) for day in (on.th, on.en)))


def figure_key(indicator: str, fiscal_year: int, quarter: int | None) -> str:
    """What makes two rows the same figure."""
    return hidden(f"{indicator}|{_period(fiscal_year, quarter)}")


def _period(fiscal_year: int, quarter: int | None) -> str:
    return f"{fiscal_year}/{quarter}" if quarter else str(fiscal_year)


def compared(
    wanted: Iterable[Item], standing: Mapping[tuple[str, str], Mapping[str, Json]]
) -> tuple[Change, ...]:
    """The items held against what stands, by kind and key. What stands and is not in the
    form is left as it is: a form that says less takes nothing away.
    """
    return tuple(Change(item, _state(item, standing.get((item.kind, item.key)))) for item in wanted)


def _state(item: Item, stands: Mapping[str, Json] | None) -> str:
    if stands is None:
        return "new"
    return "unchanged" if _same(stands, item.payload) else "changed"


def _same(stands: Json, wanted: Json) -> bool:
    """Whether they say the same; what was redacted is never brought back by the old file."""
    if stands == TEXT_MARK:
        return True
    if isinstance(stands, Mapping) and isinstance(wanted, Mapping):
        both_have = stands.keys() == wanted.keys()
        return both_have and all(_same(stands[key], wanted[key]) for key in wanted)
    if isinstance(stands, list | tuple) and isinstance(wanted, list | tuple):
        alike = len(stands) == len(wanted)
        return alike and all(_same(one, other) for one, other in zip(stands, wanted, strict=True))
    return stands == wanted


def gaps(form: AdoptionForm, today: date) -> list[Gap]:
    """What the file does not hold and somebody may still find."""
    return [
        *_order_gaps(form),
        *_people_gaps(form),
        *_step_gaps(form),
        *_meeting_gaps(form),
        *_plan_gaps(form, today),
    ]


def _order_gaps(form: AdoptionForm) -> Iterator[Gap]:
    order = form.order
    if order.number is None:
        yield Gap("order_number")
    if order.dated is None or order.dated.precision != "day":
        yield Gap("order_date", order.known_date.named if order.known_date else "")
    if order.mode is None:
        yield Gap("order_mode")
    if order.paper is not PaperState.FOUND:
        yield Gap("order_paper")
    if not any(one.kind is ScanKind.ORDER for one in form.scans):
        yield Gap("order_scan")


def _people_gaps(form: AdoptionForm) -> Iterator[Gap]:
    seats = by_seat(form.roster)
    for post in Post:
        in_roster = any(one.role == post.value and one.named for one in form.roster)
        if not _of_post(form, post) and not in_roster:
            yield Gap("officer", Term(label(post)))
    for body in BodyKey:
        if not any(one.body is body for one in form.roster):
            yield Gap("body", Term(label(body)))
    unnamed = sum(not _filled(rows, form) for rows in seats.values())
    if unnamed:
        yield Gap("seats_unnamed", count=unnamed, of=len(seats))
    people = [one for one in (*form.officers, *form.roster) if one.named]
    undated = sum(one.start is None or one.start.precision != "day" for one in people)
    if undated:
        yield Gap("terms_undated", count=undated, of=len(people))


def _filled(rows: Sequence[SeatIn], form: AdoptionForm) -> bool:
    """Whether somebody is named for the seat, in its own rows or as chair or secretary."""
    named_elsewhere = {one.post.value for one in form.officers if one.named}
    own = rows[0].body is BodyKey.EXECUTIVE and rows[0].role.value in named_elsewhere
    return own or any(one.named for one in rows)


def _step_gaps(form: AdoptionForm) -> Iterator[Gap]:
    known = {one.step: one.on for one in form.steps}
    for step in StepKey:
        on = known.get(step)
        if on is None:
            yield Gap("step", Term(label(step)))
        elif on.precision != "day":
            yield Gap("step_undated", Term(label(step)))


def _meeting_gaps(form: AdoptionForm) -> Iterator[Gap]:
    held = len(form.meetings)
    if not held:
        yield Gap("meetings")
    for key, missing in (
        ("minutes", [one.minutes is not PaperState.FOUND for one in form.meetings]),
        ("meetings_undated", [_undated(one.on) for one in form.meetings]),
        ("attendance", [_uncounted(one) for one in form.meetings]),
    ):
        if any(missing):
            yield Gap(key, count=sum(missing), of=held)
    if not form.trainings:
        yield Gap("trainings")
    unscored = sum(one.pre_mean is None for one in form.trainings)
    if unscored:
        yield Gap("scores", count=unscored, of=len(form.trainings))


def _undated(on: PartialDate | None) -> bool:
    return on is None or on.precision != "day"


def _uncounted(one: Attended) -> bool:
    return one.women is None and one.men is None and one.not_stated is None


def _plan_gaps(form: AdoptionForm, today: date) -> Iterator[Gap]:
    began = form.order.known_date
    planned = {one.fiscal_year for one in form.plans}
    first = FiscalYear.of(began.last).be if began else FiscalYear.of(today).be
    for year in range(first, FiscalYear.of(today).be + 1):
        if year not in planned:
            yield Gap("plan", str(year))
    blank = sum(one.value is None for one in form.figures)
    if not form.figures:
        yield Gap("figures")
    elif blank:
        yield Gap("figures_blank", count=blank, of=len(form.figures))


def count(changes: Sequence[Change], state: str) -> int:
    """How many of the changes are of that state."""
    return sum(one.state == state for one in changes)
