"""What page one begins with: what the matter is, why here, and by which law."""

from collections.abc import Iterator

from config.defaults import districts
from config.words import Named, Sentence, both, counted_off
from flows.establishment.advocacy_papers import brief_of
from flows.handover.legal_words import cited_as_known, trafficking_in_words
from flows.handover.package_day import PackageDay
from flows.handover.package_meetings import last_meeting
from flows.handover.package_words import NO_BREAK, numbered_off, order_cited
from registry.queries.legal import cited, legal_bases
from registry.queries.order_facts import neighbour
from registry.rules.excerpts import excerpt
from registry.rules.papers.brief import BriefFacts
from registry.rules.papers.package import Opening

TYPED_SIGNS = 128  # with the source
RESOLVED_SIGNS = {"knows": 96, "new": 24}  # of a resolution
GROUNDS = ("border", "crossings", "natural", "industries")


def matter(at: PackageDay, opening: Opening) -> Sentence:
    """What the matter is: for who never met it with what trafficking and the committee are."""
    order = max(at.orders, key=lambda one: one.start, default=None)
    meaning = trafficking_in_words(short=True)
    if order is None:
        return both(f"package.matter.{opening}_without", trafficking=meaning)
    said = both(
        f"package.matter.{opening}",
        trafficking=meaning, order=order_cited(order.full_number, order.dated),
    )  # fmt: skip
    met = last_meeting(at, RESOLVED_SIGNS[opening])
    return said if met is None else both("package.matter.last_met", said=said, met=met)


def place(at: PackageDay) -> Sentence:
    """Why here: the border, its crossings, what the district says of itself; with the source."""
    own = brief_of(at.connection, at.district, at.on)
    studied = dict(_studied(at, own))
    typed = {one: said for one in GROUNDS if (said := getattr(own.given, one))}
    parts = [
        Sentence(typed[one], typed[one]) if one in typed else studied[one]
        for one in GROUNDS
        if one in typed or one in studied
    ]
    if not parts:
        return both("word.not_recorded")
    told = Sentence(numbered_off([one.th for one in parts]), "; ".join(one.en for one in parts))
    sources: list[Named | Sentence] = [both("package.place.own")] if typed else []
    sources += [Named(districts().study_th, districts().study_en)] if {*studied} - {*typed} else []
    wherefrom = Named(
        counted_off([one.th for one in sources], "th").replace(" ", NO_BREAK),
        counted_off([one.en for one in sources], "en"),
    )
    shown = typed_place(told, wherefrom) if typed else told
    return both("package.place.sourced", said=shown, source=wherefrom)


def typed_place(said: Sentence, source: Named) -> Sentence:
    """As much of what people typed as has room: the brief to a Chief has it whole."""
    th = excerpt(said.th, TYPED_SIGNS - len(source.th))
    return Sentence(th, excerpt(said.en, TYPED_SIGNS - len(source.en)))


def _studied(at: PackageDay, own: BriefFacts) -> Iterator[tuple[str, Sentence]]:
    """What the study says of the district, by the ground that it gives."""
    across = neighbour(at.district)
    if across is not None:
        yield "border", both("package.place.border", place=across)
    if own.crossings:
        yield "crossings", both("package.place.crossings", count=len(own.crossings))
    for one in own.natural[:1]:
        key = "natural_whole" if one.whole_border else "natural"
        how = both(f"package.how.{one.qualifier}")
        yield "natural", both(f"package.place.{key}", count=one.count, how=how)


def law(at: PackageDay) -> Sentence:
    """The Act and the order that the committee rests on, marked as in the annex.

    What the Chief is by them.
    """
    bases = legal_bases(at.connection, at.district, at.on, at.known)
    said = {one.key for one in cited(bases, "reason")}
    named = [one for one in bases if one.key in said]
    act = [one for one in named if not one.number][:1]
    order = [one for one in named if one.number][:1]
    found = [cited_as_known(one) for one in (*act, *order)]
    if not found:
        return both("package.law.none")
    base = Named(" ".join(one.th for one in found), "; ".join(one.en for one in found))
    return both("package.law.by", base=base)
