"""How well a package served, after it went: in time, signed, decided on, of use (content.md 3a)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.clock import bangkok_day
from config.handover import handover_defaults
from config.words import Sentence, Term, both
from flows.capabilities import GATES
from flows.engine.answers import Answers
from flows.handover.gates import FeedbackV1, ReceiptV2, SuccessorV2, Ticked
from flows.handover.offers import owed_in, subject_of
from registry.journal import EntryRow
from registry.rules.packages import is_in_time


@dataclass(frozen=True)
class HandoverQuality:
    """What a handover made of its package, as far as it has come.

    `in_time`: the package was there a week before the day, or three days after a sudden rotation
    was told of. `signed_after` are days from the day in office to the signed page; `decided` says
    by 30, 60 and 90 days how many of how many are decided; `usable` is the Chief's own word.
    `passed_on` is the day on which somebody else came into office: what is open is asked of them.
    """

    in_time: bool
    signed_after: int | None
    decided: Mapping[int, tuple[int, int]]
    usable: str | None
    lacking: str
    wrong: str
    passed_on: date | None

    @property
    def signed_in_time(self) -> bool:
        """Whether the page came back as soon as it should."""
        days = handover_defaults().receipt_days
        return self.signed_after is not None and self.signed_after <= days


def handover_quality(
    rows: Sequence[EntryRow], in_office: date, made_on: date, passed_on: date | None
) -> HandoverQuality:
    """The quality of the package of the handover with that journal, first made on that day."""
    answers = Answers(rows, GATES)
    signed, said = answers.last(ReceiptV2), answers.last(FeedbackV1)
    return HandoverQuality(
        in_time=is_in_time(bangkok_day(rows[0].recorded_at), made_on, in_office),
        signed_after=(signed.on - in_office).days if signed else None,
        decided=_decided(answers),
        usable=said.answer.usable if said else None,
        lacking=str(said.answer.lacking) if said else "",
        wrong=str(said.answer.wrong) if said else "",
        passed_on=passed_on,
    )


def _decided(answers: Answers) -> dict[int, tuple[int, int]]:
    results = {
        one.decision: Ticked(one.result)
        for page in answers.to(ReceiptV2)
        for one in page.answer.rows
    }
    results |= {subject_of(one.path) or "": one.answer.result for one in answers.to(SuccessorV2)}
    found: dict[int, tuple[int, int]] = {}
    for owed in owed_in(answers.entries):
        asked = handover_defaults().decision(owed.key)
        if asked is not None:
            done, of = found.get(asked.days, (0, 0))
            settled = results.get(owed.key, Ticked.CONSIDERED) is not Ticked.CONSIDERED
            found[asked.days] = done + settled, of + 1
    return dict(sorted(found.items()))


def handover_quality_lines(quality: HandoverQuality) -> Iterator[Sentence]:
    """Each part by itself, no sum of unlike things."""
    yield both(f"package.quality.{'in_time' if quality.in_time else 'late'}")
    if quality.passed_on is not None:
        yield both("package.quality.passed_on", on=quality.passed_on)
    elif quality.signed_after is None:
        yield both("package.quality.unsigned")
    if quality.signed_after is not None:
        key = "signed" if quality.signed_in_time else "signed_late"
        yield both(f"package.quality.{key}", days=quality.signed_after)
    for days, (done, of) in quality.decided.items():
        yield both("package.quality.decided", days=days, count=done, of=of)
    if quality.usable is None:
        if quality.passed_on is None:
            yield both("package.quality.no_word")
        return
    yield both("package.quality.usable", said=Term(f"choice.usable.{quality.usable}"))
    for key, text in (("lacking", quality.lacking), ("wrong", quality.wrong)):
        if text:
            yield both(f"package.quality.{key}", said=text)
