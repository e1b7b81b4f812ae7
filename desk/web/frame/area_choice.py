"""The area that a list is narrowed to: a district of those who ask, or a province of many."""

from dataclasses import dataclass

from config.words import Named
from desk.views.thai_order import in_order
from desk.web.frame.asking import Asking
from registry.queries.areas import districts_within, provinces_within
from registry.queries.instances import provinces_begun
from registry.rules.rights import Verb

MOST = 100  # districts that one list of choices holds


@dataclass(frozen=True)
class AreaChoice:
    """The areas to choose from by code and name, which is chosen, and which the list shows."""

    options: list[tuple[str, Named]]
    chosen: str
    shown: set[str]


def area_choice(asking: Asking, verb: Verb, typed: str) -> AreaChoice:
    """The choice among the areas in which who asks may do it; what is no such area shows nothing.

    Who may do it in more than a hundred districts chooses among the provinces of which anything is
    recorded, and among the districts of the only one.
    """
    areas = asking.areas(verb)
    districts = asking.view.once(districts_within, frozenset(areas))
    at_work = provinces_begun(asking.connection, areas) if len(districts) > MOST else set()
    if len(at_work) == 1:
        districts = [one for one in districts if one.code[:2] in at_work]
    if len(districts) > MOST:
        provinces = provinces_within(asking.connection, areas)
        options = [(code, name) for code, name in provinces.items() if code in at_work]
    else:
        options = [(one.code, one.name) for one in in_order(districts, asking.language)]
    if typed:
        areas = {typed} if asking.may(verb, typed) else set()
    return AreaChoice(options, typed, areas)
