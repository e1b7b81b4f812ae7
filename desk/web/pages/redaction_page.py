"""Taking out what should never have been recorded: one person asks, another confirms."""

from collections.abc import Callable, Sequence

from starlette.responses import Response

from config.words import Sentence, both
from desk.web.frame.asking import Asking
from desk.web.frame.confirmers import act_at_gate, confirmers
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.paging import page_of
from desk.web.frame.places import (
    COUNTRY,
    of_document,
    of_instance,
    of_request,
    or_not_found,
)
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedLists, typed_lists
from desk.web.gate.redaction_summary import (
    RedactionExtent,
    asked_at,
    papers_of_entry,
    taken,
    texts_of_entry,
    where_of,
)
from desk.web.pages.asked_of_another import REASON, answered, asked_of_another
from flows.decisions.redact import REDACTION, RedactionRequest, ask, preview
from flows.decisions.redaction_aim import Aim, maybe_copies
from flows.decisions.withdraw import district_of, reason_given
from flows.engine.standing_gates import CONFIRM_REDACTION
from registry.journal import EntryRow, entries
from registry.queries.areas import names as area_names
from registry.queries.documents import document as document_row
from registry.queries.person_records import survivors
from registry.queries.redactions import left_house, redactions_in, requests, where
from registry.refusals import Refusal
from registry.rules.redaction import RedactionPart
from registry.rules.rights import Verb

ENTRY = "/instances/{instance:int}/redact/{entry:int}"
PAPER = "/documents/{document:int}/redact"
MOST = 20
FIELDS, PAPERS, ALSO = "field", "paper", "also"
INPUTS = {"--field": FIELDS, "--document": PAPERS, "--also": ALSO, "body.reason": REASON}
DONE = {"confirmed": "taken", "refused": "refused"}
LAST_PAPER = 9  # digits of a paper's number


class NothingTicked(Refusal):
    """No text and no paper was chosen."""


@get(ENTRY, Door(Verb.REDACT, of_instance))
def entry_page(asking: Asking, instance: int, entry: int) -> Response:
    """The texts of an entry and its papers: what of them is to go."""
    return _entry(asking, instance, _found(asking, instance, entry), {})


@post(ENTRY, Door(Verb.REDACT, of_instance))
def entry_form(asking: Asking, instance: int, entry: int) -> Response:
    """Show every copy that would go; then ask for it."""
    found, typed = _found(asking, instance, entry), typed_lists(asking)
    fields = tuple(typed.get(FIELDS, ()))
    papers = tuple(int(one) for one in typed.get(PAPERS, ()) if _is_number(one))
    own = {one.id for one in papers_of_entry(asking, instance, entry)}
    aim = Aim(
        instance=instance,
        entry=entry if fields else None,
        fields=fields,
        documents=tuple(one for one in papers if one in own),
        also=tuple(typed.get(ALSO, ())) if fields else (),
    )
    return _answered(
        asking, aim,
        lambda problems, seen: _entry(asking, instance, found, typed, problems, seen),
    )  # fmt: skip


@get(PAPER, Door(Verb.REDACT, of_document))
def paper_page(asking: Asking, document: int) -> Response:
    """A paper that is to go, with its file's name."""
    return _paper(asking, document)


@post(PAPER, Door(Verb.REDACT, of_document))
def paper_form(asking: Asking, document: int) -> Response:
    """Show every copy that would go; then ask for it."""
    return _answered(
        asking,
        Aim(documents=(document,)),
        lambda problems, seen: _paper(asking, document, problems, seen),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LAST_PAPER


def _found(asking: Asking, instance: int, entry: int) -> EntryRow:
    rows = entries(asking.connection, instance)
    return or_not_found(next((one for one in rows if one.id == entry), None))


Page = Callable[[Problems, RedactionExtent | None], Response]


def _answered(asking: Asking, aim: Aim, page: Page) -> Response:
    step, reason = asking.typed.get("step"), asking.typed.get(REASON, "")
    if step == "back":
        return page((), None)
    asking.fresh()
    try:
        if aim.entry is None and not aim.documents:
            raise NothingTicked(field=FIELDS)
        reason_given(asking.office, reason)
        if step == "record":
            made = ask(asking.office, aim, reason=reason, recorded_by=asking.who.ref)
            return see(_place(made))
        parts = preview(asking.office, aim)
        maybe = maybe_copies(asking.office, aim, beside=parts)
    except Refusal as refusal:
        return page(problems_of(asking, refusal, names=INPUTS), None)
    return page((), taken(asking, parts, maybe))


def _place(made: RedactionRequest) -> str:
    return f"/redactions/{made.number}?done=redaction_asked"


def _entry(
    asking: Asking,
    instance: int,
    found: EntryRow,
    typed: TypedLists,
    problems: Problems = (),
    seen: RedactionExtent | None = None,
) -> Response:
    return _form(
        asking, typed, problems, seen, district_of(asking.office, instance),
        place=f"/instances/{instance}/redact/{found.id}",
        title=both(f"gate.{found.gate}" if found.gate else f"history.{found.kind}"),
        back=(f"/instances/{instance}", both("page.redact.instance", number=instance)),
        texts=tuple(texts_of_entry(asking, instance, found)),
        papers=papers_of_entry(asking, instance, found.id),
        on=found.act_date,
    )  # fmt: skip


def _paper(
    asking: Asking, number: int, problems: Problems = (), seen: RedactionExtent | None = None
) -> Response:
    row = or_not_found(asking.view.once(document_row, number))
    name = asking.view.district(row.district)
    return _form(
        asking, {}, problems, seen, row.district,
        place=f"/documents/{number}/redact",
        title=Sentence(row.file_name, row.file_name),
        back=(f"/districts/{row.district}", name),
        texts=(),
        papers=(),
        on=row.own_date,
    )  # fmt: skip


def _form(
    asking: Asking,
    typed: TypedLists,
    problems: Problems,
    seen: RedactionExtent | None,
    area: str,
    **of: object,
) -> Response:
    """What of an entry or paper is to go; once it was looked at, who could confirm that."""
    could = confirmers(asking, act_at_gate(CONFIRM_REDACTION, area)) if seen else None
    return render(
        asking, "redact.html",
        problems=problems,
        fields=typed.get(FIELDS, ()),
        chosen=typed.get(PAPERS, ()),
        also=typed.get(ALSO, ()),
        reason=asking.typed.get(REASON, ""),
        seen=seen,
        confirmers=could,
        **of,
    )  # fmt: skip


# --- what was asked for, and what was taken ------------------------------------------------------


@get("/redactions", Door(Verb.REDACT))
def listed(asking: Asking) -> Response:
    """What waits for a second person, and the tombstones of what was taken."""
    areas, here = asking.areas(Verb.REDACT), page_of(asking, MOST)
    waiting = [one for one in requests(asking.connection) if asking.may(Verb.REDACT, one.area)]
    firsts = survivors(asking.connection, {one.first.id for one in waiting})
    within = None if COUNTRY in areas else areas
    rows, count = redactions_in(asking.connection, within, skip=here.skip, most=here.most)
    return render(
        asking, "redactions.html",
        waiting=waiting,
        own={one.number for one in waiting if firsts[one.first.id] == asking.who.person},
        areas=area_names(asking.connection, {one.area for one in waiting}),
        rows=rows,
        places={one.id: _places(one.parts) for one in rows},
        left={one.id: left_house(asking.connection, one.parts) for one in rows},
        count=count,
        here=here,
    )  # fmt: skip


def _places(parts: Sequence[RedactionPart]) -> tuple[Sentence, ...]:
    """Where the parts stood, each place once."""
    return tuple(dict.fromkeys(where(one) for one in parts))


@get("/redactions/{request:int}", Door(Verb.REDACT, of_request))
def request_page(asking: Asking, request: int) -> Response:
    """What was asked for; where no gate stands for it, it is answered here."""
    return _request(asking, request)


@post("/redactions/{request:int}", Door(Verb.REDACT, of_request))
def request_form(asking: Asking, request: int) -> Response:
    """Confirm or refuse what has no gate: nothing was ever started in its area."""
    return answered(
        asking, REDACTION, request, lambda problems: _request(asking, request, problems),
        done=lambda row: f"/redactions/{row.number}?done=redaction_{DONE[row.status]}",
    )  # fmt: skip


def _request(asking: Asking, number: int, problems: Problems = ()) -> Response:
    asked = or_not_found(asked_at(asking, REDACTION.path(number)))
    row = asked.row
    return asked_of_another(
        asking, "redaction.html", problems, REDACTION, row,
        asked=asked,
        places=where_of(asked.taken.parts),
        area=area_names(asking.connection, {row.area})[row.area],
    )  # fmt: skip
