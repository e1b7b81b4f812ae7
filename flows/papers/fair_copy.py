"""A paper as it is asked for: as it counts, the draft that was laid before people, a fair copy.

A fair copy bears no draft mark: the same text, as it goes to be signed, and once it is signed
with its number and date. It is made when asked for and never kept: what counts is the draft
that was reviewed and the signed paper.
"""

from datetime import date

from pydantic import ValidationError

from config.words import Language
from flows.engine.installation import Installation
from flows.papers.paper_forms import PaperForm, borne, is_rendered, is_settled
from flows.papers.word_drafts import UNVERIFIED, template_for
from registry.queries.document_contents import content, facts
from registry.queries.documents import DocumentRow, document
from registry.refusals import Refusal
from tasks.documents.draft_mark import unmarked
from tasks.documents.emblem import emblem_in, room_for_emblem
from tasks.documents.rendering import DocumentDefect, draft_paper
from tasks.documents.template import Template
from tasks.documents.template_mark import marked


class NoFairCopy(Refusal):
    """Only a paper that was rendered from facts has a fair copy."""


def paper_bytes(office: Installation, row: DocumentRow, form: PaperForm) -> bytes | None:
    """The bytes in the form asked for; None where a redaction took them away.

    Raises NoFairCopy where that is asked for of what was not rendered from facts.
    """
    with office.registry.reading() as connection:
        kept = content(connection, row.sha256)
    settled = form is PaperForm.AS_IT_COUNTS and is_settled(office.declared, row)
    fair = form is PaperForm.FAIR or settled
    return fair_copy(office, row.id) if fair and kept is not None else kept


def fair_copy(office: Installation, document_id: int) -> bytes:
    """The fair copy as .docx. Raises NoFairCopy.

    Its text is that of the kept draft: where the template gives another by now, the draft
    itself without its mark.
    """
    with office.registry.reading() as connection:
        row = document(connection, document_id)
        kept = content(connection, row.sha256) if row else None
        if row is None or kept is None or row.facts_id is None or not is_rendered(row):
            raise NoFairCopy(field="document", value=str(document_id))
        said = facts(connection, row.facts_id)
        number, dated = borne(office.declared, connection, row)
        language: Language = "en" if row.language == "en" else "th"
        template = template_for(connection, row.district, row.kind, language, row.own_date)
    made = _rendered(office, row, template, said, number, dated)
    if made is not None:
        return made
    emblem = office.settings.emblem
    picture = emblem_in(emblem) if emblem is not None else room_for_emblem()
    return unmarked(kept, language, number=number, dated=dated, emblem=picture)


def _rendered(
    office: Installation,
    row: DocumentRow,
    template: Template,
    said: object,
    number: str | None,
    dated: date | None,
) -> bytes | None:
    """From the facts; None where they do not give the draft again that was kept."""
    clean: dict[str, object] = {"draft_version": None, "draft_date": None}
    if number is not None:
        clean |= {"number": number, "dated": dated}
    emblem = office.settings.emblem
    gives = [template]
    if number is None:  # the mark of a district that is verified meanwhile is due no more
        gives.append(marked(template, UNVERIFIED))
    try:
        drafted = office.declared.facts[row.kind].model_validate(said)
        made = (draft_paper(one, drafted, emblem=emblem).content_hash for one in gives)
        if row.content_hash not in made:
            return None
        return draft_paper(template, drafted.model_copy(update=clean), emblem=emblem).content
    except (ValidationError, DocumentDefect):  # facts of an earlier release, a later template
        return None
