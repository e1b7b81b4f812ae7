"""The language of a request, and the era of the years that are typed in it."""

from starlette.requests import Request

from config.words import LANGUAGES, Language
from desk.web.frame.asking import Asking
from desk.web.frame.places import LANGUAGE_COOKIE
from flows.engine.installation import Installation
from registry.rules.dates import Era


def language_of(request: Request, office: Installation) -> Language:
    """The language of the switch; the installation's own where it was never used."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return next((one for one in LANGUAGES if one == chosen), office.settings.language)


def era(asking: Asking) -> Era:
    """The era in which the page's years are typed."""
    return "BE" if asking.language == "th" else "CE"
