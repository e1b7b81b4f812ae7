"""Page one: what a Chief needs on the first day, on one sheet of paper (practice.md 19)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from config.handover import DecisionDefault, handover_defaults
from config.words import Named, Sentence, Term, Value, both
from flows.handover.package_dates import next_dates
from flows.handover.package_day import PackageDay
from flows.handover.package_late import Overdue, Pressing, overdue_items, pressing
from flows.handover.package_offices import COORDINATOR
from flows.handover.package_people import addressees, first_numbers, signer_of
from flows.handover.package_plan import plan_draft
from flows.handover.package_words import short_day
from flows.handover.page_one_matter import law, matter, place
from flows.handover.page_one_numbers import numbers
from flows.papers.letterhead import district_letterhead, paper_base
from registry.rules.calendar import fiscal_year
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.excerpts import excerpt
from registry.rules.figures import Share
from registry.rules.handover import OwedDecision
from registry.rules.papers.package import Annex, ComingItem, Decision, Line, PageOne
from tasks.documents.fonts import ems_wide

FEWEST, TOLD = 4, 3
NUMBERS_SIGNS, WORKS_SIGNS, RISKS_SIGNS = 300, 60, 66
OLDEST_SIGNS, OLDEST_BESIDE_MORE = 48, 24
PLAN_MISSING, ORDER_DRAFT = "plan_missing", "order_draft"
ROW_EMS_TH, ROW_SIGNS_EN = 28, 120  # of a decision: two lines
GOOD_SHARE = Decimal(80)
# What stands at risk, the gravest first: keys of handover.toml.
RISKS = (
    "found", "focal_point_vacant", "order_names", "contacts", PLAN_MISSING, "meeting", "stalled",
    "vacancies", "training", "chair_actions", "requests", "money", "report", "lessons", ORDER_DRAFT,
    "plan_signature",
)  # fmt: skip


def page_one(at: PackageDay, annex: Annex) -> PageOne:
    """The page as of the day that the annex tells of, begun for the same reader."""
    to = addressees(at)
    subject, stands, rests = both("package.subject"), place(at), law(at)
    begins, at_risk = matter(at, annex.opening), in_a_line(risks(at), RISKS_SIGNS)
    late = overdue_items(at)
    decisions = _asked(at, late)
    more = len(at.owed.decisions) - len(decisions)
    return PageOne(
        **paper_base(at.connection, at.district, at.on),
        rebuilt=annex.rebuilt,
        ahead_of=at.ahead_of,
        opening=annex.opening,
        to_th=tuple(one.th for one in to), to_en=tuple(one.en for one in to),
        letterhead=district_letterhead(at.connection, at.district, at.on),
        subject_th=subject.th, subject_en=subject.en,
        matter_th=begins.th, matter_en=begins.en,
        place_th=stands.th, place_en=stands.en,
        law_th=rests.th, law_en=rests.en,
        numbers=_numbers(at),
        works=in_a_line(works(at), WORKS_SIGNS) or (_said(both("package.works.none")),),
        risks=at_risk or (_said(both("package.risk.none")),),
        more_risks=_listed_risks(annex) - len(at_risk),
        decisions=decisions,
        more=more,
        calls=tuple(_said(one) for one in _calls(at)),
        late=len(late),
        late_in_table=sum(one.late for one in decisions),
        oldest=_oldest(late, room=OLDEST_BESIDE_MORE if more else OLDEST_SIGNS),
        coming=next_dates(at),
        signer=signer_of(at, FOCAL_POINT), chief=signer_of(at, CHIEF),
    )  # fmt: skip


def _said(one: Sentence) -> Line:
    return Line(text_th=one.th, text_en=one.en)


def in_a_line(found: Iterable[Sentence], room: int) -> tuple[Line, ...]:
    """Three at most, as many as have room."""
    return tuple(_said(one) for one in in_room(islice(found, TOLD), room))


def in_room(found: Iterable[Sentence], room: int) -> Iterator[Sentence]:
    """As many of the first as have room for so many Thai signs."""
    for one in found:
        room -= len(one.th)
        if room < 0:
            return
        yield one


def _listed_risks(annex: Annex) -> int:
    return sum(len(one.claims) for one in annex.sections if one.key == "risks")


def _oldest(late: Sequence[Overdue], *, room: int) -> ComingItem | None:
    """What is overdue the longest, as much of it as has room."""
    for one in late[:1]:
        th, en = excerpt(one.what.th, room), excerpt(one.what.en, room)
        return ComingItem(day=one.day, text_th=th, text_en=en)
    return None


def _numbers(at: PackageDay) -> tuple[Line, ...]:
    """Those that are known, as many as have room; of the others as many as make four.

    Those say that they are not known.
    """
    found = [*numbers(at)]
    known = [one for one in found if one.known]
    shown = known[: max(FEWEST, len([*in_room((one.words for one in known), NUMBERS_SIGNS)]))]
    unknown = [one for one in found if not one.known][: max(0, FEWEST - len(shown))]
    return tuple(_said(one.words) for one in found if one in shown or one in unknown)


def works(at: PackageDay) -> Iterator[Sentence]:
    """What goes well, by the facts of the day and of the years that the package tells of.

    What money was given stands among the numbers, the last meeting before them.
    """
    now = {key: one.told for key, one in at.figures.computed[at.year].items()}
    met, trained = now["meetings_held"], now["members_trained"]
    if any(fiscal_year(one.dated.first) in at.years for one in at.orders):
        yield both("package.works.order")
    if at.plan_received is not None:
        yield both("package.works.plan", year=at.year)
    if isinstance(met, Share) and met.denominator.value and met.numerator == met.denominator:
        yield both("package.works.meetings", year=at.year)
    if isinstance(trained, Share) and trained.percent and trained.percent.value >= GOOD_SHARE:
        yield both("package.works.training")
    if at.trainings and fiscal_year(at.trainings[-1].on) in at.years:
        yield both("package.works.trained_on", on=short_day(at.trainings[-1].on))


def risks(at: PackageDay) -> Iterator[Sentence]:
    """What stands at risk, the gravest first, each a row of section 10 of the annex."""
    owed = {one.key: one.count for one in at.owed.decisions}
    for key in RISKS:
        draft = plan_draft(at) if key == PLAN_MISSING and key in owed else None
        if draft is not None:
            yield draft.words("package.risk.plan_draft")
        elif key == ORDER_DRAFT and key in owed and not at.orders:
            yield both("package.risk.no_order_but_draft")
        elif key in owed:
            yield both(f"package.risk.{key}", count=owed[key])


def _asked(at: PackageDay, late: Sequence[Overdue]) -> tuple[Decision, ...]:
    """The most pressing decisions, as many as page one takes; those for information first."""
    words = handover_defaults()
    printed = at.owed.printed(words.page_one, words.information, words.rests_on)
    known = [(one, words.decision(one.key)) for one in printed]
    asked = [(one, said) for one, said in known if said is not None]
    return tuple(
        _decision(at, number, one, said, late) for number, (one, said) in enumerate(asked, 1)
    )


def _decision(
    at: PackageDay,
    number: int,
    owed: OwedDecision,
    asked: DecisionDefault,
    late: Sequence[Overdue],
) -> Decision:
    title = asked.title(owed.count)
    note = row_note(title, asked.late, pressing(at, owed, late))
    return Decision(
        number=number, key=owed.key,
        title_th=title.th, title_en=title.en,
        due=owed.due, passed=owed.due < at.on, for_information=asked.for_information,
        late=sum(one.teller == owed.key for one in late),
        note_th=note.th, note_en=note.en,
    )  # fmt: skip


def row_note(title: Named, late: Named, hangs_on: Pressing | None) -> Sentence:
    """What follows of no decision; since when it is late, or which day comes before its own.

    A step to it, or what comes, is named where the row has room for it: the annex names it anyway.
    No day stands alone that is not that of the decision itself.
    """
    follows = both("package.follows", late=late)
    if hangs_on is None:
        return follows
    said: dict[str, Value] = {"follows": follows, "day": short_day(hangs_on.day)}
    if hangs_on.step is None:
        return both("package.was_due", **said)
    keys = ("step_was_due", "a_step_was_due") if hangs_on.passed else ("day_before",)
    notes = [both(f"package.{key}", **said, what=hangs_on.step) for key in keys]
    th = (one.th for one in notes if ems_wide(title.th + one.th) <= ROW_EMS_TH)
    en = (one.en for one in notes if len(title.en + one.en) <= ROW_SIGNS_EN)
    return Sentence(next(th, follows.th), next(en, follows.en))


def _calls(at: PackageDay) -> Iterator[Sentence]:
    """The focal point, the provincial office, the shelter, the police: by post and name."""
    numbers = first_numbers(at)
    for kind in CALLS:
        office = next((one for one in at.offices if one.kind == kind), None)
        held = next((one for one in at.held if office and one.ref == office.ref), None)
        named = [*at.in_charge.values()] if kind == COORDINATOR else []
        named += [held.name] if held else []
        name = next(iter(named), both("word.not_recorded"))
        said = numbers.get(kind) or both("package.office_phone", phone=Term("word.not_recorded"))
        yield both(f"package.call.{kind}", name=name, phone=said)


CALLS = (FOCAL_POINT, COORDINATOR, "shelter_head", "police_superintendent")
