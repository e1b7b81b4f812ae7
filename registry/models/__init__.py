"""The tables of the registry, one module a noun."""

from registry.models.account import (
    Account as Account,
    FormDraft as FormDraft,
    GateDraft as GateDraft,
    HeldItem as HeldItem,
    Invitation as Invitation,
    RateHit as RateHit,
    SignIn as SignIn,
    SignInFailure as SignInFailure,
)
from registry.models.activity import Coordination as Coordination, HeldActivity as HeldActivity
from registry.models.agreement import (
    Agreement as Agreement,
    AgreementPerson as AgreementPerson,
)
from registry.models.area import (
    Area as Area,
    AreaAlias as AreaAlias,
    DistrictSource as DistrictSource,
)
from registry.models.base import Base as Base, Fact as Fact, index_endings, table_of as table_of
from registry.models.classified_paper import ClassifiedPaper as ClassifiedPaper
from registry.models.committee import (
    Committee as Committee,
    CommitteeSeat as CommitteeSeat,
    Member as Member,
    ProvincialItem as ProvincialItem,
    SeatVersion as SeatVersion,
    TeamAgency as TeamAgency,
)
from registry.models.directive import Directive as Directive, DirectiveDistrict as DirectiveDistrict
from registry.models.document import Blob as Blob, Document as Document
from registry.models.event import Event as Event
from registry.models.failed_step import FailedStep as FailedStep
from registry.models.figure import (
    Figure as Figure,
    FigureMapping as FigureMapping,
    Target as Target,
)
from registry.models.identity import (
    AuthorizationRequest as AuthorizationRequest,
    ProviderIdentity as ProviderIdentity,
    UnknownIdentity as UnknownIdentity,
)
from registry.models.journal import (
    ChildLink as ChildLink,
    EffectRequest as EffectRequest,
    Entry as Entry,
    Instance as Instance,
    OpenGate as OpenGate,
    Supersession as Supersession,
)
from registry.models.ledger import (
    Attempt as Attempt,
    Audit as Audit,
    ChainHead as ChainHead,
    Payload as Payload,
    Redaction as Redaction,
    RegistryMeta as RegistryMeta,
    Seal as Seal,
)
from registry.models.meeting import (
    ActionItem as ActionItem,
    Attendance as Attendance,
    ManualVersion as ManualVersion,
    Meeting as Meeting,
    PaperTemplate as PaperTemplate,
    PolicyEvent as PolicyEvent,
    Score as Score,
    Training as Training,
    WorkingGroup as WorkingGroup,
)
from registry.models.merge import PersonMerge as PersonMerge
from registry.models.monitoring import (
    Carried as Carried,
    Lesson as Lesson,
    Progress as Progress,
)
from registry.models.notice import Notice as Notice, NoticeMail as NoticeMail
from registry.models.office import (
    Agency as Agency,
    Holding as Holding,
    Office as Office,
    OfficeKind as OfficeKind,
    OfficeName as OfficeName,
)
from registry.models.order import (
    DistrictOrder as DistrictOrder,
    LegalBasis as LegalBasis,
    LegalBasisText as LegalBasisText,
)
from registry.models.package import FreshPackage as FreshPackage
from registry.models.past import PastEvent as PastEvent, PastFigure as PastFigure
from registry.models.person import (
    Assignment as Assignment,
    AssignmentTerm as AssignmentTerm,
    Contact as Contact,
    Person as Person,
)
from registry.models.plan import (
    Money as Money,
    Need as Need,
    Plan as Plan,
    PlanRow as PlanRow,
    PlanWorking as PlanWorking,
)
from registry.models.program import (
    ApiToken as ApiToken,
    CalendarLink as CalendarLink,
    KeptAnswer as KeptAnswer,
)
from registry.models.publication import Cell as Cell, Publication as Publication
from registry.models.redaction import RedactionRequest as RedactionRequest
from registry.models.renaming import Renaming as Renaming
from registry.models.replication import PackItem as PackItem
from registry.models.setting import Setting as Setting, SettingValue as SettingValue
from registry.models.transfer import (
    Transfer as Transfer,
    TransferChange as TransferChange,
    TransferOverride as TransferOverride,
)
from registry.models.village import (
    CommunityPlan as CommunityPlan,
    Village as Village,
    VillageName as VillageName,
    VillageProblem as VillageProblem,
    VillageReport as VillageReport,
)

index_endings(Base.metadata)
