"""What the form of an old committee leaves open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from config.words import Sentence, Term, Value, both
from registry.rules.adoption import by_seat, of_post
from registry.rules.adoption_choices import PaperState, Post, ScanKind, StepKey, label
from registry.rules.adoption_form import AdoptionForm, Attended, SeatIn
from registry.rules.calendar import fiscal_year
from registry.rules.partial_dates import PartialDate
from registry.rules.seats import BodyKey


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
        if not of_post(form, post) and not in_roster:
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
    first = fiscal_year(began.last) if began else fiscal_year(today)
    for year in range(first, fiscal_year(today) + 1):
        if year not in planned:
            yield Gap("plan", str(year))
    blank = sum(one.value is None for one in form.figures)
    if not form.figures:
        yield Gap("figures")
    elif blank:
        yield Gap("figures_blank", count=blank, of=len(form.figures))
