"""The tables of the registry, one module a noun."""

from registry.models.areas import Area, AreaAlias
from registry.models.base import Base, Fact, table_of
from registry.models.committees import (
    Committee,
    CommitteeSeat,
    Member,
    ProvincialItem,
    SeatVersion,
    TeamAgency,
)
from registry.models.documents import Blob, Document
from registry.models.journal import (
    ChildLink,
    EffectRequest,
    Entry,
    Instance,
    OpenGate,
    Supersession,
)
from registry.models.ledger import (
    Attempt,
    Audit,
    ChainHead,
    Payload,
    Redaction,
    RegistryMeta,
    Seal,
)
from registry.models.offices import Agency, Holding, Office, OfficeName
from registry.models.orders import DistrictOrder, LegalBasis, LegalBasisText
from registry.models.people import Assignment, AssignmentTerm, Contact, Person
from registry.models.settings import Setting, SettingValue

__all__ = [
    "Agency",
    "Area",
    "AreaAlias",
    "Assignment",
    "AssignmentTerm",
    "Attempt",
    "Audit",
    "Base",
    "Blob",
    "ChainHead",
    "ChildLink",
    "Committee",
    "CommitteeSeat",
    "Contact",
    "DistrictOrder",
    "Document",
    "EffectRequest",
    "Entry",
    "Fact",
    "Holding",
    "Instance",
    "LegalBasis",
    "LegalBasisText",
    "Member",
    "Office",
    "OfficeName",
    "OpenGate",
    "Payload",
    "Person",
    "ProvincialItem",
    "Redaction",
    "RegistryMeta",
    "Seal",
    "SeatVersion",
    "Setting",
    "SettingValue",
    "Supersession",
    "TeamAgency",
    "table_of",
]
