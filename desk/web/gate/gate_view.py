"""The gate's page as it is drawn: form, what goes into the document, who may decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from config.defaults import policy
from config.words import Language, Sentence, both, known
from desk.views.draft_summary import draft_at
from desk.views.gate_reasons import lateness
from desk.views.line_message import line_message
from desk.views.read_at_gate import AskedGate, Concern, concern_at
from desk.views.step_papers import papers_of_step
from desk.web.frame.asking import Asking
from desk.web.frame.confirmers import confirmers_at
from desk.web.frame.places import gate_place
from desk.web.frame.problems import Problems
from desk.web.frame.recorded_meanwhile import recorded_meanwhile
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedLists
from desk.web.frame.unsent_forms import JUST_NOW
from desk.web.gate.act_summary import act_at
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_beginning import no_longer_asked
from desk.web.gate.gate_form import ABOUT, FromFile, SentForm, answer_typed
from desk.web.gate.lapsed_steps import lapsed_steps
from desk.web.gate.order_paper import OrderPaper, order_paper
from desk.web.gate.redaction_summary import asked_at
from desk.web.gate.score_preview import ScorePreview, preview
from desk.web.gate.several import answered_together
from desk.web.gate.sheets import GateSheet
from flows.decisions.merge import MERGE
from flows.decisions.redact import REDACTION
from flows.decisions.rename import RENAMING
from flows.engine.gate_titles import INCIDENT, failed
from flows.engine.perform import CUT_OFF
from flows.engine.widgets import BY_WORKBOOK, Widget, field_with
from flows.meeting.gates import InvitationV1
from flows.order.effects import ORDER_KIND
from flows.order.offers import facts_of_draft
from flows.papers.paper_forms import is_rendered
from flows.training.offers import participants
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents, with_content
from registry.records.drafts import GateDraftKey, Typist, other_typists
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.rights import Verb
from registry.rules.uploads import WORD
from tasks.notices.digest import languages_of

if TYPE_CHECKING:
    from tasks.documents.docx_tables import Block


def form_page(
    asking: Asking,
    seen: GateSheet,
    form: SentForm,
    problems: Problems = (),
    *,
    status: int | None = None,
    saved_at: datetime | None = None,
    read: FromFile | None = None,
    opened: str = "",
) -> Response:
    """The gate's form with what was typed in it, and everything beside it.

    `opened` is the section of a long form that is open, or an input that stands in it; `read` what
    a file filled into it.
    """
    key, path = seen.gate.key, seen.asked.path
    every = asking.view.once(documents, instance_id=seen.row.id)
    kept = asking.view.opened(every)
    paper = with_content(kept, seen.asked.about)
    says = facts_of_draft(asking.connection, paper)
    draft = draft_at(asking.view, seen.asked, seen.rows, kept, says)
    return render(
        asking,
        "gate.html",
        status,
        **(
            form_values(asking, seen, form, problems, opened)
            # Drawn again for whatever reason, the form stays about what was read in it.
            | {"reads_files": True, "about": form.said(ABOUT) or seen.about}
        ),
        quarter_workbook=f"/instances/{seen.row.id}/quarter-workbook/{quote(path)}"
        if field_with(seen.gate.form, Widget.FIGURES)
        else None,
        goes_on=True,
        place=gate_place(seen.row.id, seen.asked.path),
        saved_at=saved_at,
        meanwhile=recorded_meanwhile(asking, seen.row.district, saved_at),
        read=read,
        by_workbook=field_with(seen.gate.form, *BY_WORKBOOK) is not None,
        lapsed=lapsed_steps(asking, seen),
        unasked=no_longer_asked(seen, form.typed),
        typing=_typists(asking, seen),
        asked_items=seen.asked_items,
        scores=score_preview(asking, seen, form.typed),
        hotlines=policy().hotlines if seen.gate.form.hotlines else None,
        may_record=asking.may(Verb.RECORD, seen.row.district, seen.gate.recorders),
        may_prepare=asking.may(Verb.PREPARE, seen.row.district),
        withdrawn=_withdrawn(seen) and saved_at is None,
        checked_first=seen.gate.form.second_look is not None,
        lateness=lateness(asking.view, seen.asked),
        draft=draft,
        draft_apart=draft is None and with_content(every, seen.asked.about) is not None,
        papers=_papers(paper, says, asking.language),
        taken_along=_taken_along(asking, seen, kept),
        text=_text(asking, paper),
        concern=_concern(asking, seen, kept),
        message=_message(asking, seen),
        together=len(answered_together(asking, seen.row.id, seen.gate.key)),
        invites=issubclass(seen.gate.form, InvitationV1),
        failure=_failure(seen),
        redaction=asked_at(asking, path) if key == REDACTION.gate.key else None,
        confirmers=confirmers_at(asking, seen.gate, seen.asked),
        merging=act_at(asking, MERGE, path) if key == MERGE.gate.key else None,
        renaming=act_at(asking, RENAMING, path) if key == RENAMING.gate.key else None,
    )


def _message(asking: Asking, seen: GateSheet) -> str | None:
    """What may be copied for LINE by whoever prepares there."""
    if not asking.may(Verb.PREPARE, seen.row.district):
        return None
    return line_message(asking.view, seen.asked, seen.rows, languages_of(asking.language))


def _typists(asking: Asking, seen: GateSheet) -> list[Typist]:
    """Who else fills the form in just now: two who do not know of each other type it twice."""
    registry = asking.office.registry
    return other_typists(
        asking.connection,
        GateDraftKey(asking.who.person, seen.row.id, seen.asked.path),
        registry.clock.now() - JUST_NOW,
    )


def score_preview(asking: Asking, seen: GateSheet, typed: TypedLists) -> ScorePreview | None:
    """What the points that were typed say, as far as they can be read."""
    if not any(one.asked.widget is Widget.SCORES for one in seen.fields):
        return None
    read = answer_typed(asking, seen, typed)
    return preview(read.answer, codes_that_came(seen))


def codes_that_came(seen: GateSheet) -> list[str]:
    """The codes of those who took part in the training that the gate is about."""
    return [str(one.get("code", "")) for one in participants(seen.answers, seen.asked.path)]


def _papers(
    draft: DocumentRow | None, says: AppointmentOrderFacts | None, language: Language
) -> tuple[OrderPaper, ...]:
    """The draft order to be read: in Thai, on an English page a translation before it."""
    if draft is None or says is None or not is_rendered(draft):
        return ()
    thai = order_paper(says, "th")
    return (thai,) if language == "th" else (order_paper(says, "en"), thai)


def _text(asking: Asking, paper: DocumentRow | None) -> "list[Block]":
    """The text of a draft that is no order, to be read beside the form."""
    from tasks.documents.docx_tables import blocks

    if paper is None or paper.kind == ORDER_KIND or paper.media_type != WORD:
        return []
    kept = content(asking.connection, paper.sha256)
    return blocks(kept) if kept else []


def _taken_along(
    asking: Asking, seen: GateSheet, kept: Sequence[DocumentRow]
) -> dict[str, list[DocumentRow]]:
    """The papers of the step, for who prepares there."""
    if not asking.may(Verb.PREPARE, seen.row.district):
        return {}
    return papers_of_step(asking.office.declared, seen.asked, seen.rows, kept)


def _withdrawn(seen: GateSheet) -> bool:
    path = seen.asked.path
    return any(e.path == path and e.kind == "decision" and not e.live for e in seen.rows)


def _concern(asking: Asking, seen: GateSheet, kept: Sequence[DocumentRow]) -> Concern | None:
    at = AskedGate(seen.row, seen.gate, seen.asked, seen.answers, kept)
    return concern_at(asking.view, at)


def _failure(seen: GateSheet) -> Sentence | None:
    note = seen.asked.note
    if seen.gate.key != INCIDENT or not note:
        return None
    if known(f"incident.{note}"):
        return both(f"incident.{note}")
    problem, _, count = note.partition(": ")
    if problem == CUT_OFF:
        return both("page.gate.cut_off", what=failed(seen.asked), count=count)
    return both("page.gate.failed", what=failed(seen.asked), error=note)
