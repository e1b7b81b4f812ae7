"""What page one begins with: the committee, why here; and by which law, what trafficking is."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from config.defaults import districts
from config.words import Named, Sentence, both, joined
from flows.establishment.advocacy_papers import brief_of
from flows.handover.legal_words import cited_laws, trafficking_in_words, trafficking_is_verified
from flows.handover.package_day import PackageDay
from flows.handover.package_meetings import last_meeting
from flows.handover.package_words import counted, order_in_full
from registry.rules.papers.brief import BriefFacts
from registry.rules.papers.package import Opening
from tasks.documents.fonts import ems_wide

MATTER_EMS, PLACE_EMS = 102.0, 40.0  # four lines at 16 pt, the first begun further in
GROUNDS = ("border", "crossings", "natural", "industries")


def matter(at: PackageDay) -> Sentence:
    """The committee: by which order, who chairs it, what for, when it met last; and why here."""
    order = max(at.orders, key=lambda one: one.start, default=None)
    said = [
        both("package.matter.without")
        if order is None
        else both("package.matter.committee", order=order_in_full(order)),
        both("package.matter.work"),
    ]
    met = last_meeting(at)
    said += [met] if met is not None else []
    sourced, bare = (joined(" ", (*said, place(at, sourced=one))) for one in (True, False))
    return sourced if ems_wide(sourced.th) <= MATTER_EMS else bare


def place(at: PackageDay, *, sourced: bool) -> Sentence:
    """Why here: the border, its crossings, what the district says of itself; with the source.

    Each ground stands whole; what has no room is in the brief, and is said to be there.
    """
    own = brief_of(at.connection, at.district, at.on)
    studied = dict(_studied(at, own))
    typed = {one: said for one in GROUNDS if (said := getattr(own.given, one))}
    found = {
        one: Sentence(typed[one], typed[one]) if one in typed else studied[one]
        for one in GROUNDS
        if one in typed or one in studied
    }
    if not found:
        return both("package.place.unknown")
    return grounds_in_room(found, typed, sourced=sourced)


def grounds_in_room(
    found: Mapping[str, Sentence], typed: Container[str], *, sourced: bool
) -> Sentence:
    """As many of the grounds as have room, each whole, and who says so."""
    shown: dict[str, Sentence] = {}
    room = PLACE_EMS
    for key, one in found.items():
        if (wide := ems_wide(one.th)) <= room:
            shown[key] = one
            room -= wide
    parts = [*shown.values()]
    if len(shown) < len(found):
        parts.append(both("package.place.more"))
    if not shown or not sourced:
        return both("package.place", said=counted(parts))
    sources = [both("package.place.own")] if any(one in typed for one in shown) else []
    study = Sentence(districts().study_th, districts().study_en)
    sources += [study] if any(one not in typed for one in shown) else []
    return both("package.place.sourced", said=counted(parts), source=counted(sources))


def _studied(at: PackageDay, own: BriefFacts) -> Iterator[tuple[str, Sentence]]:
    """What the study says of the district, by the ground that it gives."""
    across = _across(at)
    if across is not None:
        yield "border", both("package.place.border", place=across)
    if own.crossings:
        yield "crossings", both("package.place.crossings", count=len(own.crossings))
    for one in own.natural[:1]:
        key = "natural_whole" if one.whole_border else "natural"
        how = both(f"package.how.{one.qualifier}")
        yield "natural", both(f"package.place.{key}", count=one.count, how=how)


def _across(at: PackageDay) -> Named | None:
    """The neighbour across the border, its country by the short name."""
    profile = districts().profile(at.district)
    if profile is None or profile.border is None:
        return None
    country = profile.border.country
    short, full = both(f"package.country.{country}"), both(f"package.country.{country}.full")
    return Named(
        profile.border.neighbour_th.replace(full.th, short.th),
        profile.border.neighbour_en.replace(full.en, short.en),
    )


class Law(NamedTuple):
    """What page one says of the law, and whether somebody held all of it against the original."""

    said: Sentence
    verified: bool


def law(at: PackageDay, opening: Opening) -> Law:
    """The Act and the order that the committee rests on; for who is new what trafficking is."""
    named = [*cited_laws(at)]
    found = [one for one in named if not one.number][:1] + [one for one in named if one.number][:1]
    said = both("package.law.none")
    if found:
        said = counted([Sentence(one.citation.th, one.citation.en) for one in found])
    verified = all(one.verified for one in found)
    if opening == "knows":
        return Law(said, verified)
    meant = both("package.law.meaning", base=said, trafficking=trafficking_in_words(short=True))
    return Law(meant, verified and trafficking_is_verified())
