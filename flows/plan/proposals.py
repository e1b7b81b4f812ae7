"""What the working copy of a plan is offered to add: rows that it does not have yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from config.defaults import committee
from config.words import Named, Term, Value, both
from flows.engine.offers import GateContext
from flows.plan.beginning import last_years_rows, menu_rows, row_of_need
from flows.plan.checks import PlanContext
from flows.plan.lessons import open_lessons
from flows.plan.row_words import lines_in_words
from flows.plan.rows import PlanGroup
from flows.plan.working_copy import WorkingCopy, body_of, withdrawn_draft
from registry.queries.plans import needs
from registry.queries.village_problems import open_problems
from registry.rules.baht import in_figures

SOURCES = ("withdrawn", "last_year", "lessons", "needs", "problems", "duties", "menu")

LONGEST = 200  # characters of a line


@dataclass(frozen=True)
class ProposedRow:
    """A row that may be added: `ref` names it ("menu:campaign"), `body` is what it begins with."""

    ref: str
    source: str
    label: Value
    body: Mapping[str, Any] = field(repr=False)


def proposals(copy: WorkingCopy, at: PlanContext) -> list[ProposedRow]:
    """All that is offered: rows of a draft that was withdrawn, of last year, of open lessons, of
    money, problems, duties without a row, the menu.
    """
    said = [row.body or {} for row in copy.rows]
    return [
        *_withdrawn(copy, {str(body.get("activity")) for body in said}),
        *_last_years(copy, {str(body.get("carried_from")) for body in said}),
        *_lessons(copy, {str(body.get("lesson")) for body in said}),
        *_lines(copy, {str(body.get("need")) for body in said}),
        *_problems(copy, {str(body.get("problem")) for body in said}),
        *_duties(at, {str(duty) for body in said for duty in body.get("duties") or ()}),
        *_menu(copy.at, {str(body.get("activity")) for body in said}),
    ]


def _withdrawn(copy: WorkingCopy, here: set[str]) -> Iterator[ProposedRow]:
    """Rows of a draft that was put forward past the working copy, and withdrawn."""
    for row in (withdrawn_draft(copy.at) or {}).get("rows") or ():
        if row.get("activity") and row["activity"] not in here:
            yield ProposedRow(f"withdrawn:{row['key']}", "withdrawn", row["activity"], body_of(row))


def _last_years(copy: WorkingCopy, here: set[str]) -> Iterator[ProposedRow]:
    for row in last_years_rows(copy.at, copy.start.year):
        if row["carried_from"] not in here:
            left = both("plan.proposed.left", left=row["target"], unit=row.get("unit") or "")
            label = both(
                "plan.proposed.last_year",
                activity=row["activity"], left=left if row["target"] else "",
            )  # fmt: skip
            yield ProposedRow(f"last_year:{row['key']}", "last_year", label, body_of(row))


def _lessons(copy: WorkingCopy, here: set[str]) -> Iterator[ProposedRow]:
    """What the committee learned and nobody settled: its change, led by the seat that owns it."""
    for one in open_lessons(copy.at.connection, copy.at.district, copy.at.on):
        if one.ref in here:
            continue
        label = both("plan.proposed.lessons", year=one.year, change=one.change)
        body = {
            "group": PlanGroup.MANAGEMENT.value,
            **one.about,
            "activity": one.change.splitlines()[0][:LONGEST],
            "lead": one.owner,
            "lesson": one.ref,
        }
        yield ProposedRow(f"lessons:{one.ref}", "lessons", label, body)


def _lines(copy: WorkingCopy, here: set[str]) -> Iterator[ProposedRow]:
    at = copy.at
    asked = needs(at.connection, (at.district,), copy.start.year, at.on)
    for need, line in lines_in_words(at.connection, asked):
        if need.key not in here:
            row = body_of(row_of_need(need, line))
            named = str(row.get("activity") or need.key)
            label = both("plan.proposed.needs", activity=named, amount=in_figures(need.amount))
            yield ProposedRow(f"needs:{need.key}", "needs", label, row)


def _problems(copy: WorkingCopy, here: set[str]) -> Iterator[ProposedRow]:
    """Open problems of the villages, each with the step that its community plan names."""
    at = copy.at
    for one in open_problems(at.connection, at.district, at.on):
        words, key = one.problem.words, one.problem.key
        if key in here:
            continue
        label = both("plan.proposed.problems", village=one.village.name, problem=words["problem"])
        body = {
            "group": PlanGroup.PREVENTION.value,
            "activity": (words["solution"] or words["problem"])[:LONGEST],
            "villages": [one.village.key],
            "problem": key,
        }
        yield ProposedRow(f"problems:{key}", "problems", label, body)


def _duties(at: PlanContext, here: set[str]) -> Iterator[ProposedRow]:
    """Each with the group that bears it: groups bear duties in the same words."""
    for one in committee().duties:
        if one.key in at.duties and one.key not in here:
            duty, body = Named(one.th, one.en), Term(f"body.{one.body}")
            label = both("plan.proposed.duties", duty=duty, body=body)
            yield ProposedRow(f"duties:{one.key}", "duties", label, {"duties": [one.key]})


def _menu(at: GateContext, here: set[str]) -> Iterator[ProposedRow]:
    for row in menu_rows(at.connection, at.district, at.on):
        if row["activity"] not in here:
            yield ProposedRow(f"menu:{row['key']}", "menu", row["activity"], body_of(row))
