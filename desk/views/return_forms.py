"""Return forms of gates: at most five questions of its form, and the answers that come back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlalchemy import Connection

from config.defaults import policy
from config.words import Field, Language, Named, Term, Value, both, say, written
from desk.views.form_schema import context, proposed
from desk.views.gate_titles import titles
from desk.views.returned_gates import ReturnGate
from desk.views.sight import OWN, Reader, Sight
from desk.views.words import day
from flows.capabilities import GATES
from flows.engine.gate import Answer, Gate, Internal
from flows.engine.misfit import choice
from flows.engine.widgets import PLAIN, inputs_of
from registry.journal import GateRow, entries
from registry.queries.areas import names as area_names
from registry.refusals import Refusal
from registry.rules.return_references import reference_of
from registry.rules.thai import tidy, to_arabic_digits
from tasks.documents.return_form import AskedQuestion, ReturnFormText

MOST_QUESTIONS = 5
LAST = ("note", "letter", "paper")  # asked where there is room
LEFT_OUT = re.compile(r"(_en|\.person)$")  # English names, references of the registry


class ReturnAnswerUnreadable(Refusal):
    """What stands at a question with choices is none of them."""


class AnswerKind(StrEnum):
    """How a question of a return form is answered."""

    CHOICE = "choice"
    DAY = "day"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    LINES = "lines"


@dataclass(frozen=True)
class ReturnQuestion:
    """A question: the path of its field in the answer ("person.name_th"), and its choices."""

    path: str
    label: Field
    kind: AnswerKind
    options: tuple[tuple[str, Value], ...] = ()

    @property
    def choices(self) -> tuple[tuple[str, Value], ...]:
        """What may be chosen, by its key; a question of yes or no has these two."""
        return YES_OR_NO if self.kind is AnswerKind.YES_NO else self.options


YES_OR_NO: tuple[tuple[str, Value], ...] = (
    ("true", Term("choice.bool.true")),
    ("false", Term("choice.bool.false")),
)


def questions_of(gate: Gate[Any]) -> tuple[ReturnQuestion, ...]:
    """Up to five questions of the gate's form: no list of rows, nothing internal, notes last."""
    found = list(_questions(gate.form, ""))
    found.sort(key=lambda one: one.path.startswith(LAST))
    return tuple(found[:MOST_QUESTIONS])


def _questions(form: type[BaseModel], within: str) -> Iterator[ReturnQuestion]:
    inputs = inputs_of(form)
    for name, info in form.model_fields.items():
        path = f"{within}{name}"
        internal = any(isinstance(one, Internal) for one in info.metadata)
        if internal or LEFT_OUT.search(path) or inputs[name].widget != PLAIN.widget:
            continue
        if inputs[name].hidden or inputs[name].carried:
            continue
        yield from _question(path, info)


def _question(path: str, info: FieldInfo) -> Iterator[ReturnQuestion]:
    kinds = [one for one in _types(info.annotation) if one is not type(None)]
    kind = kinds[0] if kinds else str
    label = Field(path)
    if isinstance(kind, type) and issubclass(kind, Answer):
        yield from _questions(kind, f"{path}.")
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        options = tuple((one.value, choice(one)) for one in kind)
        yield ReturnQuestion(path, label, AnswerKind.CHOICE, options)
    elif kind is bool:
        yield ReturnQuestion(path, label, AnswerKind.YES_NO)
    elif kind in (int, Decimal):
        yield ReturnQuestion(path, label, AnswerKind.NUMBER)
    elif kind is date:
        yield ReturnQuestion(path, label, AnswerKind.DAY)
    elif kind is str:
        yield ReturnQuestion(path, label, AnswerKind.TEXT)
    elif _is_lines(info.annotation):
        yield ReturnQuestion(path, label, AnswerKind.LINES)


def _types(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 — an annotation may be any type
    """The bare types of an annotation: of "str or None" both, of a list the list."""
    origin = getattr(annotation, "__origin__", None)
    if hasattr(annotation, "__metadata__"):
        yield from _types(origin)
    elif origin is tuple or not get_args(annotation):
        yield annotation
    else:
        for one in get_args(annotation):
            yield from _types(one)


def _is_lines(annotation: Any) -> bool:  # noqa: ANN401 — as above
    kinds = [one for one in get_args(annotation) if one is not Ellipsis]
    return bool(kinds) and all(next(_types(one), None) is str for one in kinds)


def returned_answer(
    connection: Connection, found: ReturnGate, answers: Mapping[int, str], sight: Sight = OWN
) -> dict[str, Any]:
    """The answer that the form gives: what the gate begins with, and what was filled in.

    `sight`: of what it begins with, that alone which is shown to who looks.
    """
    typed = typed_answers(found.gate, answers)
    begun = _proposal(connection, found.row, sight)
    empty = {path for path, said in typed.items() if said == [""]}
    kept = {name: value for name, value in begun.items() if name not in empty}
    return {**kept, **nested(typed, found)}


def _proposal(connection: Connection, row: GateRow, sight: Sight) -> dict[str, Any]:
    rows = entries(connection, row.instance_id)
    said = proposed(row, rows, context(connection, row, rows, row.opened_on), sight)
    return said if isinstance(said, dict) else {}


def return_form(
    connection: Connection, row: GateRow, language: Language, reader: Reader
) -> ReturnFormText:
    """The form of an open gate, for who takes it out. No answer stands on it when it leaves.

    What the gate begins with stands beside its question: a form is an answer once it was marked.
    """
    proposal = _proposal(connection, row, reader.sight(row.district_code))
    gate, hotlines = GATES[row.gate], policy().hotlines
    title = titles(connection, [row])[row.id]
    district = area_names(connection, {row.district_code})[row.district_code]
    lines = [
        say("return.district", language, district=district),
        say("return.about", language, gate=title),
        say("return.reference", language, reference=reference_of(row.id)),
    ]
    if row.due_on:
        lines.append(say("return.until", language, on=row.due_on))
    questions = [
        AskedQuestion(
            _question_text(one, _begins(one, proposal, language), language),
            [written(word, language) for _, word in one.options],
        )
        for one in questions_of(gate)
    ]
    return ReturnFormText(
        title=say("return.title", language),
        lines=lines,
        heads=(
            say("return.head.number", language),
            say("return.head.question", language),
            say("return.head.answer", language),
        ),
        questions=questions,
        below=(
            say("return.signed", language),
            say("return.name", language),
            say("return.dated", language),
            say(
                "return.no_reports", language,
                social=hotlines.social_assistance, police=hotlines.police,
            ),
        ),
    )  # fmt: skip


def _question_text(one: ReturnQuestion, proposed: str, language: Language) -> str:
    """The label, the options of a choice or how to answer, and what is proposed."""
    label = _label(one, language)
    told = say("return.proposed", language, value=proposed)
    return f"{label}\n{told}" if proposed else label


def _label(one: ReturnQuestion, language: Language) -> str:
    label = written(one.label, language)
    if one.kind is AnswerKind.CHOICE:
        listed = enumerate(one.options, start=1)
        return "\n".join([label, *(f"{n}) {written(word, language)}" for n, (_, word) in listed)])
    hint = {
        AnswerKind.DAY: "return.hint.day",
        AnswerKind.YES_NO: "return.hint.yes_no",
        AnswerKind.LINES: "return.hint.lines",
    }.get(one.kind)
    return f"{label} {say(hint, language)}" if hint else label


def _begins(one: ReturnQuestion, proposal: Mapping[str, Any], language: Language) -> str:
    value: Any = proposal
    for part in one.path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value in (None, "", []):
        return ""
    if one.kind is AnswerKind.CHOICE:
        return next((written(word, language) for key, word in one.options if key == value), "")
    if one.kind is AnswerKind.DAY:
        return day(date.fromisoformat(str(value)), language)
    if one.kind is AnswerKind.YES_NO:
        return say(f"choice.bool.{'true' if value else 'false'}", language)
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def typed_answers(gate: Gate[Any], answers: Mapping[int, str]) -> dict[str, list[str]]:
    """The answers as the inputs of the gate's form: by the path of the field, as typed.

    A choice may be answered by its number or in its words; what is neither stays as it was typed,
    and is told (`unread_answers`). What stands empty on the form is empty, whatever
    it began with; a question that the file does not hold says nothing.
    """
    found: dict[str, list[str]] = {}
    for number, one in enumerate(questions_of(gate), start=1):
        if number not in answers:
            continue
        text = answers[number].strip()
        if one.kind is AnswerKind.LINES:
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            found |= {f"{one.path}.{place}": [line] for place, line in enumerate(lines)}
        else:
            found[one.path] = [_read(one, text)]
    return found


def unread_answers(gate: Gate[Any], answers: Mapping[int, str]) -> list[ReturnAnswerUnreadable]:
    """What stands at questions with choices and is none of them, each by its field."""
    typed = typed_answers(gate, answers)
    return [
        ReturnAnswerUnreadable(
            field=one.path, number=number, said=typed[one.path][-1], choices=_listed(one.choices)
        )
        for number, one in enumerate(questions_of(gate), start=1)
        if one.choices and typed.get(one.path, [""])[-1] not in ("", *dict(one.choices))
    ]


def _listed(choices: Sequence[tuple[str, Value]]) -> Named:
    """The choices with their numbers, as the form lists them."""
    said = [both("return.choice", number=n, choice=word) for n, (_, word) in enumerate(choices, 1)]
    return Named(" ".join(one.th for one in said), " ".join(one.en for one in said))


def _read(one: ReturnQuestion, text: str) -> str:
    plain = tidy(text.replace("\n", " "))
    if not plain:
        return ""
    if one.choices:
        return _chosen(plain, one.choices)
    return text if one.kind is AnswerKind.TEXT else plain


def _chosen(text: str, options: Sequence[tuple[str, Value]]) -> str:
    number = re.fullmatch(r"\(?\s*(\d{1,2})\s*[).]?", to_arabic_digits(text))
    if number and 1 <= int(number[1]) <= len(options):
        return options[int(number[1]) - 1][0]
    said = text.casefold()
    for key, word in options:
        named = {written(word, "th").casefold(), written(word, "en").casefold(), key}
        if said in named:
            return key
    return text


def nested(typed: Mapping[str, Sequence[str]], found: ReturnGate) -> dict[str, Any]:
    """The typed answers as JSON, for the command line: groups within, lines as lists."""
    answer: dict[str, Any] = {}
    for one in questions_of(found.gate):
        if one.kind is AnswerKind.LINES:
            rows = [value[-1] for path, value in typed.items() if path.startswith(f"{one.path}.")]
            if rows:
                answer[one.path] = rows
            continue
        if typed.get(one.path, [""]) == [""]:
            continue
        *groups, name = one.path.split(".")
        inner = answer
        for group in groups:
            inner = inner.setdefault(group, {})
        said = typed[one.path][-1]
        inner[name] = said == "true" if one.kind is AnswerKind.YES_NO else said
    return answer
