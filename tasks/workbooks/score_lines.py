"""What a workbook of scores says, participant by participant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from config.words import Sentence, both


@dataclass(frozen=True)
class ReadScore:
    """A participant's row; None: the test was not taken. `sex`: female, male, not_stated."""

    code: str
    pre: Decimal | None
    post: Decimal | None
    sex: str

    @property
    def untested(self) -> bool:
        """Whether neither test was taken."""
        return self.pre is None and self.post is None


@dataclass(frozen=True)
class ReadScores:
    """What the workbook holds, and what whoever brings it should look at.

    `post_maximum` is that of the test after, the same as `maximum` where both have one.
    """

    maximum: Decimal
    lines: tuple[ReadScore, ...]
    warnings: tuple[Sentence, ...]
    post_maximum: Decimal

    @property
    def same_maximum(self) -> bool:
        """Whether both tests have one maximum."""
        return self.post_maximum == self.maximum


def unmatched(lines: Sequence[ReadScore]) -> Iterator[Sentence]:
    """Who took only one of the two tests, or neither."""
    kinds = {"only_post": (False, True), "only_pre": (True, False), "neither": (False, False)}
    for kind, took in kinds.items():
        codes = [o.code for o in lines if (o.pre is not None, o.post is not None) == took]
        if codes:
            yield both(f"scores.{kind}", count=len(codes), codes=", ".join(codes))
