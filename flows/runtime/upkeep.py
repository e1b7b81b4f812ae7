"""What is erased by itself, a set time after it was of use (privacy.md)."""

from collections.abc import Callable
from datetime import timedelta

from flows.engine.apart import ONE_AFTER_ANOTHER, OneAfterAnother
from flows.engine.installation import Installation
from registry.records.contacts import erase_left
from registry.records.drafts import forget_drafts, forget_form_drafts
from registry.records.held_items import forget_held
from registry.records.identity_sign_ins import forget_unknown
from registry.records.kept_answers import KEPT, forget_answers
from registry.records.rate_limits import forget_hits
from registry.records.sign_ins import forget_old
from registry.transaction import Write

SIGN_INS_KEPT = timedelta(days=90)
DRAFTS_KEPT = timedelta(days=30)
FORM_DRAFTS_KEPT = timedelta(days=90)
CONTACTS = "contacts"
FORGETTING: dict[str, Callable[[Write], object]] = {
    "sign_ins": lambda write: forget_old(write, write.now - SIGN_INS_KEPT),
    "gate_drafts": lambda write: forget_drafts(write, write.now - DRAFTS_KEPT),
    "form_drafts": lambda write: forget_form_drafts(write, write.now - FORM_DRAFTS_KEPT),
    "held_items": forget_held,
    "rate_hits": forget_hits,
    "unknown_identities": forget_unknown,
    "kept_answers": lambda write: forget_answers(write, write.now - KEPT),
}


def keep_house(office: Installation, apart: OneAfterAnother = ONE_AFTER_ANOTHER) -> None:
    """Erase contacts of those who left, old sign-ins and answers, drafts at gates that are open no
    more, those of forms that nobody went on with, and what was held for a form that never came.

    Done twice it changes nothing.
    """

    def erase(what: str) -> int:
        if what == CONTACTS:
            return erase_left(office.registry).contacts
        with office.registry.writing() as write:
            FORGETTING[what](write)
        return 1

    apart.items((*FORGETTING, CONTACTS), erase)
