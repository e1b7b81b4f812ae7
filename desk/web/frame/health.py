"""What a monitor asks without signing in: whether the desk lives, and whether it can work.

Both answers tell a code at most, and nothing of the registry.
"""

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from registry.refusals import Refusal
from registry.store import Registry

NOT_READY = 503


async def alive(_request: Request) -> Response:
    """The process answers. It asks nothing else: who restarts it would mend no database."""
    return JSONResponse({"status": "alive"})


async def ready(request: Request) -> Response:
    """The registry is there, of this release, and can be read."""
    registry: Registry = request.app.state.office.registry
    hindrance = await run_in_threadpool(hindrance_of, registry)
    if hindrance is not None:
        return JSONResponse({"status": "not_ready", "code": hindrance}, NOT_READY)
    return JSONResponse({"status": "ready"})


def hindrance_of(registry: Registry) -> str | None:
    """The code of what keeps the registry from being read, None for nothing."""
    try:
        registry.check()
        registry.meta("kind")
    except Refusal as refusal:
        return refusal.code
    except (DBAPIError, OSError):
        return "registry_away"
    return None
