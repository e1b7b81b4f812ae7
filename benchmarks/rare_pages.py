"""Pages that the bulk's stories have nothing for: acts of two people, a letter, a template.

They are asked for by the verbs that people use, in the registry that is then looked at.
"""

from sqlalchemy import func, select

from config.clock import bangkok_day
from flows.decisions.merge import ask_merge
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.rename import NewName, ask_renaming
from flows.demo.stories import recorder_of
from flows.directive.directive import issue_directive
from flows.directive.letter import Directive
from flows.engine.installation import Installation
from registry.models import Audit, Document, table_of

REASON = "a page to be measured"
TEMPLATE = ("invitation", "th")
ANOTHER_NAME = NewName("นายอำเภอ", "", "District Chief of Another Name")


def rare_samples(office: Installation, district: str) -> dict[str, str]:
    """A value for each parameter of such a page, of the district and its province."""
    province = district[:2]
    by = recorder_of(province)
    audit, paper = table_of(Audit), table_of(Document)
    scans = select(func.max(paper.c.id)).where(
        paper.c.district_code == district, paper.c.status == "evidence"
    )
    with office.registry.reading() as connection:
        link = connection.scalar(select(func.max(audit.c.id)).where(audit.c.area_code == district))
        scan = connection.scalar(scans) or 0
    merged, kept = (f"{district}.{post}.1" for post in ("village_head", "village_leader"))
    redaction = ask(office, Aim(documents=(scan,)), reason=REASON, recorded_by=by)
    merge = ask_merge(office, merged, kept, reason=REASON, recorded_by=by)
    renaming = ask_renaming(
        office, f"{district}/district_chief", ANOTHER_NAME, reason=REASON, recorded_by=by
    )
    letter = issue_directive(
        office,
        Directive(
            province=province, number="1", dated=bangkok_day(office.registry.clock.now()),
            subject_th="เรื่องที่วัด", signer="ผู้ว่าราชการจังหวัด", districts=(district,),
        ),
        recorded_by=by,
    )  # fmt: skip
    kind, language = TEMPLATE
    return {
        "request": str(redaction.number),
        "merge": str(merge.number),
        "renaming": str(renaming.number),
        "directive": str(letter.directive.id),
        "link": str(link),
        "kind": kind,
        "language": language,
    }
