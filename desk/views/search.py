"""Looking for a word in districts, villages, people, orders, papers and instances of some areas."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeAlias

from sqlalchemy import Connection

from config.areas import area_naming
from config.titles import title_list
from config.words import LANGUAGES, Language, Named
from desk.views.paper_names import kind_label
from desk.views.thai_order import in_order
from flows.capabilities import GATES
from flows.classified_paper.register import RegisteredPaper, with_number
from flows.meeting.gates import MinutesV1
from registry.queries.area_documents import document_kinds
from registry.queries.areas import DistrictRow, districts_within
from registry.queries.directory import DirectoryQuestion, ListedOffice, directory
from registry.queries.own_seats import NamedSeat, seats_by_name
from registry.queries.people_of_areas import PersonOfArea, people_in
from registry.queries.search import (
    InstanceHit,
    OrderHit,
    PaperHit,
    VillageHit,
    instances_found,
    instances_telling,
    offices_held,
    orders_found,
    papers_found,
    villages_found,
)
from registry.rules.area_names import area_key
from registry.rules.names import sought_name
from registry.rules.rights import Verb, reading
from registry.rules.thai import tidy

MayRead: TypeAlias = Callable[[Verb, str], bool]
MOST, MOST_OF_ONE = 20, 500
KINDS = (
    "districts", "villages", "offices", "people", "orders", "papers", "classified", "instances",
)  # fmt: skip
LONGEST = 100  # of what is looked for
_MINUTES = frozenset(key for key, gate in GATES.items() if issubclass(gate.form, MinutesV1))
SUGGESTED, ALIKE = 3, 0.5


@dataclass(frozen=True)
class PersonMatch:
    """A person, the offices held today (area and title), and the seats filled by name."""

    person: PersonOfArea
    offices: tuple[tuple[str, Named], ...]
    seats: tuple[NamedSeat, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """What was found, up to `most` of a kind, and how many there are of each.

    Of the kind that is asked for alone it is more than of the others.
    """

    districts: tuple[DistrictRow, ...]
    villages: tuple[VillageHit, ...]
    offices: tuple[ListedOffice, ...]
    people: tuple[PersonMatch, ...]
    orders: tuple[OrderHit, ...]
    papers: tuple[PaperHit, ...]
    classified: tuple[RegisteredPaper, ...]
    instances: tuple[InstanceHit, ...]
    counts: dict[str, int]
    most: dict[str, int]
    suggested: tuple[DistrictRow, ...]

    @property
    def anything(self) -> bool:
        """Whether anything was found."""
        return any(self.counts.values())


def _everything(_verb: Verb, _area: str) -> bool:
    """Whoever opens the registry itself may read all of it."""
    return True


def look_for(
    connection: Connection,
    areas: Collection[str],
    text: str,
    on: date,
    language: Language,
    more_of: str = "",
    may: MayRead = _everything,
) -> SearchResult:
    """What of the areas bears the text, Thai digits as Arabic ones. The text is not empty.

    `may` says what of an area who looks may read beside what READ shows.

    A district's name before or after other words says where to look, if anything is found there.
    `more_of` is one of KINDS, or empty.
    """
    looked, most = tidy(text)[:LONGEST], dict.fromkeys(KINDS, MOST)
    if more_of in most:
        most[more_of] = MOST_OF_ONE
    for district, words in _places_named(connection, areas, looked):
        found = _found(connection, (district,), words, on, language, most, may)
        if found.anything:
            return found
    return _found(connection, areas, looked, on, language, most, may)


def _places_named(
    connection: Connection, areas: Collection[str], text: str
) -> Iterator[tuple[str, str]]:
    """The district that the last or the first word names, and the other words."""
    before, _, last = text.rpartition(" ")
    first, _, after = text.partition(" ")
    for name, words in ((last, before), (first, after)):
        key = area_key(name, area_naming().words)
        if not words or not key:
            continue
        rows = districts_within(connection, areas, key)
        exact = [
            one.code
            for one in rows
            if key
            in {area_key(called, area_naming().words) for called in (one.name.th, one.name.en)}
        ]
        if len(exact) == 1:
            yield exact[0], words


def _found(
    connection: Connection,
    areas: Collection[str],
    looked: str,
    on: date,
    language: Language,
    most: dict[str, int],
    may: MayRead,
) -> SearchResult:
    """What of the areas bears the words."""
    key = area_key(looked, area_naming().words)
    districts = in_order(districts_within(connection, areas, key), language) if key else []
    villages, village_count = villages_found(connection, areas, looked, on, most["villages"])
    people, person_count = _people(connection, areas, looked, most["people"])
    offices = offices_held(connection, [one.id for one in people], on)
    seats = seats_by_name(connection, [one.id for one in people], on)
    asked = DirectoryQuestion(areas, on, text=looked, below=True)
    listed, office_count = directory(connection, asked, most=most["offices"])
    orders, order_count = orders_found(connection, areas, looked, most["orders"])
    kinds = _kinds_called(connection, looked)
    all_papers, paper_count = papers_found(connection, areas, looked, most["papers"], kinds)
    papers = [one for one in all_papers if may(reading(one.row.kind), one.row.district)]
    register = with_number(connection, areas, looked, on)
    classified = [one for one in register if may(Verb.SEE_CLASSIFIED, one.district)]
    number_hit = [
        *instances_found(connection, areas, looked),
        *_meetings(connection, areas, looked),
    ]
    instances = [one for one in number_hit if may(reading(one.process), one.district)]
    counts = {
        "districts": len(districts),
        "villages": village_count,
        "offices": office_count,
        "people": person_count,
        "orders": order_count,
        "papers": paper_count - len(all_papers) + len(papers),
        "classified": len(classified),
        "instances": len(instances),
    }
    nothing = not any(counts.values())
    return SearchResult(
        tuple(districts[: most["districts"]]),
        tuple(villages),
        tuple(listed),
        tuple(
            PersonMatch(one, tuple(offices.get(one.id, ())), tuple(seats.get(one.id, ())))
            for one in people
        ),
        tuple(orders),
        tuple(papers),
        tuple(classified[: most["classified"]]),
        tuple(instances[: most["instances"]]),
        counts,
        most,
        tuple(_suggested(connection, areas, looked)) if nothing else (),
    )


def _meetings(connection: Connection, areas: Collection[str], text: str) -> list[InstanceHit]:
    """The meetings in whose minutes a subject, a resolution or a request holds the text."""
    if not any(sign.isalpha() for sign in text):
        return []
    found = instances_telling(connection, areas, _MINUTES, text, MOST_OF_ONE)
    told = (hit for hit, body in found if any(text in one for one in _minuted(json.loads(body))))
    return [*dict.fromkeys(told)]


def _minuted(body: dict[str, Any]) -> Iterator[str]:
    """What minutes say: of each item its title, what was said, resolved and asked for."""
    for item in body.get("answer", {}).get("items") or ():
        yield from (str(item.get(name) or "") for name in ("title", "said", "resolution"))
        yield from (str(one.get("what") or "") for one in item.get("actions") or ())


def _people(
    connection: Connection, areas: Collection[str], text: str, most: int
) -> tuple[list[PersonOfArea], int]:
    """Nobody bears a bare number: references do, of which a word of digits would find many."""
    if not any(sign.isalpha() for sign in text):
        return [], 0
    sought = sought_name(text, title_list().titles())
    return people_in(connection, areas, text, sought=sought, most=most)


def _kinds_called(connection: Connection, text: str) -> list[str]:
    """The kinds of papers whose name in either language holds the text."""
    typed = text.casefold()
    return [
        one for one in document_kinds(connection)
        if any(typed in kind_label(one, language).casefold() for language in LANGUAGES)
    ]  # fmt: skip


def _suggested(connection: Connection, areas: Collection[str], text: str) -> list[DistrictRow]:
    """Districts of the areas whose names look like the text."""
    by_name: dict[str, DistrictRow] = {}
    for one in districts_within(connection, areas):
        by_name |= {one.name.th: one, one.name.en.casefold(): one}
    alike = get_close_matches(text.casefold(), by_name, n=2 * SUGGESTED, cutoff=ALIKE)
    return list({by_name[name].code: by_name[name] for name in alike}.values())[:SUGGESTED]
