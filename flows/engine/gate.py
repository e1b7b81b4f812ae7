"""What a gate is: declared data that the desk, the command line, docs and tests read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from config.words import Term, Value
from flows.engine.conditions import check_conditions, condition_schemas, conditions_of
from flows.engine.deciding_offices import CHIEF, DEPUTIES, FOCAL_POINT, OFFICE
from flows.engine.misfit import MisfitAccess
from registry.rules.office_references import kind_of_office
from registry.rules.redaction import RedactedValue, is_redacted
from registry.rules.rights import Part


class SecondLook(StrEnum):
    """Why a page shows an answer once more before it is recorded."""

    FINAL = "final"  # what is signed or registered cannot be undone
    LONG = "long"


class Answer(BaseModel):
    """Base of all forms. Unknown fields are refused; strings lose their outer spaces."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True
    )

    second_look: ClassVar[SecondLook | None] = None
    hotlines: ClassVar[bool] = False  # whether the page says where a case is reported: not here
    reports: ClassVar[bool] = False  # it tells what was, and nobody decides: pages ask who reports
    own_day: ClassVar[str] = (
        ""  # its field whose day a page takes where no day of the report is typed
    )
    # What one paper may answer alike for several subjects; None: each has a paper of its own.
    in_bulk: ClassVar[tuple[str, ...] | None] = None
    confirms: ClassVar["type[Answer] | None"] = None  # the form of the answer that is looked at

    @classmethod
    def called_by(cls, said: Mapping[str, Any]) -> Value:
        """What is called by the row that says this, where it bears a name of its own; else None."""
        del said
        return None

    if not TYPE_CHECKING:  # a type checker would take any name for a field

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — of any form
            """Asked for what is not there: a field of a partial answer that does not fit."""
            if name in type(self).model_fields:
                raise MisfitAccess(name)
            return super().__getattr__(name)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The form's schema; its conditions are held where it has such, for replays read much."""
        schema = handler(source)
        if not any(one.needed or one.only for _, one in conditions_of(cls)):
            return schema
        return core_schema.no_info_after_validator_function(check_conditions, schema)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, of_values: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema of the fields, and when the form insists on them."""
        schema = handler(of_values)
        rules = condition_schemas(cls)
        if rules:
            handler.resolve_ref_schema(schema)["allOf"] = rules
        return schema


class NotAsked:
    """What a field added in a later form version reads as in an older answer."""

    def __str__(self) -> str:
        return "not recorded"


class Internal:
    """Marks a field of a form that the province's coordinators alone read (practice.md 9).

    Declared with the field, so that every door that shows answers knows of it: pages, audit,
    redactions; nothing prints it.
    """


class Evidence(StrEnum):
    """Whether a decision comes with a paper."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


__all__ = [
    "Answer",
    "Evidence",
    "Gate",
    "GateSet",
    "GateSubject",
    "Internal",
    "NotAsked",
    "RedactedValue",
    "SecondLook",
    "recorded_by",
]
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True)
class GateSubject:
    """Whom a gate is about, by key; of a seat that is tied to an office, which one."""

    key: str | None = None
    office: str | None = None

    def is_of(self, kind: str, ref: str) -> bool:
        """Whether it is a seat of that office: tied to it, else by what its key names."""
        if self.office is not None:
            return self.office == ref
        seat, _, office = (self.key or "").partition("/")
        return seat.endswith(f".{kind}") and office in ("", ref)


@dataclass(frozen=True)
class Gate(Generic[A]):
    """A point where a process waits for people (a BPMN user task).

    `deciders` are kinds of offices that may decide, `recorders` the parts that may record.
    `forms` are all released versions, oldest first, each newer one with an `upgrade` of the one
    before. `due_as`: the gate whose working days it shares (config/policy.toml). `kind` says what
    an answer at a gate of a set is recorded as: of which kind a meeting is, what a training is for.
    `heads` are the kinds of offices that are shown only where the gate is about them: a hospital's
    director endorses for the hospital. The office that such a gate is about decides at it, of
    whatever kind. What a capability checks of the decider refuses the others.
    `outlives` its instance the gate of what was asked beside its work: it stays open where that is
    stopped.
    `takes_late` what is asked for until a day: an answer of a later day is taken too, told as late,
    though nobody is asked for it any more.
    `reports_after_stop` what was until its process was stopped: told later it is taken still, and
    nothing follows from it.
    `own_seat` are kinds of offices that answer about their own seat alone: a representative of a
    civil society organisation names nobody for the women's group.
    Labels stand in the catalogues under `gate.<key>`.
    """

    key: str
    phase: str
    deciders: tuple[str, ...]
    forms: tuple[type[Answer], ...]
    recorders: tuple[str, ...] = OFFICE
    due_as: str = ""
    evidence: Evidence = Evidence.OPTIONAL
    two_people: bool = False
    outlives: bool = False
    takes_late: bool = False
    reports_after_stop: bool = False
    kind: str = ""
    heads: frozenset[str] = frozenset()
    own_seat: frozenset[str] = frozenset()

    @property
    def asked_first(self) -> str:
        """The kind of office that the gate is first of all for."""
        return self.deciders[0]

    @property
    def posts_awaited(self) -> tuple[str, ...]:
        """The posts without which nothing is decided that is the Chief's: while all are vacant.

        The focal point's too where that one may answer; none where any Deputy may.
        """
        if self.asked_first != CHIEF or not {*DEPUTIES}.isdisjoint(self.deciders):
            return ()
        return (CHIEF, FOCAL_POINT) if FOCAL_POINT in self.deciders else (CHIEF,)

    def kinds_asked(self, subject: str | None) -> tuple[str, ...]:
        """The kinds of offices that may decide about the subject, its own at the end."""
        own = kind_of_office(subject or "") if self.heads else ""
        return (*self.deciders, own) if own and own not in self.deciders else self.deciders

    def lets_decide(self, kind: str, ref: str, subject: GateSubject) -> bool:
        """Whether that office may decide about the subject: some do about their own seat alone."""
        if kind not in self.deciders:
            return bool(self.heads) and ref == subject.key
        return kind not in self.own_seat or subject.is_of(kind, ref)

    @property
    def due(self) -> str:
        """The key of its rule in config/policy.toml's table of working days."""
        return self.due_as or self.key

    @property
    def form(self) -> type[A]:
        """The newest form."""
        return self.forms[-1]  # type: ignore[return-value]

    @property
    def form_version(self) -> int:
        """The number of the newest form, from 1."""
        return len(self.forms)

    @property
    def internal(self) -> frozenset[str]:
        """Fields of any version of the form that the province's coordinators alone read."""
        return frozenset(
            name
            for form in self.forms
            for name, field in form.model_fields.items()
            if any(isinstance(one, Internal) for one in field.metadata)
        )

    @property
    def label(self) -> Term:
        """What people call it."""
        return Term(f"gate.{self.key}")

    def read(self, version: int, body: dict[str, Any]) -> A:
        """A recorded answer of an old or new version, as the newest form reads it."""
        answer: Any = read_answer(self.forms[version - 1], body)
        for newer in self.forms[version:]:
            answer = newer.upgrade(answer)  # type: ignore[attr-defined]
        return answer  # type: ignore[no-any-return]


@dataclass(frozen=True)
class GateSet:
    """The gates of one use of a work that several processes do, such as holding a meeting.

    The work is written once and asks at the gates that it is given; each set has keys of its own
    and is used by one process.
    """

    def __iter__(self) -> Iterator[Gate[Any]]:
        """Its gates, in the order of the work."""
        return (getattr(self, one.name) for one in fields(self))


def recorded_by(gates: Iterable[Gate[Any]], part: Part) -> frozenset[str]:
    """The keys of the gates at which whoever plays that part may record."""
    return frozenset(one.key for one in gates if part.value in one.recorders)


def read_answer(form: type[Answer], body: dict[str, Any]) -> Answer:
    """The answer; fields that were redacted read as `RedactedValue`."""
    hidden = {name for name, value in body.items() if is_redacted(value)}
    if not hidden:
        return form.model_validate(body)
    shown = read_fields(form, {name: body[name] for name in body if name not in hidden})
    read: dict[str, Any] = {**shown, **{name: RedactedValue() for name in hidden}}
    return form.model_construct(**read)


def read_fields(form: type[Answer], body: Mapping[str, Any]) -> dict[str, Any]:
    """Each field read by itself: what the form wants of several together is not asked."""
    return {
        name: TypeAdapter(form.model_fields[name].rebuild_annotation()).validate_python(value)
        for name, value in body.items()
    }
