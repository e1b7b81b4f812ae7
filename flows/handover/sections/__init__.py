"""What the annex of a package says, section by section (content.md 3a, sections 1 to 10)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from config.words import both
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_tables import members_reached
from flows.handover.sections.channels import channels
from flows.handover.sections.lessons import lessons
from flows.handover.sections.mandate_and_structure import mandate, structure
from flows.handover.sections.meetings_and_trainings import meetings, training
from flows.handover.sections.money import budget
from flows.handover.sections.plan import plan
from flows.handover.sections.risks import risks
from registry.rules.papers.package import Claim, Section
from registry.rules.partial_dates import WrittenDate

CLAIMS: Mapping[str, Callable[[PackageDay], Claims]] = {
    "mandate": mandate,
    "structure": structure,
    "plan": plan,
    "meetings": meetings,
    "budget": budget,
    "training": training,
    "channels": channels,
    "lessons": lessons,
    "risks": risks,
    "contacts": members_reached,
}
SIGNATURES = "signatures"
ORDER = (
    "mandate", "structure", "plan", "figures", "meetings", "budget", "training", "channels",
    "lessons", "risks", "coming", "contacts", "papers", "gaps", SIGNATURES,
)  # fmt: skip


def sections(at: PackageDay) -> tuple[Section, ...]:
    """All sections in their order; those of tables alone bear no claims."""
    return tuple(
        _section(at, key, number, [*CLAIMS[key](at)] if key in CLAIMS else [])
        for number, key in enumerate(ORDER, 1)
    )


def _section(at: PackageDay, key: str, number: int, claims: Sequence[Claim]) -> Section:
    seen = key == SIGNATURES and at.in_post
    title = both("package.section.seen" if seen else f"package.section.{key}")
    named: dict[str, Any] = {
        "key": key,
        "number": number,
        "title_th": title.th,
        "title_en": title.en,
    }
    if not claims:
        return Section(**named, claims=())
    common = Counter(map(_origin, claims)).most_common(1)[0][0]
    told = tuple(one.model_copy(update={"apart": _origin(one) != common}) for one in claims)
    source_th, source_en, as_of = common
    return Section(
        **named, claims=told, source_th=source_th, source_en=source_en, as_of=as_of,
        mixed=any(one.apart for one in told),
    )  # fmt: skip


def _origin(claim: Claim) -> tuple[str, str, WrittenDate]:
    """Where a claim comes from, and of which day it is."""
    return claim.source_th, claim.source_en, claim.as_of
