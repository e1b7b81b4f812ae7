"""Help: what Prasan is for, the first district step by step, what to do where."""

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.rendering import render
from registry.rules.rights import Verb

FIRST_DISTRICT = ("province", "offices", "start", "decide", "sign", "forms")
# Where each step is taken: the pages that whoever asks may open.
PLACES = {
    "province": ("/province", "page.menu.province", Verb.SETTINGS),
    "offices": ("/offices", "page.menu.offices", Verb.READ),
    "start": ("/start", "page.start", Verb.START),
    "decide": ("/", "page.menu.inbox", Verb.SEE_OWN),
    "sign": ("/documents", "page.menu.documents", Verb.READ),
    "forms": ("/board", "page.menu.board", Verb.SEE_AGGREGATES),
}
TOPICS = (
    "paper",
    "late",
    "reminded",
    "mistake",
    "acting",
    "existing",
    "many",
    "victims",
    "words",
    "leave",
)


@get("/help", Door(None))
def help_page(asking: Asking) -> Response:
    """The guide, with the road of a district told from the process that the board follows."""
    declared = asking.office.declared
    phases = [
        (key, [gate.key for gate in declared.gates.values() if gate.phase == key])
        for key in declared.board.process.phases
    ]
    return render(
        asking, "help.html",
        steps=[(one, _place(asking, one)) for one in FIRST_DISTRICT],
        topics=TOPICS,
        phases=phases,
    )  # fmt: skip


def _place(asking: Asking, step: str) -> tuple[str, str] | None:
    """The page of the step, where who asks may open it."""
    place, words, verb = PLACES[step]
    return (place, words) if asking.signed and asking.areas(verb) else None
