"""What the offices of a simulation say of a year: its money, plan, reports and end."""

from config.activities import MenuActivity, activities
from config.simulation import texts
from flows.engine.offers import Proposal
from flows.engine.replay import branch_of
from flows.plan.gates import PlanDraftV1
from flows.plan.leads import plan_seats
from flows.simulation.step import Step
from flows.year.gates import MoneyV1
from flows.year.plan_activities import activities as rows_by_name

ROWS = 5
AMOUNT = "30000"
TARGET = 6
QUARTERS = ("q1", "q2", "q3", "q4")


def needs(step: Step) -> Proposal:
    """A line of the municipality's money, and now and then none."""
    if step.falls("needs_none"):
        return {"result": "none"}
    line = {
        "key": "need-1", "title": texts().said, "road": "ordinance",
        "office": f"{step.district}/lao_president/1", "amount": AMOUNT, "local_plan": "yes",
    }  # fmt: skip
    return {"result": "needed", "rows": [line]}


def proposal(step: Step) -> Proposal:
    """Sent by a letter, or not."""
    if step.falls("proposal_not_sent"):
        return {"result": "not_sent", "reason": texts().said}
    return {"result": "sent", "paper": step.letter()}


def money(step: Step) -> Proposal:
    """The next thing that happens to the line: tabled, passed or refused, spent."""
    before = step.answers.to(MoneyV1, branch=branch_of(step.gate.path))
    match str(before[-1].answer.result) if before else "":
        case "":
            return {"result": "tabled"}
        case "tabled" | "supplementary" if step.falls("money_refused"):
            return {"result": "refused", "reason": texts().said}
        case "tabled" | "supplementary":
            return {"result": "passed", "amount": AMOUNT, "page": texts().page}
        case "refused" if step.falls("supplementary"):
            return {"result": "supplementary"}
        case "refused":
            return {"result": "dropped", "reason": texts().said}
    return {"result": "spent", "amount": AMOUNT}


def plan_draft(step: Step) -> Proposal:
    """What the last year leaves, the year's money, and activities of the menu."""
    begun = step.proposal()
    seats = [key for key, one in plan_seats(step.connection, step.district, step.on).items()]
    rows = [_complete(step, row, seats) for row in begun.get("rows", [])][:ROWS]
    if not any(row["key"].startswith("act-") for row in rows):
        menu = activities().menu
        rows += [_complete(step, _of_menu(one), seats) for one in menu[: max(2, ROWS - len(rows))]]
    return {**begun, "situation": begun.get("situation") or texts().said, "rows": rows}


def _of_menu(one: MenuActivity) -> Proposal:
    return {
        "key": f"act-{one.key.replace('_', '-')}", "group": one.group, "kind": one.kind,
        "activity": one.activity_th, "unit": one.unit_th, "duties": [*one.duties],
        "target": str(TARGET), "survivors": one.survivors,
    }  # fmt: skip


def _complete(step: Step, row: Proposal, seats: list[str]) -> Proposal:
    lead = row.get("lead")
    return {
        **row,
        "lead": lead if lead in seats else step.dice.one_of(seats),
        "joint": [one for one in row.get("joint", []) if one in seats],
        "duties": row.get("duties") or ["inspect_prevent_monitor"],
        "quarters": row.get("quarters") or [step.dice.one_of(QUARTERS)],
        "target": row.get("target") or str(TARGET),
        "days": row.get("days") or 4,
    }


def resolution(step: Step) -> Proposal:
    """Agreed in a meeting, or back."""
    if step.falls("resolution_changes"):
        return {"result": "changes", "items": [texts().said]}
    return {"result": "agreed", "meeting": texts().meeting, "held_on": step.on.isoformat()}


def endorsement(step: Step) -> Proposal:
    """The head endorses, asks for changes, or declines."""
    if step.falls("head_changes"):
        return {"result": "changes", "items": [texts().said]}
    if step.falls("head_declines"):
        return {"result": "declined", "obstacle": texts().said}
    return step.proposal()


def plan_signed(step: Step) -> Proposal:
    """Signed, or back."""
    if step.falls("plan_changes"):
        return {"result": "changes", "items": [texts().said]}
    return {"result": "signed"}


def plan_sent(step: Step) -> Proposal:
    """By a letter; it may go without a head who declined, and before the committee looked back."""
    said = texts().said
    return {"paper": step.letter(), "unendorsed": said, "without_reflection": said}


def plan_received(step: Step) -> Proposal:
    """Received, or one row is to be adjusted."""
    if step.falls("plan_adjusted"):
        row = step.last(PlanDraftV1).rows[0].key
        until = step.later(14).isoformat()
        return {
            "result": "adjust",
            "remarks": [{"row": row, "asked": texts().said}],
            "until": until,
        }
    return {"result": "received"}


def province_noted(step: Step) -> Proposal:
    """In a meeting of the provincial committee."""
    return {"meeting": texts().meeting, "held_on": step.on.isoformat()}


def progress(step: Step) -> Proposal:
    """Each activity goes on, or is done; now and then there is nothing to report."""
    begun = step.proposal()
    rows = begun.get("rows", [])
    if not rows or step.falls("report_nil"):
        return {"result": "nil", "reason": texts().said}
    told = [{**one, **_reached(step)} for one in rows]
    return {"result": "reported", "rows": told}


def _reached(step: Step) -> Proposal:
    match step.dice.up_to(3):
        case 0:
            return {"state": "not_started", "variance": texts().said}
        case 1:
            return {"state": "done", "reached": str(TARGET)}
    return {"state": "ongoing", "reached": str(step.dice.up_to(TARGET))}


def report_sent(step: Step) -> Proposal:
    """By a letter."""
    return {"paper": step.letter()}


def report_received(step: Step) -> Proposal:
    """Received, or a question about a row."""
    rows = rows_by_name(step.at)
    if rows and step.falls("report_questions"):
        return {"result": "questions", "remarks": [{"row": min(rows), "asked": texts().said}]}
    return {"result": "received"}


def lessons(step: Step) -> Proposal:
    """One lesson, owned by the chair's seat."""
    seats = plan_seats(step.connection, step.district, step.on)
    one = {
        "key": "lesson-1",
        "happened": texts().said,
        "change": texts().said,
        "owner": next(iter(seats)),
    }
    return {"sources": ["reflection"], "lessons": [one]}


def carry(step: Step) -> Proposal:
    """What is unfinished is carried, or dropped."""
    begun = step.proposal()
    return {"rows": [_fate(step, one) for one in begun.get("rows", [])]}


def _fate(step: Step, row: Proposal) -> Proposal:
    if step.falls("activity_dropped"):
        return {"row": row["row"], "fate": "dropped", "reason": texts().said}
    return row


def closing(step: Step) -> Proposal:
    """By a letter."""
    return {"paper": step.letter()}
