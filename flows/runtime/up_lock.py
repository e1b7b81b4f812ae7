"""Whether an `up`, or a sweep, is at work for a registry: one of each at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from registry.refusals import Refusal
from registry.sole_work import Renew, Sole, alone, is_at_work
from registry.store import Registry


class UpAlready(Refusal):
    """Another `up` is at work for this registry."""


class AnotherSweep(Refusal):
    """Another sweep is at work for this registry: it is left to that one."""


UP = Sole("up", 0x5072, 0x7570, UpAlready)
SWEEP = Sole("sweep", 0x5072, 0x7377, AnotherSweep)


def is_up(registry: Registry) -> bool:
    """Whether an `up` lives for this registry: then that one performs the effects that wait."""
    return is_at_work(registry, UP)


@contextmanager
def being_up(registry: Registry) -> Iterator[Renew]:
    """Be the one `up` of this registry. Raises UpAlready, as the given function does."""
    with alone(registry, UP) as renew:
        yield renew


@contextmanager
def sweeping_alone(registry: Registry) -> Iterator[None]:
    """Be the one sweep; the lock ends with the block, or with the process. Raises AnotherSweep."""
    with alone(registry, SWEEP):
        yield
