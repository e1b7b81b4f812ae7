"""What transfer orders changed of the terms of an office: recorded, made anew, superseded."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from registry.fact_digests import add, change
from registry.models import TransferChange, table_of
from registry.queries.office_terms import terms_of_office
from registry.queries.transfers import changes_of, term_of
from registry.rules.rotations import OWN
from registry.rules.term_changes import Change, Stretch, TransferPart, beneath
from registry.transaction import Write

ACTING = "acting"
LANES = (OWN, ACTING)  # in each of them one person holds the office on a day


def record_changes(
    write: Write, office: int, made: Sequence[Change], *, ref: str, number: str, on: date
) -> None:
    """Record what the order of that number changes of the office `ref` from the day on.

    What earlier orders changed after that day now stands on it.
    """
    if not made:
        return
    known = changes_of(write.connection, ref)
    place = 1 + max((one.place for one in known), default=0)
    last = TransferPart(0, number, on, place, made[-1])
    of_lane = [one for one in known if lane_of(one.change) == lane_of(made[-1])]
    under = beneath(last, of_lane)
    for one in (*made, *under.parts):
        _record_change(write, office, (number, place), one)
    change_again(write, office, of_lane, under.changed)


def change_again(
    write: Write,
    office: int,
    known: Sequence[TransferPart],
    changed: Mapping[int, Sequence[Change]],
) -> None:
    """Later changes now stand in the place of something else."""
    for one in known:
        for part in changed.get(one.id, ()):
            _record_change(write, office, (one.order, one.place), part)
    supersede(write, changed)


def supersede(write: Write, numbers: Collection[int]) -> None:
    """These changes count no more."""
    table = table_of(TransferChange)
    change(write, table, table.c.id.in_(numbers), superseded_at=write.now)


def _record_change(write: Write, office: int, of: tuple[str, int], one: Change) -> None:
    add(
        write,
        table_of(TransferChange),
        {
            "office_id": office,
            "number": of[0],
            "place": of[1],
            "was_id": one.was.holding if one.was else None,
            "became_id": one.became.holding if one.became else None,
            "valid_from": one.start,
            "valid_to": one.stop,
            "recorded_at": write.now,
        },
    )


def stretches(write: Write, office: str) -> dict[str, list[Stretch]]:
    """The terms of the office, by lane: own ones, and those of who acts."""
    found: dict[str, list[Stretch]] = {lane: [] for lane in LANES}
    for one in terms_of_office(write.connection, office):
        found[_lane(one.capacity)].append(Stretch(one.start, one.stop, term_of(one)))
    return found


def lane_of(one: Change) -> str:
    """The lane of the terms that it changes."""
    term = one.was or one.became
    return _lane(term.capacity if term else OWN)


def _lane(capacity: str) -> str:
    return OWN if capacity == OWN else ACTING
