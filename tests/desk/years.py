"""A committee's fiscal year on a desk: opened, planned, endorsed, sent, for tests of its pages."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import select

from flows.engine.days import sweep
from flows.engine.installation import Installation, Job, Output, Task
from flows.plan.effects import (
    ACTION_PLAN,
    DRAFT_ADJUSTMENT_LETTER,
    DRAFT_ENDORSEMENT_PAPERS,
    DRAFT_PLAN,
    DRAFT_PLAN_LETTER,
)
from flows.year.effects import DRAFT_PROPOSAL
from flows.year.opening import start_year
from flows.year.process import ANNUAL_CYCLE
from registry.fact_digests import add
from registry.models import DistrictOrder, table_of
from registry.records.filing import NewDocument
from registry.rules.effects import MadePaper, PapersResult
from registry.rules.plain_values import Json
from registry.rules.uploads import WORD
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.staged_desks import made_once

YEAR = 2567  # October 2023 to September 2024; it opens on 1 April 2023
CHIEF, POLICE = "5715/district_chief", "5715/police_superintendent/1"
LAO = "5715/lao_president/1"
LEAD_CHIEF = "executive.district_chief"
LEAD_POLICE = f"executive.police_superintendent/{POLICE}"
LEAD_LAO = f"executive.lao_president/{LAO}"
HOSPITAL = "executive.hospital_director"
ROWS: list[Json] = [
    {
        "key": "row-1", "group": "prevention", "kind": "campaign", "activity": "รณรงค์ในโรงเรียน",
        "duties": ["inspect_prevent_monitor"], "quarters": ["q1"], "lead": LEAD_CHIEF, "days": 2,
    },
    {
        "key": "row-2", "group": "prosecution", "activity": "ตรวจสถานประกอบการ",
        "duties": ["inspect_prevent_monitor"], "quarters": ["q1", "q3"], "lead": LEAD_POLICE,
        "joint": [HOSPITAL], "days": 4,
    },
    {
        "key": "row-3", "group": "prevention", "activity": "อบรมแกนนำหมู่บ้าน",
        "duties": ["inspect_prevent_monitor"], "quarters": ["q2"], "lead": LEAD_LAO,
        "mode": "ordinance", "amount": "30000",
    },
]  # fmt: skip


@made_once
def a_year(url: str, *, joined: bool = False, revision: int | None = None) -> tuple[Desk, int]:
    """A desk with a committee whose fiscal year 2567 has just opened; its instance.

    `revision`: of the process, as an older release had it.
    """
    desk = a_desk(url)
    desk.to_order_signed()
    desk.office = with_papers(desk.office)
    if revision is not None:
        desk.office = at_revision(desk.office, revision)
    on = desk.on("2023-04-01" if not joined else "2023-12-04")
    opened = start_year(desk.office, MAE_FAH_LUANG, YEAR, on=on, recorded_by="coord")
    return desk, opened.instance


def go_to(desk: Desk, day: str) -> None:
    """The clock stands on that day, and what the days bring is recorded."""
    desk.on(day)
    sweep(desk.office)
    desk.perform()


def plan_of(desk: Desk, version: str = str(YEAR)) -> int:
    """The instance of the plan of that period."""
    return next(
        one.id
        for one in desk.instances()
        if (one.process, one.period, one.district) == ("plan", version, MAE_FAH_LUANG)
    )


def drafted(desk: Desk, on: str = "2023-08-20", rows: Json = None) -> int:
    """The plan is drafted: the resolution is asked for; answers the plan's instance."""
    go_to(desk, on)
    plan = plan_of(desk)
    desk.decide(plan, "plan_draft", "focal_point", on, {"rows": rows or ROWS})
    return plan


def resolved(desk: Desk, on: str = "2023-09-05", rows: Json = None) -> int:
    """The committee agreed: the heads of the agencies are asked."""
    plan = drafted(desk, rows=rows)
    agreed = {"result": "agreed", "meeting": "3/2566", "held_on": on}
    desk.decide(plan, "resolution", "district_chief", on, agreed)
    return plan


def endorsements(desk: Desk, plan: int) -> list[str]:
    """The paths of the endorsements that are asked for."""
    return [one for one in desk.waits_at(plan) if one.startswith("endorsement[")]


def endorsed(desk: Desk, on: str = "2023-09-20", rows: Json = None) -> int:
    """All heads endorsed: the Chief is asked to sign."""
    plan = resolved(desk, rows=rows)
    for path in endorsements(desk, plan):
        answer = {"result": "endorsed", "signed_by": "หัวหน้าหน่วยงาน"}
        desk.decide(plan, path, "focal_point", on, answer)
    return plan


def sent(desk: Desk, on: str = "2023-09-29", rows: Json = None) -> int:
    """The plan is signed and sent on that day."""
    plan = endorsed(desk, rows=rows)
    desk.decide(plan, "plan_signed", "district_chief", on, {"result": "signed"})
    desk.decide(plan, "plan_sent", "focal_point", on, {})
    return plan


def received(desk: Desk, on: str = "2023-10-10", rows: Json = None) -> int:
    """The provincial office received it."""
    plan = sent(desk, rows=rows)
    desk.decide(plan, "plan_received", COORDINATOR, on, {"result": "received"})
    return plan


def needing(desk: Desk, year: int, on: str = "2023-06-01") -> None:
    """The year needs a line of money by the local ordinance and one of a donor."""
    go_to(desk, on)
    rows: list[Json] = [
        {
            "key": "need-1", "title": "อบรมแกนนำหมู่บ้าน", "road": "ordinance", "office": LAO,
            "amount": "30000", "local_plan": "yes",
        },
        {
            "key": "need-2", "title": "สื่อรณรงค์", "road": "donor", "office": "world_vision",
            "amount": "12000",
        },
    ]  # fmt: skip
    desk.decide(year, "budget_needs", "focal_point", on, {"result": "needed", "rows": rows})


def at_revision(office: Installation, revision: int) -> Installation:
    """The office as it was when that revision of the year was its newest."""
    older = replace(office.declared.processes[ANNUAL_CYCLE.key], revision=revision)
    processes = {**office.declared.processes, ANNUAL_CYCLE.key: older}
    return replace(office, declared=replace(office.declared, processes=processes))


def with_papers(office: Installation) -> Installation:
    """The office, which drafts plain papers where no template is declared for an effect."""
    letters = (
        DRAFT_ADJUSTMENT_LETTER, DRAFT_ENDORSEMENT_PAPERS, DRAFT_PLAN_LETTER, DRAFT_PROPOSAL,
    )  # fmt: skip
    plain: dict[str, Task] = {one.key: _no_paper for one in letters}
    plain[DRAFT_PLAN.key] = _plain_plan
    tasks = {**plain, **office.declared.tasks}
    return replace(office, declared=replace(office.declared, tasks=tasks))


def _no_paper(_: Installation, __: Job) -> Output:
    return Output(PapersResult(papers=()).model_dump(mode="json"))


def _plain_plan(_: Installation, job: Job) -> Output:
    number = job.inputs["draft"]
    content = f"plan {job.instance}/{number}".encode()
    made = MadePaper(version=number, content_hash=sha256(content).hexdigest())
    paper = NewDocument(
        kind=ACTION_PLAN, file_name=f"plan-v{made.version}.docx", media_type=WORD,
        own_date=job.on, content=content, content_hash=made.content_hash, status="draft",
        version=made.version,
    )  # fmt: skip
    return Output(made.model_dump(mode="json"), (paper,))


def many_years(url: str, districts: Sequence[str]) -> Desk:
    """A desk with committees in several districts, each with its year open since 1 April 2023."""
    desk = a_desk(url, "2022-06-02", *districts)
    desk.to_order_signed()
    desk.office = with_papers(desk.office)
    with desk.office.registry.writing("TH", *districts) as write:
        order = table_of(DistrictOrder)
        signed = dict(write.connection.execute(select(order)).mappings().one())
        for code in districts:
            if code != MAE_FAH_LUANG:
                own = {name: one for name, one in signed.items() if name != "id"}
                add(write, order, {**own, "district_code": code, "heading": code})
    on = desk.on("2023-04-01")
    for code in districts:
        start_year(desk.office, code, YEAR, on=on, recorded_by="coord")
    return desk
