"""The recording of `replacement`: one term ends on the day on which the next begins."""

from flows.deciding import Deciding
from flows.gates.replacement import Replaced, ReplacementV1
from flows.office import Recording
from flows.processes.replacement import ReplacementStart
from flows.recordings.establishment import NameMissing
from flows.recordings.inception import refuse_later
from registry.records.people import person_named
from registry.records.seats import leave_vacant, record_member


def check_replacement(deciding: Deciding) -> None:
    """The newcomer has a name; the agency's letter is not of the future."""
    answer: ReplacementV1 = deciding.answer
    refuse_later(deciding, answer.letter.dated, "letter.dated")
    if answer.person is not None and not (answer.person.person or answer.person.name_th):
        raise NameMissing(field="person.name_th")


def write_replacement(deciding: Deciding, entry_id: int) -> None:
    """Who fills the seat from that day on; what was printed keeps the name before."""
    answer: ReplacementV1 = deciding.answer
    if answer.since is None or answer.result is Replaced.STAYS:
        return
    start = next(one for one in deciding.entries if one.kind == "start")
    key = ReplacementStart.model_validate(start.body["start"]).seat.key
    if answer.result is Replaced.VACANT or answer.person is None:
        leave_vacant(deciding.write, deciding.district, key, on=answer.since, entry_id=entry_id)
        return
    person_id = person_named(deciding.write, answer.person.model_dump())
    record_member(
        deciding.write, deciding.district, key, person_id, on=answer.since, entry_id=entry_id
    )


RECORDINGS: dict[str, Recording] = {
    "replacement_named": Recording(check_replacement, write_replacement),
}
