"""What is said of a package beside it: its quality, what it lacks, that it was rebuilt."""

from collections.abc import Iterator

from config.words import Sentence, both
from registry.rules.packages import MOST_SIGNS, Quality
from registry.rules.papers.package import Annex, PageOne


def quality_lines(quality: Quality) -> Iterator[Sentence]:
    """The quality of a package, before it goes: each part by itself, no sum of unlike things."""
    yield both("package.quality.complete", percent=quality.complete)
    for part in ("fresh", "traced"):
        percent = getattr(quality, part)
        if percent is not None:
            yield both(f"package.quality.{part}", percent=percent)
    key = "brief" if quality.brief else "long"
    yield both(f"package.quality.{key}", signs=f"{quality.signs:,}", most=f"{MOST_SIGNS:,}")
    yield both("package.quality.gaps", count=quality.gaps)


def gap_lines(annex: Annex) -> Iterator[Sentence]:
    """What is not recorded, by the section of the annex."""
    titles = {one.number: Sentence(one.title_th, one.title_en) for one in annex.sections}
    for one in annex.gaps:
        what = Sentence(one.text_th, one.text_en)
        yield both("package.gap", section=titles[one.section], what=what)


def mark_lines(first: PageOne) -> Iterator[Sentence]:
    """That the package tells of a past day, or is prepared for who comes on a later one."""
    if first.rebuilt:
        yield both("package.rebuilt", on=first.own_date)
    if first.ahead_of is not None:
        yield both("package.ahead", on=first.own_date, entry=first.ahead_of)
