"""How a committee meets, whichever process holds the meeting: agreed on, held, written down."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from flows.engine.replay import Lapse
from flows.engine.run import Run
from flows.meeting.effects import DRAFT_MEETING_PAPERS, DRAFT_MINUTES, DRAFT_MINUTES_EXTRACT
from flows.meeting.gates import Acknowledged, Adoption, Held, InceptionMeetingV2, MeetingGates
from registry.rules.effects import ExtractInputs, MadePaper, MeetingInputs, MinutesInputs


def hold_meeting(
    run: Run, gates: MeetingGates, district: str, *, revision: int = 1
) -> tuple[int, InceptionMeetingV2]:
    """The chair agrees on a day, the secretary invites, the committee meets (R22).

    A meeting that was postponed is agreed on anew. Answers the turn that was held, and what was
    recorded of it. From that revision of the process on it goes beyond the day.
    """
    run.once("meeting")
    held = meet(run, gates, district, count(1), revision=revision)
    if isinstance(held, Lapse):  # without a last day it never is
        raise TypeError(held)
    return held


def meet(
    run: Run,
    gates: MeetingGates,
    district: str,
    turns: Iterator[int],
    *,
    revision: int = 1,
    until: date | None = None,
) -> tuple[int, InceptionMeetingV2] | Lapse:
    """The same in the next of those turns; `Lapse` where the committee did not meet by `until`."""
    for turn in turns:
        agreed = run.ask(gates.date, round=turn if turn > 1 else None, until=until)
        if isinstance(agreed, Lapse):
            return agreed
        run.wait_for_revision(revision)
        inputs = MeetingInputs(
            district=district, turn=turn, held_on=agreed.held_on,
            time=agreed.time, place=agreed.place,
        )  # fmt: skip
        run.prepare(DRAFT_MEETING_PAPERS, inputs, round=turn)
        invited = run.ask(gates.invitation, round=turn, until=until)
        if isinstance(invited, Lapse):
            return invited
        met = run.ask(gates.meeting, round=turn, due=agreed.held_on, until=until)
        if isinstance(met, Lapse):
            return met
        if met.result is Held.HELD:
            return turn, met
    raise AssertionError


def have_duties_acknowledged(run: Run, gates: MeetingGates) -> None:
    """Every member acknowledges rationale, objectives, roles and duties (R22)."""
    for turn in count(1):
        if run.ask(gates.acknowledgement, round=turn).result is not Acknowledged.AWAITED:
            return


def settle_minutes(
    run: Run, gates: MeetingGates, district: str, meeting: int, met: InceptionMeetingV2
) -> None:
    """Drafted, circulated, corrected, adopted, frozen (practice.md 14)."""
    for turn in count(1):
        written = run.ask(gates.minutes, round=turn)
        wanted = MinutesInputs(
            district=district, turn=turn, meeting_turn=meeting,
            corrections=run.corrections(met, written),
        )  # fmt: skip
        draft: MadePaper = run.do(DRAFT_MINUTES, wanted, round=turn)
        run.ask(gates.minutes_sent, round=turn, about=draft.content_hash)
        said = run.ask(gates.minutes_adopted, round=turn, about=draft.content_hash)
        if said.result is Adoption.ADOPTED:
            extract = ExtractInputs(
                district=district, turn=turn, meeting_turn=meeting,
                content_hash=draft.content_hash, corrections=run.corrections(said),
            )  # fmt: skip
            run.prepare(DRAFT_MINUTES_EXTRACT, extract, round=turn)
            return
