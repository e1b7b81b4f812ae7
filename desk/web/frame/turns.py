"""So many requests are worked at at once: the others wait for their turn, the first come first.

Threads that share an interpreter take its lock from one another, and make each request longer and
none of them sooner. What takes long, a PDF or a workbook, gives its place to the next and goes on
beside it: nobody waits for it to end.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import anyio
from starlette.concurrency import run_in_threadpool

AT_ONCE = 4
LONG_SECONDS = 1.0  # many times what a page takes, on a busy machine too

P = ParamSpec("P")
R = TypeVar("R")


class Turns:
    """The places of one application."""

    def __init__(self, at_once: int = AT_ONCE, long_seconds: float = LONG_SECONDS) -> None:
        self._places = anyio.Semaphore(at_once)
        self._long = long_seconds

    async def run(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """What the work gives, done in a thread once it is its turn."""
        await self._places.acquire()
        place = _Place(self._places)
        given_up = asyncio.get_running_loop().call_later(self._long, place.give_up)
        try:
            return await run_in_threadpool(work, *args, **named)
        finally:
            given_up.cancel()
            place.give_up()


class _Place:
    """The place of one request, given up once."""

    def __init__(self, places: anyio.Semaphore) -> None:
        self._places, self._is_held = places, True

    def give_up(self) -> None:
        if self._is_held:
            self._is_held = False
            self._places.release()
