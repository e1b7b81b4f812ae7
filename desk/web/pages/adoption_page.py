"""Taking in a committee that is older than Prasan: by workbook, with scans (practice.md 2).

A preview says what would be recorded and what the file lacks; the same form again changes
nothing. By hand the rows are typed page by page: desk/web/pages/adoption_by_hand_page.py.
"""

from functools import cache
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.imports.adoption_record import recorded_gaps, recorded_rows
from desk.views.long_seated import long_seated_in
from desk.views.next_step import next_step
from desk.views.rotations import leaves_told
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.forms_back import with_address
from desk.web.frame.places import NOT_FOUND, in_district, number_typed
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.frame.unsent_forms import drop_sent
from desk.web.pages.adoption_upload import (
    ATTESTED,
    BOOK,
    INSTEAD,
    LOOKED_AT,
    REASON,
    AdoptionUpload,
    WholeForm,
    as_kept,
    sent,
    whole_form,
)
from flows.adoption.adopt import AdoptedCommittee, Preview, adopt, preview
from flows.establishment.process import ESTABLISHMENT, EstablishmentStart
from registry.journal import InstanceRow, entries, instances, open_gates, open_instance
from registry.queries.areas import district as district_row
from registry.records.adoption_form import FormUnfit, read_form
from registry.records.drafts import FormDraftKey
from registry.refusals import Refusal
from registry.rules.adoption_choices import ScanKind, label
from registry.rules.answer_screening import TextNeedsReason
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tasks.workbooks.filled_form import NoAdoptionForm

ADOPT = "/districts/{district}/adopt"
STATES = ("new", "changed", "unchanged")
INPUTS = {"--instead-of": INSTEAD, "--district": "", "--as": "", "reason": REASON}


def by_hand_place(district: str) -> str:
    """Where a committee is typed page by page."""
    return f"{ADOPT.format(district=district)}/by-hand"


def by_hand_draft(asking: Asking, district: str) -> FormDraftKey:
    """The draft of who asks there."""
    return FormDraftKey(asking.who.person, by_hand_place(district))


class InsteadNotMeant(Refusal):
    """An establishment is under way, and nobody said that it is to be stopped."""


@get(ADOPT, Door(Verb.LOAD, in_district))
def choose(asking: Asking, district: str) -> Response:
    """The ways in: a workbook, or page by page; and what stands already."""
    return _choose(asking, district)


@get(f"{ADOPT}/workbook", Door(Verb.LOAD, in_district))
def workbook(asking: Asking, district: str) -> Response:
    """The workbook: empty, the filled example (`?what=filled`), or what is recorded here."""
    what = asking.request.query_params.get("what", "empty")
    if what not in ("empty", "filled", "recorded"):
        raise HTTPException(NOT_FOUND)
    if what == "recorded":
        content = adoption_workbook(recorded_rows(asking.connection, district, "th"))
    else:
        content = _example(filled=what == "filled")
    asking.fresh()
    asking.office.registry.note_attempt(
        actor=asking.who.ref,
        target=f"adoption/{district}/{what}",
        code="export" if what == "recorded" else "download",
    )
    return file_given(content, XLSX, f"adopt-{district}-{what}.xlsx")


@post(ADOPT, Door(Verb.LOAD, in_district))
def form(asking: Asking, district: str) -> Response:
    """Say what would be recorded; once that was looked at, record it."""
    said = sent(asking)
    if said.said("step") == "leave":
        said.drop(asking)
        return see(f"/districts/{district}/adopt")
    if said.problems:
        return _choose(asking, district, problems_of(asking, *said.problems), said)
    asking.fresh()
    try:
        whole = whole_form(asking, said)
    except NoAdoptionForm as refusal:  # nothing of it is wanted: whoever comes back begins anew
        said.drop(asking)
        told = _choose(asking, district, problems_of(asking, refusal))
        return with_address(asking, told)
    except Refusal as refusal:
        return _choose(asking, district, problems_of(asking, refusal), said)
    return _looked_at(asking, district, said, whole)


def _looked_at(asking: Asking, district: str, said: AdoptionUpload, whole: WholeForm) -> Response:
    records = said.said("step") == "record"
    office = asking.office
    try:
        read = read_form(
            whole.raw, office.net, today=asking.today, district=district, reason=said.said(REASON)
        )
        if records:
            if _under_way(asking, district) is not None and not said.said(INSTEAD):
                raise InsteadNotMeant(field=INSTEAD)
            asking.fresh()
            done = adopt(
                office, district, read, recorded_by=asking.who.ref, uploads=said.uploads,
                instead_of=number_typed(said.said(INSTEAD)), reason=said.said(REASON),
                cells=whole.raw, looked_at=said.said(LOOKED_AT) or None,
            )  # fmt: skip
            return _done(asking, said, done)
        seen = preview(
            office, district, read, recorded_by=asking.who.ref, uploads=said.uploads,
            cells=whole.raw,
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(asking, district, said, whole, refusal)
    return _preview(asking, district, said, whole, seen)


def _done(asking: Asking, said: AdoptionUpload, done: AdoptedCommittee) -> Response:
    said.drop(asking)
    drop_sent(asking, by_hand_draft(asking, done.district))
    counts = {state: done.count(state) for state in STATES}
    same = counts["new"] + counts["changed"] == 0
    query = urlencode({"done": "same" if same else "adopted", **counts})
    return see(f"/districts/{done.district}/adopted?{query}")


def _refused(
    asking: Asking, district: str, said: AdoptionUpload, whole: WholeForm, refusal: Refusal
) -> Response:
    """All misfits of the form at once, else the one refusal; nothing was recorded."""
    if not isinstance(refusal, FormUnfit):
        return _preview(
            asking, district, said, whole, None, problems_of(asking, refusal, names=INPUTS)
        )
    note(asking, refusal)
    misfits = refusal.problems
    told = [shown(one.sentence, asking.language, whole.input_of(one)) for one in misfits]
    problems = tuple(dict.fromkeys(told))
    asks = any(isinstance(one.refusal, TextNeedsReason) for one in misfits)
    return _preview(asking, district, said, whole, None, problems, misfits=True, asks_reason=asks)


def _preview(
    asking: Asking,
    district: str,
    said: AdoptionUpload,
    whole: WholeForm,
    seen: Preview | None,
    problems: Problems = (),
    *,
    misfits: bool = False,
    asks_reason: bool = False,
) -> Response:
    under_way = None if misfits else _under_way(asking, district)
    return render(
        asking, "adopt_preview.html",
        problems=problems,
        district=district_row(asking.connection, district),
        seen=seen,
        warnings=[*seen.warnings, *leaves_told(seen.leaves)] if seen else [],
        counts=[(state, seen.count(state)) for state in STATES] if seen else [],
        changes=[one for one in seen.changes if one.state != "unchanged"] if seen else [],
        said=said,
        kept=as_kept(said.rows) if said.rows is not None else None,
        scans=whole.rows,
        kinds=[(one.value, label(one)) for one in ScanKind],
        attested=bool(said.said(ATTESTED)),
        under_way=under_way,
        asks_reason=asks_reason or under_way is not None or bool(said.said(REASON)),
    )  # fmt: skip


def _choose(
    asking: Asking,
    district: str,
    problems: Problems = (),
    said: AdoptionUpload | None = None,
) -> Response:
    return render(
        asking, "adopt.html",
        problems=problems,
        district=district_row(asking.connection, district),
        under_way=_under_way(asking, district),
        taken_in=_taken_in(asking, district),
        scans=said.scans if said else (),
        most=asking.office.settings.upload_megabytes,
        attested=bool(said and said.said(ATTESTED)),
        book=BOOK,
    )  # fmt: skip


@get("/districts/{district}/adopted", Door(Verb.READ, in_district))
def result(asking: Asking, district: str) -> Response:
    """Where the committee that was taken in goes on, and what its file lacks."""
    taken = _taken_in(asking, district)
    params = asking.request.query_params
    waits = open_gates(asking.connection, instance_id=taken.id) if taken else []
    starts = taken is not None and asking.may(Verb.START, district)
    return render(
        asking, "adopted.html",
        district=district_row(asking.connection, district),
        taken_in=taken,
        waits=[one for one in waits if one.gate],
        next=next_step(asking.view, taken, asking.who.actor) if taken else None,
        starts=starts,
        long_seated=long_seated_in(asking.view, district) if starts else (),
        counts=[(state, params[state]) for state in STATES if params.get(state, "").isdigit()],
        gaps=recorded_gaps(asking.connection, district, asking.today) if taken else (),
        loads=asking.may(Verb.LOAD, district),
    )  # fmt: skip


def _under_way(asking: Asking, district: str) -> InstanceRow | None:
    """An establishment of Prasan's own that is at work: adoption takes its place."""
    row = open_instance(asking.connection, ESTABLISHMENT.key, district, "")
    return None if row is None or _was_taken_in(asking, row) else row


def _taken_in(asking: Asking, district: str) -> InstanceRow | None:
    """The instance in which the committee that was taken in goes on."""
    rows = instances(asking.connection, district=district)
    ours = [one for one in rows if one.process == ESTABLISHMENT.key and one.status != "stopped"]
    return next((one for one in reversed(ours) if _was_taken_in(asking, one)), None)


def _was_taken_in(asking: Asking, row: InstanceRow) -> bool:
    start = asking.view.once(entries, row.id)[0].body["start"]
    return EstablishmentStart.model_validate(start).adopted is not None


@cache
def _example(*, filled: bool) -> bytes:
    return adoption_workbook(example_form() if filled else {})
