"""That a step of the machine's work failed: into the log and the registry, never with its text."""

import logging
from secrets import token_hex

from config.logs import Ids
from registry.records.failed_steps import note_failure
from registry.refusals import Refusal, RegistryFault
from registry.store import Registry
from registry.transaction import COUNTRY

LOG = logging.getLogger("prasan.sweep")
NUMBER_BYTES = 4


def tell_failure(
    registry: Registry, step: str, error: Exception, area: str = COUNTRY, item: str = ""
) -> None:
    """The step failed in the area: the log says where in the program, the registry that it did.

    Raises RegistryFault. Where the failure itself cannot be kept, the log has both.
    """
    number, kind = token_hex(NUMBER_BYTES), kind_of(error)
    about = Ids(step=step, area=area, item=item or None, number=number, error=kind)
    LOG.error("step failed %s", about, exc_info=error)
    try:
        with registry.writing() as write:
            note_failure(write, step, area, item, error=kind, number=number)
    except RegistryFault:
        raise
    except Exception as second:
        LOG.exception("failure not kept %s", Ids(step=step, number=number), exc_info=second)


def kind_of(error: Exception) -> str:
    """A refusal's code, else the kind of the error: its text may quote what somebody typed."""
    return error.code if isinstance(error, Refusal) else type(error).__name__
