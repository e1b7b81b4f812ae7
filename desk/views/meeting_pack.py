"""The papers of a meeting as one PDF with a list of contents and one page numbering."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from config.words import say
from desk.views.pack_papers import MINUTES, PackPaper, PackSheet
from desk.views.paper_batch import MOST_BYTES, MOST_PAPERS, TooManyPapers
from desk.views.paper_file import UnknownDocument, words_as_pdf
from flows.engine.installation import Installation
from flows.meeting.packs import MadePack, SentPack, last_sent, page_span
from flows.papers.fair_copy import NoFairCopy, paper_bytes
from flows.papers.paper_forms import PaperForm
from flows.papers.word_drafts import template_for
from flows.year.plan_status import PLAN_STATUS
from registry.queries.redaction_parts import PACK
from registry.refusals import Refusal
from registry.rules.papers.meeting import MeetingPack, PackPart
from registry.rules.thai import thai_date
from registry.rules.uploads import PDF
from tasks.documents.rendering import draft_paper

MOST_TURNS = 4  # the contents may grow by a page as their numbers grow, never often
FIELD = "--paper"


class NotForPack(Refusal):
    """The paper is not among those that can be put into the pack of this meeting."""


class NothingToAmend(Refusal):
    """Since the pack was sent none of the papers has changed: there is nothing to amend."""


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
    with office.registry.reading() as connection:
        template = template_for(connection, district, kind, "th", on)
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
        pages=page_span(pack.facts.parts, part.paper), day=thai_date(pack.sent_on, "order"),
    )  # fmt: skip


def _line(said: MeetingPack, page: int) -> str:
    key = "pack.foot_added" if said.amends else "pack.foot"
    return say(
        key, "th", meeting=said.meeting_th, number=said.amendment, page=page, pages=said.pages
    )
