"""Perform: the effects that wait, each in its own transaction under a claim that expires.

What an effect makes is made outside the district's lock; its journal entry, its papers and
the advance that follows are one transaction. Nothing is done twice: a claim that was lost
writes nothing. One that ends its process each time is set aside after as many attempts as one
that fails, so that it holds up nothing else.
"""

import json
import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

from config.logs import Ids
from flows.engine.advance import advance
from flows.engine.days import bring_to_date
from flows.engine.failed_steps import kind_of, tell_failure
from flows.engine.installation import Installation, Job, Output
from flows.engine.open_calls import raise_incident
from registry.journal import (
    EffectRow,
    NewEntry,
    append,
    claimed_effects,
    effect,
    instance_in,
    is_free,
    set_effect,
    waiting_effects,
)
from registry.process_names import process_name
from registry.records.filing import keep_all, replace_drafts
from registry.refusals import RegistryFault
from registry.transaction import Write

LOG = logging.getLogger("prasan.effects")
EFFECTS = "effects"  # the step of a sweep that performs them
REST = timedelta(minutes=10)  # of an effect that could not even be given back
CUT_OFF = "CutOff"  # how the note of an incident begins, before the number of attempts
RESTS = "rests"  # in place of a process's claim
WEIGHTS = {
    "lost": logging.DEBUG, "failed": logging.WARNING, "gave_up": logging.ERROR,
    RESTS: logging.ERROR,
}  # fmt: skip


@dataclass(frozen=True)
class EffectRun:
    """How an attempt at an effect went: done, failed (to be tried again), gave_up, lost, or rests:
    it could be neither performed nor given back, and nobody takes it up for a while.
    """

    effect: int
    instance: int
    how: str
    error: str | None = None

    @property
    def kind_of_error(self) -> str | None:
        """The kind of the error, for logs: its text may quote what somebody typed."""
        return self.error.partition(":")[0] if self.error else None


def waiting(office: Installation) -> list[EffectRow]:
    """The effects that wait, oldest first."""
    with office.registry.reading() as connection:
        return waiting_effects(connection, office.registry.clock.now())


def under_claim(office: Installation) -> list[EffectRow]:
    """The effects that a process has claimed, oldest first; it may have been cut off since."""
    with office.registry.reading() as connection:
        return claimed_effects(connection, office.registry.clock.now())


def drain(office: Installation, *, among: Collection[str] | None = None) -> Iterator[EffectRun]:
    """Perform what waits until nothing does. What fails is tried again, and then asks people.

    `among`: of these districts alone.
    """
    while found := [one for one in waiting(office) if among is None or one.district_code in among]:
        for row in found:
            yield perform(office, row.id)


def perform(office: Installation, effect_id: int) -> EffectRun:
    """One attempt at one effect. Raises RegistryFault."""
    try:
        made = _attempt(office, effect_id)
    except RegistryFault:
        raise
    except Exception as error:  # noqa: BLE001 — an error here would come again at every look
        made = _let_rest(office, effect_id, error)
    about = Ids(effect=made.effect, instance=made.instance, how=made.how, error=made.kind_of_error)
    LOG.log(WEIGHTS.get(made.how, logging.INFO), "effect %s", about)
    return made


def _attempt(office: Installation, effect_id: int) -> EffectRun:
    claimed = claim(office, effect_id)
    if claimed is None:
        return EffectRun(effect_id, 0, "lost")
    if claimed.status == "failed":
        return EffectRun(claimed.id, claimed.instance_id, "gave_up", claimed.last_error)
    try:
        made = make(office, claimed)
        return record(office, claimed, made)
    except RegistryFault:
        raise
    except Exception as error:  # noqa: BLE001 — whatever fails in an effect is retried, then becomes an incident
        return give_back(office, claimed, f"{type(error).__name__}: {error}")


def _let_rest(office: Installation, effect_id: int, error: Exception) -> EffectRun:
    """Nobody takes the effect up for a while, and it stands failed meanwhile."""
    with office.registry.writing() as write:
        row = effect(write.connection, effect_id)
        if row is None:
            return EffectRun(effect_id, 0, "lost")
        until = write.now + REST
        set_effect(write, row.id, status="claimed", claimed_by=RESTS, claim_until=until)
    tell_failure(office.registry, EFFECTS, error, row.district_code, str(row.id))
    return EffectRun(row.id, row.instance_id, RESTS, kind_of(error))


def claim(office: Installation, effect_id: int) -> EffectRow | None:
    """Claim the effect for this worker, None where somebody else has it or it is done.

    Answers it as failed where every attempt was cut off: an incident asks people from now on.
    """
    with office.registry.reading() as connection:
        row = effect(connection, effect_id)
    if row is None:
        return None
    with office.registry.writing(row.district_code) as write:
        row = effect(write.connection, effect_id)
        if row is None or not is_free(row, write.now):
            return None
        if row.status == "claimed" and row.attempts >= office.settings.effect_attempts:
            give_up(office, write, row, f"{CUT_OFF}: {row.attempts}")
            return effect(write.connection, effect_id)
        until = write.now + timedelta(seconds=office.settings.claim_seconds)
        claim_name = f"{process_name()}:{row.attempts + 1}"
        set_effect(
            write,
            row.id,
            status="claimed",
            claimed_by=claim_name,
            claim_until=until,
            attempts=row.attempts + 1,
        )
        return effect(write.connection, effect_id)


def make(office: Installation, row: EffectRow) -> Output:
    """What the effect's task makes, outside any lock."""
    task = office.declared.tasks[row.effect]
    return task(office, job_of(office, row))


def job_of(office: Installation, row: EffectRow) -> Job:
    """What its task is asked for."""
    inputs = json.loads(row.inputs)
    return Job(inputs, row.district_code, row.instance_id, row.on, office.declared)


def record(office: Installation, claimed: EffectRow, made: Output) -> EffectRun:
    """Papers, entry, result and the advance that follows: one transaction, or nothing."""
    with office.registry.writing(claimed.district_code) as write:
        bring_to_date(office, write, claimed.district_code)
        row = effect(write.connection, claimed.id)
        if row is None or row.status != "claimed" or row.claimed_by != claimed.claimed_by:
            return EffectRun(claimed.id, claimed.instance_id, "lost")
        enter(office, write, row, made)
        return EffectRun(row.id, row.instance_id, "done")


def enter(office: Installation, write: Write, row: EffectRow, made: Output) -> None:
    """The effect is done: its papers, its entry with the result, and what follows."""
    owner = instance_in(write, row.instance_id)
    if owner is None:
        return
    for drafts in sorted({one.place for one in made.documents if one.status == "draft"}):
        replace_drafts(write, owner.id, drafts)
    body = {"value": made.result, "effect": row.effect}
    new = NewEntry("effect", row.path, row.on, body, fingerprint=row.fingerprint)
    entry_id = append(write, owner, new)
    keep_all(write, owner.district, owner.id, entry_id, made.documents)
    made.facts(write, entry_id)
    set_effect(write, row.id, status="done", claimed_by=None, claim_until=None, last_error=None)
    advance(office, write, owner)


def give_back(office: Installation, claimed: EffectRow, error: str) -> EffectRun:
    """The attempt failed: the effect waits again, or an incident asks people."""
    with office.registry.writing(claimed.district_code) as write:
        row = effect(write.connection, claimed.id)
        if row is None or row.claimed_by != claimed.claimed_by:
            return EffectRun(claimed.id, claimed.instance_id, "lost", error)
        if row.attempts >= office.settings.effect_attempts:
            give_up(office, write, row, error)
            return EffectRun(row.id, row.instance_id, "gave_up", error)
        free_again = {"claimed_by": None, "claim_until": None, "last_error": error}
        set_effect(write, row.id, status="waiting", **free_again)
        return EffectRun(row.id, row.instance_id, "failed", error)


def give_up(office: Installation, write: Write, row: EffectRow, error: str) -> None:
    """No attempt is left: the effect is set aside, and an incident asks people what to do."""
    set_effect(
        write, row.id, status="failed", claimed_by=None, claim_until=None, last_error=error
    )  # fmt: skip
    owner = instance_in(write, row.instance_id)
    if owner is not None:
        raise_incident(office, write, owner, error, f"!effect/{row.path}")
