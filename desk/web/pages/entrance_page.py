"""The language switch, and whom the demo shows its pages to."""

from dataclasses import dataclass

from starlette.responses import Response

from config.words import LANGUAGES, Named
from desk.web.frame.asking import Asking
from desk.web.frame.cookies import A_YEAR, give_cookie
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import COUNTRY, LANGUAGE_COOKIE, within
from desk.web.frame.rendering import render
from desk.web.frame.sign_in import DEMO_COOKIE
from registry.queries.parts import parts_of
from registry.queries.people import people_in, person
from registry.rules.rights import Part

MOST = 60  # of the demo's people: it has fewer


@post("/language", Door(None))
def language(asking: Asking) -> Response:
    """Use the chosen language from here on."""
    answer = see(within(asking.typed.get("next")))
    chosen = asking.typed.get("language")
    if chosen in LANGUAGES:
        give_cookie(asking.request, answer, LANGUAGE_COOKIE, chosen, A_YEAR)
    return answer


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo, and the parts that they play."""

    ref: str
    name: Named
    parts: tuple[Part, ...]


@get("/demo", Door(None))
def demo(asking: Asking) -> Response:
    """Whom the demo's pages may be looked at as."""
    if asking.signed is None or not asking.signed.demo:
        return see("/")
    found = []
    everybody, _ = people_in(asking.connection, (COUNTRY,), most=MOST)
    for one in everybody:
        actor = parts_of(asking.connection, one.id, asking.today)
        parts = tuple(dict.fromkeys(part.part for part in actor.parts))
        if parts:
            found.append(DemoPerson(one.ref, one.name, parts))
    return render(asking, "demo.html", people=found)


@post("/demo", Door(None))
def look_as(asking: Asking) -> Response:
    """Look at the demo as somebody else."""
    answer = see("/")
    if asking.signed is not None and asking.signed.demo:
        who = person(asking.connection, asking.typed.get("person", ""), field="person")
        give_cookie(asking.request, answer, DEMO_COOKIE, who.ref)
    return answer
