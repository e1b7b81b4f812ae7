"""The language switch, and whom the demo shows its pages to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from config.words import LANGUAGES, Named
from desk.web.frame.asking import Asking
from desk.web.frame.cookies import A_YEAR, give_cookie
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import COUNTRY, LANGUAGE_COOKIE, within
from desk.web.frame.rendering import render
from desk.web.frame.sign_in import DEMO_COOKIE
from registry.queries.areas import names
from registry.queries.parts import parts_of
from registry.queries.people import people_in, person
from registry.rules.rights import Part, PartHeld

MOST = 1000  # of the demo's people: it has fewer


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
    """Somebody of the demo, and the parts that they play, each with where they play it."""

    ref: str
    name: Named
    parts: dict[Part, list[Named]]


@get("/demo", Door(None))
def demo(asking: Asking) -> Response:
    """Whom the demo's pages may be looked at as."""
    if asking.signed is None or not asking.signed.demo:
        return see("/")
    everybody, _ = people_in(asking.connection, (COUNTRY,), most=MOST)
    held = {one: parts_of(asking.connection, one.id, asking.today).parts for one in everybody}
    areas = names(asking.connection, {part.area for parts in held.values() for part in parts})
    found = [
        DemoPerson(one.ref, one.name, _played(parts, areas)) for one, parts in held.items() if parts
    ]
    return render(asking, "demo.html", people=found)


def _played(parts: Iterable[PartHeld], areas: Mapping[str, Named]) -> dict[Part, list[Named]]:
    """Each part once, with its areas: somebody sits in the committees of several districts."""
    found: dict[Part, dict[str, Named]] = {}
    for one in parts:
        found.setdefault(one.part, {})[one.area] = areas[one.area]
    return {part: [*named.values()] for part, named in found.items()}


@post("/demo", Door(None))
def look_as(asking: Asking) -> Response:
    """Look at the demo as somebody else."""
    answer = see("/")
    if asking.signed is not None and asking.signed.demo:
        who = person(asking.connection, asking.typed.get("person", ""), field="person")
        give_cookie(asking.request, answer, DEMO_COOKIE, who.ref)
    return answer
