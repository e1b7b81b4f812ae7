"""What the form of a gate begins with for who looks at it, and whether they went on from that."""

from collections.abc import Sequence

from desk.views.form_fields import FieldKind, FormField
from desk.web.frame.asking import Asking
from desk.web.frame.typed_fields import TypedLists, lists
from desk.web.frame.unsent_forms import typed_of
from desk.web.gate.field_views import sent_back
from desk.web.gate.gate_form import BY, DECIDED_ON, LET_THROUGH, SentForm, kept
from desk.web.gate.line_lists import member_input, usual_code
from desk.web.gate.seat_table import SENT, typed_seats
from desk.web.gate.sheets import GateSheet
from registry.records.drafts import Draft, GateDraftKey, draft_of

BESIDE_FIELDS = {BY, DECIDED_ON, LET_THROUGH, "seats"}  # the table of seats has names of its own


def typed_in(draft: Draft | None) -> TypedLists:
    """The fields that a draft holds, none where there is none."""
    return lists(typed_of(draft.answer)) if draft else {}


def typed_before(asking: Asking, seen: GateSheet) -> TypedLists:
    """What who asks had typed at the gate and kept."""
    person, place = asking.who.person, seen.asked.path
    return typed_in(draft_of(asking.connection, GateDraftKey(person, seen.row.id, place)))


def no_longer_asked(seen: GateSheet, typed: TypedLists) -> list[tuple[str, str]]:
    """What a draft holds for inputs that the form has no more: it was begun before a newer one."""
    return [
        (name, value)
        for name, value in kept(typed)
        if value.strip() and not _is_asked(name, seen.fields)
    ]


def _is_asked(name: str, fields: Sequence[FormField]) -> bool:
    head, _, rest = name.partition(".")
    one = next((one for one in fields if one.name == head), None)
    if one is None:
        return head in BESIDE_FIELDS
    if one.kind is FieldKind.ROWS:
        rest = rest.partition(".")[2]
    return not rest or not one.parts or _is_asked(rest, one.parts)


def is_untouched(asking: Asking, seen: GateSheet, form: SentForm) -> bool:
    """Whether the form says what it began with: the proposal, or the draft that is kept."""
    begun = (seen.proposal, typed_before(asking, seen))
    return not form.held and any(_is_as_begun(seen, form.typed, one) for one in begun)


def _is_as_begun(seen: GateSheet, typed: TypedLists, begun: TypedLists) -> bool:
    """Whether all that it began with stands, and nothing beside it but what the page fills in."""
    table = typed_seats(seen.seats, (), ()) if seen.has_seats and SENT not in begun else {}
    stood = begun | table
    filled_in = sent_back(seen.fields, stood) | {
        name: [code] for name, code in _codes(seen).items() if name not in stood
    }
    return _said(seen, stood) <= _said(seen, typed) <= _said(seen, filled_in)


def _codes(seen: GateSheet) -> dict[str, str]:
    """The code that the page fills in for each member who is listed."""
    return {
        f"{member_input(one.name, member.value)}.code": usual_code(place)
        for one in seen.fields
        if one.kind is FieldKind.LISTED
        for place, member in enumerate(one.options, 1)
    }


def _said(seen: GateSheet, typed: TypedLists) -> set[tuple[str, str]]:
    """What the inputs say that people fill in, however their lines are broken."""
    sexes = {f"{name.removesuffix('.code')}.sex" for name in _codes(seen)}
    return {
        (name, " ".join(text.split()))
        for name, text in kept(typed)
        if text.strip() and name not in {BY, DECIDED_ON, *sexes}
    }
