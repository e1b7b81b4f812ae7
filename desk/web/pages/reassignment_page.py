"""Districts pass from one coordinator to another: the form on the page of who hands over."""

from collections.abc import Sequence

from starlette.responses import Response

from desk.views.passed_districts import passed_districts
from desk.views.words import day, word
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import of_person, person_addressed
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, TypedFields, typed_fields
from flows.handover.reassignment import PassingDistrict, Reassignment, looked_at, reassign
from registry.queries.added_districts import areas_known
from registry.queries.areas import districts_within
from registry.queries.coordinators import coordinators_within
from registry.queries.parts import parts_of
from registry.queries.people import PersonRow
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict, resolve
from registry.rules.rights import Part, Verb

PLACE = "/people/{person}/districts"


@get(PLACE, Door(Verb.ADMINISTER, of_person))
def ask(asking: Asking, person: str) -> Response:
    """The form, and what was handed over."""
    return _page(asking, person_addressed(asking, person))


@post(PLACE, Door(Verb.ADMINISTER, of_person))
def pass_on(asking: Asking, person: str) -> Response:
    """Show what would pass; then let it: each gets a handover, with a page of its open work."""
    leaver, step = person_addressed(asking, person), asking.typed.get("step")
    chosen = [str(one) for one in asking.form.getlist("districts")]
    if step == "back":
        return _page(asking, leaver, chosen)
    read = typed_fields(asking)
    districts, successor, on = _districts(read), read.line("successor"), read.day("on")
    if read.problems or on is None:
        return _page(asking, leaver, chosen, problems_of(asking, *read.problems))
    said, by = Reassignment(leaver.ref, successor, districts, on), asking.who.ref
    try:
        if step != "record":
            look = looked_at(asking.office, said, recorded_by=by)
            return _page(asking, leaver, chosen, look=look)
        asking.fresh()
        reassign(asking.office, said, recorded_by=by)
    except Refusal as refusal:
        return _page(asking, leaver, chosen, problems_of(asking, refusal))
    return see(f"/people/{leaver.ref}/districts?done=districts_passed")


def _districts(read: TypedFields) -> list[str]:
    """The districts that were chosen."""
    said = [one.strip() for one in read.typed.get("districts", ()) if one.strip()]
    if not said:
        read.problems.append(NotFilledIn(field="districts"))
    index = areas_known(read.asking.connection)
    try:
        return list(dict.fromkeys(resolve(one, index) for one in said))
    except (UnknownDistrict, AmbiguousDistrict) as refusal:
        refusal.field = "districts"
        read.problems.append(refusal)
        return []


def _page(
    asking: Asking,
    who: PersonRow,
    chosen: Sequence[str] = (),
    problems: Problems = (),
    look: Sequence[PassingDistrict] = (),
) -> Response:
    language, areas = asking.language, asking.areas(Verb.ADMINISTER)
    known = coordinators_within(asking.connection, areas, asking.today)
    others = [(one.ref, word(one.name, language)) for one in known if one.id != who.id]
    typed = {"on": day(asking.today, language)} | asking.typed
    return render(
        asking, "reassign.html",
        who=who,
        typed=typed,
        chosen=chosen,
        problems=problems,
        look=look,
        others=others,
        successor=dict(others).get(typed.get("successor", "")),
        districts=_coordinated(asking, who),
        passed=passed_districts(asking.connection, who.id),
    )  # fmt: skip


def _coordinated(asking: Asking, who: PersonRow) -> list[tuple[str, str]]:
    """The districts that the person coordinates today and whoever asks may reassign."""
    parts = asking.view.once(parts_of, who.id, asking.today).parts
    held = {one.area for one in parts if one.part is Part.COORDINATOR}
    mine = {one.code for one in districts_within(asking.connection, asking.areas(Verb.ADMINISTER))}
    return [
        (one.code, word(one.name, asking.language))
        for one in districts_within(asking.connection, held)
        if one.code in mine
    ]
