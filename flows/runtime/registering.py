"""The deployments of all flows made known to a Prefect server of the office's own, from anywhere.

Needs no checkout: `prefect.yaml` says the same for whoever deploys by Prefect's own command.
"""

import os
import re
from http import HTTPStatus
from json import JSONDecodeError

from pydantic import ValidationError

from config.settings import Settings
from config.words import Term
from flows.runtime.embedded_server import make_closed
from flows.runtime.outside_server import OutsideServer, outside_server
from registry.refusals import Refusal

POOL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")

RETRIES = 4  # after about two, four, eight and sixteen seconds, or when the server says
REQUEST_SECONDS = 15.0


class PrefectServerNotNamed(Refusal):
    """No setting names a Prefect server; the one of `up` has its deployments by itself."""


class PrefectServerSilent(Refusal):
    """The server does not answer, refuses our words, or is no Prefect."""


class PoolNameUnfit(Refusal):
    """The name of a work pool has letters, figures, dots and dashes."""


def register_with_server(settings: Settings, pool: str) -> list[str]:
    """Register all deployments with the server of the settings; answers their names.

    Raises PrefectServerNotNamed, PrefectServerSilent, PoolNameUnfit.
    """
    server = outside_server(settings)
    if server is None:
        raise PrefectServerNotNamed(field="PREFECT_API_URL")
    if POOL_NAME.fullmatch(pool) is None:
        raise PoolNameUnfit(field="--pool", value=pool)
    if not server.answers():
        raise _silent(server)
    return _register(settings, server, pool)


def _register(settings: Settings, server: OutsideServer, pool: str) -> list[str]:
    home = (settings.home / "prefect" / "client").resolve()
    for folder in (home.parent, home):
        make_closed(folder)
    os.environ.update({"PREFECT_HOME": str(home)} | server.client_environment())
    import httpx  # noqa: PLC0415 — comes with Prefect, which takes 1.7 s and reads the environment
    from prefect.exceptions import PrefectException  # noqa: PLC0415 — as above
    from prefect.settings import (  # noqa: PLC0415 — as above
        PREFECT_API_AUTH_STRING,
        PREFECT_API_KEY,
        PREFECT_API_REQUEST_TIMEOUT,
        PREFECT_API_URL,
        PREFECT_CLIENT_MAX_RETRIES,
        temporary_settings,
    )

    from flows.runtime.deployments import register_for_workers  # noqa: PLC0415 — as above

    told = {
        PREFECT_API_URL: server.url,
        PREFECT_API_AUTH_STRING: server.word,
        PREFECT_API_KEY: server.key,
        # A person waits for this, no paper does: a database that is busy is asked again.
        PREFECT_CLIENT_MAX_RETRIES: RETRIES,
        PREFECT_API_REQUEST_TIMEOUT: REQUEST_SECONDS,
    }
    try:
        with temporary_settings(told):
            return register_for_workers(pool)
    except (PrefectException, httpx.HTTPError) as error:
        server.answers()  # which says what is the matter with it now
        raise _silent(server, "fails" if _is_its_own(error) else "refuses") from error
    except (JSONDecodeError, ValidationError) as error:  # its answer is none of Prefect's
        raise _silent(server, "no_prefect") from error


def _is_its_own(error: Exception) -> bool:
    """Whether the server failed, and took no offence at what was asked."""
    status = getattr(getattr(error, "response", None), "status_code", 0)
    return int(status) >= HTTPStatus.INTERNAL_SERVER_ERROR


def _silent(server: OutsideServer, otherwise: str = "refuses") -> PrefectServerSilent:
    why = Term(f"prefect.trouble.{server.trouble or otherwise}")
    return PrefectServerSilent(field="PREFECT_API_URL", url=server.address, why=why)
