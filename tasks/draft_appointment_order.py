"""Draft the appointment order: from frozen facts to a Word document."""

from pathlib import Path

from registry.rules.order_facts import AppointmentOrderFacts
from tasks.draft_paper import DraftedPaper, draft_paper
from tasks.template import Template, load_template


def draft_appointment_order(
    facts: AppointmentOrderFacts, *, emblem: Path | None = None, template: Template | None = None
) -> DraftedPaper:
    """The order of these facts by the shipped template, or by an office's own."""
    return draft_paper(template or load_template("appointment_order"), facts, emblem=emblem)
