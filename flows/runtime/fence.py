"""A fence around each step of a sweep, and around each district and item in it.

What fails there ends nothing else: it stands failed in the registry, where people see it, is tried
again at a time of its own, and goes from there once it succeeds. A database or a disk that fails
is no step's failure, and ends the sweep as it ever did.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from flows.engine.apart import OneAfterAnother
from flows.engine.failed_steps import tell_failure
from flows.engine.installation import Installation
from registry.queries.failed_steps import FailedStepRow, failed_steps
from registry.records.failed_steps import end_failures
from registry.refusals import RegistryFault
from registry.transaction import COUNTRY

Place = tuple[str, str]  # an area, and an item there or ""
WHOLE: Place = (COUNTRY, "")


@dataclass
class Fence(OneAfterAnother):
    """The fence around one step: it knows what of it stands failed, and tells what fails now."""

    office: Installation
    step: str
    known: dict[Place, FailedStepRow] = field(default_factory=dict)

    def around(self, work: Callable[[OneAfterAnother], None]) -> bool:
        """Do the step; whether it came to its end, whatever failed in an area or item of it.

        As a whole it is tried at every sweep. Raises RegistryFault.
        """

        def whole() -> int:
            work(self)
            return 0

        self._look()
        return self._try(WHOLE, whole) is not None

    def each(
        self, areas: Iterable[str], work: Callable[[str], int], most: int | None = None
    ) -> int:
        """The work of each area by itself; what failed before rests until its time comes."""
        due = self._ready((one, "") for one in areas)
        return sum(self._try(one, partial(work, one[0])) or 0 for one in due[:most])

    def items(self, names: Iterable[str], work: Callable[[str], int]) -> int:
        """The same for things that lie in no area of their own."""
        due = self._ready((COUNTRY, one) for one in names)
        return sum(self._try(one, partial(work, one[1])) or 0 for one in due)

    def end_all_but(self, due: Iterable[Place]) -> None:
        """What is due no more stands failed no more: somebody did it, or took it back."""
        asked = {*due, WHOLE}
        self._look()
        self._end([place for place in self.known if place not in asked])

    def _ready(self, places: Iterable[Place]) -> list[Place]:
        due = [*places]
        self.end_all_but(due)
        now = self.office.registry.clock.now()
        return [one for one in due if one not in self.known or self.known[one].again_at <= now]

    def _try(self, place: Place, work: Callable[[], int]) -> int | None:
        """What the work answers; None where it failed."""
        try:
            done = work()
        except RegistryFault:
            raise
        except Exception as error:  # noqa: BLE001 — whatever it is, the rest of the sweep goes on
            tell_failure(self.office.registry, self.step, error, *place)
            return None
        if place in self.known:
            self._end([place])
        return done

    def _look(self) -> None:
        with self.office.registry.reading() as connection:
            rows = failed_steps(connection, self.step)
        self.known = {(one.area, one.item): one for one in rows}

    def _end(self, places: list[Place]) -> None:
        rows = [self.known.pop(one).id for one in places]
        if rows:
            with self.office.registry.writing() as write:
                end_failures(write, rows)
