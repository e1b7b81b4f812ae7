"""What members are told before a training, in words that people send them."""

from datetime import date

from config.words import Named, both
from flows.engine.messages import GateMessage, in_one
from flows.engine.offers import GateContext
from flows.training.offers import planned_session


def invitation(at: GateContext) -> GateMessage | None:
    """What the training is about and when; None once its day is over.

    A refresher is no session of a plan, and its day stands nowhere before it was held.
    """
    session = planned_session(at.answers, at.path)
    if not session.get("title_th"):
        return GateMessage(both("message.refresher"))
    day = session.get("planned_on")
    planned = date.fromisoformat(day) if isinstance(day, str) else None
    if planned is not None and planned < at.on:
        return None
    title = Named(str(session["title_th"]), str(session.get("title_en")))
    said = in_one(
        both("message.training", title=title),
        both("message.on_day", on=planned) if planned else None,
    )
    return GateMessage(said)
