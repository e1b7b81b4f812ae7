"""Merge: two records of one person are made one by two people, and parted again by two.

The first asks, having seen what follows; the second agrees at a standing gate. Nothing that
was recorded under either record changes: the merged one points at the person it stands for.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Sentence, both
from flows.decisions.confirmation import ActOfTwo, ConfirmationWaits, RequestMade
from flows.decisions.withdraw import reason_given
from flows.engine.installation import Installation
from flows.engine.standing_gates import CONFIRM_MERGE
from registry.queries.merges import MergeRow, merge, open_merge_of, what_follows
from registry.queries.parts import areas_known_in
from registry.queries.people import PersonRow, person
from registry.queries.person_records import person_for
from registry.records.merges import answer_merge, ask_to_merge, lock_merges
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.transaction import COUNTRY, Write, lock_order


class OnePersonAlready(Refusal):
    """Both are one record, or were merged before."""


class MergeWaits(Refusal):
    """It is asked already what becomes of the record."""


class NoSuchMerge(Refusal):
    """No merge of that number stands."""


@dataclass(frozen=True)
class Pair:
    """The record that is merged, and that of the person who is kept."""

    merged: PersonRow
    kept: PersonRow


def pair_of(connection: Connection, merged: str, kept: str) -> Pair:
    """The two records. Raises UnknownPerson."""
    return Pair(person(connection, merged, field="merged"), person(connection, kept, field="kept"))


def refuse_one(pair: Pair) -> None:
    """Raises OnePersonAlready where both records stand for one person."""
    if pair.merged.id == pair.kept.id:
        raise OnePersonAlready(field="kept", name=pair.kept.name, ref=pair.kept.ref)


def _pair_asked(
    desk: Installation, connection: Connection, merged: str, kept: str, recorded_by: str
) -> Pair:
    """The two records, for whoever may ask that they be made one; nobody else learns of them."""
    pair = pair_of(connection, merged, kept)
    _asker(desk, connection, pair, recorded_by)
    refuse_one(pair)
    return pair


def preview(
    desk: Installation, merged: str, kept: str, *, recorded_by: str
) -> tuple[Pair, list[Sentence]]:
    """The two records, and what would follow, for whoever may ask for it. Writes nothing.

    Raises UnknownPerson, MayNot, OwnRecord, OnePersonAlready.
    """
    with desk.registry.reading() as connection:
        pair = _pair_asked(desk, connection, merged, kept, recorded_by)
        return pair, what_follows(connection, pair.merged.id, pair.kept.id)


def ask_merge(
    desk: Installation, merged: str, kept: str, *, reason: str, recorded_by: str
) -> ConfirmationWaits:
    """Ask that two records be made one, which another person who may then agrees to or not.

    Raises UnknownPerson, OnePersonAlready, MergeWaits, OwnRecord, MayNot, ReasonMissing.
    """
    with desk.registry.reading() as connection:
        pair = _pair_asked(desk, connection, merged, kept, recorded_by)
    return _ask(desk, pair, None, reason=reason, recorded_by=recorded_by)


def ask_parting(
    desk: Installation, number: int, *, reason: str, recorded_by: str
) -> ConfirmationWaits:
    """Ask that a merge be undone. Raises NoSuchMerge, MergeWaits, OwnRecord, MayNot, …"""
    with desk.registry.reading() as connection:
        row = merge(connection, number)
    if row is None or not row.stands:
        raise NoSuchMerge(field="number", value=str(number))
    return _ask(desk, pair_asked(row), number, reason=reason, recorded_by=recorded_by)


def _ask(
    desk: Installation, pair: Pair, undoes: int | None, *, reason: str, recorded_by: str
) -> ConfirmationWaits:
    reason = reason_given(desk, reason)
    with desk.registry.reading() as connection:
        areas = areas_of_pair(desk, connection, pair)

    def ask(write: Write, area: str, at: int | None) -> RequestMade:
        first = _asker(desk, write.connection, pair, recorded_by)
        if open_merge_of(write.connection, pair.merged.id) is not None:
            raise MergeWaits(field="merged", name=pair.merged.name)
        number = ask_to_merge(
            write, area, at, merged=pair.merged.id, kept=pair.kept.id, undoes=undoes,
            first=first.id, reason=reason,
        )  # fmt: skip
        return RequestMade(number, first.id)

    return MERGE.ask(desk, areas, ask)


def areas_of_pair(desk: Installation, connection: Connection, pair: Pair) -> list[str]:
    """Where the two are known: whoever asks or answers has the right in each."""
    today = desk.registry.today
    known = (areas_known_in(connection, one.id, today) for one in (pair.merged, pair.kept))
    return sorted(set().union(*known) or {COUNTRY}, key=lock_order)


def _asker(desk: Installation, connection: Connection, pair: Pair, named: str) -> PersonRow:
    """Who asks that the two be made one, or parted. Raises as `ActOfTwo.who_may` does."""
    areas, owners = areas_of_pair(desk, connection, pair), records_of_pair(connection, pair)
    return MERGE.who_may(connection, desk.registry.today, named, areas, owners)


def records_of_pair(connection: Connection, pair: Pair) -> set[int]:
    """The two records, and the people for whom they stand."""
    ids = {pair.merged.id, pair.kept.id}
    return ids | {person_for(connection, one) for one in ids}


def pair_asked(asked: MergeRow) -> Pair:
    """The two records that it was asked of."""
    return Pair(asked.merged, asked.kept)


def _refuse_unfit(_desk: Installation, write: Write, asked: MergeRow) -> None:
    """Raises OnePersonAlready where the two are to be made one that are one already."""
    if asked.undoes is None:
        refuse_one(pair_of(write.connection, asked.merged.ref, asked.kept.ref))


def _says(asked: MergeRow) -> Sentence:
    key = "merge.waits" if asked.undoes is None else "merge.parting_waits"
    pair = {"merged": asked.merged.name, "kept": asked.kept.name}
    refs = {"merged_ref": asked.merged.ref, "kept_ref": asked.kept.ref}
    first, reason = asked.first.name, asked.reason
    return both(key, **pair, **refs, number=asked.number, first=first, reason=reason)


def _follows(connection: Connection, asked: MergeRow, _on: date) -> list[Sentence]:
    return what_follows(connection, asked.merged.id, asked.kept.id) if asked.undoes is None else []


MERGE = ActOfTwo(
    gate=CONFIRM_MERGE,
    prefix="!merge/",
    verb=Verb.LOAD,
    find=merge,
    areas=lambda desk, connection, asked: areas_of_pair(desk, connection, pair_asked(asked)),
    owners=lambda connection, asked: records_of_pair(connection, pair_asked(asked)),
    follows=_follows,
    fits=_refuse_unfit,
    says=_says,
    answer=lambda _, write, asked, said: answer_merge(write, asked, said),
    lock=lock_merges,
)
