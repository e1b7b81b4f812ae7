"""Requests take turns: so many at once, and nobody waits for one that takes long."""

import asyncio
from threading import Event, Lock, Semaphore

import pytest

from desk.web.frame.turns import Turns

FAR = 60.0
SOON = 0.01


class Hall:
    """Counts who is inside; whoever is stays until `opened`."""

    def __init__(self) -> None:
        self.opened, self.inside, self.most = Event(), 0, 0
        self._lock, self._came = Lock(), Semaphore(0)

    def stay(self) -> None:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self._came.release()
        self.opened.wait(FAR)
        with self._lock:
            self.inside -= 1

    async def holds(self, count: int) -> None:
        for _ in range(count):
            await asyncio.to_thread(self._came.acquire, timeout=FAR)


def test_no_more_are_worked_at_at_once_than_there_are_places() -> None:
    hall, turns = Hall(), Turns(2, FAR)

    async def all_come() -> None:
        async with asyncio.timeout(FAR), asyncio.TaskGroup() as group:
            for _ in range(6):
                group.create_task(turns.run(hall.stay))
            await hall.holds(2)
            hall.opened.set()

    asyncio.run(all_come())
    assert (hall.most, hall.inside) == (2, 0)


def test_what_takes_long_gives_its_place_to_the_next_and_goes_on() -> None:
    hall, turns = Hall(), Turns(1, SOON)

    async def one_stays() -> None:
        async with asyncio.timeout(FAR), asyncio.TaskGroup() as group:
            group.create_task(turns.run(hall.stay))
            await hall.holds(1)
            group.create_task(turns.run(hall.opened.set))  # without its turn the first never goes

    asyncio.run(one_stays())
    assert (hall.most, hall.inside) == (1, 0)


def test_whoever_fails_gives_the_place_back() -> None:
    turns = Turns(1, FAR)

    async def one_fails() -> str:
        with pytest.raises(ZeroDivisionError):
            await turns.run(lambda: 1 / 0)
        async with asyncio.timeout(FAR):
            return await turns.run(str, 1)

    assert asyncio.run(one_fails()) == "1"
