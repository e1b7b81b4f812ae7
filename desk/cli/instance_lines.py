"""An instance, as lines for a terminal."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from config.words import Language, say, written
from desk.cli.tables import table
from desk.views.draft_summary import DraftSummary
from desk.views.instance_summary import HistoryLine, InstanceSummary
from desk.views.lanes import lane_words
from desk.views.paper_names import paper_status
from desk.views.redaction_words import REDACTED, shown
from desk.views.words import DASH, day, moment, word
from flows.capabilities import GATES
from flows.engine.installation import Declarations
from flows.engine.misfit import choice
from registry.rules.redaction import has_mark

HERE, PASSED = "▶", " "


def instance_lines(
    declared: Declarations, seen: InstanceSummary, language: Language
) -> Iterator[str]:
    """Everything that is to be shown of it, part by part."""
    yield say(
        "show.title", language,
        instance=seen.instance, process=seen.label_of_period, district=seen.district_name,
        status=say(f"status.instance.{seen.status}", language), since=seen.started_on,
    )  # fmt: skip
    for one in seen.part_of:
        yield say("show.part_of", language, instance=one.instance, process=one.label)
    for told in (seen.directive, seen.void):
        if told:
            yield word(told, language)
    yield from _lanes(seen, language)
    for phase in seen.phases if not seen.lanes else ():
        note = f" ({word(phase.note, language)})" if phase.note else ""
        yield f"  {HERE if phase.present else PASSED} {word(phase.label, language)}{note}"
    yield from _part("show.waits", [word(one.sentence, language) for one in seen.waits], language)
    yield from _part(
        "trouble.head", [word(one.sentence, language) for one in seen.machine], language
    )
    for draft in seen.drafts:
        yield from _draft(draft, language)
    yield from _part("show.history", _history(seen, language), language)
    yield from _part("show.documents", _documents(declared, seen, language), language)
    yield from _part("show.orders", _orders(seen, language), language)


def _lanes(seen: InstanceSummary, language: Language) -> Iterator[str]:
    """A line a lane: how far it has come, and where it stands."""
    for lane in seen.lanes:
        said = " · ".join(word(one, language) for one in lane_words(lane))
        yield f"  {HERE if lane.waits else PASSED} {word(lane.label, language)}: {said}"


def _part(key: str, lines: Iterable[str], language: Language) -> Iterator[str]:
    held = list(lines)
    if held:
        yield ""
        yield say(key, language)
        yield from (f"  {one}" for one in held)


def _draft(draft: DraftSummary, language: Language) -> Iterator[str]:
    title = say(
        "show.draft", language, version=draft.version, document=draft.document, gate=draft.gate
    )
    yield ""
    yield title
    parts = (("show.since_previous", draft.since_previous), ("show.today", draft.differs_today))
    for key, told in parts:
        if told:
            yield f"  {say(key, language)}"
            yield from (f"  - {word(one, language)}" for one in told)


def _history(seen: InstanceSummary, language: Language) -> Iterable[str]:
    heads = ("entry", "what", "by", "on", "recorded_by", "recorded_at", "says")
    return table(
        [say(f"head.{name}", language) for name in heads],
        [_line(one, language) for one in seen.history],
    )


def _line(one: HistoryLine, language: Language) -> tuple[str, ...]:
    marks = [say("show.gone", language)] if not one.counts else []
    if has_mark(one.answer) or has_mark(one.reason):
        marks.append(say(REDACTED, language))
    if one.outside_term:
        marks.append(say("show.outside", language))
    kept = [word(paper, language) for paper in one.classified]
    return (
        str(one.entry),
        word(one.label, language),
        _by(one, language),
        day(one.act_date, language),
        word(one.recorded_by, language),
        moment(one.recorded_at, language),
        ", ".join([*_chosen(one, language), *kept, *marks]) or DASH,
    )


def _chosen(one: HistoryLine, language: Language) -> Iterator[str]:
    """What the answer chooses, in the words of its form."""
    gate = GATES.get(one.gate or "")
    if gate is None or not isinstance(one.answer, dict):
        return
    for name, field in gate.form.model_fields.items():
        said, kind = one.answer.get(name), field.annotation
        if isinstance(kind, type) and issubclass(kind, StrEnum) and said in list(kind):
            yield written(choice(kind(said)), language)


def _by(one: HistoryLine, language: Language) -> str:
    if one.office is None:
        return DASH
    capacity = say(f"capacity.{one.capacity}", language) if one.capacity != "own" else ""
    who = f"{word(one.office, language)}: {word(one.person, language)}"
    return f"{who} ({capacity})" if capacity else who


def _documents(declared: Declarations, seen: InstanceSummary, language: Language) -> Iterable[str]:
    for one in seen.documents:
        status = say(paper_status(declared, one), language)
        name = shown(one.file_name, language)
        yield f"{one.id}  {name}  {status}  {day(one.dated, language)}"


def _orders(seen: InstanceSummary, language: Language) -> Iterable[str]:
    for one in seen.orders:
        yield f"{one.heading} {one.full_number}  {day(one.dated, language)}  {one.subject_th}"
