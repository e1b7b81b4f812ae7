"""What of recorded answers is shown to who asks for a page."""

from desk.views.sight import Sight
from desk.web.frame.asking import Asking


def sight_in(asking: Asking, area: str) -> Sight:
    """What of the answers of that area is shown to who asks."""
    return asking.view.sight(area)
