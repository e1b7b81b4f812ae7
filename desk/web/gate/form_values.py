"""What the fields of a gate's form are drawn from, on whatever page it stands."""

from collections.abc import Sequence
from typing import Any

from config.titles import title_list
from config.words import Term, dated, known, say
from desk.web.frame.asking import Asking
from desk.web.frame.problems import Problems
from desk.web.frame.typed_fields import TypedLists
from desk.web.gate.field_views import shown
from desk.web.gate.figure_table import figure_table
from desk.web.gate.form_sections import sections_of_form, table_of_seats
from desk.web.gate.gate_form import (
    BY,
    DECIDED_ON,
    LET_THROUGH,
    Decider,
    SentForm,
    day_typed,
    deciders_shown,
)
from desk.web.gate.line_lists import usual_code
from desk.web.gate.live_sheet import groups, representable, totals
from desk.web.gate.sheets import GateSheet
from flows.classified_paper.register import register
from flows.engine.gate import Evidence, Gate
from flows.engine.widgets import Widget
from flows.meeting.quorum import vacant_seats
from flows.order.gates import AmendmentV1
from registry.queries.members import invitees
from registry.rules.figures import Qualifier
from registry.rules.names import title_patterns
from registry.rules.rights import Verb
from registry.rules.seats import BodyKey, SeatRole


def form_values(
    asking: Asking, seen: GateSheet, form: SentForm, problems: Problems, opened: str = ""
) -> dict[str, object]:
    """What the fields of a gate's form are drawn from."""
    sections = sections_of_form(asking, seen, form.typed, problems)
    offered = deciders_shown(seen.able)
    return sheet_values(asking, seen, form.typed) | {
        **kept_elsewhere(asking, seen, form),
        "problems": problems,
        "sheet": seen,
        "fields": shown(seen.fields, form.typed),
        "figure_table": lambda name: figure_table(name, form.typed),
        "qualifiers": tuple(Qualifier),
        "table": table_of_seats(seen, form.typed),
        "form_sections": sections.opened(opened or form.said("add")),
        "folds": bool(sections.sections),
        "ties": seen.ties,
        "asks": "ask" in seen.gate.form.model_fields,
        "fills": issubclass(seen.gate.form, AmendmentV1),
        "roles": [(one.value, Term(f"role.{one}")) for one in SeatRole],
        "body_keys": [(one.value, Term(f"body.{one}")) for one in BodyKey],
        "deciders": offered,
        "by": form.said(BY) or _chosen_beforehand(asking, seen, offered),
        "decided_on": form.said(DECIDED_ON),  # papers are entered later than they are decided
        "held": form.held,
        "wants_evidence": seen.gate.evidence is not Evidence.NONE,
        "evidence_required": seen.gate.evidence is Evidence.REQUIRED,
        "let_through": form.said(LET_THROUGH),
        "about": seen.about,
        "needs_reason": LET_THROUGH in form.typed,
        "echo": lambda value: day_echo(asking, value),
        "say": say,
        "hint_of": lambda name: _hint(seen.gate, name),
    }


def kept_elsewhere(asking: Asking, seen: GateSheet, form: SentForm) -> dict[str, object]:
    """The classified papers that may stand in place of a scan, and which of them are named."""
    takes_papers = seen.gate.evidence is not Evidence.NONE
    shown = takes_papers and asking.may(Verb.SEE_CLASSIFIED, seen.row.district)
    areas = (seen.row.district,) if shown else ()
    found = register(asking.connection, areas, asking.today)
    return {"classified": found, "named": form.classified}


def sheet_values(asking: Asking, seen: GateSheet, typed: TypedLists) -> dict[str, object]:
    """What a sheet of attendance and lists of participants show beside what was typed."""
    on = day_typed(asking, typed, "held_on") or asking.today
    attends = any(one.asked.widget is Widget.SHEET for one in seen.fields)
    lists_people = any(one.asked.widget is Widget.PARTICIPANTS for one in seen.fields)
    connection, district = asking.connection, seen.row.district
    members = invitees(connection, district, on) if attends or lists_people else ()
    total = totals(members, typed, vacant_seats(connection, district, on)) if attends else None
    return {
        "totals": total,
        "representable": representable(members, typed) if attends else set(),
        "sheet_groups": lambda lines: groups(members, typed, lines),
        "members": {one.member.key: one for one in members},
        "sexes": {one.offered.ref: one.offered.sex for one in members if one.offered},
        "title_patterns": title_patterns(title_list().titles()) if attends else (),
        "reads_files": False,
        "typed_value": lambda name: typed[name][-1] if typed.get(name) else "",
        "usual_code": usual_code,
    }


def _chosen_beforehand(asking: Asking, seen: GateSheet, offered: Sequence[Decider]) -> str:
    """The only one who may decide; the one who looks, where two are needed or they may report.

    Nobody where the office that is asked first of all stands vacant: the others may answer less.
    Of a report else whoever holds the office that the gate is first for: nobody decides there, and
    the page that shows the answers once more says who reports.
    """
    values = [one.value for one in offered if one.value]
    reports = seen.gate.form.reports
    own = [one for one in values if one.endswith(f"@{asking.who.ref}")]
    if own and (seen.gate.two_people or reports):
        return own[0]
    asked_first = [one for one in seen.able if one.kind == seen.gate.asked_first]
    if not reports:
        vacant = any(not one.holders for one in asked_first)
        return values[0] if len(values) == 1 and not vacant else ""
    refs = [one.ref for one in asked_first]
    of_first = [one for one in values if one.partition("@")[0] in refs]
    return next((these[0] for these in (values, of_first) if len(these) == 1), "")


def day_echo(asking: Asking, typed: str) -> str:
    """A day that was typed, in words; nothing where it is none."""
    day_meant = day_typed(asking, {DECIDED_ON: [typed]})
    return dated(day_meant, asking.language) if day_meant else ""


def _hint(gate: Gate[Any], name: str) -> Term | None:
    """The hint of a field: the gate's own, that of the gate of whose set it is, or anybody's.

    The minutes of a quarter have a key of their own and the fields of the minutes.
    """
    plain = ".".join(part for part in name.split(".") if not part.isdecimal())
    for key in (
        f"page.hint.{gate.key}.{plain}",
        f"page.hint.{gate.due}.{plain}",
        f"page.hint.{plain}",
    ):
        if known(key):
            return Term(key)
    return None
