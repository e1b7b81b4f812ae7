"""What Prefect's pages show of an instance: its phases, what it waits for, where the desk has it.

Words of the catalogues and keys alone: never a person, and nothing that somebody typed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from config.words import Named, say
from flows.engine.gate import Gate
from flows.engine.installation import Installation
from flows.runtime.waits import Waits, waits
from registry.journal import InstanceRow, instances_numbered
from registry.queries.areas import names

HEAD = "| waits for | office | since | due |\n|---|---|---|---|\n"


@dataclass(frozen=True)
class InstanceReport:
    """An instance as an artifact: its key (a-z, 0-9 and dashes), title and text (Markdown)."""

    key: str
    title: str
    text: str


def instance_reports(office: Installation, only: Sequence[int]) -> list[InstanceReport]:
    """What these instances have behind them and wait for, in the order of their numbers."""
    with office.registry.reading() as connection:
        rows = instances_numbered(connection, only)
        places = names(connection, {one.district for one in rows})
    waiting: dict[int, list[Waits]] = defaultdict(list)
    for one in waits(office, only):
        waiting[one.instance.id].append(one)
    return [_report(office, row, places[row.district], waiting[row.id]) for row in rows]


def _report(
    office: Installation, row: InstanceRow, place: Named, waiting: Sequence[Waits]
) -> InstanceReport:
    process = say(f"process.{row.process}", "en")
    title = f"{place.en} ({place.th}) · {process} {row.period}".rstrip()
    parts = (
        f"# {title}", _phases(office, row, waiting), _waiting(office, waiting), _link(office, row)
    )  # fmt: skip
    return InstanceReport(f"instance-{row.id}", title, "\n\n".join(parts))


def _phases(office: Installation, row: InstanceRow, waiting: Sequence[Waits]) -> str:
    """Each phase with its state: passed, open, ahead; of lanes several are open at once."""
    phases = office.declared.processes[row.process].phases
    open_now = set() if row.outcome else {row.phase, *(_phase(office, one) for one in waiting)}
    first = min((phases.index(one) for one in open_now if one in phases), default=len(phases))
    lines = [
        f"| {say(f'phase.{one}', 'en')} | {_state(one, place, first, open_now)} |"
        for place, one in enumerate(phases)
    ]
    end = [f"| ended | {say(f'outcome.{row.outcome}', 'en')} |"] if row.outcome else []
    return "\n".join(("| phase | state |", "|---|---|", *lines, *end))


def _state(phase: str, place: int, first: int, open_now: set[str]) -> str:
    if phase in open_now:
        return "▶ open"
    return "✔ passed" if place < first else "· ahead"


def _phase(office: Installation, one: Waits) -> str:
    gate = office.declared.gates.get(one.gate)
    return gate.phase if gate else one.instance.phase


def _waiting(office: Installation, waiting: Sequence[Waits]) -> str:
    rows = [
        f"| {one.what.en} / {one.what.th} | {_offices(office.declared.gates.get(one.gate))} "
        f"| {one.since} | {one.due or '–'} |"
        for one in waiting
    ]
    return HEAD + "\n".join(rows) if rows else "Nothing waits here."


def _offices(gate: Gate[Any] | None) -> str:
    if gate is None:
        return say("waits.machine", "en")
    return ", ".join(say(f"office.{kind}", "en") for kind in gate.deciders)


def _link(office: Installation, row: InstanceRow) -> str:
    settings = office.settings
    base = settings.desk_url or f"http://{settings.desk_host}:{settings.desk_port}"
    label = say("waits.at_the_desk", "en")
    return f"[{label}]({base}/instances/{row.id})"
