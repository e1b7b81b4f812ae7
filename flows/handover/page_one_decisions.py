"""The decisions of page one: each by its own matter, since when it is late, by which day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from config.calendar import government_holidays
from config.handover import LATE, DecisionDefault, handover_defaults
from config.words import Named, Sentence, Value, both, known as is_known
from flows.handover.answered_lessons import change_of
from flows.handover.package_dates import called
from flows.handover.package_day import PackageDay
from flows.handover.package_late import Overdue, Pressing, pressing
from flows.handover.package_words import order_cited, short_day
from flows.meeting.actions import asked_words
from flows.plan.row_words import lines_in_words
from registry.journal import GateRow
from registry.queries.action_items import OwnedAction
from registry.queries.handover import PENDING, PLAN_SIGNED, REPORT_SENT, page_due
from registry.queries.handover_facts import CHAIRS, LESSONS, REQUESTS, STALLED
from registry.queries.monitoring import quarter_at
from registry.rules.calendar import WorkingCalendar, fiscal_quarter
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.handover import OwedDecision
from registry.rules.papers.package import Decision
from registry.rules.year_days import year_of_period
from tasks.documents.fonts import ems_wide

ROW_EMS_TH, ROW_EMS_EN = 27.0, 24.5  # two lines of the column at 14 pt
ROW_EMS_TYPED = 37.0  # in English three, of words that were typed in Thai
CONSEQUENCES = 2
# What is told of what each of them leads to if it waits, the gravest first: keys of handover.toml.
GRAVEST = (
    "found", "focal_point_vacant", "order_names", "plan_missing", "plan_signature", "meeting",
    "order_draft", "report", "vacancies", "chair_actions", "requests", "late", "stalled", "money",
    "focal_point", "training", "contacts", "lessons",
)  # fmt: skip
Matters: TypeAlias = Iterator[Sentence]


def decisions(at: PackageDay, late: Sequence[Overdue]) -> tuple[Decision, ...]:
    """The most pressing questions, as many as page one takes, then what is for information."""
    words = handover_defaults()
    printed = at.owed.printed(words.page_one, words.information, words.rests_on)
    known = [(one, words.decision(one.key)) for one in printed]
    asked = [(one, said) for one, said in known if said is not None]
    told = consequences([one.key for one, said in asked if not said.for_information])
    return tuple(
        _decision(at, number, one, said, late, told=one.key in told)
        for number, (one, said) in enumerate(asked, 1)
    )


def consequences(asked: Sequence[str]) -> frozenset[str]:
    """Of which decisions page one says what follows: of the first, and of the gravest other."""
    others = sorted(asked[1:], key=GRAVEST.index)
    return frozenset((*asked[:1], *others[: CONSEQUENCES - 1]))


def _decision(
    at: PackageDay,
    number: int,
    owed: OwedDecision,
    asked: DecisionDefault,
    late: Sequence[Overdue],
    *,
    told: bool,
) -> Decision:
    passed = owed.due < at.on
    note = late_note(pressing(owed, late), owed.due if passed else None)
    title = in_the_row([*matters(at, owed)] or [_as_asked(owed, asked)], note)
    due = page_due(at.facts, WorkingCalendar(government_holidays)) if passed else owed.due
    return Decision(
        number=number, key=owed.key,
        title_th=title.th, title_en=title.en,
        due=due, passed=passed, for_information=asked.for_information,
        late=sum(one.teller == owed.key for one in late),
        note_th=note.th if note else None, note_en=note.en if note else None,
        follows_th=asked.late.th, follows_en=asked.late.en, told=told,
    )  # fmt: skip


def late_note(hangs_on: Pressing | None, due: date | None) -> Sentence | None:
    """Since when it is late, or which step to it; nothing where nothing of it is."""
    if hangs_on is None:
        return both("package.late_since", day=short_day(due)) if due else None
    day = short_day(hangs_on.day)
    if hangs_on.step is None:
        return both("package.late_since", day=day)
    return both("package.step_late_since", day=day, what=hangs_on.step)


def in_the_row(found: Sequence[Sentence], note: Sentence | None) -> Sentence:
    """The fullest of the matter's names that has room beside the note; the last is short."""
    th, en = (note.th, note.en) if note is not None else ("", "")
    room = (
        one for one in found if _wide(one.th, th) <= ROW_EMS_TH and _wide(one.en, en) <= ROW_EMS_EN
    )
    return next(room, found[-1])


def _wide(title: str, note: str) -> float:
    return ems_wide(f"{title} ({note})" if note else title)


def matters(at: PackageDay, owed: OwedDecision) -> Matters:
    """What the decision is about by its own name, the fullest first; last by how many it is."""
    yield from MATTERS[owed.key](at) if owed.key in MATTERS else ()
    counted = f"package.row.{owed.key}.counted"
    if is_known(counted):
        yield both(counted, count=owed.count)


def _as_asked(owed: OwedDecision, asked: DecisionDefault) -> Sentence:
    title = asked.title(owed.count)
    return Sentence(title.th, title.en)


def _row(key: str, **values: Value) -> Sentence:
    return both(f"package.row.{key}", **values)


def _listed(key: str, names: Sequence[Named | Sentence], **values: Value) -> Matters:
    """By the name of the only one, or of the first and how many more."""
    if len(names) == 1:
        yield _row(key, what=names[0], **values)
    elif names:
        yield _row(f"{key}.more", what=names[0], more=len(names) - 1, **values)


def _order_names(at: PackageDay) -> Matters:
    leaves = at.facts.leaves
    for order in at.orders[-1:] if leaves is not None else ():
        number = order_cited(order.full_number, order.dated)
        yield _row("order_names", order=number, name=leaves.name if leaves else "")


def _focal_point(at: PackageDay) -> Matters:
    held = at.holder_of(FOCAL_POINT)
    if held is not None:
        yield _row("focal_point", name=held.name)
        yield _row("focal_point.short", name=held.name)


def _meeting(at: PackageDay) -> Matters:
    quarter = fiscal_quarter(at.entry)
    met = [one for one in at.agreed if fiscal_quarter(one.day) == quarter]
    if met:
        yield _row("meeting.agreed", quarter=quarter, year=at.facts.year, on=short_day(met[0].day))
    yield _row("meeting", quarter=quarter, year=at.facts.year)
    yield _row("meeting.short", quarter=quarter, year=at.facts.year)


def _plan_missing(at: PackageDay) -> Matters:
    yield _row("plan_missing", year=at.facts.year)


def _plan_signature(at: PackageDay) -> Matters:
    years = {year_of_period(at.begun[one.instance_id].period) for one in _waiting(at, PLAN_SIGNED)}
    yield from (_row("plan_signature", year=year) for year in sorted(years)[:1])


def _report(at: PackageDay) -> Matters:
    found = sorted(
        (at.begun[one.instance_id].period, quarter_at(one.path))
        for one in _waiting(at, REPORT_SENT)
    )
    of = [both("package.of_quarter", quarter=quarter, year=year) for year, quarter in found]
    return _listed("report", of)


def _late(at: PackageDay) -> Matters:
    """What waits for the Chief past its day and that no other decision is about."""
    words = handover_defaults()
    own = [
        (one.due_on or at.on, called(at, one))
        for one in at.facts.late
        if words.told_by(one.gate, at.owed.keys) == LATE and one.id in at.waiting.titles
    ]
    return _listed("late", [said for _, said in sorted(own, key=lambda one: one[0])])


def _requests_of(key: str, found: Sequence[OwnedAction], at: PackageDay) -> Matters:
    words = asked_words(at.connection, [one.key for one in found], at.gates)
    said = [words[one.key] for one in found]
    return _listed(key, [Named(one, one) for one in said if one is not None])


def _vacancies(at: PackageDay) -> Matters:
    vacant = [one.key for one in at.seats if one.key in at.vacant_seats]
    return _listed("vacancies", [at.seat_titles[one] for one in vacant])


def _money(at: PackageDay) -> Matters:
    own = [
        one
        for one in at.money.needs
        if (step := at.money.steps.get(f"{one.year}/{one.key}")) is not None
        and step.step in PENDING
        and not step.secured
    ]
    titles = (said.get("title") for _, said in lines_in_words(at.connection, own))
    return _listed("money", [Named(str(one), str(one)) for one in titles if one])


def _stalled(at: PackageDay) -> Matters:
    rows = sorted(
        (one for one in at.planned if one.key in at.facts.stalled),
        key=lambda one: at.facts.stalled[one.key],
    )
    return _listed("stalled", [one.called for one in rows])


def _training(at: PackageDay) -> Matters:
    if at.names_of_trained_unknown:
        yield _row("training.unnamed")


def _lessons(at: PackageDay) -> Matters:
    return _listed("lessons", [Named(*[change_of(at, one)] * 2) for one in at.facts.open_lessons])


def _waiting(at: PackageDay, gate: str) -> list[GateRow]:
    return [one for one in at.facts.waiting if one.gate == gate and one.instance_id in at.begun]


MATTERS: Mapping[str, Callable[[PackageDay], Matters]] = {
    "order_names": _order_names,
    "focal_point": _focal_point,
    "meeting": _meeting,
    "plan_missing": _plan_missing,
    "plan_signature": _plan_signature,
    "report": _report,
    LATE: _late,
    CHAIRS: lambda at: _requests_of("chair_actions", at.facts.chairs_requests, at),
    REQUESTS: lambda at: _requests_of("requests", at.facts.late_requests, at),
    "vacancies": _vacancies,
    "money": _money,
    STALLED: _stalled,
    "training": _training,
    LESSONS: _lessons,
}
