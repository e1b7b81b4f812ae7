"""What waits, as a table."""

from collections.abc import Iterable, Mapping, Sequence

from config.words import Language, Named, say
from desk.cli.tables import table
from desk.views.chief_terms import TermNotice
from desk.views.left_leads import LeadNotice
from desk.views.promises import PromiseNotice
from desk.views.reason import Reason
from desk.views.waiting_list import WaitingLine
from desk.views.words import DASH, day, word
from flows.runtime.machine_troubles import MachineTrouble

HEADS = ("instance", "district", "process", "gate", "office", "holder", "since", "due", "late")
GROUP_HEADS = ("district", "what", "since", "due", "late", "instance")


def waiting_lines(
    rows: Sequence[Reason], places: Mapping[str, Named], language: Language
) -> Iterable[str]:
    """A row for each thing that waits, or that nothing does."""
    if not rows:
        return [say("desk.nothing_waits", language)]
    heads = [say(f"head.{name}", language) for name in HEADS]
    return table(heads, [_row(one, places, language) for one in rows])


def grouped_lines(
    lines: Sequence[WaitingLine], places: Mapping[str, Named], language: Language
) -> Iterable[str]:
    """A row for each line of what waits for people, as the inbox has them."""
    if not lines:
        return [say("desk.nothing_waits", language)]
    heads = [say(f"head.{name}", language) for name in GROUP_HEADS]
    return table(heads, [_grouped(one, places, language) for one in lines])


def _grouped(one: WaitingLine, places: Mapping[str, Named], language: Language) -> Sequence[str]:
    return (
        word(places.get(one.district), language),
        word(one.label, language),
        day(one.since, language),
        day(one.due, language),
        str(one.days_late) if one.days_late else DASH,
        one.where[0] if one.count == 1 else DASH,
    )


def to_know_lines(
    notices: Sequence[TermNotice | PromiseNotice | LeadNotice], heading: str, language: Language
) -> Iterable[str]:
    """A line for each thing that no gate asks, under its heading."""
    if not notices:
        return []
    said = [f"  {word(one.sentence, language)}" for one in notices]
    return ["", say(heading, language), *said]


def trouble_lines(machine: Sequence[MachineTrouble], language: Language) -> Iterable[str]:
    """What the machine cannot do, before all that waits for people."""
    if not machine:
        return []
    said = [f"  {word(one.sentence, language)}" for one in machine]
    return [say("trouble.head", language), *said, ""]


def _row(one: Reason, places: Mapping[str, Named], language: Language) -> Sequence[str]:
    return (
        str(one.instance),
        word(places.get(one.district), language),
        word(one.title, language),
        f"{word(one.label, language)} ({one.path})",
        word(one.office_title, language),
        _holder(one, language),
        day(one.since, language),
        day(one.due, language),
        str(one.days_late) if one.days_late else DASH,
    )


def _holder(one: Reason, language: Language) -> str:
    if one.kind != "gate":
        return DASH
    if not one.holders:
        return say(one.without, language)
    return word(one.holders[0].name, language)
