"""Decisions as they are typed or written in a file, made ready to be taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from config.words import Language, Sentence, Term, both, say, written
from desk.cli.options import LAST_NUMBER
from desk.cli.refusals import UsageUnfit, needed
from desk.imports.files import STDIN, WORKBOOKS, read_bytes, read_file
from desk.imports.load_files import FileUnfit, fitting_row
from flows.capabilities import GATES
from flows.decisions.decide import Decision, Receipt
from flows.engine.gate_titles import key_of
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.json_text import KeyTwice, json_or_word
from registry.rules.plain_values import Json
from registry.uploads import read_scan


class NoWorkbookHere(Refusal):
    """The gate takes no lines out of a workbook."""


@dataclass(frozen=True)
class DecisionInput:
    """A decision as it was typed, nothing of it checked."""

    instance: int | None
    gate: str | None
    by: str | None
    decided_on: str | None
    answer: str | None
    scans: Sequence[str]
    about: str | None
    reason: str | None
    beside: Sequence[str] = ()
    classified: Sequence[int] = ()


class FileDecision(BaseModel):
    """A decision as a file holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instance: Annotated[int, Field(le=LAST_NUMBER)]
    gate: Annotated[str, Field(min_length=1)]
    by: Annotated[str, Field(min_length=1)]
    decided_on: Any
    answer: JsonValue
    scans: tuple[str, ...] = ()
    classified: tuple[Annotated[int, Field(le=LAST_NUMBER)], ...] = ()
    about: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class ReadyDecisions:
    """Decisions that can be taken, and what to look at in the file that they came from."""

    decisions: Sequence[Decision]
    warnings: tuple[Sentence, ...] = ()

    def warned(self, receipts: Sequence[Receipt]) -> list[Receipt]:
        """The receipts, the first one with what to look at in the file."""
        first, *others = receipts
        return [replace(first, warnings=(*self.warnings, *first.warnings)), *others]


def typed(said: DecisionInput, recorded_by: str, megabytes: int) -> ReadyDecisions:
    """The decision that was typed. Raises UsageMissing, and what its parts refuse."""
    instance, gate = needed(said.instance, "INSTANCE"), needed(said.gate, "GATE")
    by, on = needed(said.by, "--by"), needed(said.decided_on, "--decided-on")
    file = said.answer if said.beside else needed(said.answer, "--answer")
    decided_on = parse_date(on, field="--decided-on")
    answer, warnings = _answer(file, gate, fields(said.beside), megabytes)
    decision = Decision(
        instance=instance,
        gate=gate,
        by=by,
        decided_on=decided_on,
        answer=answer,
        recorded_by=recorded_by,
        evidence=scans(said.scans, megabytes),
        about=said.about,
        reason=said.reason,
        classified=tuple(said.classified),
    )
    return ReadyDecisions([decision], warnings)


def _answer(
    name: str | None, gate: str, beside: dict[str, Json], megabytes: int
) -> tuple[Json, tuple[Sentence, ...]]:
    """The answer of a file, or of a workbook of points; and what to look at in that.

    `beside` goes before what a file says, or is the answer where there is no file; a workbook's
    own lines and maxima go before it.
    """
    if name is None:
        return beside, ()
    if Path(name).suffix.lower() not in WORKBOOKS:
        answer = read_file(name, field="--answer")
        return ({**answer, **beside} if isinstance(answer, Mapping) else answer), ()
    from desk.imports.score_lines import from_workbook, lines_field

    field = lines_field(GATES[key]) if (key := key_of(gate)) in GATES else None
    if field is None:
        raise NoWorkbookHere(field="--answer", gate=gate)
    if field in beside:
        raise UsageUnfit(field="--set", problem=both("usage.apart", other="--answer"))
    data = read_bytes(name, field="--answer", megabytes=megabytes)
    file = Path(name).name
    read = from_workbook(data, field, megabytes, beside, file=file, field="--answer")
    return read.answer, read.warnings


def of_file(name: str, recorded_by: str, megabytes: int) -> ReadyDecisions:
    """The decisions of a file. Raises FileUnfit, naming the decision and the field."""
    data = read_file(name, field="--file")
    rows = data.get("decisions") if isinstance(data, Mapping) else None
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise FileUnfit(field="decisions", problem=Term("misfit.missing"))
    folder = Path() if name == STDIN else Path(name).parent
    return ReadyDecisions(
        [
            _in_file(row, f"decisions {place}", folder, recorded_by, megabytes)
            for place, row in enumerate(rows, 1)
        ]
    )


def _in_file(data: Json, where: str, folder: Path, recorded_by: str, megabytes: int) -> Decision:
    row = fitting_row(FileDecision, data, where)
    return Decision(
        instance=row.instance,
        gate=row.gate,
        by=row.by,
        decided_on=parse_date(str(row.decided_on), field=f"{where}: decided_on"),
        answer=row.answer,
        recorded_by=recorded_by,
        evidence=tuple(
            read_scan(folder / one, megabytes, field=f"{where}: scans") for one in row.scans
        ),
        about=row.about,
        reason=row.reason,
        classified=row.classified,
    )


def scans(names: Iterable[str], megabytes: int) -> tuple[Upload, ...]:
    """The scans of these files. Raises ScanNotReadable, ScanTooLarge, ScanWrongKind."""
    return tuple(read_scan(Path(name), megabytes) for name in names)


def fields(pairs: Iterable[str]) -> dict[str, Json]:
    """`field=value` pairs; a value is JSON where it is any, else the word itself.

    Raises UsageUnfit, KeyTwice.
    """
    made: dict[str, Json] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise UsageUnfit(field="--set", problem="field=value")
        key = name.strip()
        if key in made:
            raise KeyTwice(field=key, file="--set", key=key)
        made[key] = _value(value, key)
    return made


def _value(text: str, key: str) -> Json:
    found = json_or_word(text, file=key, field="--set")
    # A number that was typed is a word: forms take numbers of papers as text.
    return text if isinstance(found, int | float) and not isinstance(found, bool) else found


def aims(decisions: Iterable[Decision]) -> Iterator[str]:
    """Instances and gates, for the attempts log: never what was typed freely."""
    for one in decisions:
        key = key_of(one.gate)
        yield f"{one.instance} {key if key in GATES else '-'}"


def lines(receipts: Sequence[Receipt], language: Language) -> Iterator[str]:
    """What each decision became, what it was warned of, and how to see what waits now."""
    for one in receipts:
        yield say(
            "desk.decided", language,
            gate=Term(f"gate.{one.gate}"), path=one.path, instance=one.instance, entry=one.entry,
        )  # fmt: skip
        yield from (f"  {written(warning, language)}" for warning in one.warnings)
    for instance in dict.fromkeys(one.instance for one in receipts):
        yield say("desk.look_next", language, instance=instance)
