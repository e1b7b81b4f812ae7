"""The reasons for which acts are refused: one class a reason."""

from collections.abc import Iterable
from typing import Self

from config.words import Term, Value
from registry.records.rights import MayNot as MayNot  # noqa: PLC0414 — the flows refuse with it too
from registry.records.two_people import SamePerson as SamePerson  # noqa: PLC0414 — and with it
from registry.refusals import Refusal


class UnknownSeat(Refusal):
    """A seat is named that the committee does not have."""


class UnknownInstance(Refusal):
    """No instance of that number."""


class InstanceEnded(Refusal):
    """The instance is finished or stopped."""


class UnknownProcess(Refusal):
    """No process of that name."""


class BegunElsewhere(Refusal):
    """A process that begins with something else, or by a command of its own."""

    @classmethod
    def of(cls, process: str) -> Self:
        """The refusal that says what begins it."""
        return cls(field="process", value=process, how=Term(f"begins.{process}"))


class AlreadyStarted(Refusal):
    """The process is open for that district already."""


class UnknownDistrictCode(Refusal):
    """No district of that code."""


class DistrictNotYet(Refusal):
    """The district was made after that day."""


class UnknownGate(Refusal):
    """No gate of that name in this process."""


class GateNotOpen(Refusal):
    """The process does not wait there now."""

    @staticmethod
    def of(gate: Value, waits: Iterable[str], instance: int) -> "GateNotOpen":
        """The refusal that says where it waits instead; where for nobody, how to see for what."""
        if paths := ", ".join(waits):
            return GateNotOpen(field="gate", gate=gate, open=paths)
        return NoGateOpen(field="gate", gate=gate, instance=instance)


class NoGateOpen(GateNotOpen):
    """The process asks nobody now: the machine is at work, or a day is awaited."""


class DayAwaited(GateNotOpen):
    """Nobody is asked until a day, which is moved where what was to come then came sooner."""


class LastDayPassed(GateNotOpen):
    """It was asked until a day; paper of that day or before is taken, and no later one."""


class AskedBefore(Refusal):
    """Paper of a day before an event is of the round that the event closed, and of its draft."""


class SeveralGatesOpen(Refusal):
    """The gate is open for several subjects: say which."""


class AlreadyDecided(Refusal):
    """Somebody was first: by whom and when."""


class DraftNotLatest(Refusal):
    """What was read is not what the gate asks about."""


class ReadUnnamed(Refusal):
    """Whoever confirms what another recorded says what they have read of it."""


class ChangedSinceRead(DraftNotLatest):
    """What was read at the gate is not what stands there now."""


class UnknownOffice(Refusal):
    """No office of that reference."""


class OfficeMayNotDecide(Refusal):
    """The gate is not that office's to decide."""


class DidNotHoldOffice(Refusal):
    """The person did not hold the office on that day."""


class OfficeVacant(Refusal):
    """Nobody is recorded as holding the office on that day."""


class MayNotThere(MayNot):
    """Whoever begins something has no right to in that district."""


class MayNotRecord(Refusal):
    """The recorder has no right to record this."""


class ActInFuture(Refusal):
    """Acts in the future are refused."""


class EvidenceMissing(Refusal):
    """The gate wants a paper."""


class NoScanTaken(Refusal):
    """The gate is one at which no paper is kept."""


class NotInRegister(Refusal):
    """The district's register of classified papers has none of that number."""


class ReasonMissing(Refusal):
    """The act needs a reason."""
