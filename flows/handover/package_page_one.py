"""Page one: what a Chief needs on the first day, on one sheet of paper (practice.md 19)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice

from config.handover import DecisionDefault, handover_defaults
from config.words import Named, Sentence, Term, Value, both
from flows.establishment.advocacy_papers import brief_of
from flows.handover.legal_words import cited_as_known
from flows.handover.package_dates import next_dates
from flows.handover.package_day import PackageDay
from flows.handover.package_late import Overdue, Pressing, overdue_items, pressing, told_late
from flows.handover.package_people import addressees, first_numbers, signer_of
from flows.handover.package_plan import plan_draft
from flows.handover.package_words import short_day
from flows.handover.page_one_numbers import numbers
from flows.papers.letterhead import district_letterhead, paper_base
from registry.queries.legal import cited, legal_bases
from registry.queries.order_facts import neighbour
from registry.rules.calendar import fiscal_year
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.figures import Share
from registry.rules.handover import OwedDecision
from registry.rules.papers.package import Decision, Line, Opening, PageOne
from registry.rules.thai import excerpt
from tasks.documents.fonts import ems_wide

FEWEST, TOLD = 4, 3
PLACE_SIGNS = 136
LINE_SIGNS = 80
PLAN_MISSING = "plan_missing"
ROW_EMS_TH, ROW_SIGNS_EN = 29, 120  # of a decision: two lines
NO_BREAK = "\u00a0"
GOOD_SHARE = Decimal(80)
# What stands at risk, the gravest first: keys of handover.toml.
RISKS = (
    "focal_point_vacant", "order_names", "contacts", PLAN_MISSING, "meeting", "stalled",
    "vacancies", "training", "chair_actions", "money", "report", "lessons", "order_draft",
    "plan_signature",
)  # fmt: skip


def page_one(at: PackageDay, *, rebuilt: bool, opening: Opening) -> PageOne:
    """The page as of the day, begun for who knows the subject or for who never met it."""
    to = addressees(at)
    subject, place, law = both("package.subject"), _place(at), _law(at)
    matter = _matter(at, opening)
    late = overdue_items(at)
    decisions = _asked(at, late)
    told = {one.key for one in decisions}
    return PageOne(
        **paper_base(at.connection, at.district, at.on),
        rebuilt=rebuilt,
        ahead_of=at.ahead_of,
        opening=opening,
        to_th=tuple(one.th for one in to), to_en=tuple(one.en for one in to),
        letterhead=district_letterhead(at.connection, at.district, at.on),
        subject_th=subject.th, subject_en=subject.en,
        matter_th=matter.th, matter_en=matter.en,
        place_th=place.th, place_en=place.en,
        law_th=law.th, law_en=law.en,
        numbers=_numbers(at),
        works=in_a_line(works(at)), risks=in_a_line(risks(at)),
        decisions=decisions,
        more=len(at.owed.decisions) - len(decisions),
        calls=tuple(_said(one) for one in _calls(at)),
        late=len(late),
        late_in_table=told_late(late, told),
        coming=next_dates(at),
        signer=signer_of(at, FOCAL_POINT), chief=signer_of(at, CHIEF),
    )  # fmt: skip


def _said(one: Sentence) -> Line:
    return Line(text_th=one.th, text_en=one.en)


def in_a_line(found: Iterable[Sentence]) -> tuple[Line, ...]:
    """Three at most, as many as a line takes; where there is none, that nothing is recorded."""
    first = [*islice(found, TOLD)]
    signs = accumulate(len(one.th) for one in first)
    told = [_said(one) for one, so_far in zip(first, signs, strict=True) if so_far <= LINE_SIGNS]
    return tuple(told) or (_said(both("word.not_recorded")),)


def _matter(at: PackageDay, opening: Opening) -> Sentence:
    """What the matter is: for who never met it with what trafficking and the committee are."""
    order = max(at.orders, key=lambda one: one.start, default=None)
    if order is None:
        return both(f"package.matter.{opening}_without")
    said = both(f"package.matter.{opening}", number=order.full_number, on=short_day(order.dated))
    met = at.meetings[-1].on if at.meetings else None
    if opening == "new" or met is None:
        return said
    return both("package.matter.last_met", said=said, on=short_day(met))


def _place(at: PackageDay) -> Sentence:
    """Why here: the border, its crossings, what the district says of itself; with the source."""
    own = brief_of(at.connection, at.district, at.on)
    parts = []
    across = neighbour(at.district)
    if own.given.border:
        parts.append(Sentence(own.given.border, own.given.border))
    elif across is not None:
        parts.append(both("package.place.border", place=across))
    if own.given.crossings or own.given.natural:
        given = filter(None, (own.given.crossings, own.given.natural))
        parts += [Sentence(one, one) for one in given]
    elif own.crossings:
        parts.append(both("package.place.crossings", count=len(own.crossings)))
    if own.natural and not own.given.natural:
        one = own.natural[0]
        key = "natural_whole" if one.whole_border else "natural"
        parts.append(both(f"package.place.{key}", count=one.count,
                          how=both(f"package.how.{one.qualifier}")))  # fmt: skip
    if own.given.industries:
        parts.append(Sentence(own.given.industries, own.given.industries))
    if not parts:
        return both("word.not_recorded")
    th, en = _counted_off([one.th for one in parts]), "; ".join(one.en for one in parts)
    # What people typed may be longer than two lines: the brief to a Chief has it whole.
    return Sentence(excerpt(th, PLACE_SIGNS), excerpt(en, PLACE_SIGNS))


def _counted_off(parts: Sequence[str]) -> str:
    """The parts as a Thai paper lists them in a line, where there are several."""
    if len(parts) == 1:
        return parts[0]
    return " ".join(f"({number}){NO_BREAK}{one}" for number, one in enumerate(parts, 1))


def _law(at: PackageDay) -> Sentence:
    """The law that the committee rests on, marked as in the annex; what the Chief is by it."""
    bases = legal_bases(at.connection, at.district, at.on, at.known)
    said = {one.key for one in cited(bases, "reason")}
    named = [one for one in bases if one.key in said]
    if not named:
        return both("package.law.none")
    numbered = next((one for one in named if one.number), named[-1])
    return both("package.law.by", base=cited_as_known(numbered))


def _numbers(at: PackageDay) -> tuple[Line, ...]:
    """Those that are known; of the others as many as make four, which say that they are not."""
    found = [*numbers(at)]
    room = FEWEST - sum(one.known for one in found)
    unknown = [one for one in found if not one.known][: max(0, room)]
    return tuple(_said(one.words) for one in found if one.known or one in unknown)


def works(at: PackageDay) -> Iterator[Sentence]:
    """What goes well, by the facts of the day and of the years that the package tells of.

    What money was given stands among the numbers.
    """
    now = {key: one.told for key, one in at.figures.computed[at.year].items()}
    met, trained = now["meetings_held"], now["members_trained"]
    if at.orders:
        yield both("package.works.order")
    if at.plan_received is not None:
        yield both("package.works.plan", year=at.year)
    if isinstance(met, Share) and met.denominator.value and met.numerator == met.denominator:
        yield both("package.works.meetings", year=at.year)
    if isinstance(trained, Share) and trained.percent and trained.percent.value >= GOOD_SHARE:
        yield both("package.works.training")
    for key, held in (("trained_on", at.trainings), ("met", at.meetings)):
        if held and fiscal_year(held[-1].on) in at.years:
            yield both(f"package.works.{key}", on=short_day(held[-1].on))


def risks(at: PackageDay) -> Iterator[Sentence]:
    """What stands at risk, the gravest first."""
    if not at.orders:
        yield both("package.risk.order")
    owed = {one.key: one.count for one in at.owed.decisions}
    for key in RISKS:
        draft = plan_draft(at) if key == PLAN_MISSING and key in owed else None
        if draft is not None:
            yield draft.words("package.risk.plan_draft")
        elif key in owed:
            yield both(f"package.risk.{key}", count=owed[key])


def _asked(at: PackageDay, late: Sequence[Overdue]) -> tuple[Decision, ...]:
    """The most pressing decisions, as many as page one takes, in the order of their days."""
    words = handover_defaults()
    known = [(one, words.decision(one.key)) for one in at.owed.printed(words.page_one)]
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
        due=owed.due, passed=owed.due < at.on,
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
        name = held.name if held else both("word.not_recorded")
        said = numbers.get(kind) or both("package.office_phone", phone=Term("word.not_recorded"))
        yield both(f"package.call.{kind}", name=name, phone=said)


CALLS = (FOCAL_POINT, "psdhs_coordinator", "shelter_head", "police_superintendent")
