"""Events recorded: announced for a day, moved to another, called off, told to the processes."""

from datetime import date

from registry.facts import end, put
from registry.models import Event
from registry.queries.events import EventRow, event_on, events_about
from registry.rules.plain_values import Json
from registry.rules.terms import DAY
from registry.transaction import Write

ANNOUNCED, TOLD = "announced", "told"
WAS_ANNOUNCED, WAS_CALLED_OFF = "event.announced", "event.called_off"


def announce(write: Write, event: EventRow) -> bool:
    """The event is to happen on its day. Answers False where it stands already.

    An event that stands without a paper gets the one that names it.
    """
    stands = event_on(write.connection, event.district, event.kind, event.about, event.on)
    if stands is not None:
        if stands.paper_number is None and event.paper_number is not None:
            _put(write, stands._replace(paper_number=event.paper_number))
        return False
    _put(write, event)
    write.events.pop(event.district, None)  # what came with the lock knows nothing of it
    write.audit(event.district, WAS_ANNOUNCED, actor=event.recorded_by, body=_said(event))
    return True


def call_off(write: Write, event: EventRow, *, by: int | None) -> None:
    """The event does not happen on that day."""
    end(write, Event, _same(event), on=event.on, until=event.on + DAY)
    write.audit(event.district, WAS_CALLED_OFF, actor=by, body=_said(event))


def name_paper(write: Write, about: str, on: date, paper: str | None) -> None:
    """The event stands in that order from now on; in none where the paper is not known."""
    for one in events_about(write.connection, about, on):
        if one.paper_number != paper:
            _put(write, one._replace(paper_number=paper))


def told(write: Write, event: EventRow) -> None:
    """The processes of the district were told."""
    _put(write, event._replace(status=TOLD))


def _put(write: Write, event: EventRow) -> None:
    values = {
        "status": event.status,
        "paper_number": event.paper_number,
        "recorded_by": event.recorded_by,
    }
    put(write, Event, _same(event), values, valid_from=event.on, valid_to=event.on + DAY)


def _same(event: EventRow) -> dict[str, str]:
    return {"district_code": event.district, "kind": event.kind, "about": event.about}


def _said(event: EventRow) -> Json:
    return {"kind": event.kind, "about": event.about, "on": event.on.isoformat()}
