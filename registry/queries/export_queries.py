"""The sheets of an export that read better by a query of their own."""

from typing import Any, TypeAlias

from sqlalchemy import Select, Table, select

from registry.models import (
    Agency,
    Area,
    Assignment,
    AssignmentTerm,
    Blob,
    Committee,
    CommitteeSeat,
    Contact,
    Directive,
    DirectiveDistrict,
    DistrictOrder,
    DistrictSource,
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
    table_of,
)
from registry.models.base import aliased

Rows: TypeAlias = Select[*tuple[Any, ...]]

MACHINE = ("effect", "read", "child")  # what the machine noted for its replay
_recorder = aliased(Person)


def own_queries() -> dict[str, Rows | Table]:
    return {
        "districts": _districts(),
        "subdistricts": _subdistricts(),
        "district_sources": table_of(DistrictSource),
        "instances": table_of(Instance),
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
        "directives": table_of(Directive),
        "directive_districts": table_of(DirectiveDistrict),
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


def _subdistricts() -> Rows:
    """Of the districts that an office added: the release has all others."""
    added = select(DistrictSource.district_code)
    found = select(Area.code, Area.parent, Area.name_th, Area.name_en)
    return found.where(Area.parent.in_(added)).order_by(Area.code)


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
            order.year_be, order.dated, order.precision, order.subject_th, order.printed,
            Person.ref.label("signer"), order.document_id.label("document"),
            order.replaces_id.label("replaces"), order.corrects_id.label("corrects"),
            order.start_precision, order.end_precision, *_times(order),
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
            Document.own_date, Document.precision, Document.status, Document.sha256, Blob.size,
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
            Office.ref.label("office"), Person.ref.label("person"), Holding.capacity, Holding.basis,
            Holding.basis_number, Holding.basis_date, Holding.scope, Holding.start_precision,
            Holding.end_precision, recorder.ref.label("recorded_by"), *_times(Holding),
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
            Member.start_precision, Member.end_precision, *_times(Member),
        )
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .outerjoin(Person, Person.id == Member.person_id)  # without one nobody fills it
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
