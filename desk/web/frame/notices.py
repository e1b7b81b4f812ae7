"""What is to be looked at after something was recorded: shown on the page that follows it.

Warnings are no part of the record; they are told once more for as long as they are held.
"""

import json
from collections.abc import Sequence
from contextlib import suppress

from config.words import Sentence
from desk.web.frame.asking import Asking
from desk.web.frame.held_files import held_file, hold
from registry.records.filing import Upload
from registry.refusals import RegistryFault

PARAMETER = "look"
NAME, JSON = "notice", "application/json"


def leave_notice(asking: Asking, warnings: Sequence[Sentence]) -> str:
    """Leave warnings for the next page; answers what is added to its address."""
    if not warnings:
        return ""
    said = json.dumps([[one.th, one.en] for one in warnings]).encode()
    with suppress(RegistryFault):  # it is recorded all the same
        return f"&{PARAMETER}={hold(asking, Upload(NAME, JSON, said)).token}"
    return ""


def notice(asking: Asking) -> tuple[Sentence, ...]:
    """The warnings that the page before left for who asks."""
    token = asking.request.query_params.get(PARAMETER, "")
    found = held_file(asking, token) if asking.signed is not None else None
    if found is None or found.file.media_type != JSON:
        return ()
    return tuple(Sentence(th, en) for th, en in json.loads(found.file.content))
