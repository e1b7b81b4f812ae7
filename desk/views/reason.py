"""One thing that an instance waits for, and the words of where it stands."""

from dataclasses import dataclass
from datetime import date

from config.words import Named, Sentence, Value
from desk.views.view import View
from registry.journal import (
    InstanceRow,
)
from registry.queries.seen_offices import Holder
from registry.queries.vacancies import without_holder


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One thing that an instance waits for. `days_late` are working days; 0 is in time.

    `title` is what the instance is called. `kind` is gate, day, effect, child, behind (another
    that ends first), revision, finished or stopped; of an earlier day also later, where it had not
    begun, and nothing, where it waited for nobody. `command` is what is typed to let it go on,
    where one command does.
    """

    kind: str
    instance: int
    process: str
    district: str
    path: str
    gate: str | None = None
    label: Sentence
    office: str | None = None
    office_title: Named | None = None
    holders: tuple[Holder, ...] = ()
    without: str = without_holder(vacant=False)
    since: date | None
    due: date | None
    days_late: int = 0
    title: Sentence
    command: str | None
    sentence: Sentence


def place_words(view: View, row: InstanceRow) -> dict[str, Value]:
    """What every sentence about an instance may name."""
    district = view.district(row.district)
    return {
        "district": district,
        "process": view.titles.title(row.id, row.process),
        "instance": row.id,
    }


def make_reason(
    view: View,
    kind: str,
    row: InstanceRow,
    path: str,
    label: Sentence,
    sentence: Sentence,
    *,
    since: date | None = None,
    due: date | None = None,
    command: str | None = None,
) -> Reason:
    """The reason of that kind; `since` is the instance's start where nothing else is said."""
    return Reason(
        kind=kind,
        instance=row.id,
        process=row.process,
        title=view.called(row),
        district=row.district,
        path=path,
        label=label,
        since=since or row.started_on,
        due=due,
        command=command,
        sentence=sentence,
    )
