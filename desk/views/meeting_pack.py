"""The pack of a meeting: which papers it has, and all of them as one PDF with one numbering."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection

from config.words import known, say
from desk.views.instance_titles import InstanceTitles
from desk.views.paper_batch import MOST_BYTES, MOST_PAPERS, TooManyPapers, newest
from desk.views.paper_file import UnknownDocument, words_as_pdf
from desk.views.paper_names import kind_label, paper_about
from flows.engine.answers import answers_of
from flows.engine.installation import Installation, Job
from flows.meeting.agenda import minutes_to_adopt
from flows.meeting.gates import InceptionDateV1
from flows.meeting.packs import MadePack, SentPack, last_sent, page_span, sent_packs
from flows.meeting.paper_facts import clock_time, instance_of, text_or_none, which_meeting
from flows.papers.drafting import template_for
from flows.papers.fair_copy import NoFairCopy, PaperForm, paper_bytes
from flows.year.plan_status import PLAN_STATUS, plan_status
from registry.journal import instance as one_instance
from registry.ledger import fingerprint
from registry.queries.documents import DocumentRow, documents, facts, papers_at_work
from registry.queries.recorded_texts import PACK
from registry.refusals import Refusal
from registry.rules.adoption_choices import MeetingKind
from registry.rules.calendar import fiscal_year
from registry.rules.papers.meeting import MeetingPack, PackPart
from registry.rules.papers.reports import PlanStatusFacts
from registry.rules.redaction import TEXT_MARK
from registry.rules.thai import thai_date
from registry.rules.uploads import PDF
from tasks.documents.rendering import WORD, draft_paper
from tasks.documents.template import kinds

AGENDA, MINUTES, DUTIES = "agenda", "minutes", "duties_acknowledgement"
NOT_OF_MEETINGS = frozenset({"letters", "handover"})  # folders of templates
LEFT_OUT = frozenset({"sign_in_sheet", PACK, AGENDA, MINUTES, DUTIES})
DEAD = frozenset({"replaced", "not_signed"})
MOST_TURNS = 4  # the contents may grow by a page as their numbers grow, never often
FIELD = "--paper"


class NoAgendaYet(Refusal):
    """The instance holds no meeting whose agenda is drafted, so there is nothing to send."""


class NotForPack(Refusal):
    """The paper is not among those that can be put into the pack of this meeting."""


class NothingToAmend(Refusal):
    """Since the pack was sent none of the papers has changed: there is nothing to amend."""


@dataclass(frozen=True)
class PackPaper:
    """A paper that may go with the pack. `row` is None for the plan's status, made on the spot.

    `paper` names it whatever its version, `digest` its content. `usual`: it goes unless somebody
    says otherwise; `sent`: the very same went before.
    """

    paper: str
    title_th: str
    digest: str
    usual: bool
    row: DocumentRow | None = None
    sent: bool = False

    @property
    def number(self) -> int | None:
        """The paper's number in the register."""
        return self.row.id if self.row else None

    @property
    def state(self) -> str:
        """Whether it went before as it is, goes unless somebody says otherwise, or may go."""
        return "sent" if self.sent else "goes" if self.usual else "may_go"


@dataclass(frozen=True)
class PackSheet:
    """What a pack can be made of: the meeting, its papers, and what was sent before."""

    instance: int
    district: str
    agenda_of: date
    meeting: dict[str, Any]
    papers: tuple[PackPaper, ...]
    sent: tuple[SentPack, ...]
    status: PlanStatusFacts | None

    @property
    def changed(self) -> tuple[PackPaper, ...]:
        """Those of the usual papers, and of those sent before, that went in no pack as they are."""
        before = last_sent(self.sent)
        return tuple(
            one for one in self.papers if not one.sent and (one.usual or one.paper in before)
        )


def pack_sheet(office: Installation, connection: Connection, instance: int) -> PackSheet:
    """The papers of a meeting that was agreed on. Raises NoAgendaYet."""
    row, today = one_instance(connection, instance), office.registry.today
    kept = newest(documents(connection, instance_id=instance))
    agenda = next((one for one in kept if one.kind == AGENDA and one.status not in DEAD), None)
    if row is None or agenda is None:
        raise NoAgendaYet(field="instance", value=str(instance))
    agreed = answers_of(connection, instance, office.declared.gates).decided(InceptionDateV1)
    held_on = agreed.answer.held_on if isinstance(agreed.answer.held_on, date) else agreed.on
    job = Job(None, row.district, instance, today, office.declared.gates)
    meeting = which_meeting(connection, job, agreed.gate.kind, held_on) | {
        "starts": clock_time(agreed.answer.time),
        "place_th": text_or_none(agreed.answer.place),
    }
    status = plan_status(office, connection, row.district, fiscal_year(held_on), today)
    sent = sent_packs(connection, instance, held_on)
    is_first = agreed.gate.kind == MeetingKind.INCEPTION
    papers_of = _Papers(office, connection, instance, row.district, held_on, is_first)
    found = papers_of.all(kept, agenda, status)
    before = last_sent(sent)
    papers = tuple(
        replace(one, sent=one.paper in before and before[one.paper][1].digest == one.digest)
        for one in found
    )
    return PackSheet(instance, row.district, agenda.own_date, meeting, papers, tuple(sent), status)


@dataclass(frozen=True)
class _Papers:
    """Reads the papers of a meeting of that day, the usual ones first.

    The sheet under the duties goes with the first meeting: later ones ask newcomers alone.
    """

    office: Installation
    connection: Connection
    instance: int
    district: str
    held_on: date
    is_first: bool

    def all(
        self,
        kept: Sequence[DocumentRow],
        agenda: DocumentRow,
        status: PlanStatusFacts | None,
    ) -> Iterator[PackPaper]:
        yield self._paper(agenda, usual=True)
        yield from self._minutes()
        if status is not None:
            digest = fingerprint(status.model_dump(mode="json", exclude={"own_date"}))
            title = say(f"document_kind.{PLAN_STATUS}", "th")
            yield PackPaper(f"{PLAN_STATUS}/{status.year}", title, digest, usual=True)
        duties = [one for one in kept if one.kind == DUTIES and one.status not in DEAD]
        yield from (self._paper(one, usual=self.is_first) for one in duties)
        own = {one.instance for one in kept}
        for one in newest(papers_at_work(self.connection, self.district)):
            if self._fits(one):
                brought = one.facts_id is None and one.instance in own
                yield self._paper(one, usual=brought and one.media_type == PDF)

    def _minutes(self) -> Iterator[PackPaper]:
        gates = self.office.declared.gates
        for meeting in minutes_to_adopt(self.connection, gates, self.district, self.held_on):
            held_at = instance_of(meeting.key)
            if held_at is None:
                continue
            for one in newest(documents(self.connection, instance_id=held_at)):
                if one.kind == MINUTES and one.status not in DEAD:
                    yield self._paper(one, usual=True)

    def _fits(self, row: DocumentRow) -> bool:
        """Letters and a handover go to somebody alone; a picture is no page of a PDF."""
        folder = kinds().get(row.kind)
        is_somebodys = folder is not None and folder.name in NOT_OF_MEETINGS
        lives = row.status not in DEAD and row.language == "th"
        readable = row.media_type in (WORD, PDF) and TEXT_MARK not in row.file_name
        return lives and readable and not is_somebodys and row.kind not in LEFT_OUT

    def _paper(self, row: DocumentRow, *, usual: bool) -> PackPaper:
        brought = row.facts_id is None
        key = f"{row.instance}/{row.kind}/{row.subject}"
        return PackPaper(
            f"document/{row.id}" if brought else key, self._title(row), row.content_hash,
            usual, row,
        )  # fmt: skip

    def _title(self, row: DocumentRow) -> str:
        """What tells it from the others: what it is about; of a scan brought elsewhere, where."""
        if row.facts_id is None:
            stem = PurePath(row.file_name).stem
            is_own = row.instance == self.instance
            return stem if is_own else f"{kind_label(row.kind, 'th')} ({stem})"
        key = InstanceTitles(self.office.declared, self.connection).paper_kind(
            row.kind, row.instance
        )
        kind = say(key, "th") if known(key) else row.kind
        which = self._which(row) if row.kind == MINUTES or row.subject else ""
        return f"{kind} {which}".strip()

    def _which(self, row: DocumentRow) -> str:
        if row.kind != MINUTES:
            return paper_about(self.connection, row, "th", self.held_on)
        said = facts(self.connection, row.facts_id or 0).get("meeting_th")
        return said if isinstance(said, str) else ""


def made_pack(
    office: Installation, sheet: PackSheet, chosen: Collection[str] | None, on: date
) -> MadePack:
    """The papers of the meeting with their contents, numbered through.

    `chosen` are those beside the contents by `paper`, None for the usual ones. Where a pack was
    sent already it is an addendum, with those alone that changed. Raises NothingToAmend,
    NotForPack, TooManyPapers, UnknownDocument, NoLibreOffice, PdfFailed, PdfNotJoined.
    """
    wanted = _wanted(sheet, chosen)
    words, scans = _contents(office, sheet, wanted, on)
    made = iter(words_as_pdf(office, words, FIELD))
    pdfs = [next(made) if one is None else one for one in scans]
    return _put_together(office, sheet, wanted, pdfs, on)


def _wanted(sheet: PackSheet, chosen: Collection[str] | None) -> list[PackPaper]:
    by_key = {one.paper: one for one in sheet.papers}
    unknown = [one for one in chosen or () if one not in by_key]
    if unknown:
        raise NotForPack(field=FIELD, value=", ".join(unknown))
    if chosen is None:
        found = list(sheet.changed) if sheet.sent else [one for one in sheet.papers if one.usual]
    else:
        meant = [one for one in sheet.papers if one.paper in chosen]
        found = [one for one in meant if not one.sent] if sheet.sent else meant
    if not found:
        day = sheet.sent[-1].sent_on if sheet.sent else sheet.agenda_of
        raise NothingToAmend(field=FIELD, day=day)
    if len(found) > MOST_PAPERS:
        raise _too_many()
    return found


def _too_many() -> TooManyPapers:
    return TooManyPapers(field=FIELD, most=MOST_PAPERS, megabytes=MOST_BYTES // (1024 * 1024))


def _contents(
    office: Installation, sheet: PackSheet, wanted: Sequence[PackPaper], on: date
) -> tuple[list[bytes], list[bytes | None]]:
    """The Word papers without page numbers, and of each paper its PDF where it is one."""
    from tasks.documents.page_numbers import without_page_numbers

    words: list[bytes] = []
    scans: list[bytes | None] = []
    left = MOST_BYTES
    for one in wanted:
        content = _bytes_of(office, sheet, one, on)
        left -= len(content)
        if left < 0:
            raise _too_many()
        is_pdf = one.row is not None and one.row.media_type == PDF
        scans.append(content if is_pdf else None)
        if not is_pdf:
            words.append(without_page_numbers(content))
    return words, scans


def _bytes_of(office: Installation, sheet: PackSheet, one: PackPaper, on: date) -> bytes:
    """A paper as it goes out: minutes are adopted as the draft that they are."""
    if one.row is None:
        return _drafted(office, sheet.district, PLAN_STATUS, sheet.status, on)
    fair = one.row.instance == sheet.instance and one.row.kind != MINUTES
    try:
        content = paper_bytes(office, one.row, PaperForm.FAIR if fair else PaperForm.AS_IT_COUNTS)
    except NoFairCopy:
        content = paper_bytes(office, one.row, PaperForm.AS_IT_COUNTS)
    if content is None:
        raise UnknownDocument(field=FIELD, value=str(one.row.id))
    return content


def _drafted(office: Installation, district: str, kind: str, said: Any, on: date) -> bytes:  # noqa: ANN401 — the facts of any of these papers
    with office.registry.reading() as session:
        template = template_for(session.connection(), district, kind, "th", on)
    return draft_paper(template, said, emblem=office.settings.emblem).content


def _put_together(
    office: Installation,
    sheet: PackSheet,
    wanted: Sequence[PackPaper],
    pdfs: Sequence[bytes],
    on: date,
) -> MadePack:
    from tasks.documents.joined_pdf import PdfPart, joined, pages_of
    from tasks.documents.page_numbers import numbered_strips, without_page_numbers

    parts = [PdfPart(one.title_th, pdf) for one, pdf in zip(wanted, pdfs, strict=True)]
    counts = [pages_of(one) for one in parts]
    head = 1
    for _ in range(MOST_TURNS):
        said = _facts(sheet, wanted, counts, head, on)
        first = without_page_numbers(_drafted(office, sheet.district, PACK, said, on))
        lines = [_line(said, page) for page in range(1, said.pages + 1)]
        listed, strips = words_as_pdf(office, [first, numbered_strips(first, lines)], FIELD)
        contents = PdfPart(say("pack.contents", "th"), listed)
        if pages_of(contents) == head:
            title = say(f"document_kind.{PACK}", "th")
            content = joined([contents, *parts], strips, f"{title} {said.meeting_th}")
            return MadePack(said, content)
        head = pages_of(contents)
    raise RuntimeError(head)  # longer with smaller numbers: no list of contents is


def _facts(
    sheet: PackSheet, wanted: Sequence[PackPaper], counts: Sequence[int], head: int, on: date
) -> MeetingPack:
    before = last_sent(sheet.sent)
    parts: list[PackPart] = []
    starts = head + 1
    for number, (one, pages) in enumerate(zip(wanted, counts, strict=True), 1):
        earlier = before.get(one.paper)
        parts.append(
            PackPart(
                number=number, title_th=one.title_th, starts=starts, pages=pages,
                paper=one.paper, digest=one.digest, document=one.number,
                instead=_instead(*earlier) if earlier else None,
            )
        )  # fmt: skip
        starts += pages
    told = any(one.row is None for one in wanted)
    return MeetingPack(
        **sheet.meeting | {"own_date": on},
        parts=tuple(parts),
        pages=starts - 1,
        amends=sheet.sent[-1].sent_on if sheet.sent else None,
        amendment=len(sheet.sent),
        status=sheet.status if told else None,
    )


def _instead(pack: SentPack, part: PackPart) -> str:
    return say(
        "pack.pages_of", "th",
        pages=page_span(pack.facts.parts, part.paper), day=thai_date(pack.sent_on, "letter"),
    )  # fmt: skip


def _line(said: MeetingPack, page: int) -> str:
    key = "pack.foot_added" if said.amends else "pack.foot"
    return say(
        key, "th", meeting=said.meeting_th, number=said.amendment, page=page, pages=said.pages
    )
