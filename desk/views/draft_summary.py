"""The draft that a gate asks about: what it says otherwise than the one before, and than today."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.words import Sentence, both
from desk.views.plan_words import changes_in_words
from desk.views.redaction_words import said
from desk.views.view import View
from flows.capabilities import GATES
from flows.engine.answers import Answers
from flows.order.amendment import asked_before
from flows.order.effects import ORDER_KIND
from flows.order.gates import AmendmentV1
from flows.order.process import clauses_of
from flows.papers.paper_forms import is_rendered
from flows.plan.difference import changes_of
from flows.plan.effects import ACTION_PLAN
from flows.plan.leads import plan_context
from flows.plan.working_copy import plan_shown
from registry.journal import EntryRow, GateRow
from registry.queries.document_contents import content, facts
from registry.queries.documents import DocumentRow, with_content
from registry.queries.order_facts import amendment_facts, order_facts
from registry.queries.seats import seats
from registry.rules.effects import AmendmentArgs, OrderFactsArgs
from registry.rules.order_difference import difference
from registry.rules.order_facts import AppointmentOrderFacts

MOST_CHANGES = 30  # of a text, told beside the gate that asks about it


@dataclass(frozen=True)
class DraftSummary:
    """The draft that a gate asks about, as facts; without `rendered` as people typed it.

    `since_previous` is what it says otherwise than the draft before it; `differs_today` what
    the registry says otherwise today than when the draft was made.
    """

    gate: str
    kind: str
    document: int
    version: int
    content_hash: str
    rendered: bool
    since_previous: tuple[Sentence, ...]
    differs_today: tuple[Sentence, ...]


def draft_at(
    view: View,
    gate: GateRow,
    rows: Sequence[EntryRow],
    papers: Sequence[DocumentRow],
    says: AppointmentOrderFacts | None = None,
) -> DraftSummary | None:
    """The draft that the gate asks about, with what it says otherwise than others.

    `papers` are those of the instance, `says` the facts of an order's draft if they are read.
    """
    draft = with_content(papers, gate.about)
    if draft is None:
        return None
    before, rendered = _before(draft, papers), is_rendered(draft)
    since: Sequence[Sentence] = ()
    today: Sequence[Sentence] = ()
    if rendered and draft.kind == ORDER_KIND:
        says = says or _facts(view, draft)
        since = _told(_facts(view, before), says) if before else ()
        today = _told(says, _facts_today(view, rows))
    elif rendered and draft.kind == ACTION_PLAN and (changed := _plan_changed(view, gate)):
        since = changed
    elif rendered:
        since = _text_changed(view, before, draft)
    return DraftSummary(
        gate=gate.path,
        kind=draft.kind,
        document=draft.id,
        version=draft.version,
        content_hash=draft.content_hash,
        rendered=rendered,
        since_previous=tuple(since),
        differs_today=tuple(today),
    )


def _plan_changed(view: View, gate: GateRow) -> tuple[Sentence, ...]:
    """How its rows differ from those of the draft, or the version, before."""
    copy = plan_shown(view.connection, gate.instance_id, GATES, view.on)
    changes = changes_of(copy) if copy else None
    if copy is None or changes is None:
        return ()
    at = plan_context(view.connection, gate.district_code, copy.start.year, view.on)
    return tuple(changes_in_words(changes, at))


def _text_changed(
    view: View, before: DocumentRow | None, draft: DocumentRow
) -> tuple[Sentence, ...]:
    """What the text says otherwise than the draft before it, paragraph by paragraph."""
    from tasks.documents.docx_text import compared

    old = content(view.connection, before.sha256) if before else None
    new = content(view.connection, draft.sha256)
    if old is None or new is None:
        return ()
    found = compared(old, new)[:MOST_CHANGES]
    told = [(both(f"document.{o.change}", number=o.number), o.after or o.before) for o in found]
    return tuple(said(Sentence(f"{what.th}: {text}", f"{what.en}: {text}")) for what, text in told)


def _before(draft: DocumentRow, papers: Sequence[DocumentRow]) -> DocumentRow | None:
    earlier = [
        one
        for one in papers
        if (one.kind, one.language) == (draft.kind, draft.language)
        and one.version < draft.version
        and is_rendered(one)
    ]
    return max(earlier, key=lambda one: one.version, default=None)


def _facts(view: View, paper: DocumentRow) -> AppointmentOrderFacts:
    return AppointmentOrderFacts.model_validate(facts(view.connection, paper.facts_id or 0))


def _facts_today(view: View, rows: Sequence[EntryRow]) -> AppointmentOrderFacts:
    start = next(one for one in rows if one.kind == "start").body["start"]
    args = {name: start.get(name) for name in OrderFactsArgs.model_fields}
    if not start.get("in_force"):
        return order_facts(view.connection, OrderFactsArgs.model_validate(args), view.on)
    answers = Answers(rows, GATES)
    now = seats(view.connection, start["district"], view.on)
    asked = {
        "changes": asked_before(answers, now),
        "clauses": clauses_of(answers.decided(AmendmentV1).answer),
    }
    return amendment_facts(view.connection, AmendmentArgs.model_validate(args | asked), view.on)


def _told(old: AppointmentOrderFacts, new: AppointmentOrderFacts) -> tuple[Sentence, ...]:
    return tuple(said(one.sentence) for one in difference(old, new))
