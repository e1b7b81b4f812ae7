"""What the gates of a handover begin with and offer, and what they are called."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from config.handover import handover_defaults
from config.words import Named, Sentence, Term, both
from flows.engine.answers import Answers
from flows.engine.installation import TitleContext
from flows.engine.instance_start import start_known
from flows.engine.offers import GateContext, Offers, Option
from flows.handover.effects import DECISIONS_OWED
from flows.handover.gates import SUCCESSOR, SuccessorV2, Ticked
from flows.handover.process import HandoverStart
from registry.journal import EntryRow, GateRow
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.seat_titles import seat_titles
from registry.rules.handover import PAGE_ONE, DecisionsOwed, OwedDecision


def owed_in(entries: Sequence[EntryRow]) -> tuple[OwedDecision, ...]:
    """What the handover asks for, as it was read on the day in office, the most pressing first."""
    return _read_in(entries).decisions


def _read_in(entries: Sequence[EntryRow]) -> DecisionsOwed:
    read = next(
        (
            one
            for one in reversed(entries)
            if one.live and one.kind == "read" and one.path.endswith(DECISIONS_OWED.key)
        ),
        None,
    )
    return DecisionsOwed.model_validate(read.body["value"] if read else {"decisions": ()})


def printed_in(connection: Connection, instance: int, answers: Answers) -> tuple[OwedDecision, ...]:
    """The decisions that the page that was handed over asks for, in its order.

    Before there is one, those that it would ask for.
    """
    keys = _keys_on_page(connection, instance)
    if keys is None:
        words = handover_defaults()
        return _read_in(answers.entries).printed(words.page_one, words.information, words.rests_on)
    owed = {one.key: one for one in owed_in(answers.entries)}
    return tuple(owed[key] for key in keys if key in owed)


def _keys_on_page(connection: Connection, instance: int) -> list[str] | None:
    """What stands on the newest page one of the handover; None where there is no page."""
    found = [
        one.facts_id
        for one in documents(connection, instance_id=instance)
        if one.kind == PAGE_ONE and one.facts_id is not None
    ]
    rows = facts(connection, found[-1]).get("decisions") if found else None  # redacted: none
    return None if rows is None else [str(one["key"]) for one in rows]


def answered_in(answers: Answers) -> frozenset[str]:
    """The decisions that were answered by themselves."""
    return frozenset(
        subject for one in answers.to(SuccessorV2) if (subject := subject_of(one.path)) is not None
    )


def subject_of(path: str) -> str | None:
    """The decision that a gate is about."""
    _, asked, rest = path.rpartition(f"{SUCCESSOR.key}[")
    return rest.partition("]")[0] if asked else None


def called(answers: Answers, key: str) -> Named:
    """A decision as people call it, whether it is asked for or not."""
    asked = {one.key: one for one in owed_in(answers.entries)}
    known = handover_defaults().decision(key)
    if key in asked or known is None:
        return in_words(asked[key]) if key in asked else Named(key, key)
    return known.title(0)


def in_words(owed: OwedDecision) -> Named:
    """The decision in words; one that an earlier release asked for by its key."""
    asked = handover_defaults().decision(owed.key)
    return asked.title(owed.count) if asked else Named(owed.key, owed.key)


def offer_page(at: GateContext) -> Offers:
    """The decisions that were printed and are not answered by themselves, each by its words."""
    return Offers({
        f"{field}.decision": tuple(Option(one.key, in_words(one)) for one in rows)
        for field, rows in _unanswered(at).items()
    })  # fmt: skip


def _unanswered(at: GateContext) -> dict[str, list[OwedDecision]]:
    """The printed rows by the field that takes them: questions, and what is for information."""
    answered, noted = answered_in(at.answers), handover_defaults().information
    printed = [
        one for one in printed_in(at.connection, at.instance, at.answers) if one.key not in answered
    ]
    return {
        "decisions": [one for one in printed if one.key not in noted],
        "information": [one for one in printed if one.key in noted],
    }


def offer_outcomes(at: GateContext) -> Offers:
    """What may be said to that decision by itself."""
    options = (Option(one, Term(f"choice.ticked.{one}")) for one in outcomes_of(at.path))
    return Offers({"result": tuple(options)})


def outcomes_of(path: str) -> tuple[Ticked, ...]:
    """The boxes that page one prints beside it; by itself more may be said to what is noted there.

    A Chief may take time to think of whether the committee goes on (practice.md 9).
    """
    is_noted = subject_of(path) in handover_defaults().information
    left_out = Ticked.CONFIRMED if is_noted else Ticked.NOTED
    return tuple(one for one in Ticked if one is not left_out)


def begin_page(at: GateContext) -> dict[str, Any]:
    """A row for each decision that was printed: nothing is ticked before somebody looked."""
    rows = {
        field: [{"decision": one.key} for one in rows] for field, rows in _unanswered(at).items()
    }
    return {field: one for field, one in rows.items() if one}


def title_of_seat(label: Sentence, _gate: GateRow, at: TitleContext) -> Sentence | None:
    """The gate with the seat that is handed over: several may be at once. None of an office."""
    seat = at.once(title_of_seat, lambda: _seat_passed(at))
    return both("why.label_subject", label=label, subject=seat) if seat else None


def _seat_passed(at: TitleContext) -> Named | None:
    start = start_known(at.answers.entries, HandoverStart)
    if start is None or start.work is None or start.work.seat is None:
        return None
    titles = seat_titles(at.connection, {start.district}, start.on)
    return titles.get((start.district, start.work.seat))


def title_decision(_: Sentence, gate: GateRow, at: TitleContext) -> Sentence | None:
    """The decision that is asked for, in words."""
    owed = next((one for one in owed_in(at.answers.entries) if one.key == gate.subject), None)
    asked = Term(f"gate.{SUCCESSOR.key}")  # its label would name the decision by its key
    return both("handover.decision", gate=asked, decision=in_words(owed)) if owed else None
