"""Old figures with free names: a person says once which indicator they are."""

from config.indicators import indicators
from registry.records.figures import OldFigureMeaning, QualifierUnknown, map_old_figures
from registry.records.rights import who_may
from registry.rules.figures import Qualifier
from registry.rules.rights import Verb
from registry.store import Registry

NONE = "none"


def map_figures(
    registry: Registry,
    district: str,
    name: str,
    indicator: str,
    part: str,
    qualifier: str,
    *,
    recorded_by: str,
) -> int:
    """Record what the district's old figures of that name are; of how many it was not said before.

    `indicator` "none": none of ours. Raises UnknownPerson, MayNot, OldFigureUnknown,
    IndicatorUnknown, PartUnknown or QualifierUnknown.
    """
    if qualifier not in set(Qualifier):
        raise QualifierUnknown(field="qualifier", value=qualifier, known=", ".join(Qualifier))
    key = None if indicator == NONE else indicator
    meaning = OldFigureMeaning(key, part, Qualifier(qualifier))
    with registry.writing() as write:
        who = who_may(write, recorded_by, Verb.LOAD, district)
        new = map_old_figures(write, district, name, meaning, indicators(), by=who.id)
    return len(new)
