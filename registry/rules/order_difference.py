"""What changed between two drafts of an appointment order, told as facts.

Told: what the paper says. Not told: the draft's own version and date, the number and date
that the clerk gives, and which office or agency of the registry stands behind a title.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal, TypeAlias

from config.words import Named, Sentence, Term, Value, both
from registry.rules.membership import body_term, title_of
from registry.rules.order_facts import (
    AppointmentOrderFacts,
    BodyFacts,
    EarlierOrder,
    LegalBase,
    OrderChange,
    Signer,
)
from registry.rules.seats import BodyKey, Seat, SeatRole

_WORDED_COUNTS = 10
AmendedPart: TypeAlias = Literal["seats", "duties", "group", "clause"]


@dataclass(frozen=True)
class DraftChange:
    """One difference: a stable code, the facts it is told from, and the body it lies in."""

    code: str
    values: Mapping[str, Value]
    body: BodyKey | None = None

    @property
    def sentence(self) -> Sentence:
        """The difference in one sentence of each language."""
        return both(f"difference.{self.code}", **self.values)


def difference(old: AppointmentOrderFacts, new: AppointmentOrderFacts) -> tuple[DraftChange, ...]:
    """What the new facts say otherwise than the old, in the order of the paper.

    Seats are the same where their keys are, legal bases likewise; duties where their
    wording is. Nothing is told when both say the same.
    """
    return tuple(
        chain(
            _heading(old, new),
            _legal(old.legal_reasons, new.legal_reasons, "reason"),
            _legal(old.legal_powers, new.legal_powers, "power"),
            _committee(old.bodies, new.bodies),
            _ending(old, new),
        )
    )


def changes_between(old: Sequence[BodyFacts], new: Sequence[BodyFacts]) -> tuple[OrderChange, ...]:
    """What seats and duties of a committee become, as clauses of an amending order.

    A mere change of order is none; nothing is told of an earlier committee without bodies.
    """
    if not old:
        return ()
    told = (one for one in _committee(old, new) if _amends(one))
    return tuple(OrderChange(text_th=one.sentence.th, text_en=one.sentence.en) for one in told)


def parts_changed(old: Sequence[BodyFacts], new: Sequence[BodyFacts]) -> frozenset[AmendedPart]:
    """What `changes_between` tells of: seats, duties, or both."""
    told = (one for one in _committee(old, new) if _amends(one)) if old else ()
    return frozenset("seats" if one.code.startswith("seat") else "duties" for one in told)


def _amends(change: DraftChange) -> bool:
    return not change.code.endswith("_reordered")


def _heading(old: AppointmentOrderFacts, new: AppointmentOrderFacts) -> Iterable[DraftChange]:
    yield from _changed("kind", Term(f"order_kind.{old.kind}"), Term(f"order_kind.{new.kind}"))
    yield from _changed("heading", old.heading_th, new.heading_th)
    yield from _changed("subject", old.subject_th, new.subject_th)
    yield from _changed(
        "committee",
        Named(old.committee_th, old.committee_en),
        Named(new.committee_th, new.committee_en),
    )
    yield from _changed(
        "place",
        Named(f"{old.district_th} {old.province_th}", f"{old.district_en}, {old.province_en}"),
        Named(f"{new.district_th} {new.province_th}", f"{new.district_en}, {new.province_en}"),
    )
    yield from _changed("border", _or_none(old.border_th), _or_none(new.border_th))


def _ending(old: AppointmentOrderFacts, new: AppointmentOrderFacts) -> Iterable[DraftChange]:
    yield from _changed("earlier", _earlier(old.earlier), _earlier(new.earlier))
    yield from _changed(
        "effective",
        old.effective_from or Term("difference.at_once"),
        new.effective_from or Term("difference.at_once"),
    )
    yield from _changed("signer", _signer(old.signer), _signer(new.signer))


def _changed(
    code: str, old: Value, new: Value, body: BodyKey | None = None
) -> Iterable[DraftChange]:
    if old != new:
        values: dict[str, Value] = {"old": old, "new": new}
        if body is not None:
            values["body"] = body_term(body)
        yield DraftChange(f"{code}_changed", values, body)


def _or_none(text: str | None) -> Value:
    return Term("difference.none") if text is None else text


def _earlier(order: EarlierOrder | None) -> Value:
    if order is None:
        return Term("difference.none")
    return both(
        "difference.earlier_order",
        heading=order.heading_th,
        number=order.number,
        dated=order.dated.named,
        subject=order.subject_th,
    )


def _signer(signer: Signer) -> Named:
    return Named(
        " ".join((signer.name_th, *signer.position_lines_th)),
        ", ".join((signer.name_en, *signer.position_lines_en)),
    )


def _legal(
    old: Sequence[LegalBase], new: Sequence[LegalBase], cited_as: str
) -> Iterable[DraftChange]:
    before = {base.key: Named(base.citation_th, base.citation_en) for base in old}
    after = {base.key: Named(base.citation_th, base.citation_en) for base in new}
    role = Term(f"cited_as.{cited_as}")
    for key, citation in after.items():
        if key not in before:
            yield DraftChange("legal_added", {"cited_as": role, "citation": citation})
        elif before[key] != citation:
            yield DraftChange("legal_changed", {"old": before[key], "new": citation})
    for key, citation in before.items():
        if key not in after:
            yield DraftChange("legal_removed", {"cited_as": role, "citation": citation})
    if _reordered(list(before), list(after)):
        yield DraftChange("legal_reordered", {"cited_as": role})


def _committee(old: Sequence[BodyFacts], new: Sequence[BodyFacts]) -> Iterable[DraftChange]:
    if old != new:  # most drafts change something else
        yield from _seats(old, new)
        yield from _duties(old, new)


def _seats(old: Sequence[BodyFacts], new: Sequence[BodyFacts]) -> Iterable[DraftChange]:
    before = {seat.key: seat for body in old for seat in body.seats}
    after = {seat.key: seat for body in new for seat in body.seats}
    for body in BodyKey:
        added = [s for s in after.values() if s.body is body and s.key not in before]
        removed = [s for s in before.values() if s.body is body and s.key not in after]
        yield from _counted("seats_added", body, added)
        yield from _counted("seats_removed", body, removed)
        for seat in after.values():
            if seat.body is body and seat.key in before:
                yield from _seat_changes(before[seat.key], seat)
        yield from _seats_reordered(before, after, body)


def _counted(code: str, body: BodyKey, seats: Sequence[Seat]) -> Iterable[DraftChange]:
    if not seats:
        return
    count = len(seats)
    values: dict[str, Value] = {
        "count": count,
        "counted": Term(f"count.{count}") if count <= _WORDED_COUNTS else count,
        "body": body_term(body),
        "seats": _listed(seats),
    }
    yield DraftChange(f"{code}.{'one' if count == 1 else 'many'}", values, body)


def _listed(seats: Sequence[Seat]) -> Named:
    told = [
        title_of(seat)
        if seat.role is SeatRole.MEMBER
        else both("difference.seat_with_role", seat=title_of(seat), role=_role(seat))
        for seat in seats
    ]
    return Named(", ".join(one.th for one in told), "; ".join(one.en for one in told))


def _seat_changes(old: Seat, new: Seat) -> Iterable[DraftChange]:
    if old == new:
        return
    about: dict[str, Value] = {"seat": title_of(new), "body": body_term(new.body)}
    for code, read in _SEAT_FACTS.items():
        before, after = read(old), read(new)
        if before != after:
            yield DraftChange(code, {**about, "old": before, "new": after}, new.body)


def _role(seat: Seat) -> Term:
    return Term(f"role.{seat.role}")


def _person(seat: Seat) -> Value:
    if seat.person_th is None:
        return Term("difference.nobody")
    return Named(seat.person_th, seat.person_en or seat.person_th)


_SEAT_FACTS: dict[str, Callable[[Seat], Value]] = {
    "seat_moved": lambda seat: body_term(seat.body),
    "seat_renamed": title_of,
    "seat_role_changed": _role,
    "seat_mode_changed": lambda seat: Term(f"seat_mode.{seat.mode}"),
    "seat_person_changed": _person,
    "seat_representative_changed": lambda seat: Term(
        f"representative.{'allowed' if seat.representative else 'not_allowed'}"
    ),
}


def _seats_reordered(
    old: Mapping[str, Seat], new: Mapping[str, Seat], body: BodyKey
) -> Iterable[DraftChange]:
    # A seat with a new role stands elsewhere because of it: that is told already.
    def stayed(seats: Mapping[str, Seat]) -> list[str]:
        return [
            key
            for key in seats
            if key in old
            and key in new
            and (old[key].body, old[key].role) == (new[key].body, new[key].role)
            and seats[key].body is body
        ]

    if _reordered(stayed(old), stayed(new)):
        yield DraftChange("seats_reordered", {"body": body_term(body)}, body)


def _reordered(old: Sequence[str], new: Sequence[str]) -> bool:
    return [key for key in old if key in new] != [key for key in new if key in old]


def _duties(old: Sequence[BodyFacts], new: Sequence[BodyFacts]) -> Iterable[DraftChange]:
    before = {body.key: body for body in old}
    after = {body.key: body for body in new}
    for key in BodyKey:
        if key in before and key in after:
            yield from _changed(
                "body_title", _body_title(before[key]), _body_title(after[key]), key
            )
        yield from _duties_of(key, _duty_list(before.get(key)), _duty_list(after.get(key)))


def _body_title(body: BodyFacts) -> Named:
    return Named(body.title_th, body.title_en)


def _duty_list(body: BodyFacts | None) -> list[Named]:
    if body is None:
        return []
    return [Named(th, en) for th, en in zip(body.duties_th, body.duties_en, strict=True)]


def _duties_of(body: BodyKey, old: Sequence[Named], new: Sequence[Named]) -> Iterable[DraftChange]:
    if old != new and sorted(old, key=_both_texts) == sorted(new, key=_both_texts):
        yield DraftChange("duties_reordered", {"body": body_term(body)}, body)
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[start:end], new[new_start:new_end]
        # Side by side they are the same duty reworded; what is left over came or went.
        for before, after in zip(gone, come, strict=False):
            yield from _changed("duty", before, after, body)
        for duty in gone[len(come) :]:
            yield DraftChange("duty_removed", {"body": body_term(body), "duty": duty}, body)
        for duty in come[len(gone) :]:
            yield DraftChange("duty_added", {"body": body_term(body), "duty": duty}, body)


def _both_texts(duty: Named) -> tuple[str, str]:
    return duty.th, duty.en
