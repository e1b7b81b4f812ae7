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
    only_post = [one.code for one in lines if one.pre is None and one.post is not None]
    only_pre = [one.code for one in lines if one.pre is not None and one.post is None]
    neither = [one.code for one in lines if one.pre is None and one.post is None]
    if only_post:
        yield both("scores.only_post", count=len(only_post), codes=", ".join(only_post))
    if only_pre:
        yield both("scores.only_pre", count=len(only_pre), codes=", ".join(only_pre))
    if neither:
        yield both("scores.neither", count=len(neither), codes=", ".join(neither))
