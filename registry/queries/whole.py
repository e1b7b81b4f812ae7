"""All that the registry holds, as sheets of plain rows: for leaving with it (`export`).

Versions that no longer stand are among them: `superseded_at` says since when. A table has a
sheet by being there, its references told by the names that people know; a query of its own where a
join reads better. What has none is named with its reason in `LEFT_BEHIND`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnClause, Connection, Select, Table, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.visitors import iterate

from registry.ledger import canonical
from registry.models import (
    Agency,
    Area,
    Assignment,
    AssignmentTerm,
    Base,
    Blob,
    Committee,
    CommitteeSeat,
    Contact,
    Directive,
    DirectiveDistrict,
    DistrictOrder,
    Document,
    Entry,
    Fact,
    Holding,
    Instance,
    LegalBasis,
    LegalBasisText,
    Member,
    Office,
    OfficeName,
    PastEvent,
    PastFigure,
    Payload,
    Person,
    SeatVersion,
    Setting,
    SettingValue,
    Supersession,
)
from registry.rules.redaction import REDACTED, TEXT_MARK

Rows: TypeAlias = Select[*tuple[Any, ...]]
AT_A_TIME = 200
TIMES = ("valid_from", "valid_to", "recorded_at", "superseded_at")
MACHINE = ("effect", "read", "child")  # what the machine noted for its replay
JSON_TEXTS = {"answer", "said"}
_MARK, _SAID = canonical(REDACTED), canonical(TEXT_MARK)
_recorder = aliased(Person)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the names of its columns, its rows as they come from the database."""

    name: str
    heads: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


# Tables without a sheet, and why.
LEFT_BEHIND = {
    "account": "holds a password's digest, which is nobody's to take away",
    "area_alias": "comes with the release",
    "attempt": "the log of refusals and reads, whole in a backup alone",
    "audit": "the chains, whole in a backup alone",
    "chain_head": "the chains, whole in a backup alone",
    "child_link": "which instance waits for which: the replay's",
    "effect": "what the machine has to do: the replay's",
    "gate_draft": "typed at a gate and not sent: nobody else reads it",
    "invitation": "holds a link's digest, which is nobody's to take away",
    "registry_meta": "what the sheet about the workbook says",
    "seal": "the chains, whole in a backup alone",
    "sign_in": "holds a sign-in's digest, which is nobody's to take away",
    "sign_in_failure": "digests of names and addresses",
}
# Columns without a place in any sheet, and why.
COLUMNS_LEFT_BEHIND = {
    "cut_by": "which entry cut a fact: its times say what is left of it",
    "superseded_by": "which entry ended a fact: its times say since when",
    "salt": "of a digest in the chains",
    "left_salt": "of a digest in the chains",
    "payload_digest": "of the chains",
    "document.content_hash": "the machine's way to tell one draft from another",
    "document.facts_id": "the facts of a paper, printed on it",
    "document.template_sha256": "which template a draft was made with",
    "directive.number_key": "the number as letters are compared",
    "directive.year_be": "the year of its date",
    "entry.fingerprint": "the machine's way to tell one effect from another",
    "entry.revision": "which steps the process had",
    "legal_basis_text.position": "the order of the sheet's rows",
    "blob.content": "a file of its own",
}
PLURALS = {"attendance": "attendance", "team_agency": "team_agencies"}


def sheets(connection: Connection, *, contacts: bool) -> Iterator[Sheet]:
    """Every sheet, its rows read while they are taken; telephones and e-mails only if asked."""
    for name, query in _queries().items():
        if name != "contacts" or contacts:
            made = connection.execute(query, execution_options={"yield_per": AT_A_TIME})
            heads = tuple(made.keys())
            yield Sheet(name, heads, (_marked(heads, row) for row in made))


def _marked(heads: Sequence[str], row: Sequence[Any]) -> Sequence[Any]:
    """The row, what a redaction took of its JSON said in one word."""
    return tuple(
        value.replace(_MARK, _SAID) if head in JSON_TEXTS and isinstance(value, str) else value
        for head, value in zip(heads, row, strict=True)
    )


@dataclass(frozen=True)
class Paper:
    """A paper of the registry, and the area in whose folder it belongs."""

    id: int
    file_name: str
    sha256: str
    area: str
    area_th: str
    province_th: str


def paper_count(connection: Connection) -> int:
    """How many papers there are."""
    return connection.scalars(select(func.count(Document.id))).one()


def papers(connection: Connection) -> Iterator[Paper]:
    """Every paper without its bytes, by area."""
    province = aliased(Area)
    query = (
        select(
            Document.id,
            Document.file_name,
            Document.sha256,
            Document.district_code,
            Area.name_th,
            func.coalesce(province.name_th, Area.name_th),
        )
        .join(Area, Area.code == Document.district_code)
        .outerjoin(province, (province.code == Area.parent) & (province.kind == "province"))
        .order_by(Document.district_code, Document.id)
    )
    found = connection.execute(query, execution_options={"yield_per": AT_A_TIME})
    return (Paper(*row) for row in found)


def _queries() -> dict[str, Rows]:
    """The sheets that read better by a query of their own, then one for every other table."""
    own = _own_queries()
    told = {table for query in own.values() for table, _ in columns_in(query)}
    others = sorted(set(Base.metadata.tables) - told - set(LEFT_BEHIND))
    return own | {
        PLURALS.get(one, f"{one}s"): _derived(Base.metadata.tables[one]) for one in others
    }


def columns_in(query: Rows) -> set[tuple[str, str]]:
    """The tables' columns that a query has to do with, as (table, column)."""
    columns = (one for one in iterate(query) if isinstance(one, ColumnClause))
    found = (base for one in columns for base in one.base_columns)
    return {(one.table.name, one.name) for one in found if isinstance(one, Column)}


# By what people know the row of a table, where another refers to it.
_KNOWN_BY = {"person": "ref", "office": "ref", "agency": "key", "payload": "body"}


def _derived(table: Table) -> Rows:
    """All columns of a table; times last, as in every sheet of facts."""
    last = [name for name in TIMES if name in table.c]
    query: Rows = select()
    for column in (*(c for c in table.c if c.name not in last), *(table.c[name] for name in last)):
        if not is_left_behind(column):
            query = _with(query, column)
    return query.order_by(*table.primary_key)


def is_left_behind(column: Column[Any]) -> bool:
    """Whether the column has its reason for being in no sheet."""
    return not COLUMNS_LEFT_BEHIND.keys().isdisjoint({column.name, str(column)})


def _with(query: Rows, column: Column[Any]) -> Rows:
    """The column, or what the row that it refers to is known by."""
    own = column.table.name
    name = column.name.removesuffix("_id")
    if column.name == "id":
        name = own if own not in column.table.c else "id"
    target = next((key.column.table for key in column.foreign_keys), None)
    if target is None or target.name not in _KNOWN_BY:
        return query.add_columns(column.label(name))
    there = target.alias(f"{column.name}_of")
    known = there.c[_KNOWN_BY[target.name]]
    told = query.add_columns(known.label("said" if target.name == "payload" else name))
    return told.outerjoin_from(column.table, there, there.c.id == column)


def _own_queries() -> dict[str, Rows]:
    return {
        "districts": _districts(),
        "instances": _instances(),
        "decisions": _decisions(),
        "orders": _orders(),
        "documents": _documents(),
        "agencies": select(Agency.key, Agency.name_th, Agency.name_en, Agency.partner),
        "offices": _offices(),
        "holders": _holders(),
        "people": _people(),
        "contacts": _contacts(),
        "parts": _parts(),
        "seats": _seats(),
        "members": _members(),
        "settings": _settings(),
        "legal": _legal(),
        "directives": _directives(),
        "directive_districts": _directive_districts(),
        "history": _history(),
        "figures": _figures(),
    }


def _times(fact: type[Fact]) -> tuple[Any, ...]:
    return (
        fact.entry_id.label("entry"),
        fact.valid_from,
        fact.valid_to,
        fact.recorded_at,
        fact.superseded_at,
    )


def _districts() -> Rows:
    has_committee = select(Committee.id).where(Committee.district_code == Area.code).exists()
    return (
        select(
            Area.code, Area.kind, Area.parent, Area.name_th, Area.name_en,
            has_committee.label("committee_known"),
        )
        .where(Area.kind.in_(("province", "district")))
        .order_by(Area.code)
    )  # fmt: skip


def _instances() -> Rows:
    return select(
        Instance.id.label("instance"), Instance.process, Instance.district_code, Instance.period,
        Instance.attempt, Instance.revision, Instance.status, Instance.phase, Instance.outcome,
        Instance.started_on, Instance.finished_on,
    ).order_by(Instance.id)  # fmt: skip


def _decisions() -> Rows:
    return (
        select(
            Entry.id.label("entry"), Entry.instance_id.label("instance"), Instance.district_code,
            Entry.seq, Entry.kind, Entry.path, Entry.gate, Entry.form_version, Entry.act_date,
            Office.ref.label("decided_by"), Person.ref.label("person"), Entry.capacity,
            _recorder.ref.label("recorded_by"), Entry.recorded_at, Entry.about,
            Entry.of_id.label("of_entry"), Supersession.entry_id.is_(None).label("counts"),
            Supersession.by_id.label("superseded_by"),
            Supersession.reason.label("superseded_because"),
            Payload.redaction_id.is_not(None).label("redacted"), Payload.body.label("answer"),
        )
        .join(Instance, Instance.id == Entry.instance_id)
        .join(Payload, Payload.id == Entry.payload_id)
        .outerjoin(Office, Office.id == Entry.decided_by)
        .outerjoin(Person, Person.id == Entry.person_id)
        .outerjoin(_recorder, _recorder.id == Entry.recorded_by)
        .outerjoin(Supersession, Supersession.entry_id == Entry.id)
        .where(Entry.kind.not_in(MACHINE))
        .order_by(Entry.id)
    )  # fmt: skip


def _orders() -> Rows:
    order = DistrictOrder
    return (
        select(
            order.id.label("order"), order.district_code, order.kind, order.heading, order.number,
            order.year_be, order.dated, order.subject_th, order.printed,
            Person.ref.label("signer"), order.document_id.label("document"),
            order.replaces_id.label("replaces"), order.corrects_id.label("corrects"),
            *_times(order),
        )
        .outerjoin(Holding, Holding.id == order.signer_id)
        .outerjoin(Person, Person.id == Holding.person_id)
        .order_by(order.id)
    )  # fmt: skip


def _documents() -> Rows:
    return (
        select(
            Document.id.label("document"), Document.district_code,
            Document.instance_id.label("instance"), Document.entry_id.label("entry"),
            Document.kind, Document.subject, Document.language, Document.version,
            Document.file_name, Document.media_type,
            Document.own_date, Document.status, Document.sha256, Blob.size,
            Blob.redaction_id.is_not(None).label("redacted"), Person.ref.label("attested_by"),
            Document.recorded_at, Document.frozen_at,
        )
        .join(Blob, Blob.sha256 == Document.sha256)
        .outerjoin(Person, Person.id == Document.attested_by)
        .order_by(Document.id)
    )  # fmt: skip


def _offices() -> Rows:
    name = OfficeName
    return (
        select(
            Office.ref.label("office"), Office.kind, Office.area_code, Agency.key.label("agency"),
            name.title_th, name.title_en, name.unit_th, name.unit_en, *_times(name),
        )
        .outerjoin(name, name.office_id == Office.id)
        .outerjoin(Agency, Agency.id == Office.agency_id)
        .order_by(Office.ref, name.id)
    )  # fmt: skip


def _holders() -> Rows:
    recorder = aliased(Person)
    return (
        select(
            Office.ref.label("office"), Person.ref.label("person"), Holding.capacity,
            Holding.basis, Holding.basis_number, Holding.basis_date, Holding.scope,
            recorder.ref.label("recorded_by"), *_times(Holding),
        )
        .join(Office, Office.id == Holding.office_id)
        .join(Person, Person.id == Holding.person_id)
        .outerjoin(recorder, recorder.id == Holding.recorded_by)
        .order_by(Office.ref, Holding.id)
    )  # fmt: skip


def _people() -> Rows:
    survivor = aliased(Person)
    return (
        select(
            Person.ref.label("person"), Person.title_th, Person.name_th, Person.title_en,
            Person.name_en, Person.sex, survivor.ref.label("same_as"), Person.recorded_at,
        )
        .outerjoin(survivor, survivor.id == Person.same_as)
        .order_by(Person.id)
    )  # fmt: skip


def _contacts() -> Rows:
    return (
        select(Person.ref.label("person"), Contact.kind, Contact.value, Contact.recorded_at)
        .join(Person, Person.id == Contact.person_id)
        .order_by(Contact.id)
    )


def _parts() -> Rows:
    recorder = aliased(Person)
    return (
        select(
            Person.ref.label("person"), Assignment.role, Assignment.area_code,
            recorder.ref.label("recorded_by"), *_times(AssignmentTerm),
        )
        .join(Person, Person.id == Assignment.person_id)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .outerjoin(recorder, recorder.id == AssignmentTerm.recorded_by)
        .order_by(AssignmentTerm.id)
    )  # fmt: skip


def _seats() -> Rows:
    seat = SeatVersion
    return (
        select(
            Committee.district_code, CommitteeSeat.key.label("seat"), seat.body, seat.position,
            seat.role, seat.kind, seat.title_th, seat.title_en, seat.office, seat.agency,
            seat.mode, seat.representative, *_times(seat),
        )
        .join(CommitteeSeat, CommitteeSeat.id == seat.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .order_by(Committee.district_code, seat.id)
    )  # fmt: skip


def _members() -> Rows:
    return (
        select(
            Committee.district_code, CommitteeSeat.key.label("seat"), Person.ref.label("person"),
            *_times(Member),
        )
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(Person, Person.id == Member.person_id)
        .order_by(Committee.district_code, Member.id)
    )  # fmt: skip


def _settings() -> Rows:
    return (
        select(
            Setting.area_code, Setting.key, SettingValue.value, Person.ref.label("verified_by"),
            *_times(SettingValue),
        )
        .join(Setting, Setting.id == SettingValue.setting_id)
        .outerjoin(Person, Person.id == SettingValue.verified_by)
        .order_by(Setting.area_code, Setting.key, SettingValue.id)
    )  # fmt: skip


def _legal() -> Rows:
    said = LegalBasisText
    return (
        select(
            LegalBasis.area_code, LegalBasis.key, said.title_th, said.title_en, said.number,
            said.dated, said.citation_th, said.citation_en, said.cited_as, said.source,
            said.replaced_by, Person.ref.label("verified_by"), said.shipped_verified,
            *_times(said),
        )
        .join(LegalBasis, LegalBasis.id == said.basis_id)
        .outerjoin(Person, Person.id == said.verified_by)
        .order_by(LegalBasis.area_code, said.position, said.id)
    )  # fmt: skip


def _directives() -> Rows:
    return (
        select(
            Directive.id.label("directive"), Directive.province_code, Directive.number,
            Directive.dated, Directive.subject_th, Directive.signer, Directive.due_on,
            Directive.document_id.label("document"), Person.ref.label("recorded_by"),
            Directive.recorded_at,
        )
        .join(Person, Person.id == Directive.recorded_by)
        .order_by(Directive.id)
    )  # fmt: skip


def _directive_districts() -> Rows:
    one = DirectiveDistrict
    return select(
        one.directive_id.label("directive"), one.district_code, one.result,
        one.instance_id.label("instance"), one.recorded_at,
    ).order_by(one.directive_id, one.district_code)  # fmt: skip


def _history() -> Rows:
    return (
        select(
            PastEvent.id.label("past"), PastEvent.district_code, PastEvent.kind, PastEvent.key,
            PastEvent.on_date, PastEvent.precision, PastEvent.document_id.label("document"),
            Person.ref.label("recorded_by"), Payload.redaction_id.is_not(None).label("redacted"),
            Payload.body.label("said"), *_times(PastEvent),
        )
        .join(Payload, Payload.id == PastEvent.payload_id)
        .join(Person, Person.id == PastEvent.recorded_by)
        .order_by(PastEvent.district_code, PastEvent.id)
    )  # fmt: skip


def _figures() -> Rows:
    return (
        select(
            PastFigure.district_code, PastFigure.key, PastFigure.fiscal_year, PastFigure.quarter,
            PastFigure.value, Person.ref.label("recorded_by"),
            Payload.redaction_id.is_not(None).label("redacted"), Payload.body.label("said"),
            *_times(PastFigure),
        )
        .join(Payload, Payload.id == PastFigure.payload_id)
        .join(Person, Person.id == PastFigure.recorded_by)
        .order_by(PastFigure.district_code, PastFigure.id)
    )  # fmt: skip
