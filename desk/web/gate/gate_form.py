"""What was sent from a gate's page: as it was typed, as a decision, and as a page again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.datastructures import UploadFile

from config.words import Sentence, Term
from desk.views.answer_words import AnswerLine
from desk.views.deciders import basis_of
from desk.views.form_fields import FieldKind
from desk.web.frame.asking import Asking
from desk.web.frame.held_files import HeldFile, drop_held, held_file, hold
from desk.web.frame.language import era
from desk.web.frame.places import number_typed
from desk.web.frame.typed_fields import TypedLists, last_typed, typed_lists
from desk.web.frame.unsent_forms import NEVER_KEPT
from desk.web.gate.field_views import without_row
from desk.web.gate.form_reading import FormReading, Reader
from desk.web.gate.live_sheet import all_present
from desk.web.gate.sheets import GateSheet
from flows.decisions.refusals import EvidenceMissing
from flows.engine.decision import Decision
from flows.engine.form_labels import as_labelled
from flows.engine.forms import meets, misfits_of
from flows.engine.gate import Evidence
from flows.engine.misfit import AnswerUnfit
from registry.queries.seen_offices import OfficeWithHolders, held_by
from registry.refusals import Refusal, each_of
from registry.rules.answer_screening import TextNeedsReason
from registry.rules.dates import parse_date
from registry.uploads import checked_scan

BY, DECIDED_ON, EVIDENCE, CLASSIFIED, HELD_NAME, LET_THROUGH, ABOUT = (
    "by", "decided_on", "evidence", "classified", "held", "let_through", "about",
)  # fmt: skip
OF_THE_PAGE = frozenset(
    {*NEVER_KEPT, HELD_NAME, ABOUT, "add", "remove", "gate", "steps", "aside", "pick"}
)

SEAT_FIELDS = frozenset({"changes", "ask"})  # of the answer, that a table of seats fills in


@dataclass(frozen=True)
class Decider:
    """Somebody who may decide, as the form offers them; `value` is empty where nobody holds it."""

    office: str
    value: str
    label: Sentence
    basis: Sentence | None


@dataclass(frozen=True)
class SentForm:
    """A form as it was sent. `held` are scans that came with it, or with it before."""

    typed: TypedLists
    held: tuple[HeldFile, ...] = ()
    problems: tuple[Refusal, ...] = ()

    def said(self, name: str) -> str:
        """The last value of that name."""
        return last_typed(self.typed, name)

    @property
    def classified(self) -> tuple[int, ...]:
        """The classified papers that are named in place of scans."""
        found = map(number_typed, self.typed.get(CLASSIFIED, ()))
        return tuple(one for one in found if one is not None)

    def drop(self, asking: Asking) -> None:
        """Its scans are kept, or nothing of it is wanted any more."""
        drop_held(asking, *(one.token for one in self.held))

    def ask_reason(self, *refusals: Refusal) -> None:
        """Have the page ask for the reason, where a text was refused for want of one."""
        told = [one for refusal in refusals for one in each_of(refusal)]
        if any(isinstance(one, TextNeedsReason) for one in told):
            self.typed.setdefault(LET_THROUGH, [""])


@dataclass(frozen=True)
class FromFile:
    """What a file filled into the form: nothing of it is recorded yet."""

    told: Sentence
    lines: tuple[AnswerLine, ...] = ()
    warnings: tuple[Sentence, ...] = ()


def sent(asking: Asking) -> SentForm:
    """What was posted, its scans checked and held."""
    typed = typed_lists(asking)
    held = [held_file(asking, one) for one in typed.get(HELD_NAME, ())]
    files = [one for one in held if one is not None]
    problems: list[Refusal] = []
    for name, file in asking.form.multi_items():
        if isinstance(file, UploadFile) and file.filename and name == EVIDENCE:
            try:
                files += _held(asking, file, files)
            except Refusal as refusal:
                problems.append(refusal)
    return SentForm(typed, tuple(files), tuple(problems))


def _held(asking: Asking, file: UploadFile, before: Sequence[HeldFile]) -> list[HeldFile]:
    """The scan, held; nothing where the same one was attached again after a refusal."""
    megabytes = asking.office.settings.upload_megabytes
    upload = checked_scan(file.filename or "", file.file.read(), megabytes, field=EVIDENCE)
    known = any(one.file.content == upload.content for one in before)
    return [] if known else [hold(asking, upload)]


def kept(typed: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """The fields that a draft keeps."""
    return fields_without(typed, OF_THE_PAGE)


def fields_without(
    typed: Mapping[str, list[str]], left_out: Collection[str]
) -> list[tuple[str, str]]:
    """Every field with each of its values, as a form carries them along."""
    return [
        (name, value) for name, values in typed.items() if name not in left_out
        for value in values
    ]  # fmt: skip


def changed_rows(form: SentForm, step: str = "") -> bool:
    """Whether the form asks for a row more or less, or to tick all; it is done."""
    if step == "all_present":
        all_present(form.typed)
        return True
    if row := form.said("remove"):
        left = without_row(form.typed, row)
        form.typed.clear()
        form.typed.update(left)
        return True
    return "add" in form.typed


@dataclass(frozen=True)
class DecisionReading:
    """The decision that a form asks for, or all that keeps it from being one.

    `inputs` says which input a field of the answer is; `problems` name inputs already. `rest` is
    the decision as far as it was typed: what `problems` are about is not to be looked at in it.
    """

    decision: Decision | None
    problems: tuple[Refusal, ...]
    inputs: dict[str, str]
    answer: dict[str, Any]
    rest: Decision


def wanted(asking: Asking, sheet: GateSheet, form: SentForm) -> DecisionReading:
    """Read the form as a decision."""
    return wanted_with(asking, sheet, form, answer_typed(asking, sheet, form.typed))


def answer_typed(asking: Asking, sheet: GateSheet, typed: TypedLists) -> FormReading:
    """The answer that was typed, as far as it can be read."""
    seats, ties, begun = sheet.seats, sheet.ties, sheet.proposal
    return Reader(sheet.gate, typed, era(asking), seats, ties, begun).read(sheet.fields)


def unfit_in(sheet: GateSheet, read: FormReading) -> list[Refusal]:
    """All that is wrong with the answer, each at its input, and once.

    Of what could not be read the form would say that it is missing.
    """
    read_wrong = [one.field or "" for one in read.problems]
    seats = SEAT_FIELDS if any(one.kind is FieldKind.SEATS for one in sheet.fields) else frozenset()
    return [
        *read.problems,
        *(
            one for one in _unfit(sheet, read)
            if not any(meets(one.field or "", other) for other in read_wrong)
            and not (read_wrong and one.field in seats)
        ),
    ]  # fmt: skip


def wanted_with(
    asking: Asking, sheet: GateSheet, form: SentForm, read: FormReading
) -> DecisionReading:
    """The decision with an answer that was read already: who decided, when, on which paper."""
    problems = [*form.problems, *unfit_in(sheet, read)]
    decided_on = _decided_on(asking, sheet, form, problems)
    if not form.said(BY):
        problems.append(_missing(sheet, BY))
    if sheet.gate.evidence is Evidence.REQUIRED and not (form.held or form.classified):
        problems.append(EvidenceMissing(field=EVIDENCE, gate=sheet.gate.label))
    inputs = read.inputs if "reason" in sheet.gate.form.model_fields else (
        read.inputs | {"reason": LET_THROUGH}
    )  # fmt: skip
    problems = [as_labelled(sheet.gate.form, one) for one in problems]
    decision = Decision(
        instance=sheet.row.id,
        gate=sheet.asked.path,
        by=form.said(BY),
        decided_on=decided_on or sheet.asked.until_on or asking.today,
        answer=read.answer,
        recorded_by=asking.who.ref,
        evidence=tuple(one.file for one in form.held),
        about=form.said(ABOUT) or None,
        reason=form.said(LET_THROUGH) or None,
        classified=form.classified,
    )
    taken = None if problems else decision
    return DecisionReading(taken, tuple(problems), inputs, read.answer, decision)


def _unfit(sheet: GateSheet, read: FormReading) -> list[Refusal]:
    """What the form itself refuses, told together with what else is wrong."""
    found = misfits_of(sheet.gate, read.answer)
    for refusal in found:
        refusal.field = read.inputs.get(refusal.field or "", refusal.field)
    return found


def _decided_on(
    asking: Asking, sheet: GateSheet, form: SentForm, problems: list[Refusal]
) -> date | None:
    said = form.said(DECIDED_ON)
    own = sheet.gate.form.own_day
    if not said and own and (day := day_typed(asking, form.typed, own)):
        return day
    if not said:
        problems.append(_missing(sheet, DECIDED_ON))
        return None
    try:
        return parse_date(said, field=DECIDED_ON, era=era(asking))
    except Refusal as refusal:
        problems.append(refusal)
        return None


def _missing(sheet: GateSheet, field: str) -> Refusal:
    problem = Term("misfit.missing")
    return AnswerUnfit(field=field, gate=sheet.gate.label, problem=problem)


def day_typed(asking: Asking, typed: TypedLists, name: str = DECIDED_ON) -> date | None:
    """The day that was typed there, None where it is none."""
    said = last_typed(typed, name)
    try:
        return parse_date(said, field=name, era=era(asking)) if said else None
    except Refusal:
        return None


def deciders_shown(able: Iterable[OfficeWithHolders]) -> list[Decider]:
    """Whom the form offers: every holder of every office that may decide."""
    found: list[Decider] = []
    for office in able:
        for holder in office.holders:
            value = f"{office.ref}@{holder.person}"
            named = replace(office, holders=(holder,))
            label = Sentence(
                f"{office.title.th}: {held_by(named).th}", f"{office.title.en}: {held_by(named).en}"
            )
            acts = basis_of(office, holder) if holder.capacity != "own" else None
            found.append(Decider(office.ref, value, label, acts))
        if not office.holders:
            title = Sentence(office.title.th, office.title.en)
            found.append(Decider(office.ref, "", title, None))
    return found
