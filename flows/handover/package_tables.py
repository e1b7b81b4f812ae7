"""The tables of a package: contacts, papers, gaps."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from config.handover import handover_defaults
from config.words import Named, Sentence, Term, both
from flows.classified_paper.register import register
from flows.handover.legal_words import unverified_laws
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_figures import FigureRow, figure_gaps
from flows.handover.package_meetings import instance_of
from flows.handover.package_offices import COORDINATOR
from flows.handover.package_papers import MINUTES
from flows.handover.package_people import first_numbers
from flows.handover.package_words import source
from flows.papers.kind_titles import SCAN
from registry.queries.contacts import contacts_of_several
from registry.queries.documents import DocumentRow
from registry.queries.holdings import HoldingRow
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.order_citations import is_numbered
from registry.rules.papers.package import (
    CitedEntry,
    ClassifiedEntry,
    ContactOf,
    Gap,
    IndexedPaper,
    Section,
)

CONTACTS_OWED = "contacts"  # the decision that counts members without a recorded contact
DELEGATION_OWED = "focal_point"  # the decision on a delegation that the present Chief has not made


class Post(NamedTuple):
    """A post that is called, by its kind, and who holds it; nobody where `person` is None."""

    kind: str
    called: Named | Sentence
    person: int | None
    name: Named | Sentence


def contacts(at: PackageDay, *, with_numbers: bool) -> tuple[ContactOf, ...]:
    """Whom to call, by post: at the office's own number first, then directly.

    Direct numbers are of people: they stand on the card alone, kept nowhere.
    """
    posts, first = [*_posts(at)], first_numbers(at)
    reached = _reached(at.connection, [one.person for one in posts if one.person is not None], at)
    return tuple(
        _contact(at, one, reached, with_numbers=with_numbers, first=first.get(one.kind))
        for one in posts
    )


def _posts(at: PackageDay) -> Iterator[Post]:
    """Each post with each who holds it; before the coordinators who is one by no office."""
    for kind in handover_defaults().contacts:
        offices = [one for one in at.offices if one.kind == kind]
        by_office = [one for one in at.held if one.ref in {office.ref for office in offices}]
        if kind == COORDINATOR:
            yield from _given(at, {one.person for one in by_office})
        for office in offices:
            held = [one for one in by_office if one.ref == office.ref]
            for one in held:
                yield Post(kind, office.called, one.person, holder_named(one))
            if not held:
                yield Post(kind, office.called, None, both(at.without(office.ref)))


def holder_named(held: HoldingRow) -> Named | Sentence:
    """The name, and in which capacity where it is not in their own right."""
    if held.capacity == "own":
        return held.name
    return both("package.holder_as", name=held.name, capacity=Term(f"capacity.{held.capacity}"))


def _given(at: PackageDay, by_office: Container[int]) -> Iterator[Post]:
    """Who coordinates the district by no office."""
    for person, name in at.in_charge.items():
        if person not in by_office:
            post = Term(f"office.{COORDINATOR}")
            called = both("package.in_charge", post=post, district=at.area.name)
            yield Post(COORDINATOR, called, person, name)


def members_reached(at: PackageDay) -> Claims:
    """Of how many members of the whole committee a contact is recorded: the table is of posts.

    Who is proposed for an order that is no order yet is no member.
    """
    if at.people and at.orders:
        count = at.people - _without_contact(at)
        said = both("package.members_reached", count=count, of=at.people)
        yield at.claim(both("package.topic.members_reached"), said, source("seats"), at.on)


def _without_contact(at: PackageDay) -> int:
    """How many members have none recorded, as the decision on page one counts them."""
    return next((one.count for one in at.owed.decisions if one.key == CONTACTS_OWED), 0)


def _reached(connection: Connection, people: Sequence[int], at: PackageDay) -> dict[int, str]:
    rows = contacts_of_several(connection, people)
    return {
        person: ", ".join(
            one.value for one in own if at.known is None or one.recorded_at <= at.known
        )
        for person, own in rows.items()
    }


def _contact(
    at: PackageDay,
    one: Post,
    reached: Mapping[int, str],
    *,
    with_numbers: bool,
    first: Sentence | None,
) -> ContactOf:
    called, name, unknown = one.called, one.name, both("word.not_recorded")
    number = reached.get(one.person) if one.person is not None else None
    on_card = both("package.on_card")
    own = unknown if not number else Named(number, number) if with_numbers else on_card
    said: Named | Sentence = first or unknown
    if one.person is not None:
        said = both("package.reached", first=first, own=own) if first else own
    return ContactOf(
        post_th=called.th, post_en=called.en, name_th=name.th, name_en=name.en,
        reached_th=said.th, reached_en=said.en,
        vacant=one.person is None,
        outsider=bool(at.orders) and one.person not in {None, *at.members.values()},
        at_office=first is not None, known=bool(number),
    )  # fmt: skip


def indexed(at: PackageDay) -> tuple[IndexedPaper, ...]:
    """The newest papers in Thai that are no drafts."""
    scans, enclosed = _scans(at, at.papers.index), {one.id for one in at.papers.enclosed}
    return tuple(
        _indexed(at, one, scans.get(one.id) or _called(at, one), enclosed=one.id in enclosed)
        for one in reversed(at.papers.index)
    )


def _scans(at: PackageDay, papers: Sequence[DocumentRow]) -> dict[int, Sentence]:
    """What each scan of a decision is called: by its gate and what that is about, as a training."""
    asked = {
        one.id: one.entry
        for one in papers
        if one.entry is not None
        and one.kind.startswith(SCAN)
        and one.kind.removeprefix(SCAN) in at.gates
    }
    called = at.entries.titles(asked.values())
    return {
        paper: both("page.documents.scan", gate=called[entry])
        for paper, entry in asked.items()
        if entry in called
    }


def _called(at: PackageDay, paper: DocumentRow) -> Sentence:
    """What a paper is called; an order by its number in the register, minutes by their meeting."""
    order, said = at.papers.issued.get(paper.id), at.papers.called(paper)
    if order is not None and is_numbered(order.full_number):
        return both("package.order_paper", what=said, number=order.full_number)
    held = [one for one in at.meetings if instance_of(one) == str(paper.instance)]
    if paper.kind == MINUTES and len(held) == 1:
        return both("package.minutes_paper", what=said, number=held[0].number, year=held[0].year_be)
    return said


def _indexed(at: PackageDay, one: DocumentRow, title: Sentence, *, enclosed: bool) -> IndexedPaper:
    return IndexedPaper(
        document=one.id, title_th=title.th, title_en=title.en, dated=at.papers.dated(one),
        enclosed=enclosed,
    )  # fmt: skip


def classified_entries(at: PackageDay) -> tuple[ClassifiedEntry, ...]:
    """The register of classified papers: number, date and keeper alone, the newest first."""
    return tuple(
        ClassifiedEntry(
            level_th=one.level.th, level_en=one.level.en, number=one.number, dated=one.dated,
            keeper=f"{one.keeper} ({one.kept_at})",
        )
        for one in register(at.connection, (at.district,), at.on, at.known)
    )  # fmt: skip


def cited_entries(at: PackageDay, found: Sequence[Section]) -> tuple[CitedEntry, ...]:
    """The decisions that the sections cite by their numbers: no paper of these is listed."""
    about = {
        one.entry: Named(one.topic_th, one.topic_en)
        for section in found
        for one in section.claims
        if one.entry is not None
    }
    return at.entries.cited(about)


def gaps(
    at: PackageDay,
    found: Sequence[Section],
    figures: Sequence[FigureRow],
    people: Sequence[ContactOf],
) -> tuple[Gap, ...]:
    """Everything that is said to be not recorded, by section, each once; and who sees to it."""
    numbers = {one.key: one.number for one in found}
    said = [
        (section.number, claim.topic_th, claim.topic_en)
        for section in found
        for claim in section.claims
        if not claim.known
    ]
    for base in unverified_laws(at):
        unverified = both("package.to_verify", base=base)
        said.append((numbers["mandate"], unverified.th, unverified.en))
    if DELEGATION_OWED in at.owed.keys:
        lacking_word = both("package.not_delegated")
        said.append((numbers["structure"], lacking_word.th, lacking_word.en))
    said += [(numbers["figures"], one.th, one.en) for one in figure_gaps(at, figures)]
    if lacking := _without_contact(at):
        of_members = both("package.members_unreached", count=lacking, of=at.people)
        said.append((numbers["contacts"], of_members.th, of_members.en))
    for one in people:
        if not one.known:
            number = "direct_number_of" if one.at_office else "number_of"
            key = "holder_of" if one.vacant else number
            asked = both(f"package.{key}", post=Named(one.post_th, one.post_en))
            said.append((numbers["contacts"], asked.th, asked.en))
    provinces = numbers["mandate"], numbers["channels"]
    by = {number: both(f"package.owner.{COORDINATOR}") for number in provinces}
    return tuple(
        _gap(number, Sentence(th, en), by.get(number) or both(f"package.owner.{FOCAL_POINT}"))
        for number, th, en in sorted(dict.fromkeys(said), key=lambda one: one[0])
    )


def _gap(section: int, what: Sentence, owner: Sentence) -> Gap:
    return Gap(
        section=section, text_th=what.th, text_en=what.en, owner_th=owner.th, owner_en=owner.en
    )
