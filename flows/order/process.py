"""An order of the district: drafted, reviewed, signed, registered."""

from collections.abc import Collection
from enum import StrEnum
from itertools import count
from typing import Literal

from dateutil.relativedelta import relativedelta

from config.defaults import committee
from config.words import both
from flows.engine.fields import Confirmation, Review
from flows.engine.replay import Event, EventKind, Lapse, Process
from flows.engine.run import Run
from flows.order.effects import (
    AMENDMENT_FACTS,
    DRAFT_ADVOCACY_PAPERS,
    DRAFT_APPOINTMENT_ORDER,
    DRAFT_CERTIFIED_COPIES,
    DRAFT_ORDER_MEMO,
    ORDER_FACTS,
)
from flows.order.gates import (
    AMENDMENT,
    CHIEF_REVIEW,
    CONFIRM_AS_SIGNED,
    CONFIRM_WITHOUT_SCAN,
    DEPUTY_REVIEW,
    LEGAL_BASES,
    REGISTRATION,
    REVISE_DRAFT,
    AmendmentV1,
    ChiefReview,
    ChiefReviewV1,
    Printed,
    RegistrationV1,
)
from registry.rules.effects import (
    AdvocacyInputs,
    AmendmentArgs,
    CopiesInputs,
    DraftInputs,
    MadePaper,
    MemoInputs,
    OrderFactsArgs,
)
from registry.rules.order_facts import (
    AppointmentOrderFacts,
    EarlierOrder,
    LegalBase,
    OrderChange,
)
from registry.rules.seats import CommitteeChange, Value

ROTATION = (EventKind.CHIEF_ROTATED,)
ASKS_AGAIN = (*ROTATION, EventKind.DIRECTIVE_ISSUED)  # what a Chief put off is asked again
MONTHS_BETWEEN_ATTEMPTS = 6
MEMO = 2
RIGHT_NAME = 3
SEEN_BY_TWO = 4
CONFIRMED = 5  # the revision in which a draft prints a base that was confirmed as verified


class OrderOutcome(StrEnum):
    """How an order ends."""

    SIGNED = "signed"


class OrderStart(Value):
    """What the order is for.

    `in_force`: it amends or replaces the order of a committee at work, whose seats stay as they are
    until it is signed; what it changes is asked first.
    """

    district: str
    kind: Literal["new", "replace", "amend"]
    earlier: EarlierOrder | None = None
    heading: str | None = None
    in_force: bool = False


def order(run: Run) -> OrderOutcome:
    """From the working team's draft to the registered, signed order.

    Case study: "The working team drafted a committee appointment letter, which was presented
    to the District Chief to review, provide feedback, and sign."
    """
    start = run.start(OrderStart)
    asked = run.ask(AMENDMENT) if start.in_force else None
    changes = asked.changes if asked else ()
    confirmed: set[str] = set()
    before: AppointmentOrderFacts | None = None
    for turn in count(1):
        facts = read_facts(run, start, turn, asked, changes)
        drafted = draft_order(run, start, facts, turn, confirmed)
        if drafted is None:
            continue
        facts, draft = drafted
        if run.revision >= MEMO:
            run.prepare(DRAFT_ORDER_MEMO, MemoInputs(facts=facts, before=before), round=turn)
        before = facts
        reviewed = run.ask(DEPUTY_REVIEW, round=turn, about=draft.content_hash, unless=ROTATION)
        if isinstance(reviewed, Lapse | Event):
            welcome_chief(run, start.district, turn)
            continue
        if reviewed.result is Review.FORWARD:
            verdict = run.ask(CHIEF_REVIEW, round=turn, about=draft.content_hash, unless=ROTATION)
            if isinstance(verdict, Lapse | Event):
                welcome_chief(run, start.district, turn)
                continue
            if verdict.result is ChiefReview.SIGN:
                register(run, draft)
                if start.in_force:  # else the establishment sends the copies out
                    run.do(
                        DRAFT_CERTIFIED_COPIES, CopiesInputs(district=start.district, order_round=1)
                    )
                return OrderOutcome.SIGNED
            if verdict.result is ChiefReview.NOT_NOW:
                come_back_later(run, turn, verdict)
                continue
        changes = (*changes, *run.ask(REVISE_DRAFT, round=turn).changes)
    raise AssertionError


def read_facts(
    run: Run,
    start: OrderStart,
    turn: int,
    asked: AmendmentV1 | None,
    changes: tuple[CommitteeChange, ...],
) -> AppointmentOrderFacts:
    """The facts of the next draft; of a committee at work with the changes that were asked for."""
    args = OrderFactsArgs(
        district=start.district, kind=start.kind, earlier=start.earlier, heading=start.heading
    )
    if asked is None:
        return run.read(ORDER_FACTS, args, round=turn)
    amended = AmendmentArgs(
        **vars(args), changes=changes, clauses=clauses_of(asked), told=parts_told(asked)
    )
    return run.read(AMENDMENT_FACTS, amended, round=turn)


def clauses_of(asked: AmendmentV1) -> tuple[OrderChange, ...]:
    """What the order changes beside seats, as it prints it."""
    said = [OrderChange(text_th=one, text_en=one) for one in asked.clauses]
    for group in asked.groups:
        key = "order.working_group_until" if group.until else "order.working_group"
        words = both(key, group=group.title_th, task=group.task, until=group.until)
        said.append(OrderChange(text_th=words.th, text_en=words.en))
    return tuple(said)


def parts_told(asked: AmendmentV1) -> tuple[Literal["duties", "group", "clause"], ...]:
    """What its clauses are of: duties and powers where all name them, working groups, or else."""
    said: list[Literal["duties", "group", "clause"]] = ["group"] if asked.groups else []
    if asked.clauses:
        words = committee().duty_words_th
        duties = all(any(word in one for word in words) for one in asked.clauses)
        said.append("duties" if duties else "clause")
    return tuple(said)


def welcome_chief(run: Run, district: str, turn: int) -> None:
    """The Chief moved while the draft was under review: it is drafted anew in the right name.

    The new Chief is met with the brief of an advocacy; what was said of the draft stays.
    """
    run.need_revision(RIGHT_NAME)
    run.prepare(DRAFT_ADVOCACY_PAPERS, AdvocacyInputs(district=district), round=turn)


def draft_order(
    run: Run, start: OrderStart, facts: AppointmentOrderFacts, turn: int, confirmed: set[str]
) -> tuple[AppointmentOrderFacts, MadePaper] | None:
    """The next draft of these facts, once its legal bases are confirmed.

    None where the Chief moved meanwhile: the facts name another.
    """
    open_bases = unverified(facts) - confirmed
    if open_bases:
        confirmation = run.ask(LEGAL_BASES, round=turn, unless=ROTATION)
        if isinstance(confirmation, Lapse | Event):
            welcome_chief(run, start.district, turn)
            return None
        confirmed |= open_bases
    if run.revision >= CONFIRMED:
        facts = as_confirmed(facts, confirmed)
    drafted = facts.model_copy(update={"draft_version": turn, "draft_date": run.today})
    return drafted, run.do(DRAFT_APPOINTMENT_ORDER, DraftInputs(facts=drafted), round=turn)


def unverified(facts: AppointmentOrderFacts) -> set[str]:
    """The citations that nobody has verified yet, as the order would print them."""
    bases = (*facts.legal_reasons, *facts.legal_powers)
    return {_cited(base) for base in bases if not base.verified}


def as_confirmed(facts: AppointmentOrderFacts, confirmed: Collection[str]) -> AppointmentOrderFacts:
    """The facts, with what a coordinator held against its original marked as verified."""

    def marked(bases: tuple[LegalBase, ...]) -> tuple[LegalBase, ...]:
        return tuple(
            one.model_copy(update={"verified": True}) if _cited(one) in confirmed else one
            for one in bases
        )

    said = {
        "legal_reasons": marked(facts.legal_reasons), "legal_powers": marked(facts.legal_powers),
    }  # fmt: skip
    return facts.model_copy(update=said)


def _cited(base: LegalBase) -> str:
    return f"{base.key}: {base.citation_th}"


def come_back_later(run: Run, turn: int, verdict: ChiefReviewV1) -> None:
    """Wait until the day that the Chief named, or half a year; a rotation or a letter ends it."""
    later = run.today + relativedelta(months=MONTHS_BETWEEN_ATTEMPTS)
    run.wait_until(verdict.until or later, "not_now", round=turn, unless=ASKS_AGAIN)


def register(run: Run, draft: MadePaper) -> None:
    """Number, date and scan; changes by pen, and what no scan shows, a second person confirms."""
    for turn in count(1):
        signed = run.ask(REGISTRATION, round=turn, about=draft.content_hash)
        if is_seen_by_two(run, signed, draft, turn):
            return


def is_seen_by_two(run: Run, signed: RegistrationV1, draft: MadePaper, turn: int) -> bool:
    """Whether a second person finds it so, where one is needed."""
    if signed.printed is Printed.WITH_CHANGES:
        second = run.ask(CONFIRM_AS_SIGNED, round=turn, about=draft.content_hash)
        return second.result is Confirmation.CONFIRMED
    if run.revision >= SEEN_BY_TWO and not run.has_scan(signed):
        seen = run.ask(CONFIRM_WITHOUT_SCAN, round=turn, about=draft.content_hash)
        return seen.result is Confirmation.CONFIRMED
    return True


ORDER = Process(
    key="order",
    flow="issue-order",
    function=order,
    start=OrderStart,
    phases=("draft", "review", "signature"),
    revision=CONFIRMED,
    joined=False,
    purpose="kind",
)
