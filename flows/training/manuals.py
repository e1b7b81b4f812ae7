"""Which version of a manual is taught, from when (R24): a fact of the country or a province."""

from dataclasses import dataclass
from datetime import date

from config.training import training
from flows.decisions.days import refuse_future
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from registry.records.policy import record_manual
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.rights import Verb


class UnknownManual(Refusal):
    """A manual that training.toml does not have."""


class VersionMissing(Refusal):
    """A manual is recorded with its version, as its agency writes it."""


@dataclass(frozen=True)
class ManualTaught:
    """A version of a manual, taught from a day on in a province or the country."""

    area: str
    manual: str
    version: str
    on: date


def teach_version(office: Installation, taught: ManualTaught, *, recorded_by: str) -> bool:
    """Record that version as the one that is taught from that day; False where it is already.

    Raises UnknownManual, VersionMissing, ActInFuture, MayNot and the refusals of the screening.
    """
    known = [one.key for one in training().manuals]
    if taught.manual not in known:
        raise UnknownManual(field="manual", value=taught.manual, known=", ".join(known))
    if not taught.version.strip():
        raise VersionMissing(field="version")
    refuse_unfit_texts(office, {"version": taught.version})
    with office.registry.writing(taught.area) as write:
        who = who_may(write, recorded_by, Verb.RECORD_EVENT, taught.area)
        refuse_future(write, taught.on)
        return record_manual(
            write, taught.area, taught.manual, taught.version.strip(),
            on=taught.on, recorded_by=who.id,
        )  # fmt: skip
