"""What is one's own: parts, sign-ins, all that the registry holds; and the privacy notice."""

from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import SIGN_IN, Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.rendering import render
from registry.queries.areas import names
from registry.queries.contacts import contacts_of, notice
from registry.queries.members import own_parts
from registry.queries.own_data import own_counts, own_data
from registry.queries.parts import areas_of_person, province_of
from registry.records.sign_ins import sign_out_everywhere
from registry.rules.rights import Verb


@get("/me", Door(Verb.SEE_OWN))
def me(asking: Asking) -> Response:
    """My parts today, my sign-ins, what is held about me."""
    parts = own_parts(asking.connection, asking.who.actor.parts, asking.today)
    return render(
        asking,
        "me.html",
        parts=parts,
        areas=names(asking.connection, {part.area for part in parts}),
        contacts=contacts_of(asking.connection, asking.who.person),
        held=own_counts(asking.connection, asking.who.person),
    )


@get("/me/data", Door(Verb.SEE_OWN))
def my_data(asking: Asking) -> Response:
    """All that is held about me, as a file."""
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"person/{asking.who.ref}", code="own_data"
    )
    told = own_data(asking.connection, asking.who.person).as_json()
    return file_given(told, "application/json", "prasan-own-data.json")


@post("/me/sign-outs", Door(Verb.SEE_OWN))
def sign_me_out(asking: Asking) -> Response:
    """End all of my sign-ins, on every device."""
    asking.fresh()
    sign_out_everywhere(asking.office.registry, asking.who.person)
    return see(SIGN_IN)


@get("/privacy", Door(None))
def privacy(asking: Asking) -> Response:
    """The privacy notice, for anybody."""
    signed = asking.signed
    area = "TH"
    if signed is not None:
        area = province_of(areas_of_person(asking.connection, signed.person, asking.today))
    return render(asking, "privacy.html", lines=notice(asking.connection, area, asking.today))
