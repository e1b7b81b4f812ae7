"""What of recorded answers is shown to who asks for a page."""

from desk.views.sight import Sight, sight_of
from desk.web.frame.asking import Asking


def sight_in(asking: Asking, area: str) -> Sight:
    """What of the answers of that area is shown to who asks."""
    return sight_of(asking.who.actor, area, asking.today)
