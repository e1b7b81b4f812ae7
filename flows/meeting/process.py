"""How a committee meets, whichever process holds the meeting: agreed on, held, written down."""

from itertools import count

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
    for turn in count(1):
        agreed = run.ask(gates.date, round=turn if turn > 1 else None)
        run.wait_for_revision(revision)
        inputs = MeetingInputs(
            district=district, turn=turn, held_on=agreed.held_on,
            time=agreed.time, place=agreed.place,
        )  # fmt: skip
        run.prepare(DRAFT_MEETING_PAPERS, inputs, round=turn)
        run.ask(gates.invitation, round=turn)
        met = run.ask(gates.meeting, round=turn, due=agreed.held_on)
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
