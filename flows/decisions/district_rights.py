"""Rights in a district: where there is none, the refusal names the district and not who records."""

from flows.decisions.refusals import MayNot, MayNotThere
from registry.queries.areas import names
from registry.queries.people import PersonRow
from registry.records.rights import who_may
from registry.rules.rights import Verb
from registry.transaction import Write


def who_may_there(write: Write, named: str, verb: Verb, district: str, *, field: str) -> PersonRow:
    """Who records, if they may in that district; `field` is where the district was typed.

    Raises UnknownPerson or MayNotThere.
    """
    try:
        return who_may(write, named, verb, district)
    except MayNot as refusal:
        called = names(write.connection, {district, district[:2]})
        raise MayNotThere(
            field=field,
            person=refusal.values["person"],
            act=refusal.values["act"],
            district=called[district],
            province=called[district[:2]],
        ) from None
