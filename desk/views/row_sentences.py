"""Rows of answers, each as one sentence: a reply, who attended, a figure, a change of seats."""

from collections.abc import Mapping, Sequence
from typing import Any

from config.indicators import indicators
from config.titles import title_list
from config.words import LANGUAGES, Language, Named, Sentence, Term, Value, both, say, written
from desk.views.answer_names import AnswerNames
from desk.views.form_fields import FormField
from registry.rules.attendance import SEXES, Sex, told_sex
from registry.rules.figure_checks import FigureUnreadable, parse_figure
from registry.rules.figure_words import amount_words, column_words
from registry.rules.figures import Amount, Qualifier
from registry.rules.redaction import is_redacted

REDACTED = Term("page.gate.redacted")


def reply_said(row: Mapping[str, Any]) -> Value:
    """Whether an item is done, and what is replied."""
    done = Term(f"page.gate.{'done' if row.get('done') else 'not_done'}")
    reply = str(row.get("reply") or "")
    key = "page.gate.reply_said" if reply else "page.gate.reply"
    return both(key, item=int(row.get("item") or 0), done=done, reply=reply)


def attendance_said(row: Mapping[str, Any], known: AnswerNames) -> Value:
    """Who, from where, how, with who came instead or why they did not come."""
    name = f"{row.get('title_th') or ''}{row.get('name_th') or ''}"
    position = str(row.get("position_th") or "")
    seats = [known.seat(str(key)) for key in row.get("seats") or ()]
    proxy = " ".join(str(row.get(key) or "") for key in ("proxy", "proxy_position")).strip()
    more = proxy or str(row.get("cause") or "")
    who = name or position or (seats[0] if seats else "")
    sex = _sex(row, name)
    parts: list[Value] = [
        who,
        position if position != who else "",
        Term(f"choice.attended.{row.get('state')}"),
        *((more, sex) if proxy else (sex, more)),
    ]
    return Sentence(_dotted(parts, "th"), _dotted(parts, "en"))


def _sex(row: Mapping[str, Any], name: str) -> Value:
    """Of whoever came, as the totals count it: marked where only the title before the name says."""
    proxy = row.get("state") == "proxy"
    stated = row.get("proxy_sex" if proxy else "sex")
    came = str(row.get("proxy") or "") if proxy else name
    known: Sex = next((one for one in SEXES if one == stated), "not_stated")
    sex, inferred = told_sex(known, came, title_list().titles())
    said = Term(f"choice.sex.{sex}")
    return both("page.offices.sex.inferred", sex=said) if inferred else said


def _dotted(parts: Sequence[Value], language: Language) -> str:
    return " · ".join(written(one, language) for one in parts if one)


def line_said(one: FormField, row: Any, known: AnswerNames) -> Value:  # noqa: ANN401 — JSON
    """A line of a list, with the person of the register whom it is about."""
    if not isinstance(row, Mapping) or is_redacted(row):
        return REDACTED
    person = row.get("person")
    who = known.name(str(person)) if person else ""
    thai, english = (line_of(one.name, row, language) for language in LANGUAGES)
    if not person:
        return Sentence(thai, english)
    return Sentence(f"{thai}, {written(who, 'th')}", f"{english}, {written(who, 'en')}")


def line_of(name: str, row: Mapping[str, Any], language: Language) -> str:
    """A row as a line."""
    code = str(row.get("code") or "")
    if name == "participants":
        sex = row.get("sex")
        stated = sex in ("female", "male")
        return f"{code}, {say(f'choice.sex.{sex}', language)}" if stated else code
    points = (row.get("pre"), row.get("post"))
    return ", ".join([code, *("-" if one is None else str(one) for one in points)])


def change_said(change: Any, known: AnswerNames) -> Sentence:  # noqa: ANN401 — JSON
    """What becomes of a seat, or of who sits there."""
    if is_redacted(change):
        return both(REDACTED.key)
    kind = change.get("change", "add")
    seat = change.get("seat") or {}
    title: Value = known.seat(str(change.get("key", "")))
    if seat:
        title = Named(str(seat.get("title_th")), str(seat.get("title_en")))
    new = Named(str(change.get("title_th")), str(change.get("title_en")))
    role = Term(f"role.{change.get('role') or seat.get('role')}")
    body = Term(f"body.{seat.get('body', 'executive')}")
    words = {"seat": title, "new": new, "role": role, "body": body}
    tied = seat or change
    if tied.get("person_th"):
        person = Named(str(tied["person_th"]), str(tied.get("person_en") or tied["person_th"]))
        return both(f"page.gate.change.{kind}_person", person=person, **words)
    return both(f"page.gate.change.{kind}", **words)


def figure_words(row: Mapping[str, Any]) -> Sentence:
    """A line of an answer in words."""
    known, key, part = indicators(), str(row.get("indicator")), str(row.get("part") or "")
    label: Value = column_words(known, key, part) if key in known.by_key else key
    line = both("figure.line", figure=label, value=_number_words(row))
    evidence = row.get("evidence")
    return both("figure.line_evidence", line=line, evidence=str(evidence)) if evidence else line


def _number_words(row: Mapping[str, Any]) -> Value:
    """The number as it is meant; as it was typed where it is none."""
    said, qualifier = str(row.get("value") or ""), row.get("qualifier") or Qualifier.EXACT
    try:
        value = parse_figure(said, field="value", largest=indicators().limits.largest)
    except FigureUnreadable:
        return said
    known = qualifier if qualifier in set(Qualifier) else Qualifier.EXACT
    return amount_words(None if value is None else Amount(value, Qualifier(known)))
