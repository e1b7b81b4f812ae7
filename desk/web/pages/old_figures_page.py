"""Old figures of adopted committees: a person says once which indicator each name is."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.indicators import IndicatorKind, indicators
from desk.views.thai_order import in_order
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.problems import Problems, attempt
from desk.web.frame.rendering import render
from flows.adoption.old_figures import NONE, map_figures
from registry.queries.areas import districts_within
from registry.queries.figures import unmapped_figures
from registry.rules.figure_words import column_words
from registry.rules.figures import Qualifier
from registry.rules.rights import Verb

PLACE = "/figures/old"


@get(PLACE, Door(Verb.LOAD))
def show(asking: Asking) -> Response:
    """The old figures of which nobody has said what they are."""
    return _page(asking)


@post(PLACE, Door(Verb.LOAD))
def settle(asking: Asking) -> Response:
    """Say what the figures of one name in a district are."""
    typed = asking.typed
    district, name = typed.get("district", ""), typed.get("name", "")
    if not district:
        return _page(asking)
    if not asking.may(Verb.LOAD, district):
        raise HTTPException(FORBIDDEN)
    indicator, _, part = typed.get("indicator", "").partition("/")

    def record() -> None:
        map_figures(
            asking.office.registry, district, name, indicator, part,
            typed.get("qualifier", Qualifier.EXACT), recorded_by=asking.who.ref,
        )  # fmt: skip

    problems = attempt(asking, record)
    return _page(asking, problems) if problems else see(PLACE)


def _page(asking: Asking, problems: Problems = ()) -> Response:
    known = indicators()
    districts = districts_within(asking.connection, asking.areas(Verb.LOAD))
    named = {one.code: one.name for one in in_order(districts, asking.language)}
    choices = [
        (f"{one.key}/{part}", column_words(known, one.key, part))
        for one in known.indicators
        if one.may_be_entered or one.kind is IndicatorKind.CUMULATIVE
        for part in known.parts_of(one)
    ]
    unmapped = unmapped_figures(asking.connection, list(named))
    return render(
        asking, "old_figures.html",
        unmapped=unmapped,
        exact={
            one
            for one in {each.district for each in unmapped}
            if asking.reader.sees_exact(one, f"figures/{one}/old")
        },
        named=named,
        choices=choices,
        none=NONE,
        qualifiers=tuple(Qualifier),
        problems=problems,
    )  # fmt: skip
