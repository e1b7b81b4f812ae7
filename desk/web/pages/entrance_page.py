"""The language switch, and whom the demo shows its pages to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from config.words import LANGUAGES, Language, Named, Term, Value, written
from desk.views.thai_order import named_in_order
from desk.web.frame.asking import Asking
from desk.web.frame.cookies import A_YEAR, give_cookie
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import COUNTRY, LANGUAGE_COOKIE, within
from desk.web.frame.rendering import render
from desk.web.frame.sign_in import DEMO_COOKIE, DEMO_PROVINCE
from registry.queries.areas import names
from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.queries.people_of_areas import people_in
from registry.rules.rights import Part, PartHeld

MOST = 1000  # of the demo's people: it has fewer
RANKS = (
    Part.COORDINATOR, Part.ADMIN, Part.CHIEF, Part.FOCAL_POINT, Part.PARTNER, Part.OBSERVER,
    Part.MEMBER,
)  # fmt: skip


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
    parts: dict[Part, dict[str, Named]]

    @property
    def areas(self) -> set[str]:
        """Where they play any."""
        return {area for areas in self.parts.values() for area in areas}

    @property
    def rank(self) -> int:
        """Whose page is looked at most: parts in their order, members last."""
        return min(RANKS.index(one) for one in self.parts)

    def is_called(self, words: Sequence[str]) -> bool:
        """Whether each word stands in their name, their parts or where they play them."""
        said: list[Value] = [self.name, *(Term(f"part.{one}") for one in self.parts)]
        said += [name for areas in self.parts.values() for name in areas.values()]
        text = " ".join(written(one, language) for one in said for language in LANGUAGES).lower()
        return all(word in text for word in words)


@dataclass(frozen=True)
class DemoGroup:
    """The people of one district; without a district those of the province and of several."""

    district: Named | None
    people: list[DemoPerson]


@get("/demo", Door(None))
def demo(asking: Asking) -> Response:
    """Whom the demo's pages may be looked at as; of whom is sought those alone (`?q=`)."""
    if asking.signed is None or not asking.signed.demo:
        return see("/")
    everybody, _ = people_in(asking.connection, (COUNTRY,), most=MOST)
    held = {one: parts_of(asking.connection, one.id, asking.today).parts for one in everybody}
    areas = names(asking.connection, {part.area for parts in held.values() for part in parts})
    sought = asking.request.query_params.get("q", "").strip()
    words = sought.lower().split()
    found = [
        DemoPerson(one.ref, one.name, _played(parts, areas)) for one, parts in held.items() if parts
    ]
    called = [one for one in found if one.is_called(words)]
    groups = _groups(called, areas, asking.language)
    return render(asking, "demo.html", groups=groups, sought=sought, count=len(called))


def _played(parts: Iterable[PartHeld], areas: Mapping[str, Named]) -> dict[Part, dict[str, Named]]:
    """Each part once, with its areas: somebody sits in the committees of several districts."""
    found: dict[Part, dict[str, Named]] = {}
    for one in sorted(parts, key=lambda each: RANKS.index(each.part)):
        found.setdefault(one.part, {})[one.area] = areas[one.area]
    return found


def _groups(
    people: Iterable[DemoPerson], areas: Mapping[str, Named], language: Language
) -> list[DemoGroup]:
    """Whoever has to do with more than one district, then the districts by name."""
    of: dict[str, list[DemoPerson]] = {}
    for one in sorted(people, key=lambda each: each.rank):
        alone = len(one.areas) == 1 and len(min(one.areas)) > len(DEMO_PROVINCE)
        of.setdefault(min(one.areas) if alone else "", []).append(one)
    named = named_in_order({code: areas[code] for code in of if code}, language)
    wide = [DemoGroup(None, of[""])] if "" in of else []
    return [*wide, *(DemoGroup(name, of[code]) for code, name in named)]


@post("/demo", Door(None))
def look_as(asking: Asking) -> Response:
    """Look at the demo as somebody else."""
    answer = see("/")
    if asking.signed is not None and asking.signed.demo:
        who = person(asking.connection, asking.typed.get("person", ""), field="person")
        give_cookie(asking.request, answer, DEMO_COOKIE, who.ref)
    return answer
