"""Page one: what a Chief needs on the first day, on one sheet of paper (practice.md 19)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from config.words import Sentence, Term, both
from flows.handover.gates import Ticked
from flows.handover.package_dates import next_dates
from flows.handover.package_day import PackageDay
from flows.handover.package_late import Overdue, overdue_items
from flows.handover.package_offices import COORDINATOR
from flows.handover.package_people import addressees, first_numbers, signer_of
from flows.handover.package_plan import plan_draft
from flows.handover.package_words import short_day
from flows.handover.page_one_decisions import decisions
from flows.handover.page_one_matter import law, matter
from flows.handover.page_one_numbers import numbers
from flows.handover.page_one_room import fits
from flows.papers.letterhead import district_letterhead, paper_base
from registry.rules.calendar import fiscal_quarter, fiscal_year
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.figures import Share
from registry.rules.papers.package import Annex, Boxes, Decision, Line, PageOne
from tasks.documents.fonts import ems_wide

TOLD = 3
WORKS_EMS, RISKS_EMS = 17.0, 34.0  # with their heads three lines at 16 pt
PLAN_MISSING, ORDER_DRAFT, TRAINING = "plan_missing", "order_draft", "training"
GOOD_SHARE = Decimal(80)
# What stands at risk, the gravest first: keys of handover.toml.
RISKS = (
    "found", "focal_point_vacant", "order_names", "contacts", PLAN_MISSING, "meeting", "stalled",
    "vacancies", "training", "chair_actions", "requests", "money", "report", "lessons", ORDER_DRAFT,
    "plan_signature",
)  # fmt: skip


def page_one(at: PackageDay, annex: Annex) -> PageOne:
    """The page as of the day that the annex tells of, begun for the same reader.

    Where names are so long that it would be two sheets, the last rows stand in the annex alone.
    """
    late = overdue_items(at)
    rows = decisions(at, late)
    made = _page(at, annex, late, rows)
    while not fits(made) and len(made.decisions) > 1:
        made = _page(at, annex, late, rows[: len(made.decisions) - 1])
    return made


def _page(
    at: PackageDay, annex: Annex, late: Sequence[Overdue], rows: Sequence[Decision]
) -> PageOne:
    to, subject = addressees(at), both("package.subject")
    begins, rests = matter(at), law(at, annex.opening)
    at_risk = in_a_line(risks(at), RISKS_EMS)
    questions = [one for one in rows if not one.for_information]
    told_by_none = [one for one in late if one.teller not in at.owed.keys]
    return PageOne(
        **paper_base(at.connection, at.district, at.on),
        rebuilt=annex.rebuilt,
        ahead_of=at.ahead_of,
        opening=annex.opening,
        to_th=tuple(one.th for one in to), to_en=tuple(one.en for one in to),
        letterhead=district_letterhead(at.connection, at.district, at.on),
        year=at.year,
        subject_th=subject.th, subject_en=subject.en,
        matter_th=begins.th, matter_en=begins.en,
        law_th=rests.said.th, law_en=rests.said.en, unverified=not rests.verified,
        numbers=numbers(at),
        works=in_a_line(works(at), WORKS_EMS) or (_said(both("package.works.none")),),
        risks=at_risk or (_said(both("package.risk.none")),),
        more_risks=_listed_risks(annex) - len(at_risk),
        decisions=tuple(rows),
        boxes=boxes(),
        asked=len(questions),
        overdue=sum(bool(one.note_th) for one in questions),
        more=len(at.owed.decisions) - len(rows) + len(told_by_none),
        late=len(late),
        calls=tuple(_said(one) for one in _calls(at)),
        coming=next_dates(at),
        signer=signer_of(at, FOCAL_POINT), chief=signer_of(at, CHIEF),
    )  # fmt: skip


def boxes() -> Boxes:
    """What is printed beside each box: the choice of the form at which it is recorded."""
    return Boxes(**{one.value: _said(both(f"choice.ticked.{one}")) for one in Ticked})


def _said(one: Sentence) -> Line:
    return Line(text_th=one.th, text_en=one.en)


def in_a_line(found: Iterable[Sentence], room: float) -> tuple[Line, ...]:
    """Three at most, as many as have room for so many ems; the first in any case."""
    shown: list[Line] = []
    for one in islice(found, TOLD):
        room -= max(ems_wide(one.th), ems_wide(one.en))
        if room < 0 and shown:
            break
        shown.append(_said(one))
    return tuple(shown)


def _listed_risks(annex: Annex) -> int:
    return sum(len(one.claims) for one in annex.sections if one.key == "risks")


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
    of_entry = {"year": at.facts.year, "quarter": fiscal_quarter(at.entry)}
    for key in RISKS:
        draft = plan_draft(at, at.facts.year) if key == PLAN_MISSING and key in owed else None
        if draft is not None:
            yield draft.words("package.risk.plan_draft", year=at.facts.year)
        elif key == ORDER_DRAFT and key in owed and not at.orders:
            yield both("package.risk.no_order_but_draft")
        elif key == TRAINING and key in owed and at.names_of_trained_unknown:
            yield both("package.risk.training_unnamed")
        elif key in owed:
            yield both(f"package.risk.{key}", count=owed[key], **of_entry)


def _calls(at: PackageDay) -> Iterator[Sentence]:
    """The focal point and the provincial office by name, the shelter and the police by number."""
    phones = first_numbers(at)
    for kind in CALLS:
        office = next((one for one in at.offices if one.kind == kind), None)
        held = next((one for one in at.held if office and one.ref == office.ref), None)
        named = [*at.in_charge.values()] if kind == COORDINATOR else []
        named += [held.name] if held else []
        name = next(iter(named), both("word.not_recorded"))
        said = phones.get(kind) or both("package.office_phone", phone=Term("word.not_recorded"))
        yield both(f"package.call.{kind}", name=name, phone=said)


CALLS = (FOCAL_POINT, COORDINATOR, "shelter_head", "police_superintendent")
