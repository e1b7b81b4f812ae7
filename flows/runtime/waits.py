"""What instances wait for, in words: for banners, run names and artifacts. Never a person."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from config.words import Named, Sentence, Term, both
from flows.engine.installation import Installation
from registry.journal import (
    EffectRow,
    GateRow,
    InstanceRow,
    instances_numbered,
    open_gates,
    waiting_effects,
)
from registry.queries.areas import names

TAGS_OF_A_KIND = 20


@dataclass(frozen=True)
class Waits:
    """One thing that an instance waits for: a gate, a day, or an effect of the machine."""

    instance: InstanceRow
    district: Named
    what: Sentence
    gate: str
    path: str
    since: date
    due: date | None


def waits(office: Installation, only: Collection[int] | None = None) -> list[Waits]:
    """What the instances (or all) wait for, the newest first."""
    with office.registry.reading() as connection:
        gates = (
            open_gates(connection)
            if only is None
            else [gate for one in only for gate in open_gates(connection, instance_id=one)]
        )
        effects = waiting_effects(connection, office.registry.clock.now())
        waiting = {one.instance_id for one in gates} | {one.instance_id for one in effects}
        meant = waiting if only is None else waiting.intersection(only)
        rows = {one.id: one for one in instances_numbered(connection, meant)}
        gates = [gate for gate in gates if gate.instance_id in rows]
        places = names(connection, {one.district for one in rows.values()})
    asked = [_of_gate(gate, rows[gate.instance_id], places) for gate in gates]
    machine = [
        Waits(
            rows[one.instance_id], places[one.district_code], both(f"effect.{one.effect}"),
            "", one.path, one.on, None,
        )
        for one in effects
        if one.instance_id in rows
    ]  # fmt: skip
    return sorted([*asked, *machine], key=lambda one: one.since, reverse=True)


def run_tags(office: Installation, only: Sequence[int]) -> set[str]:
    """Districts, provinces, processes and instances, as tags that a run is found by.

    Of a run that carries the whole country Prefect's pages would bear 1,800: a kind of which there
    are more than people look through is left out.
    """
    with office.registry.reading() as connection:
        rows = instances_numbered(connection, only)
    kinds = (
        {f"district:{row.district}" for row in rows},
        {f"province:{row.district[:2]}" for row in rows},
        {f"process:{row.process}" for row in rows},
        {f"instance:{row.id}" for row in rows},
    )
    return {tag for kind in kinds if len(kind) <= TAGS_OF_A_KIND for tag in kind}


def owed_by_process(office: Installation) -> dict[str, list[EffectRow]]:
    """The effects that wait, oldest first, by the key of their process."""
    with office.registry.reading() as connection:
        effects = waiting_effects(connection, office.registry.clock.now())
        rows = instances_numbered(connection, {one.instance_id for one in effects})
    process_of = {row.id: row.process for row in rows}
    found: dict[str, list[EffectRow]] = defaultdict(list)
    for one in effects:
        found[process_of[one.instance_id]].append(one)
    return found


def waiting_of(office: Installation, process: str) -> list[int]:
    """The open instances of a process that wait for people, a day or the machine, by number."""
    found = {one.instance.id for one in waits(office) if one.instance.process == process}
    return sorted(found)


def _of_gate(gate: GateRow, row: InstanceRow, places: dict[str, Named]) -> Waits:
    day = both("waits.event" if gate.until_on is None else "waits.day", until=gate.until_on)
    what = both(f"gate.{gate.gate}") if gate.gate else day
    district = places[gate.district_code]
    return Waits(row, district, what, gate.gate, gate.path, gate.opened_on, gate.due_on)


def sentence(one: Waits) -> Sentence:
    """`Mae Fa Luang · order · review: the Chief's review, since …, due …`."""
    return both(
        "waits.line" if one.due else "waits.line_without_due",
        district=one.district,
        process=Term(f"process.{one.instance.process}"),
        phase=Term(f"phase.{one.instance.phase}"),
        what=one.what,
        instance=one.instance.id,
        path=one.path,
        since=one.since,
        due=one.due,
    )


def run_name(office: Installation, only: Sequence[int]) -> str:
    """District, process and phase of the first instance, and how many more."""
    with office.registry.reading() as connection:
        rows = instances_numbered(connection, only)
        places = names(connection, {one.district for one in rows})
    if not rows:
        return "nothing"
    first, place = rows[0], places[rows[0].district]
    more = f" +{len(rows) - 1}" if len(rows) > 1 else ""
    return f"{place.en} ({place.th}) · {first.process} · {first.phase}{more}"
