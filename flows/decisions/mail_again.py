"""Send again: mails that were given up wait anew, once somebody has put right what kept them."""

from datetime import timedelta

from flows.engine.installation import Installation
from registry.queries.notices import mails_in_trouble
from registry.records.notice_mails import try_mails_again
from registry.records.rights import who_may
from registry.rules.rights import Verb

LOOKED_BACK = timedelta(days=14)


def send_again(office: Installation, area: str, *, recorded_by: str) -> int:
    """The mails about the area that were given up of late are sent with the next look; how many.

    Raises UnknownPerson or MayNot.
    """
    with office.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.INVITE, area)
        rows = mails_in_trouble(write.connection, (area,), write.today - LOOKED_BACK)
        count = try_mails_again(write, [one.id for one in rows])
        if count:
            write.audit(area, "mails.again", actor=who.id, body={"mails": count})
    return count
