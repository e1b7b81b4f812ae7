"""As of which day a command tells what it tells, and what was known when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from config.words import Language, written
from desk.cli.call import Call
from desk.views.as_of import as_of_said


@dataclass(frozen=True)
class AsOf:
    """The day of the view, and the instant whose knowledge counts; `asked`: either was typed."""

    on: date
    known: datetime | None
    asked: bool
    today: date

    def lines(self, language: Language) -> Iterable[str]:
        """The sentence that says so, above what is told; nothing where neither was typed."""
        return (
            [written(as_of_said(self.on, self.known, self.today), language)] if self.asked else []
        )


def as_of(call: Call, on: str | None, known: str | None) -> AsOf:
    """What `--on` and `--known` ask. Raises the refusals of dates and of times."""
    asked = on is not None or known is not None
    return AsOf(call.day(on), call.instant(known), asked, call.registry.today)
