"""The action plan as the committee, its heads, the Chief and the province have it before them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection

from config.activities import activities
from config.defaults import policy
from config.words import both, say
from flows.engine.answers import Answers, answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.paper_facts import order_cited, text_or_none
from flows.papers.letterhead import chief_signer, focal_point_signer, paper_base
from flows.plan.checks import PlanSeat
from flows.plan.effects import ACTION_PLAN
from flows.plan.gates import PlanDraftV1, ResolutionV1, Resolved
from flows.plan.leads import plan_seats, unit_titles, units_of
from flows.plan.row_endorsements import earlier_endorsements, is_standing
from flows.plan.rows import PlanRow, Quarter
from flows.plan.survivor_counts import is_hidden
from flows.plan.wording import (
    baseline_of,
    day_or_none,
    numbered,
    paragraphs_of,
    printed,
    seat_called,
    source_of,
    target_of,
    total,
)
from registry.journal import entries
from registry.queries.members import invitees
from registry.queries.office_holders import all_holders
from registry.queries.order_facts import known_district, post_at, posts_acted_in, signer_called
from registry.queries.villages import VillageRow, villages
from registry.rules.baht import in_figures, in_words
from registry.rules.order_facts import Signer
from registry.rules.papers.action_plan import (
    ActionPlanFacts,
    CitedResolution,
    PlannedActivity,
    PlannedGroup,
    StandingEndorsement,
)
from registry.rules.plan_effects import PlanPaperInputs
from registry.rules.seats import BodyKey, SeatRole


def action_plan(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The plan of a turn, in the words of its answer."""
    asked = PlanPaperInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    said = answers.decided(PlanDraftV1, turn=asked.turn).answer
    resolution = resolution_on(answers, asked.turn)
    yield NewPaper(ACTION_PLAN, action_plan_facts(connection, job, asked, said, resolution))


def action_plan_facts(
    connection: Connection,
    job: Job,
    asked: PlanPaperInputs,
    said: PlanDraftV1,
    resolution: CitedResolution | None = None,
) -> ActionPlanFacts:
    """What the plan prints of that answer, which may be one that nobody has given yet."""
    rows: tuple[PlanRow, ...] = listed(said.rows)
    least, whole = policy().year.least_shown, total(rows)
    return ActionPlanFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        secretary=secretary_signer(connection, job),
        approver=chief_signer(connection, job.district, job.on),
        year=asked.year,
        amendment=asked.version - 1 or None,
        order=order_cited(connection, job.district, job.on),
        situation=paragraphs_of(said.situation),
        alignment=paragraphs_of(said.alignment),
        groups=groups_of(rows, named_in(connection, job), least),
        monitoring=paragraphs_of(said.monitoring),
        count=len(rows),
        total=in_figures(whole),
        total_words=in_words(whole),
        hidden=any(is_hidden(row, least) for row in rows),
        least_shown=least,
        resolution=resolution,
        standing=standing_endorsements(connection, job, rows),
    )


def secretary_signer(connection: Connection, job: Job) -> Signer:
    """The secretary of the committee, by name where somebody is known to sit there."""
    role = both(f"role.executive.{SeatRole.SECRETARY}")
    acting = posts_acted_in(
        connection, known_district(connection, job.district),
        all_holders(connection, job.district, job.on), job.on,
    )  # fmt: skip
    for member in invitees(connection, job.district, job.on):
        for seat in member.member.seats:
            if (seat.body, seat.role) == (BodyKey.EXECUTIVE, SeatRole.SECRETARY):
                name = member.person.name if member.person else None
                return signer_called(name, post_at(seat, member.member.person, acting), role)
    return signer_called(None, role)


def resolution_on(answers: Answers, turn: int) -> CitedResolution | None:
    """By which resolution the committee agreed to the rows of that turn, as far as it has."""
    found = answers.last(ResolutionV1, turn=turn)
    if found is None or found.answer.result is Resolved.CHANGES:
        return None
    return CitedResolution(
        meeting=text_or_none(found.answer.meeting), held_on=day_or_none(found.answer.held_on)
    )


def standing_endorsements(
    connection: Connection, job: Job, rows: Sequence[PlanRow]
) -> tuple[StandingEndorsement, ...]:
    """What heads endorsed in earlier versions of rows that say the same still, by unit and day."""
    earlier = earlier_endorsements(entries(connection, job.instance)).units if job.instance else {}
    if not earlier:
        return ()
    seats = plan_seats(connection, job.district, job.on)
    resting: dict[tuple[str, date, int], list[int]] = {}
    for number, row in numbered(rows):
        for unit in dict.fromkeys(units_of((row,), seats)):
            own = earlier.get(unit, {})
            if is_standing(own, row):
                one = own[row.key]
                resting.setdefault((unit, one.on, one.version), []).append(number)
    titles = unit_titles(seats)
    return tuple(
        StandingEndorsement(
            unit_th=titles[unit].th, numbers=tuple(numbers), on=day, amendment=version - 1 or None
        )
        for (unit, day, version), numbers in resting.items()
    )


class PlanNames(NamedTuple):
    """What the rows of a plan name by key: seats of the committee, villages."""

    seats: Mapping[str, PlanSeat]
    villages: Mapping[str, str]


def named_in(connection: Connection, job: Job) -> PlanNames:
    """The seats and villages of the district on the job's day."""
    return PlanNames(
        plan_seats(connection, job.district, job.on),
        {one.key: village_called(one) for one in villages(connection, job.district, job.on)},
    )


def village_called(village: VillageRow) -> str:
    """Its name with its number in the sub-district, where it has one."""
    if village.moo is None:
        return village.name_th
    return f"{village.name_th} {say('village.moo', 'th', moo=village.moo)}"


def groups_of(
    rows: Sequence[PlanRow], named: PlanNames, least_shown: int
) -> tuple[PlannedGroup, ...]:
    """All groups in their printed order, those without a row too."""
    by_group = {
        group: [*own] for group, own in groupby(numbered(rows), key=lambda one: one[1].group)
    }
    return tuple(
        PlannedGroup(
            title_th=say(f"plan_paper.group.{group}", "th"),
            activities=tuple(
                activity_of(number, row, named, least_shown)
                for number, row in by_group.get(group, [])
            ),
            subtotal=in_figures(total(row for _, row in by_group.get(group, []))),
        )
        for group in activities().groups
    )


def activity_of(number: int, row: PlanRow, named: PlanNames, least_shown: int) -> PlannedActivity:
    """A row of the plan as it is printed."""
    source_th, source = source_of(row)
    own = {
        "number": number,
        "places": text_or_none(" ".join([row.places, *villages_called(row, named)])),
        "baseline": baseline_of(row, least_shown),
        "target": target_of(row, least_shown),
        "hidden": is_hidden(row, least_shown),
        **{str(quarter): quarter in row.quarters for quarter in Quarter},
        "source_th": source_th,
        "source": source,
        "lead_th": seat_called(named.seats, row.lead),
        "joint_th": tuple(seat_called(named.seats, key) for key in row.joint),
        "carried_from": int(row.carried_from.partition("/")[0]) if row.carried_from else None,
    }
    as_said = PlannedActivity.model_fields.keys() & PlanRow.model_fields.keys() - own.keys()
    return PlannedActivity.model_validate({**printed(row, as_said), **own})


def villages_called(row: PlanRow, named: PlanNames) -> list[str]:
    """The villages of the row by name; one that the district no longer has by its key."""
    return [named.villages.get(key, key) for key in row.villages]
