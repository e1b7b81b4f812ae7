"""What somebody typed at a gate, kept for them alone until it is recorded."""

from contextlib import suppress
from datetime import datetime
from urllib.parse import quote

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import see
from desk.web.frame.places import gate_place
from desk.web.frame.problems import Problems, attempt, problems_of
from desk.web.frame.typed_fields import TypedLists
from desk.web.frame.unsent_forms import as_draft
from desk.web.gate.form_sections import sections_of_form
from desk.web.gate.gate_form import BY, SentForm, kept
from desk.web.gate.gate_view import form_page
from desk.web.gate.sheets import GateSheet
from registry.records.drafts import GateDraftKey, save_draft
from registry.refusals import Refusal


def save_typed(asking: Asking, instance: int, path: str, typed: TypedLists) -> datetime:
    """Keep what was typed as the draft of who asks; answers when it was kept."""
    office = asking.office
    person, answer = asking.who.person, as_draft(kept(typed))
    return save_draft(office.registry, GateDraftKey(person, instance, path), answer, net=office.net)


def keep_refused(asking: Asking, seen: GateSheet, form: SentForm) -> None:
    """Keep what was refused as the draft, for "back" leads to the page as it was first asked for.

    What no draft may hold is told with what else is wrong.
    """
    with suppress(Refusal):
        save_typed(asking, seen.row.id, seen.asked.path, form.typed)


def draft_saved(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """Keep what was typed as the draft, and leave the gate."""
    if problems := _problems_of_draft(asking, seen, form):
        return form_page(asking, seen, form, problems)
    return see(f"/instances/{seen.row.id}?done=saved")


def next_section(asking: Asking, seen: GateSheet, form: SentForm) -> Response:
    """Keep what was typed as the draft, and open the section that comes after.

    A scan that came along is held by the page that shows it: a draft would tell what seals it.
    """
    section = form.said("step").partition(":")[2]
    if problems := _problems_of_draft(asking, seen, form):
        return form_page(asking, seen, form, problems)
    following = sections_of_form(asking, seen, form.typed).after(section)
    opened, anchor = (following.name, following.anchor) if following else ("", BY)
    if form.held or form.problems:
        problems = problems_of(asking, *form.problems)
        return form_page(asking, seen, form, problems, opened=opened)
    return see(
        f"{gate_place(seen.row.id, seen.asked.path)}?section={quote(opened)}#{quote(anchor)}"
    )


def _problems_of_draft(asking: Asking, seen: GateSheet, form: SentForm) -> Problems:
    """Keep the draft; answers what refused it. It names its texts by their place as typed."""
    names = {f"typed.{place}.1": name for place, (name, _) in enumerate(kept(form.typed))}
    return attempt(
        asking, lambda: save_typed(asking, seen.row.id, seen.asked.path, form.typed), names
    )
