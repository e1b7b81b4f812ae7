"""Which gate a return form answers: by the reference that it bears, whatever paper it stands on."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from config.words import both, say
from desk.views.gate_titles import titles
from flows.capabilities import GATES, declared
from flows.decisions.late_reports import takes_report
from flows.engine.gate import Gate
from flows.papers.members import letter_reference
from registry.journal import GateRow, entry, instance, open_gates
from registry.queries.gates import gates_numbered
from registry.queries.return_gates import gates_of_subjects, last_asked
from registry.refusals import Refusal
from registry.rules.return_references import gate_of, reference_of
from registry.rules.thai import tidy, to_arabic_digits
from tasks.documents.return_form import ReturnedForm

LETTERS = re.compile(r"(\d{1,10})\s*/\s*(\d{6})")  # of 0.3, and of invitations


class ReferenceMissing(Refusal):
    """The file bears no reference: it is no return form, or the reference was cut off."""


class ReferenceUnknown(Refusal):
    """There is no such form, or it asks about another area than the reader's."""


class ReturnAnswered(Refusal):
    """The question of the form was answered before: by this form, or by another paper."""


class ReturnOfOldRound(Refusal):
    """The question of the form is asked no more: it was asked anew, or lapsed."""


class ReferenceOfInvitation(Refusal):
    """The reference is that of an invitation, to which no gate is asked."""


@dataclass(frozen=True)
class ReturnGate:
    """The gate that a reference leads to."""

    row: GateRow
    gate: Gate[Any]


def gate_returned(connection: Connection, reference: str, *, field: str) -> ReturnGate:
    """The gate of that reference: the newest, where the same was asked again of the same paper.

    Raises ReferenceUnreadable, ReferenceMistyped, ReferenceUnknown, ReferenceOfInvitation.
    """
    if letter := LETTERS.fullmatch(to_arabic_digits(tidy(reference))):
        row = _of_letter(connection, int(letter[1]), letter[0].replace(" ", ""), field)
    else:
        number = gate_of(reference, field=field)
        row = gates_numbered(connection, [number]).get(number)
    if row is None or row.gate not in GATES:
        raise ReferenceUnknown(field=field, value=tidy(reference))
    return ReturnGate(last_asked(connection, row), GATES[row.gate])


def _of_letter(connection: Connection, number: int, said: str, field: str) -> GateRow | None:
    """The gate of a request that 0.3 printed: its reference was made of instance and seat."""
    if instance(connection, number) is None:
        return None
    for row in gates_of_subjects(connection, number):
        if letter_reference(number, row.subject or "") == said:
            return row
    raise ReferenceOfInvitation(field=field, value=said)


def refuse_ended(connection: Connection, found: ReturnGate, *, field: str) -> None:
    """Raises ReturnAnswered or ReturnOfOldRound where the gate takes no answer any more."""
    row = found.row
    if row.status == "open" or takes_report(declared(), connection, row):
        return
    said = reference_of(row.id)
    title = titles(connection, [row])[row.id]
    answer = entry(connection, row.closed_by) if row.closed_by is not None else None
    if row.status == "answered" and answer is not None and answer.live:
        raise ReturnAnswered(field=field, value=said, gate=title, on=answer.act_date)
    newer = [
        one
        for one in open_gates(connection, instance_id=row.instance_id)
        if (one.gate, one.subject) == (row.gate, row.subject)
    ]
    again = (
        both("return.asked_again", reference=reference_of(newer[0].id))
        if newer
        else both("return.asked_no_more")
    )
    raise ReturnOfOldRound(field=field, value=said, gate=title, again=again)


def reference_in(form: ReturnedForm, *, field: str) -> str:
    """The reference that the file bears, by its label in either language.

    Raises ReferenceMissing.
    """
    text = tidy(form.text)
    for language in ("th", "en"):
        label = say("return.reference", language, reference="").strip()
        found = re.search(rf"{re.escape(label)}\s*(\d+\s*[-\u2010-\u2015/]\s*\d+)", text)
        if found:
            return found[1]
    raise ReferenceMissing(field=field)
