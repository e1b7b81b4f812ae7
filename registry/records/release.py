"""Which release is at work on a registry: a row of its own words, and a link when it changes."""

from registry.fact_digests import add, change
from registry.models import RegistryMeta, table_of
from registry.store import Registry
from registry.transaction import COUNTRY

RELEASE = "release"
_meta = table_of(RegistryMeta)


def record_release(registry: Registry, release: str) -> None:
    """This release is at work from now on; said again it changes nothing."""
    before = registry.meta(RELEASE)
    if before == release:
        return
    with registry.writing(COUNTRY) as write:
        write.audit(COUNTRY, "registry.release", actor=None, body={"release": release})
        if before is None:
            add(write, _meta, {"key": RELEASE, "value": release})
        else:
            change(write, _meta, _meta.c.key == RELEASE, value=release)
