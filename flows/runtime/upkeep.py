"""What is erased by itself, a set time after it was of use (privacy.md)."""

from datetime import timedelta

from flows.engine.installation import Installation
from registry.records.contacts import Erasure, erase_left
from registry.records.drafts import forget_drafts, forget_form_drafts
from registry.records.held_items import forget_held
from registry.records.identity_sign_ins import forget_unknown
from registry.records.kept_answers import KEPT, forget_answers
from registry.records.rate_limits import forget_hits
from registry.records.sign_ins import forget_old

SIGN_INS_KEPT = timedelta(days=90)
DRAFTS_KEPT = timedelta(days=30)
FORM_DRAFTS_KEPT = timedelta(days=90)


def keep_house(office: Installation) -> Erasure:
    """Erase contacts of those who left, old sign-ins and answers, drafts at gates that are open no
    more, those of forms that nobody went on with, and what was held for a form that never came.

    Done twice it changes nothing. Answers what was erased of contacts.
    """
    with office.registry.writing() as write:
        forget_old(write, write.now - SIGN_INS_KEPT)
        forget_drafts(write, write.now - DRAFTS_KEPT)
        forget_form_drafts(write, write.now - FORM_DRAFTS_KEPT)
        forget_held(write)
        forget_hits(write)
        forget_unknown(write)
        forget_answers(write, write.now - KEPT)
    return erase_left(office.registry)
