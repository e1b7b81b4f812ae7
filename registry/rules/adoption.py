"""Taking in an old committee: what its form comes to, what is new in it, what is missing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from config.words import Named, Term, Value
from registry.rules.adoption_choices import Post, StepKey, label
from registry.rules.adoption_form import AdoptionForm, FormRow, MeetingIn, OfficerIn, SeatIn
from registry.rules.partial_dates import PartialDate
from registry.rules.plain_values import Json
from registry.rules.redaction import TEXT_MARK

IN_FORCE = "in_force"


class JoinsAt(StrEnum):
    """Where a committee that was taken in joins the establishment."""

    INCEPTION = "inception"
    CAPACITY = "capacity"
    AT_WORK = "at_work"


@dataclass(frozen=True)
class AdoptionItem:
    """One thing that the form says, under a key that a corrected form keeps."""

    kind: str
    key: str
    label: Value
    on: PartialDate | None
    source: str | None
    payload: Mapping[str, Json]


class AdoptionChange(NamedTuple):
    """An item, and whether the registry has it: new, changed or unchanged."""

    item: AdoptionItem
    state: str


def true_step(form: AdoptionForm, since: date = date.min) -> JoinsAt:
    """Where the committee stands: at work once it is known to have met and to be trained.

    One that met, and of which the file tells no training, has that still before it. What was
    before `since`, or bears no date then, was the committee's that ended on that day.
    """
    met = any(_counts(one.on, since) for one in form.meetings)
    if not (met or taken(form, StepKey.INCEPTION, since)):
        return JoinsAt.INCEPTION
    trained = any(_counts(one.on, since) for one in form.trainings)
    trained = trained or taken(form, StepKey.CAPACITY_PLAN, since)
    return JoinsAt.AT_WORK if trained else JoinsAt.CAPACITY


def _counts(on: PartialDate | None, since: date) -> bool:
    return since == date.min or (on is not None and on.first >= since)


def taken(form: AdoptionForm, step: StepKey, since: date = date.min) -> bool:
    """Whether the step is known to have been taken, by this committee."""
    return any(
        one.step is step and one.on is not None and _counts(one.on, since) for one in form.steps
    )


def items(form: AdoptionForm) -> tuple[AdoptionItem, ...]:
    """Everything that the form says, in the order of its sheets."""
    return (
        *_orders(form),
        *(_officers(form, post) for post in Post if of_post(form, post)),
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


def _item(kind: str, key: str, label: Value, on: PartialDate | None, row: FormRow) -> AdoptionItem:
    return AdoptionItem(kind, key, label, on, row.source, row.model_dump(mode="json"))


def hidden(text: str) -> str:
    """A key made of free text that does not give it away: a redaction reaches no key."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _orders(form: AdoptionForm) -> Iterator[AdoptionItem]:
    for one in form.orders:
        key = IN_FORCE if one == form.order else f"{one.kind}|{one.number or one.known_date}"
        said = f"{one.heading} {one.number or '-'}"
        yield _item("order", key, said, one.known_date, one)


def of_post(form: AdoptionForm, post: Post) -> list[OfficerIn]:
    return [one for one in form.officers if one.post is post]


def _officers(form: AdoptionForm, post: Post) -> AdoptionItem:
    rows = of_post(form, post)
    payload: Mapping[str, Json] = {"terms": [one.model_dump(mode="json") for one in rows]}
    return AdoptionItem(
        "officer", post, Term(label(post)), rows[-1].start, rows[-1].source, payload
    )


def _seats(form: AdoptionForm) -> Iterator[AdoptionItem]:
    for key, rows in by_seat(form.roster).items():
        payload: Mapping[str, Json] = {"terms": [one.model_dump(mode="json") for one in rows]}
        yield AdoptionItem("seat", key, rows[0].position, rows[0].start, rows[0].source, payload)


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
    wanted: Iterable[AdoptionItem], standing: Mapping[tuple[str, str], Mapping[str, Json]]
) -> tuple[AdoptionChange, ...]:
    """The items held against what stands, by kind and key. What stands and is not in the
    form is left as it is: a form that says less takes nothing away.
    """
    return tuple(
        AdoptionChange(item, _state(item, standing.get((item.kind, item.key)))) for item in wanted
    )


def _state(item: AdoptionItem, stands: Mapping[str, Json] | None) -> str:
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


def count(changes: Sequence[AdoptionChange], state: str) -> int:
    """How many of the changes are of that state."""
    return sum(one.state == state for one in changes)
