"""Letters, memos and forms rendered of their samples."""

from typing import Any

from lxml import etree

from flows.capabilities import declared
from tasks.documents.docx_files import read_parts
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template, sheet

FACTS = declared().facts


def rendered(kind: str, **changes: Any) -> bytes:
    facts = sample_facts(FACTS[kind], sheet(kind)).model_dump()
    return render(load_template(kind), FACTS[kind].model_validate(facts | changes))


def text_of(docx: bytes) -> str:
    return "\n".join(paragraphs(docx))


def document_of(kind: str) -> etree._Element:
    return etree.fromstring(read_parts(load_template(kind).data)["word/document.xml"])


def written_in(docx: bytes, name: str) -> str:
    return "".join(etree.fromstring(read_parts(docx)[name]).itertext())


EXTERNAL = (
    "advocacy_letter", "follow_up_letter", "representative_request", "copies_letter", "invitation",
    "plan_letter", "adjustment_letter", "endorsement_letter", "proposal_letter",
    "no_meeting_letter", "no_report_letter", "considered_letter",
    "appointment_report", "minutes_circulation", "resolution_notice", "trainer_request",
    "participants_request", "venue_request", "thanks_letter", "postponement_letter",
    "report_memo",
)  # fmt: skip
MEMOS = (
    "advocacy_memo", "order_memo", "copies_memo", "invitation_memo",
    "training_memo", "participants_memo", "minutes_memo", "resolution_memo", "postponement_memo",
)  # fmt: skip
