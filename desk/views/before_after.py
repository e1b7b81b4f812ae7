"""What a link of the audit changed: each thing as it was and as it is, and the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from config.indicators import indicators
from config.words import Field, Language, Named, Term, Value, both, known
from desk.views.answer_difference import difference
from desk.views.answer_names import NOTHING_KNOWN, AnswerNames, known_of
from desk.views.answer_words import AnswerLine, in_words
from desk.views.redaction_words import shown
from desk.views.settings_and_law import said as said_of_setting
from desk.views.sight import Sight
from desk.views.view import View
from desk.views.words import plain
from flows.capabilities import GATES
from registry.journal import EntryRow, entries, entry, instance
from registry.queries.audit import LinkBody
from registry.records.province_values import KNOWN
from registry.rules.plain_values import Json

BEFORE, AFTER = "before", "value"


@dataclass(frozen=True)
class LinkChange:
    """One thing: what it is called, as it was (nothing: it was not there), as it is."""

    label: Value
    before: tuple[Value, ...]
    after: tuple[Value, ...]


@dataclass(frozen=True)
class LinkReport:
    """What a link tells: what it changed, why, and the journal entry that it is of."""

    changed: tuple[LinkChange, ...]
    reason: Value = None
    of: int | None = None


def link_report(view: View, said: LinkBody, sight: Sight, language: Language) -> LinkReport:
    """What the link tells to who looks; internal reasons only to whom they are open."""
    if said.link.entry is None:
        return LinkReport(tuple(_of_body(said, language)))
    now = entry(view.connection, said.link.entry)
    old = entry(view.connection, now.of_id) if now.of_id else None
    reason = now.body.get("reason")
    gate = GATES.get((old or now).gate or "")
    hidden = gate is not None and bool(gate.internal) and not sight.internal
    told = None if hidden or reason is None else _reason(reason, language)
    changed = _of_entries(old, now, sight, _known(view, said))
    return LinkReport(tuple(changed), told, now.of_id)


def _reason(reason: Json, language: Language) -> Value:
    """Why, as somebody wrote it; what the machine gives as a reason is a key."""
    key = f"audit.reason.{reason}"
    return Term(key) if known(key) else plain(shown(reason, language))


def _known(view: View, said: LinkBody) -> AnswerNames:
    """What the keys in the journal of the link's instance are called."""
    row = None if said.link.instance is None else view.once(instance, said.link.instance)
    if row is None:
        return NOTHING_KNOWN
    return known_of(view.connection, row, entries(view.connection, row.id), view.on)


def _of_entries(
    old: EntryRow | None, now: EntryRow, sight: Sight, names: AnswerNames
) -> Iterator[LinkChange]:
    """What an answer says; where it corrects another, no more than what it says otherwise."""
    after = _answer(now, sight, names)
    if old is None:
        yield from (LinkChange(one.label, (), one.values) for one in after)
        return
    said = difference(_answer(old, sight, names), after)
    was, became = dict(_line_pairs(said.before)), dict(_line_pairs(said.after))
    for label in dict.fromkeys((*was, *became)):
        yield LinkChange(label, was.get(label, ()), became.get(label, ()))


def _line_pairs(said: Iterable[AnswerLine]) -> Iterator[tuple[Value, tuple[Value, ...]]]:
    """What each line says; a line of a row is called with what its row is about."""
    for line in said:
        if not line.rows:
            yield line.label, line.values
        for row in line.rows:
            for one in row.lines:
                yield both("audit.of_row", row=row.about, field=one.label), one.values


def _answer(one: EntryRow, sight: Sight, names: AnswerNames) -> tuple[AnswerLine, ...]:
    gate = GATES.get(one.gate or "")
    answer = one.body.get("answer")
    return () if gate is None or answer is None else in_words(gate, answer, sight, names)


def _of_body(said: LinkBody, language: Language) -> Iterator[LinkChange]:
    body = said.body if isinstance(said.body, dict) else {}
    if AFTER in body:
        key = str(body.get("key"))
        label = Term(f"setting.{key}") if known(f"setting.{key}") else key
        yield LinkChange(label, _setting(key, body.get(BEFORE)), _setting(key, body[AFTER]))
        return
    for key, value in body.items():
        yield LinkChange(_label(key), (), tuple(_lines(shown(value, language))))


def _setting(key: str, value: Json) -> tuple[Value, ...]:
    if value is None:
        return ()
    return (said_of_setting(key, value) if key in KNOWN else plain(value),)


def _label(key: str) -> Value:
    """What a part of a link is called: in the words of the audit, of an indicator, or of a form."""
    if known(f"audit.body.{key}"):
        return Term(f"audit.body.{key}")
    if not key:  # a figure's total
        return Term("figure.part.total")
    one = indicators().by_key.get(key)
    return Named(one.title_th, one.title_en) if one else Field(key)


def _lines(value: Json) -> Iterator[Value]:
    match value:
        case None | "" | [] | {}:
            return
        case bool():
            yield Term(f"choice.bool.{str(value).lower()}")
        case list():
            for one in value:
                yield from _lines(one)
        case dict():
            for key, one in value.items():
                if one is not None:
                    yield both("audit.body_line", what=_label(key), value=plain(one))
        case str() if known(f"event.{value}"):
            yield Term(f"event.{value}")
        case _:
            yield plain(value)
