"""From what was typed to a typed answer: one refusal for each field that does not fit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import Connection

from config.meetings import meeting_defaults
from config.words import LANGUAGES, Field, Named, Sentence, Value, both, row_words, written
from flows.engine.conditions import broken_in, stray_in
from flows.engine.form_labels import as_labelled, form_in, label_of
from flows.engine.gate import Answer, Gate
from flows.engine.installation import Installation
from flows.engine.misfit import AnswerUnfit, at_once, one_a_field, refused_by, within
from registry.queries.people_of_areas import names_in
from registry.refusals import Refusal
from registry.rules.answer_screening import (
    LocatedFinding,
    refuse_identities,
    screen_texts,
    without_known,
)
from registry.rules.findings import FindingKind
from registry.rules.misfits import misfit
from registry.rules.plain_values import Json, texts
from registry.rules.printing import refuse_unprintable_texts
from registry.rules.redaction import at

OF_OFFICIALS = {
    "name_th", "name_en", "person_th", "person_en", "proxy", "taken_by", "checked_by",
}  # fmt: skip
_KNOWN = {"missing", "extra_forbidden", "enum", "string_too_short", "string_too_long", "too_short"}


def parse(gate: Gate[Any], answer: Json, recorded: Json = None) -> Answer:
    """The answer in the gate's newest form; what is `recorded` already may stand.

    Raises AnswerUnfit or the field's own refusal, AnswerMisfits where several fields are refused.
    """
    form: type[Answer] = gate.form
    try:
        read = form.model_validate(answer)
    except (ValidationError, Refusal):
        read = None
    if read is None or [*_strays(form, answer, recorded)]:
        raise at_once(misfits_of(gate, answer, recorded))
    return read


def misfits_of(gate: Gate[Any], answer: Json, recorded: Json = None) -> list[Refusal]:
    """All that keeps the answer from being taken, one refusal a field; none where it fits.

    A form stops at a value that it cannot read at all, such as a day that is none: that is told,
    and the rest is read as if nothing stood there.
    """
    found: list[Refusal] = []
    left = answer
    while True:
        try:
            gate.form.model_validate(left)
        except ValidationError as error:
            found += [_unfit(gate, answer, one) for one in error.errors(include_url=False)]
        except Refusal as refusal:
            placed = _placed(gate.form, left, refusal)
            found.append(placed)
            less = without(left, placed.field or "")
            if less != left:
                left = less
                continue
        break
    # What a choice makes necessary is looked at by the form last: it is told with whatever else.
    broken = _refused_in(broken_in, gate.form, answer, answer) if found else ()
    told = one_a_field([*found, *broken, *_strays(gate.form, answer, recorded)])
    # A list is called too short for the very row that is told already.
    inmost = [one for one in told if not any(_holds(one, other) for other in told)]
    return [as_labelled(gate.form, one) for one in inmost]


def _holds(one: Refusal, other: Refusal) -> bool:
    """Whether the field of one refusal holds that of the other."""
    return (other.field or "").startswith(f"{one.field}.")


def meets(field: str, other: str) -> bool:
    """Whether one of the two holds the other, or is it."""
    return f"{field}.".startswith(f"{other}.") or f"{other}.".startswith(f"{field}.")


def without(said: Json, path: str) -> Json:
    """The answer with nothing at that path."""
    name, _, rest = path.partition(".")
    if isinstance(said, Mapping) and name in said:
        left = {key: value for key, value in said.items() if key != name}
        return left | {name: without(said[name], rest)} if rest else left
    if isinstance(said, list) and rest and name.isdecimal() and int(name) < len(said):
        place = int(name)
        return [*said[:place], without(said[place], rest), *said[place + 1 :]]
    return said


def _strays(form: type[Answer], said: Json, recorded: Json) -> Iterator[Refusal]:
    """What has nothing to say with the choice beside it, unless it is recorded so already."""
    stood = {one.field for one in _refused_in(stray_in, form, recorded, recorded)}
    for one in _refused_in(stray_in, form, said, said):
        path = tuple((one.field or "").split("."))
        if one.field not in stood or at(said, path) != at(recorded, path):
            yield one


def _refused_in(
    check: Callable[[type[Answer], Mapping[str, Any]], Iterator[Refusal]],
    form: type[Answer],
    said: Json,
    whole: Json,
    under: str = "",
) -> Iterator[Refusal]:
    """What the check says of the form and of each part of it."""
    if not isinstance(said, Mapping):
        return
    for one in check(form, said):
        placed = within(one, under) if under else one
        placed.row = agenda_item(whole, placed.field or "")
        yield placed
    for name, part, value in _parts(form, said):
        yield from _refused_in(check, part, value, whole, f"{under}.{name}" if under else name)


def _placed(form: type[Answer], said: Json, refusal: Refusal) -> Refusal:
    """The refusal, its field by the whole form: a part that refuses knows its own fields alone."""
    for path, part, value in _parts(form, said):
        found = _refused(part, value)
        if found is not None and (found.code, found.field) == (refusal.code, refusal.field):
            placed = within(_placed(part, value, refusal), path)
            placed.row = agenda_item(said, placed.field or "")
            return placed
    return refusal


def _parts(form: type[Answer], said: Json) -> Iterator[tuple[str, type[Answer], Json]]:
    """The forms within the form that something is said of: path, form, what is said."""
    if not isinstance(said, Mapping):
        return
    for name, field in form.model_fields.items():
        part, value = form_in(field.annotation), said.get(name)
        if part is None:
            continue
        if isinstance(value, Sequence) and not isinstance(value, str):
            yield from ((f"{name}.{place}", part, one) for place, one in enumerate(value))
        elif isinstance(value, Mapping):
            yield name, part, value


def _refused(form: type[Answer], said: Json) -> Refusal | None:
    try:
        form.model_validate(said)
    except Refusal as refusal:
        return refusal
    except ValidationError:
        return None
    return None


def _unfit(gate: Gate[Any], said: Json, error: ErrorDetails) -> AnswerUnfit:
    refusal = unfit(gate, error)
    if error["type"] == "extra_forbidden":
        # What was typed: a label of another form's may be like it.
        refusal.called = refusal.field
        refusal.values["problem"] = both("misfit.unknown_field", known=_known_fields(gate, error))
    else:
        refusal.called = _own_name(gate.form, said, refusal.field or "")
    refusal.row = agenda_item(said, refusal.field or "")
    return refusal


def _own_name(form: type[Answer], said: Json, path: str) -> Value:
    """What the row is called to which the path leads, where it bears a name of its own."""
    name, _, rest = path.partition(".")
    place = rest.partition(".")[0]
    part = form_in(form.model_fields[name].annotation) if name in form.model_fields else None
    rows = said.get(name) if isinstance(said, Mapping) else None
    if part is None or not isinstance(rows, list) or not place.isdecimal():
        return None
    row = rows[int(place)]
    return part.called_by(row) if isinstance(row, Mapping) else None


def _known_fields(gate: Gate[Any], error: ErrorDetails) -> Sentence:
    """What may be given where the unknown field was: what each is called, and its key."""
    form: type[Answer] = gate.form
    within = [part for part in error["loc"][:-1] if not isinstance(part, int)]
    for part in within:
        form = form_in(form.model_fields[part].annotation) or form
    named = [
        (Field(".".join((*within, name)), label=label_of(form, name)), name)
        for name in form.model_fields
    ]
    return Sentence(
        *(", ".join(f"{written(one, lang)} ({key})" for one, key in named) for lang in LANGUAGES)
    )


def unfit(gate: Gate[Any], error: ErrorDetails) -> AnswerUnfit:
    """The refusal of what Pydantic says of a field of the gate's form."""
    return AnswerUnfit(
        field=".".join(str(part) for part in error["loc"]) or "answer",
        gate=gate.label,
        problem=misfit(error, _KNOWN),
    )


def refuse_unfit_texts(
    office: Installation,
    said: Json,
    *,
    reason: str | None = None,
    officials: Callable[[], Iterable[str]] = tuple,
) -> None:
    """Refuse, in every text at once, what may identify a person and what no paper could print.

    `reason` lets through what the screening only warns of; of `officials`, asked for only
    where a name stands somewhere, the full names raise no alarm. Raises the refusals of
    registry.rules.answer_screening and registry.rules.printing, which say the item of an agenda.
    """
    if not said:
        return
    told = tuple(texts(said))
    found = [one for one in screen_texts(told, office.net) if not _names_an_official(one)]
    if any(one.finding.kind is FindingKind.PERSON_NAME for one in found):
        found = without_known(found, said, officials(), office.net)
    by_text: dict[str, list[LocatedFinding]] = {}
    for one in found:
        by_text.setdefault(one.path, []).append(one)
    refusals = refused_by(
        *(partial(refuse_identities, one, reason=reason) for one in by_text.values()),
        lambda: refuse_unprintable_texts(told),
    )
    for refusal in refusals:
        refusal.row = agenda_item(said, refusal.field or "")
    if refusals:
        raise at_once(refusals)


def officials_of(connection: Connection, district: str) -> frozenset[str]:
    """The names of those who hold an office, sit or work in the district or its province."""
    return names_in(connection, (district, district[:2]))


def agenda_item(said: Json, path: str) -> Sentence | None:
    """The item of an agenda to which the path leads, as its page heads it; None elsewhere.

    Of several items under one number it says which, as the minutes count them.
    """
    name, _, rest = path.partition(".")
    rows = said.get(name) if isinstance(said, Mapping) else None
    place = rest.partition(".")[0]
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not place.isdecimal():
        return None
    numbers = [str(one.get("agenda")) if isinstance(one, Mapping) else "" for one in rows]
    number, titles = numbers[int(place)], meeting_defaults().agenda
    if number not in map(str, range(1, len(titles) + 1)):
        return None
    title = titles[int(number) - 1]
    head = both("page.minutes.item", number=number, title=Named(title.th, title.en))
    if numbers.count(number) > 1:
        nth = both("word.row", number=numbers[: int(place) + 1].count(number))
        head = both("field.named_row", row=head, name=nth)
    return row_words(path, head)


def _names_an_official(one: LocatedFinding) -> bool:
    """A name where the form asks for one: who sits or came, for whom, who took the minutes."""
    return (
        one.finding.kind is FindingKind.PERSON_NAME and one.path.rpartition(".")[2] in OF_OFFICIALS
    )
