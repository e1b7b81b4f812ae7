"""What is to be looked at after something was recorded: shown on the page that follows it.

Warnings are no part of the record; they are told once more for as long as the process runs.
"""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from config.words import Sentence
from desk.web.frame.asking import Asking

KEPT = 200
PARAMETER = "look"
_notices: OrderedDict[str, tuple[int, tuple[Sentence, ...]]] = OrderedDict()
_lock = Lock()


def leave_notice(asking: Asking, warnings: Sequence[Sentence]) -> str:
    """Leave warnings for the next page; answers what is added to its address."""
    if not warnings:
        return ""
    token = secrets.token_urlsafe(8)
    with _lock:
        _notices[token] = (asking.who.person, tuple(warnings))
        while len(_notices) > KEPT:
            _notices.popitem(last=False)
    return f"&{PARAMETER}={token}"


def notice(asking: Asking) -> tuple[Sentence, ...]:
    """The warnings that the page before left for who asks."""
    token = asking.request.query_params.get(PARAMETER, "")
    with _lock:
        person, warnings = _notices.get(token, (0, ()))
    return warnings if asking.signed is not None and person == asking.who.person else ()
