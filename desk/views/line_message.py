"""What a coordinator copies from a gate's page into LINE: an invitation, a request, a reminder.

It names posts and places and no person, and asks nobody for anything of a case.
"""

from collections.abc import Sequence

from config.defaults import policy
from config.words import Language, Sentence, both
from desk.views.form_schema import context, recording_of
from desk.views.gate_titles import title
from desk.views.view import View
from flows.engine.messages import GateMessage
from flows.papers.letterhead import district_letterhead
from registry.journal import EntryRow, GateRow
from tasks.notices.digest import DigestLine, copy_text


def line_message(
    view: View, asked: GateRow, rows: Sequence[EntryRow], languages: Sequence[Language]
) -> str | None:
    """What its form says to whom it concerns, else the reminder of it where it has a due day.

    None of a gate that is no longer open.
    """
    if asked.status != "open":
        return None
    tell = recording_of(asked.gate).message
    told = tell(context(view.connection, asked, rows, view.on)) if tell else None
    if told is not None:
        lines = _lines(view, asked, rows, told)
        return "\n\n".join("\n".join(_in(one, language) for one in lines) for language in languages)
    if asked.due_on is None:
        return None
    district = view.district(asked.district_code)
    step = both(f"gate.{asked.gate}")  # a reminder takes no word that somebody typed
    waits = DigestLine(district, asked.district_code, step, asked.opened_on, asked.due_on)
    return copy_text([waits], view.on, languages, view.office.settings.desk_url)


def _step(view: View, asked: GateRow, rows: Sequence[EntryRow]) -> Sentence:
    """What the gate is called; its round tells nothing to whom the message goes to."""
    if asked.round is not None:
        return both(f"gate.{asked.gate}")
    return title(view.connection, asked, rows)


def _in(said: Sentence, language: Language) -> str:
    return said.th if language == "th" else said.en


def _lines(
    view: View, asked: GateRow, rows: Sequence[EntryRow], told: GateMessage
) -> list[Sentence]:
    """Which step of which district, what is asked, until when, whom to ask, what not to send."""
    district = view.district(asked.district_code)
    letterhead = district_letterhead(view.connection, asked.district_code, view.on)
    office = Sentence(letterhead.office_th, letterhead.office_en)
    hotlines = policy().hotlines
    lines = [
        both("message.of", district=district, gate=_step(view, asked, rows)),
        told.said,
    ]
    if told.until_due and asked.due_on is not None and asked.due_on >= view.on:
        lines.append(both("message.until", due=asked.due_on))
    if letterhead.phone != both("letters.not_given").th:
        lines.append(both("message.questions", office=office, phone=letterhead.phone))
    no_cases = both("message.no_cases", social=hotlines.social_assistance, police=hotlines.police)
    return [*lines, no_cases]
