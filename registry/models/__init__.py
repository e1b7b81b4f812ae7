"""The tables of the registry, one module a noun."""

from registry.models.account import Account, GateDraft, Invitation, SignIn, SignInFailure
from registry.models.area import Area, AreaAlias
from registry.models.base import Base, Fact, index_endings, table_of
from registry.models.committee import (
    Committee,
    CommitteeSeat,
    Member,
    ProvincialItem,
    SeatVersion,
    TeamAgency,
)
from registry.models.directive import Directive, DirectiveDistrict
from registry.models.document import Blob, Document
from registry.models.event import Event
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
from registry.models.meeting import (
    ActionItem,
    Attendance,
    ManualVersion,
    Meeting,
    PaperTemplate,
    PolicyEvent,
    Score,
    Training,
)
from registry.models.merge import PersonMerge
from registry.models.office import Agency, Holding, Office, OfficeName
from registry.models.order import DistrictOrder, LegalBasis, LegalBasisText
from registry.models.past import PastEvent, PastFigure
from registry.models.person import Assignment, AssignmentTerm, Contact, Person
from registry.models.redaction import RedactionRequest
from registry.models.setting import Setting, SettingValue

index_endings(Base.metadata)

__all__ = [
    "Account",
    "ActionItem",
    "Agency",
    "Area",
    "AreaAlias",
    "Assignment",
    "AssignmentTerm",
    "Attempt",
    "Attendance",
    "Audit",
    "Base",
    "Blob",
    "ChainHead",
    "ChildLink",
    "Committee",
    "CommitteeSeat",
    "Contact",
    "Directive",
    "DirectiveDistrict",
    "DistrictOrder",
    "Document",
    "EffectRequest",
    "Entry",
    "Event",
    "Fact",
    "GateDraft",
    "Holding",
    "Instance",
    "Invitation",
    "LegalBasis",
    "LegalBasisText",
    "ManualVersion",
    "Meeting",
    "Member",
    "Office",
    "OfficeName",
    "OpenGate",
    "PaperTemplate",
    "PastEvent",
    "PastFigure",
    "Payload",
    "Person",
    "PersonMerge",
    "PolicyEvent",
    "ProvincialItem",
    "Redaction",
    "RedactionRequest",
    "RegistryMeta",
    "Score",
    "Seal",
    "SeatVersion",
    "Setting",
    "SettingValue",
    "SignIn",
    "SignInFailure",
    "Supersession",
    "TeamAgency",
    "Training",
    "table_of",
]
