"""The items of minutes: what was said under each point, numbered as it is printed."""

from sqlalchemy import Connection

from config.meetings import meeting_defaults
from config.words import say
from flows.engine.answers import listed
from flows.engine.misfit import choice
from flows.meeting.actions import Gates, asked_words
from flows.meeting.agenda import INFORMING
from flows.meeting.committee_gates import ActionState
from flows.meeting.gates import (
    MinuteItem,
    MinutesV1,
)
from flows.meeting.paper_facts import (
    Roster,
    text_or_none,
)
from registry.rules.papers.meeting import (
    MinutesAction,
    MinutesItem,
    MinutesPoint,
)


def with_followed(connection: Connection, said: MinutesV1, gates: Gates) -> MinutesV1:
    """The minutes, with what became of earlier requests under what was told for information.

    Where an item is about the request it is said there; else the request has an item of its own.
    What is still open stands where the secretary wrote of it.
    """
    settled = [
        one for one in listed(getattr(said, "followed", ())) if one.state is not ActionState.OPEN
    ]
    words = asked_words(connection, [one.key for one in settled], gates)
    items = [*listed(said.items)]
    for one in settled:
        what = words[one.key] or say("word.not_recorded", "th")
        told = text_or_none(one.told) or ""
        state = say("meeting.settled", "th", state=choice(one.state), told=told).strip()
        about = (at for at, item in enumerate(items) if what in (text_or_none(item.title) or ""))
        place = next(about, None)
        if place is None:
            title = say("meeting.followed", "th", what=what)
            item = MinuteItem.model_construct(
                agenda=INFORMING, title=title, said="", resolution=state, actions=()
            )
            items.append(item)
        else:
            both = "\n".join(filter(None, (text_or_none(items[place].said), state)))
            items[place] = items[place].model_copy(update={"said": both})
    return said.model_copy(update={"items": tuple(items)})


def items_of(said: MinutesV1, people: Roster) -> tuple[MinutesItem, ...]:
    """The five items in their order; resolutions and actions numbered through the meeting."""
    ordered = sorted(said.items, key=lambda item: item.agenda)
    said_of = [item for item in ordered if not _is_nothing(item)]
    first_action = [1 + sum(len(one.actions) for one in said_of[:at]) for at in range(len(said_of))]
    points = [
        (item.agenda, _point(item, _number(item, said_of), place, start, people))
        for place, (item, start) in enumerate(zip(said_of, first_action, strict=True), 1)
    ]
    return tuple(
        MinutesItem(
            number=number,
            title_th=title.th,
            points=tuple(point for agenda, point in points if agenda == number),
        )
        for number, title in enumerate(meeting_defaults().agenda, 1)
    )


def _is_nothing(item: MinuteItem) -> bool:
    """Whether the secretary wrote under the item only that there was nothing."""
    words = meeting_defaults()
    said, resolved = _bare(item.said), _bare(item.resolution)
    if item.title or item.actions:
        return False
    if not said:
        return resolved in words.nothing
    return said in words.nothing and resolved in words.nothing_resolved


def _bare(text: object) -> str:
    """A text without the strokes and spaces around it; of a stroke alone the stroke."""
    said = (text_or_none(text) or "").strip()
    return said.strip(" -–") or said


def _number(item: MinuteItem, ordered: list[MinuteItem]) -> str | None:
    same = [one for one in ordered if one.agenda == item.agenda]
    place = next(at for at, one in enumerate(same, 1) if one is item)
    return f"{item.agenda}.{place}" if len(same) > 1 else None


def _point(
    item: MinuteItem, number: str | None, resolution: int, first_action: int, people: Roster
) -> MinutesPoint:
    return MinutesPoint(
        number=number,
        title_th=text_or_none(item.title),
        said_th=tuple(
            said for line in item.said.splitlines() if (said := text_or_none(line.strip()))
        ),
        resolution=resolution,
        resolution_th=text_or_none(item.resolution) or say("word.not_recorded", "th"),
        actions=tuple(
            MinutesAction(
                number=at,
                what_th=text_or_none(action.what) or say("word.not_recorded", "th"),
                owner_th=_owner(action.owner, people),
                due_on=action.due_on,
            )
            for at, action in enumerate(item.actions, first_action)
        ),
    )


def _owner(seat: str, people: Roster) -> str:
    own = people.member_at(seat)
    found = next((one for one in own.seats if one.key == seat), None) if own else None
    return found.title_th if found else say("word.not_recorded", "th")
