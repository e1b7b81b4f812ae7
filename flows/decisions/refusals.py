"""The reasons for which acts are refused: one class a reason."""

from registry.records.rights import MayNot as MayNot  # noqa: PLC0414 — the flows refuse with it too
from registry.records.two_people import SamePerson as SamePerson  # noqa: PLC0414 — and with it
from registry.refusals import Refusal


class UnknownSeat(Refusal):
    """A seat is named that the committee does not have."""

    code = "unknown_seat"


class UnknownInstance(Refusal):
    """No instance of that number."""

    code = "unknown_instance"


class InstanceEnded(Refusal):
    """The instance is finished or stopped."""

    code = "instance_ended"


class UnknownProcess(Refusal):
    """No process of that name."""

    code = "unknown_process"


class AlreadyStarted(Refusal):
    """The process is open for that district already."""

    code = "already_started"


class UnknownDistrictCode(Refusal):
    """No district of that code."""

    code = "unknown_district_code"


class UnknownGate(Refusal):
    """No gate of that name in this process."""

    code = "unknown_gate"


class GateNotOpen(Refusal):
    """The process does not wait there now."""

    code = "gate_not_open"


class SeveralGatesOpen(Refusal):
    """The gate is open for several subjects: say which."""

    code = "several_gates_open"


class AlreadyDecided(Refusal):
    """Somebody was first: by whom and when."""

    code = "already_decided"


class DraftNotLatest(Refusal):
    """What was read is not what the gate asks about."""

    code = "draft_not_latest"


class UnknownOffice(Refusal):
    """No office of that reference."""

    code = "unknown_office"


class OfficeMayNotDecide(Refusal):
    """The gate is not that office's to decide."""

    code = "office_may_not_decide"


class DidNotHoldOffice(Refusal):
    """The person did not hold the office on that day."""

    code = "did_not_hold_office"


class OfficeVacant(Refusal):
    """Nobody is recorded as holding the office on that day."""

    code = "office_vacant"


class MayNotRecord(Refusal):
    """The recorder has no right to record this."""

    code = "may_not_record"


class ActInFuture(Refusal):
    """Acts in the future are refused."""

    code = "act_in_future"


class EvidenceMissing(Refusal):
    """The gate wants a paper."""

    code = "evidence_missing"


class ReasonMissing(Refusal):
    """The act needs a reason."""

    code = "reason_missing"
