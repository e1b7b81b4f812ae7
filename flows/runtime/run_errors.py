"""What Prefect hears of an error in a run: never the words of one that nobody foresaw.

Prefect keeps an error's message in the run's state and its log, on pages and in a database that no
redaction reaches; the message may quote what somebody typed. It gets the kind, and the number under
which Prasan's own log says where in the program it was raised.
"""

import logging
from collections.abc import Callable
from functools import wraps
from secrets import token_hex
from typing import ParamSpec, TypeVar

from prefect.exceptions import PrefectException

from config.logs import Ids
from config.words import say
from flows.runtime.clock_doubt import ClockDoubted
from flows.runtime.release import WorkerOfAnotherRelease
from flows.runtime.up_lock import AnotherSweep
from registry.refusals import (
    RegistryFault,
    RegistryMissing,
    RegistryNewer,
    RegistryOlder,
    RegistryUnreleased,
)
from registry.rules.settings_misfit import SettingsUnfit

LOG = logging.getLogger("prasan.runs")
NUMBER_BYTES = 4
Given = ParamSpec("Given")
Made = TypeVar("Made")


class ErrorOfRun(Exception):
    """An error whose message is of our own words, and which Prefect may keep."""


# What tells of machines, releases and clocks alone, and what Prefect itself says.
FORESEEN = (
    AnotherSweep,
    ClockDoubted,
    ErrorOfRun,
    PrefectException,
    RegistryFault,
    RegistryMissing,
    RegistryNewer,
    RegistryOlder,
    RegistryUnreleased,
    SettingsUnfit,
    WorkerOfAnotherRelease,
)


def told_to_prefect(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same work; raises ErrorOfRun in place of an error that nobody foresaw."""

    @wraps(work)
    def told(*given: Given.args, **named: Given.kwargs) -> Made:
        try:
            return work(*given, **named)
        except FORESEEN:
            raise
        except Exception as error:  # noqa: BLE001 — whatever it is, its words stay here
            # Nor does Prefect get it as a cause: it writes all of a chain.
            raise ErrorOfRun(words_for_prefect(error)) from None

    return told


def words_for_prefect(error: Exception) -> str:
    """What Prefect may keep of the error; of one that nobody foresaw our log has the rest."""
    if isinstance(error, FORESEEN):
        return str(error)
    number, kind = token_hex(NUMBER_BYTES), type(error).__name__
    LOG.error("defect in a run %s", Ids(number=number, error=kind), exc_info=error)
    return say("run.defect", "en", error=kind, number=number)
