"""Districts pass from one coordinator to another: the form on the page of who hands over."""

from collections import defaultdict

from starlette.responses import Response

from desk.views.words import day, word
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import of_person, person_addressed
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedFields
from flows.handover.reassignment import Reassignment, reassign
from registry.gazetteer import area_index
from registry.queries.areas import districts_within
from registry.queries.coordinators import coordinators_within
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict, resolve
from registry.rules.rights import Verb

PLACE = "/people/{person}/districts"


@get(PLACE, Door(Verb.ADMINISTER, of_person))
def ask(asking: Asking, person: str) -> Response:
    """The form."""
    return _page(asking, person)


@post(PLACE, Door(Verb.ADMINISTER, of_person))
def pass_on(asking: Asking, person: str) -> Response:
    """Let the districts pass: each gets a handover, with a page of its open work."""
    leaver = person_addressed(asking, person)
    read = TypedFields(asking, {name: [value] for name, value in asking.typed.items()})
    districts, successor, on = _districts(read), read.line("successor"), read.day("on")
    if read.problems or on is None:
        return _page(asking, person, problems_of(asking, *read.problems))
    asking.fresh()
    try:
        said = Reassignment(leaver.ref, successor, districts, on)
        reassign(asking.office, said, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, person, problems_of(asking, refusal))
    return see(f"/people/{leaver.ref}?done=districts_passed")


def _districts(read: TypedFields) -> list[str]:
    """The districts that were named, with semicolons between."""
    said = [one.strip() for one in read.line("districts").split(";") if one.strip()]
    try:
        return list(dict.fromkeys(resolve(one, area_index()) for one in said))
    except (UnknownDistrict, AmbiguousDistrict) as refusal:
        refusal.field = "districts"
        read.problems.append(refusal)
        return []


def _page(asking: Asking, person: str, problems: Problems = ()) -> Response:
    who, language = person_addressed(asking, person), asking.language
    areas = asking.areas(Verb.ADMINISTER)
    known = coordinators_within(asking.connection, areas, asking.today)
    return render(
        asking, "reassign.html",
        who=who,
        typed=defaultdict(str, {"on": day(asking.today, language)} | asking.typed),
        problems=problems,
        others=[word(one.name, language) for one in known if one.id != who.id],
        suggested=[
            word(one.name, language) for one in districts_within(asking.connection, areas)
        ],
    )  # fmt: skip
