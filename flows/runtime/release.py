"""Which release is at work: `up` tells the registry, and a worker of another one refuses.

A worker that runs older code over a registry of this release might make another paper of the same
facts, or not know a step; it leaves what waits to the others.
"""

from importlib.metadata import version

from registry.records.release import RELEASE, record_release
from registry.refusals import Refusal
from registry.store import Registry


class WorkerOfAnotherRelease(Refusal):
    """This machine has another release than the one that is at work on the registry."""


def own_release() -> str:
    """The release that is installed here."""
    return version("prasan")


def tell_release(registry: Registry) -> None:
    """This release is at work on the registry."""
    record_release(registry, own_release())


def refuse_other_release(registry: Registry) -> None:
    """Before anything is claimed. Raises WorkerOfAnotherRelease, and what `Registry.check` does."""
    registry.check()
    at_work, own = registry.meta(RELEASE), own_release()
    if at_work not in (None, own):
        raise WorkerOfAnotherRelease(own=own, at_work=at_work)
