"""What was typed at a gate and not yet sent: as a draft, or carried over a new sign-in.

A form that comes after its sign-in has ended is carried along in the sign-in page itself. Typed
at a gate, it comes to rest as the draft of whoever signs in; any other form is shown to them, to
be sent once more.
"""

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from desk.web.frame.asking import Asking
from desk.web.frame.cookies import SIGN_IN, cookie_name
from desk.web.frame.places import LAST_NUMBER, gate_at
from desk.web.frame.problems import problems_of
from registry.journal import instance as known
from registry.queries.accounts import sign_in_of
from registry.queries.parts import parts_of
from registry.queries.people import PersonRow
from registry.records import held_items
from registry.records.drafts import DraftKey, GateDraftKey, drop_draft, save_draft
from registry.records.filing import Upload
from registry.records.secrets import digest_of
from registry.refusals import Refusal, RegistryFault
from registry.rules.plain_values import Json, is_text
from registry.rules.rights import Subject, Verb, may

REFUSED = 422
JUST_NOW = timedelta(minutes=15)  # in which somebody who typed is told to be typing
CARRIED = "carried"
STEP = "step"  # the button that was pressed: a draft has none
OF = "of"
NEVER_KEPT = {"csrf", CARRIED, STEP, "password", "next"}
LONGEST = 500_000  # signs: of Thai text nine bytes each where a form sends them
GATE = re.compile(r"/instances/(\d{1,10})/gates/(.+)")
Typed = list[tuple[str, str]]


def kept_quietly(asking: Asking, save: Callable[[], datetime]) -> Response:
    """What the script is told that sends a draft while somebody types."""
    try:
        saved = save()
    except Refusal as refusal:
        return JSONResponse({"problem": problems_of(asking, refusal)[0].text}, REFUSED)
    return JSONResponse({"saved": saved.isoformat()})


def drop_sent(asking: Asking, *keys: DraftKey) -> None:
    """The drafts were recorded: where they cannot be erased now they go by themselves."""
    asking.fresh()
    with suppress(RegistryFault):  # it is recorded all the same
        for key in keys:
            drop_draft(asking.office.registry, key)


def typed_in(asking: Asking) -> Typed:
    """The text fields of the posted form, in order, without what belongs to its sending."""
    return [
        (name, value)
        for name, value in asking.form.multi_items()
        if isinstance(value, str) and name not in NEVER_KEPT
    ]


def as_draft(typed: Iterable[tuple[str, str]]) -> dict[str, Json]:
    """Fields as a draft holds them."""
    return {"typed": [[name, value] for name, value in typed]}


def typed_of(draft: Json) -> Typed:
    """The fields that a draft holds; none where it is no draft of a form."""
    pairs = draft.get("typed") if isinstance(draft, dict) else None
    if not isinstance(pairs, list):
        return []
    return [
        (str(pair[0]), str(pair[1]))
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2  # noqa: PLR2004 — a pair
    ]


@dataclass(frozen=True)
class LateForm:
    """A form that came after its sign-in had ended: its fields, and whether files came with it.

    Files are not carried: a browser holds them, and asks for them again.
    """

    typed: Typed
    step: str = ""
    files: bool = False
    of: str = ""  # the reference of who had typed it, where their sign-in is still known

    @property
    def fields(self) -> Typed:
        """What the form sends when it is sent once more."""
        return [*self.typed, (STEP, self.step)] if self.step else self.typed


def carried(asking: Asking) -> str:
    """The form that came too late, as the sign-in page carries it along.

    Nothing where that is longer than LONGEST: half a form would be a wrong one.
    """
    files = any(isinstance(one, UploadFile) and one.filename for one in asking.form.values())
    step = {STEP: asking.typed.get(STEP, ""), "files": files, OF: last_signed_in(asking)}
    text = json.dumps(as_draft(typed_in(asking)) | step, ensure_ascii=False)
    return text if len(text) <= LONGEST else ""


def last_signed_in(asking: Asking) -> str:
    """The reference of whose sign-in the browser still holds, though it has ended."""
    who = _last_signed_in(asking)
    return who.ref if who else ""


def _last_signed_in(asking: Asking) -> PersonRow | None:
    token = asking.request.cookies.get(cookie_name(asking.request, SIGN_IN))
    row = sign_in_of(asking.connection, digest_of(token)) if token else None
    return row.person if row else None


def carried_on(asking: Asking) -> str:
    """What the sign-in page was sent to carry, for its next try; never the sign-in form itself."""
    text = asking.typed.get(CARRIED, "")
    return text if len(text) <= LONGEST else ""


def hold_carried(asking: Asking, text: str) -> str:
    """Hold the form that came too late until its sender is back from the identity provider.

    Answers the word that finds it: for whose sign-in the browser still holds alone, and none where
    that is unknown.
    """
    who = _last_signed_in(asking)
    if not text or who is None:
        return ""
    asking.fresh()
    with suppress(RegistryFault):
        return held_items.hold(
            asking.office.registry, who.id, Upload(CARRIED, "application/json", text.encode())
        )
    return ""


def held_carried(asking: Asking, person: int, word: str) -> LateForm | None:
    """The form that was held for the person under that word, which is then held no longer."""
    registry = asking.office.registry
    found = held_items.held(registry, person, word) if word else None
    if found is None:
        return None
    held_items.drop(registry, person, word)
    return late_form(found.content.decode())


def late_form(text: str) -> LateForm | None:
    """The form that the sign-in page carried; None where it is none that our pages have."""
    if not text or len(text) > LONGEST or not is_text(text):
        return None
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(held, dict):
        return None
    form = LateForm(
        typed_of(held),
        str(held.get(STEP, "")),
        held.get("files") is True,
        str(held.get(OF, "")),
    )
    return form if all(is_text(part) for pair in form.fields for part in pair) else None


def keep_at_gate(asking: Asking, person: int, place: str, form: LateForm) -> bool:
    """Keep the form as its person's draft where the place is a gate; answers whether it is."""
    meant = GATE.fullmatch(place)
    if meant is None or not form.typed:
        return False
    return _keep(asking, person, int(meant[1]), unquote(meant[2]), form.typed)


def _keep(asking: Asking, person: int, instance: int, path: str, typed: Typed) -> bool:
    """An identity number is not kept, and nothing at a gate that they may not prepare."""
    office, connection = asking.office, asking.connection
    row = known(connection, instance) if instance <= LAST_NUMBER else None
    if row is None or gate_at(asking.view, instance, path) is None:
        return False
    actor = parts_of(connection, person, asking.today)
    if not may(actor, Verb.PREPARE, Subject(row.district), asking.today):
        return False
    asking.fresh()
    try:
        save_draft(
            office.registry, GateDraftKey(person, instance, path), as_draft(typed), net=office.net
        )
    except Refusal:
        return False
    return True
