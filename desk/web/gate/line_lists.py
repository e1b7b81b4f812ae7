"""Participants and points as lines of text: typed, pasted from Excel, or filled from a file.

A line is a code and what belongs to it, with tabs, commas or spaces between. Members who took
part are ticked beside the lines; their inputs are called after their reference.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.training import ScoreFile, training
from config.words import Language
from desk.views.row_sentences import line_of
from desk.web.frame.typed_fields import last_typed
from registry.refusals import Refusal
from registry.rules.participant_codes import code_problem
from registry.rules.thai import tidy

POINTS = re.compile(r"\d{1,6}(\.\d{1,2})?", re.ASCII)
LONGEST = 1000
PARTS_OF = {"participants": 2, "scores": 3}


class LineUnfit(Refusal):
    """A line that is no code with what belongs to it; it is not repeated."""


class LinesTooMany(Refusal):
    """More lines than any training has participants."""


@dataclass
class LineReading:
    """The rows of an answer, and what could not be read."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)


def member_input(name: str, person: str) -> str:
    """What the tick of a member is called."""
    return f"{name}.m.{person}"


def usual_code(place: int) -> str:
    """The code that a member is given who is in that place of the list, from 1."""
    return f"M{place:02}"


def lines_of(
    name: str, rows: Sequence[Mapping[str, Any]], language: Language
) -> dict[str, list[str]]:
    """Rows as they would have been typed; members as they would have been ticked."""
    found: dict[str, list[str]] = {}
    lines = []
    for row in rows:
        if row.get("person"):
            tick = member_input(name, str(row["person"]))
            found |= {tick: ["yes"], f"{tick}.code": [str(row.get("code") or "")]}
            found[f"{tick}.sex"] = [str(row.get("sex") or "")]
        else:
            lines.append(line_of(name, row, language))
    return found | {name: ["\n".join(lines)]}


def read_lines(name: str, typed: Mapping[str, Sequence[str]]) -> LineReading:
    """The rows that the lines and the ticked members are."""
    read = LineReading()
    if name == "participants":
        read.rows += _members(name, typed)
    text = next(reversed(typed.get(name, [""])), "")
    split = (line.replace("\t", " , ") for line in text.splitlines())
    lines = [(number, tidy(line)) for number, line in enumerate(split, 1)]
    written = [(number, line) for number, line in lines if line.strip(" ,;")]
    if len(written) > LONGEST:
        read.problems.append(LinesTooMany(field=name, most=LONGEST))
        return read
    form = training().score_file
    for number, line in written:
        parts = [part.strip() for part in re.split(r"[\t,;]", line)]
        parts = line.split() if len(parts) == 1 else parts
        row = _row(name, parts, form)
        if row is None:
            read.problems.append(LineUnfit(field=name, line=number))
        else:
            read.rows.append(row)
    return read


def _members(name: str, typed: Mapping[str, Sequence[str]]) -> Iterable[dict[str, Any]]:
    start = f"{name}.m."
    for key, values in typed.items():
        if key.startswith(start) and key[len(start) :] and values[-1] == "yes":
            said = {part: last_typed(typed, f"{key}.{part}") for part in ("code", "sex")}
            sex = said["sex"] if said["sex"] in ("female", "male") else "not_stated"
            yield {"code": said["code"], "sex": sex, "person": key[len(start) :]}


def _row(name: str, parts: Sequence[str], form: ScoreFile) -> dict[str, Any] | None:
    code, rest = parts[0], [*parts[1:]]
    most = PARTS_OF[name]
    if code_problem(code, form) is not None or any(rest[most - 1 :]):
        return None
    rest = [*rest[: most - 1], *[""] * (most - 1 - len(rest))]
    if name == "participants":
        sex = _sex(rest[0], form)
        return None if sex is None else {"code": code, "sex": sex}
    taken = [None if not one or one.casefold() in form.not_taken else one for one in rest]
    if any(one is not None and not POINTS.fullmatch(one) for one in taken):
        return None
    return {"code": code, "pre": taken[0], "post": taken[1]}


def _sex(said: str, form: ScoreFile) -> str | None:
    words = {"": "not_stated", "-": "not_stated", "not_stated": "not_stated"}
    words |= dict.fromkeys(form.female, "female") | dict.fromkeys(form.male, "male")
    return words.get(said.casefold())
