"""Which papers the pack of a meeting can be made of, and which of them went before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection

from config.words import known, say
from desk.views.paper_batch import newest
from desk.views.paper_names import kind_label, paper_about
from flows.engine.answers import answers_of
from flows.engine.installation import Installation, Job
from flows.engine.instance_titles import InstanceTitles
from flows.meeting.agenda import minutes_to_adopt
from flows.meeting.gates import InceptionDateV1
from flows.meeting.packs import SentPack, last_sent, sent_packs
from flows.meeting.paper_facts import clock_time, instance_of, text_or_none, which_meeting
from flows.year.plan_status import PLAN_STATUS, plan_status
from registry.journal import instance as one_instance
from registry.ledger import fingerprint
from registry.queries.area_documents import papers_at_work
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.redaction_parts import PACK
from registry.refusals import Refusal
from registry.rules.adoption_choices import MeetingKind
from registry.rules.calendar import fiscal_year
from registry.rules.papers.reports import PlanStatusFacts
from registry.rules.redaction import TEXT_MARK
from registry.rules.rights import APART
from registry.rules.uploads import PDF, WORD
from tasks.documents.template_folders import kinds

AGENDA, MINUTES, DUTIES = "agenda", "minutes", "duties_acknowledgement"
NOT_OF_MEETINGS = frozenset({"letters", "handover"})  # folders of templates
LEFT_OUT = frozenset({"sign_in_sheet", PACK, AGENDA, MINUTES, DUTIES})
DEAD = frozenset({"replaced", "not_signed"})


class NoAgendaYet(Refusal):
    """The instance holds no meeting whose agenda is drafted, so there is nothing to send."""


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
    job = Job(None, row.district, instance, today, office.declared)
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
        """Letters and a handover go to somebody alone, a pack to every member; a picture is no
        page of a PDF.
        """
        folder = kinds().get(row.kind)
        is_somebodys = folder is not None and folder.name in NOT_OF_MEETINGS
        lives = row.status not in DEAD and row.language == "th"
        readable = row.media_type in (WORD, PDF) and TEXT_MARK not in row.file_name
        return lives and readable and not is_somebodys and row.kind not in {*LEFT_OUT, *APART}

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
