"""Draft the appointment order: from frozen facts to a Word document."""

from dataclasses import dataclass
from pathlib import Path

from registry.rules.order_facts import AppointmentOrderFacts
from tasks.rendering import content_hash, render
from tasks.template import load_template

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class DraftedOrder:
    """The document, the hash that names its content, and the template it was made from."""

    content: bytes
    content_hash: str
    template_sha256: str


def draft_appointment_order(
    facts: AppointmentOrderFacts, *, emblem: Path | None = None
) -> DraftedOrder:
    """The same facts and template give the same content hash."""
    template = load_template("appointment_order")
    picture = emblem.read_bytes() if emblem is not None else None
    content = render(template, facts, emblem=picture)
    return DraftedOrder(content, content_hash(content), template.sha256)
