"""Whom a package is addressed to, who signs it, whom to call, who knows the subject already."""

from collections.abc import Mapping

from config.defaults import policy
from config.words import Named, Sentence, Term, both
from flows.engine.deciding_offices import FOCAL
from flows.handover.package_day import PackageDay
from flows.papers.letterhead import acting_line, district_letterhead, province_letterhead
from registry.queries.handover_facts import who_leaves
from registry.queries.holdings import HoldingRow
from registry.queries.meetings import people_there
from registry.queries.order_facts import ACTING, own_post, signer, signer_called
from registry.queries.orders import orders
from registry.queries.personal_terms import terms_of_person
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.order_facts import Signer
from registry.rules.papers.package import Opening
from registry.rules.terms import goes_on

PSDHS_HEAD = "psdhs_head"
ACQUAINTED = frozenset({CHIEF, *FOCAL, PSDHS_HEAD, "psdhs_coordinator"})


def addressees(at: PackageDay) -> list[Named | Sentence]:
    """The Chief, and every Deputy who comes into office on the same day; by post, never by name."""
    found: list[Named | Sentence] = [both("signer.district_chief", district=at.area.name)]
    new = [
        one
        for one in at.held
        if one.kind in FOCAL and one.area == at.district and one.start == at.entry
    ]
    # The focal point is a Deputy: whoever holds both is addressed by the Deputy's own post.
    first = {one.person: one for one in sorted(new, key=lambda one: one.kind != FOCAL_POINT)}
    found += [_post(at, one) for one in first.values()]
    return found


def _post(at: PackageDay, held: HoldingRow) -> Named | Sentence:
    if held.kind == FOCAL_POINT:
        return both("letters.focal_point", district=at.area.name)
    return next(one.called for one in at.offices if one.ref == held.ref)


def signer_of(at: PackageDay, kind: str) -> Signer:
    """The holder of the district's office of that kind, by post and in which capacity.

    A dotted line for nobody, and for a focal point who acts as Chief: nobody puts a paper before
    themselves.
    """
    held, area, chief = at.holder_of(kind), at.area, at.holder_of(CHIEF)
    if kind == CHIEF:
        return signer(at.connection, area, held, at.entry)
    if held is None or (chief is not None and chief.person == held.person):
        return signer_called(None, both("signer.deputy"))
    post = own_post(at.connection, held, area, at.on)
    focal = both("letters.focal_point", district=area.name)
    if held.capacity in ACTING:
        focal = both("package.holder_as", name=focal, capacity=Term(f"capacity.{held.capacity}"))
    return signer_called(held.name, post, focal)


def first_numbers(at: PackageDay) -> Mapping[str, Sentence]:
    """The number at which to call an office first, by its kind: every paper prints the same.

    It is of an office, never of a person: page one is kept for good, and a person's number is not.
    """
    own = district_letterhead(at.connection, at.district, at.on).phone
    provinces = province_letterhead(at.connection, at.district, at.on).phone
    phones = {CHIEF: own, FOCAL_POINT: own, "psdhs_coordinator": provinces, "psdhs_head": provinces}
    lines = policy().hotlines
    hotlines = {"shelter_head": lines.social_assistance, "police_superintendent": lines.police}
    not_given = both("letters.not_given").th
    return {
        kind: both("package.office_phone", phone=phone)
        for kind, phone in phones.items()
        if phone != not_given
    } | {kind: both("package.hotline_phone", phone=line) for kind, line in hotlines.items()}


def leaver(at: PackageDay) -> Signer:
    """Who had the Chief's office before whoever has it now, by the title and capacity of the day.

    Where the Chief has held it for long, the focal point, who puts the package forward.
    """
    if at.in_post:
        return signer_of(at, FOCAL_POINT)
    now = at.holder_of(CHIEF)
    before = who_leaves(at.connection, f"{at.district}/{CHIEF}", now.start if now else at.entry)
    if at.ahead_of or before is None:
        return signer(at.connection, at.area, before, at.on)
    former = "former_acting_chief" if before.capacity in ACTING else "former_chief"
    return signer_called(before.name, both(f"package.{former}", district=at.area.name))


def province_witness(at: PackageDay) -> Signer:
    """The head of the provincial office, who is secretary of the provincial committee."""
    held = next((one for one in at.held if one.kind == PSDHS_HEAD), None)
    office = next((one for one in at.offices if one.kind == PSDHS_HEAD), None)
    post = office.called if office is not None else both(f"office.{PSDHS_HEAD}")
    if held is None:
        return signer_called(None, post)
    return signer_called(held.name, *acting_line(held), post)


def opening_for(at: PackageDay) -> Opening:
    """For who knows the subject where the Chief worked with a committee, or was in a training."""
    held = at.holder_of(CHIEF)
    return "knows" if held is not None and _knows(at, held) else "new"


def _knows(at: PackageDay, held: HoldingRow) -> bool:
    before = [
        one
        for one in terms_of_person(at.connection, held.person, at.known)
        if one.start < held.start and one.kind in ACQUAINTED
    ]
    if any(one.kind.startswith("psdhs") for one in before):
        return True
    return any(_had_committee(at, one) for one in before) or _was_trained(at, held.person)


def _had_committee(at: PackageDay, term: HoldingRow) -> bool:
    """Whether an order was in force in the term's district while it lasted."""
    return any(
        goes_on(term.stop, one.start) and goes_on(one.stop, term.start)
        for one in orders(at.connection, term.area, at.known)
    )


def _was_trained(at: PackageDay, person: int) -> bool:
    held = [one.key for one in at.trainings]
    return person in people_there(at.connection, at.district, held, at.known)
