"""Which committee a form is taken for, and that it is recorded for the one that was looked at.

A committee may end, or its end be withdrawn, between the preview of a form and its recording: the
form of the next committee would then correct the one that stands again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from config.words import Sentence, both
from flows.adoption.committee_before import Adoption
from registry.refusals import Refusal
from registry.rules.adoption import IN_FORCE, AdoptionChange, count


class CommitteeMeantOtherwise(Refusal):
    """The form was looked at as that of another committee than it is recorded for."""


class FormRole(StrEnum):
    """What a form is to the committees of its district."""

    FIRST = "first"
    CORRECTION = "correction"
    NEXT = "next"


@dataclass(frozen=True)
class FormCommittee:
    """What the form is, and the entry by which the committee before stopped; 0 where none has."""

    meant: FormRole
    after: int
    sentence: Sentence

    @property
    def key(self) -> str:
        """As a recording names it: "next-17"."""
        return f"{self.meant}-{self.after}"


def form_committee(taking: Adoption) -> FormCommittee:
    """The committee that the form is taken for, as things stand."""
    before = taking.before
    after = before.last.entry if before is not None else 0
    ending = before.last.ending if before is not None else None
    if ending is not None and taking.anew:
        said = both("adoption.meant.next", on=ending.on, order=ending.number)
        return FormCommittee(FormRole.NEXT, after, said)
    for one in taking.readings:
        if (one.kind, one.key) == ("order", IN_FORCE):
            said = both("adoption.meant.correction", order=one.body["number"] or "-")
            return FormCommittee(FormRole.CORRECTION, after, said)
    return FormCommittee(FormRole.FIRST, after, both("adoption.meant.first"))


def refuse_meant_otherwise(
    taking: Adoption, found: Sequence[AdoptionChange], looked_at: str | None
) -> None:
    """Refuse what would be written of another committee than the one `looked_at` names.

    None: nobody looked. A form that says what is recorded already writes nothing of any.
    """
    if looked_at is None or count(found, "unchanged") == len(found):
        return
    now = form_committee(taking)
    if now.key != looked_at:
        raise CommitteeMeantOtherwise(field="--as", now=now.sentence)
