"""What papers are called: in lists, and as files, so that each is told without being opened."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

from sqlalchemy import Connection

from config.words import Language, known, say, written
from desk.views.redaction_words import shown
from desk.views.subjects import Titles, subject_titles
from flows.engine.installation import Declarations
from flows.engine.instance_titles import InstanceTitles
from flows.papers.kind_titles import kind_title
from flows.papers.paper_forms import PaperForm, borne, is_rendered, is_settled
from registry.queries.areas import names
from registry.queries.document_contents import facts
from registry.queries.documents import SETTLED, DocumentRow
from registry.rules.file_names import cut, safe_name
from registry.rules.handover import SIGNED_BACK
from registry.rules.redaction import TEXT_MARK

LONGEST = 75  # signs of a name: three bytes each, and Linux takes 255 of a name
# The fields of facts that say to whom a paper goes, or what it is about; the first there is.
_WHOM = ("to_{}", "title_{}", "to_th", "addressee_th", "head_th", "title")
_ASKED = "asked"  # what a proposal for money asks for, by its title


def paper_label(
    instances: InstanceTitles, row: DocumentRow, titles: Titles, language: Language
) -> str:
    """A paper in a list: kind, for whom, which version; a file of people as they called it."""
    if row.facts_id is None:
        return str(shown(row.file_name, language))
    whom = titles.get(row.id)
    version = say("paper.version", language, version=row.version)
    told = (_kind(instances, row, language), written(whom, language) if whom else "", version)
    english = say("page.language.en", language) if row.language == "en" else ""
    return " · ".join(one for one in (*told, english) if one)


def kind_label(kind: str, language: Language) -> str:
    """What papers of a kind are called; a scan by the gate that it is evidence of."""
    return written(kind_title(kind) or kind, language)


def paper_status(declared: Declarations, row: DocumentRow) -> str:
    """The key of what the paper counts as: nobody signed a translation, yet it is no draft."""
    if row.kind in SIGNED_BACK and row.status in SETTLED and not row.settled:
        return "status.document.receipt_withdrawn"
    if row.status != "draft" or not is_settled(declared, row):
        return f"status.document.{row.status}"
    return f"status.document.{'translation' if row.settled else 'made'}"


def paper_file_name(
    declared: Declarations, connection: Connection, row: DocumentRow, form: PaperForm, on: date
) -> str:
    """The name of the file: kind, district, for whom, what it counts as, number of the paper.

    In the paper's language, safe for every system; no two papers, and no two forms of one,
    are called alike. A file of people keeps the name that they gave it.
    """
    if not is_rendered(row):
        return row.file_name.replace(TEXT_MARK, say("word.redacted", "th"))
    language: Language = "en" if row.language == "en" else "th"
    district = written(names(connection, {row.district})[row.district], language)
    head = f"{_kind(InstanceTitles(declared, connection), row, language)} {district}"
    tail = f"{_state(declared, connection, row, form, language)} [{row.id}]"
    head = cut(head, LONGEST - len(tail) - 1).strip()
    room = LONGEST - len(head) - len(tail) - 2
    whom = cut(paper_about(connection, row, language, on), max(room, 0)).strip()
    said = safe_name(" ".join(one for one in (head, whom, tail) if one), empty="", longest=LONGEST)
    return said + PurePath(row.file_name).suffix


def _kind(instances: InstanceTitles, row: DocumentRow, language: Language) -> str:
    key = instances.paper_kind(row.kind, row.instance)
    return say(key, language) if known(key) else row.kind


def _state(
    declared: Declarations,
    connection: Connection,
    row: DocumentRow,
    form: PaperForm,
    language: Language,
) -> str:
    settled = is_settled(declared, row)
    if form is PaperForm.DRAFT or (form is PaperForm.AS_IT_COUNTS and not settled):
        return say("paper.state.draft", language, version=row.version)
    if not settled:
        return say("paper.state.fair", language, version=row.version)
    number, _ = borne(declared, connection, row)
    if number is not None:
        key = "signed" if row.status in SETTLED else "translation"
        return say(f"paper.state.{key}", language, number=number.replace("/", "-"))
    return say("paper.state.adopted" if row.status in SETTLED else "paper.state.made", language)


def paper_about(connection: Connection, row: DocumentRow, language: Language, on: date) -> str:
    """To whom the paper goes, or what it is about; "" where neither is known."""
    said = facts(connection, row.facts_id) if row.facts_id is not None else {}
    asked = said.get(_ASKED)
    for one in (said, asked if isinstance(asked, Mapping) else {}):
        for field in _WHOM:
            text = one.get(field.format(language))
            if isinstance(text, str) and text:
                return text.replace(TEXT_MARK, say("word.redacted", language))
    whom = subject_titles(connection, (row,), on).get(row.id)
    return written(whom, language) if whom else ""
