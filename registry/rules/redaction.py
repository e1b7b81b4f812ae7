"""What a redaction takes out of recorded values: marks, the places of texts, and copies.

Only texts are taken. A field of an answer is marked as a value of its own, so that it reads
as `RedactedValue`; a text deeper down becomes a short text, so that what holds it keeps its shape.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator

from registry.rules.plain_values import Json
from registry.rules.seats import Value

MARK = "$redacted"
REDACTED: Json = {MARK: 1}
TEXT_MARK = "[redacted]"
ANSWER = "answer"
SHORTEST_EQUAL = 4  # characters: a text that short may stand for anything
SHORTEST_WITHIN = 8
SHORTEST_BEGINNING = 40  # of a text that a paper cuts short and does not say so
CUT = "…"  # by which a paper says so
_KEY = re.compile(r"[a-z][a-z0-9_./-]*|[0-9]{4}(-[0-9]{2}){0,2}|[0-9a-f]{64}")

Path: TypeAlias = tuple[str, ...]
Kind: TypeAlias = Literal["payload", "register", "blob", "file_name", "note", "effect"]


class RedactedValue:
    """What a field of an answer reads as after its redaction."""

    def __str__(self) -> str:
        return "redacted"


def _text_left(said: object) -> object:
    return TEXT_MARK if isinstance(said, RedactedValue) else said


AnswerText: TypeAlias = Annotated[str, BeforeValidator(_text_left)]
"""A text that a process takes from an answer: where it was redacted, the mark goes on for it."""


class RedactionPart(Value):
    """One thing that is taken: a row, the fields of its JSON, and a digest that tells the row.

    `ref` is the row's number, of bytes their SHA-256. `instance`, `entry`, `document` and `past`
    (of a committee's history) say to people where it stands. `register`: the payload of a row of
    facts that people keep beside the journals, such as a community plan.
    """

    kind: Kind
    ref: str
    digest: str
    fields: tuple[Path, ...] = ()
    instance: int | None = None
    entry: int | None = None
    document: int | None = None
    past: int | None = None

    @property
    def key(self) -> str:
        """What names the row in the tombstone; the guards of the database look for it."""
        return f"{'payload' if self.kind == 'register' else self.kind}/{self.ref}"


class RequestedPart(RedactionPart):
    """A part as it was asked for; what its fields `sought` say is looked for until it is taken."""

    sought: tuple[Path, ...] = ()

    @property
    def part(self) -> RedactionPart:
        """What is taken."""
        return RedactionPart.model_validate(self.model_dump(exclude={"sought"}))


def leaves(value: Json, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """All texts of a value that are not marks, with the steps that lead to each."""
    match value:
        case str():
            if value != TEXT_MARK:
                yield path, value
        case Mapping():
            for name, inner in value.items():
                yield from leaves(inner, (*path, name))
        case bool() | int() | float() | None:
            return
        case _:
            for place, inner in enumerate(value):
                yield from leaves(inner, (*path, str(place)))


def under(value: Json, start: Path) -> Iterator[tuple[Path, str]]:
    """The texts at `start` or below it."""
    return ((path, text) for path, text in leaves(value) if path[: len(start)] == start)


def is_key(text: str) -> bool:
    """Whether a text is the machine's own word ("late_paper", a digest) or a date: nobody's."""
    return _KEY.fullmatch(text) is not None


def holds(text: str, wanted: Collection[str]) -> bool:
    """Whether a text says one of those that are taken: whole, within more, or cut short."""
    if text in wanted:
        return len(text) >= SHORTEST_EQUAL
    if any(len(one) >= SHORTEST_WITHIN and one in text for one in wanted):
        return True
    begun = text.removesuffix(CUT)
    least = SHORTEST_BEGINNING if begun == text else SHORTEST_WITHIN
    return len(begun) >= least and any(one.startswith(begun) for one in wanted)


def copies(value: Json, wanted: Collection[str]) -> tuple[Path, ...]:
    """The places of a value that say the same as what is taken.

    A paper says a text of several lines line by line: where all of them stand side by side, each
    is a copy.
    """
    texts = [(path, text) for path, text in leaves(value) if not is_key(text)]
    in_lines = [lines for one in wanted if (lines := _lines(one))]
    beside: dict[Path, set[str]] = {}
    for path, text in texts:
        beside.setdefault(path[:-1], set()).add(text.strip())

    def is_line(path: Path, text: str) -> bool:
        return any(text.strip() in one and one <= beside[path[:-1]] for one in in_lines)

    return tuple(path for path, text in texts if holds(text, wanted) or is_line(path, text))


def traces(text: str) -> frozenset[str]:
    """Of these, what says the text, line by line or cut short, holds at least one."""
    return frozenset({max(_lines(text), key=len, default=text), text[:SHORTEST_WITHIN]})


def says_part(text: str, wanted: Collection[str]) -> bool:
    """Whether a text says a line of one that is taken, or its beginning: perhaps somebody else's.

    What is sure to say it (`holds`) is no part.
    """
    said = text.strip()
    if not said or holds(text, wanted):
        return False
    for one in wanted:
        lines = _lines(one)
        if said in lines or any(len(line) >= SHORTEST_WITHIN and line in said for line in lines):
            return True
        if len(said) >= SHORTEST_WITHIN and one.startswith(said):
            return True
    return False


def part_copies(value: Json, wanted: Collection[str]) -> tuple[Path, ...]:
    """The places of a value that say part of what is taken, and are not sure to be copies."""
    sure = {*copies(value, wanted)}
    return tuple(
        path
        for path, text in leaves(value)
        if path not in sure and not is_key(text) and says_part(text, wanted)
    )


def part_traces(text: str) -> frozenset[str]:
    """Of these, what says part of the text holds at least one."""
    return _lines(text) | {text[:SHORTEST_WITHIN]}


def wholes(texts: Collection[str]) -> frozenset[str]:
    """The texts without those that say but part of another: a paper's line is no text to seek.

    What says such a line elsewhere may be anybody's.
    """
    return frozenset(one for one in texts if not says_part(one, {*texts} - {one}))


def _lines(text: str) -> frozenset[str]:
    """The lines of a text of several, but for those that may stand for anything."""
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) == 1:
        return frozenset()
    return frozenset(line for line in lines if len(line) >= SHORTEST_EQUAL)


def blanked(value: Json, fields: Iterable[Path]) -> Json:
    """The value with the mark in place of the texts at `fields`."""
    for path in fields:
        value = _marked(value, path, REDACTED if is_field(path) else TEXT_MARK)
    return value


def is_field(path: Path) -> bool:
    """Whether the path leads to a field of an answer itself, not to a text inside one."""
    return len(path) == len((ANSWER, "field")) and path[0] == ANSWER


def texted(value: Json, fields: Iterable[Path]) -> Json:
    """The same with a text everywhere: what a form must still take if all of it is free text."""
    for path in fields:
        value = _marked(value, path, TEXT_MARK)
    return value


def is_marked(value: Json) -> bool:
    """Whether it is what a redaction left."""
    return value == TEXT_MARK or is_redacted(value)


def is_redacted(value: object) -> bool:
    """Whether a redaction took the whole value out."""
    return isinstance(value, Mapping) and MARK in value


def at(value: Json, path: Path) -> Json:
    """What stands at the path, None for nothing."""
    for step in path:
        value = _step(value, step)
    return value


def _step(value: Json, step: str) -> Json:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list | tuple) and step.isdecimal() and int(step) < len(value):
        found: Json = value[int(step)]
        return found
    return None


def _marked(value: Json, path: Path, mark: Json) -> Json:
    if not path:
        return mark
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping) and step in value:
        return {**value, step: _marked(value[step], rest, mark)}
    if isinstance(value, list | tuple) and step.isdecimal() and int(step) < len(value):
        place = int(step)
        return [*value[:place], _marked(value[place], rest, mark), *value[place + 1 :]]
    return value  # nothing stands there: nothing to take


def unredacted(answer: Mapping[str, Json]) -> dict[str, Json]:
    """An old answer as it is offered again: what was redacted of it is to be said anew.

    That alone: what else its rows say, and its other rows, stay.
    """
    return {name: _rest(value) for name, value in answer.items() if not is_marked(value)}


def _rest(value: Json) -> Json:
    match value:
        case Mapping():
            return unredacted(value)
        case list() | tuple():
            return [_rest(one) for one in value if not is_marked(one)]
        case _:
            return value


def has_mark(value: Json) -> bool:
    """Whether something in the value was redacted."""
    if is_marked(value):
        return True
    match value:
        case Mapping():
            return any(has_mark(inner) for inner in value.values())
        case list() | tuple():
            return any(has_mark(inner) for inner in value)
        case _:
            return False


def merged(parts: Iterable[RedactionPart]) -> tuple[RedactionPart, ...]:
    """Each row once, with all its fields."""
    found: dict[str, RedactionPart] = {}
    for part in parts:
        before = found.get(part.key)
        fields = dict.fromkeys((*(before.fields if before else ()), *part.fields))
        found[part.key] = (before or part).model_copy(update={"fields": tuple(fields)})
    return tuple(found.values())
