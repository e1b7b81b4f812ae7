"""What instances and their papers are called: an order that amends is no appointment order."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from config.words import Term, known
from flows.engine.installation import Declarations
from registry.journal import InstanceRow, starts
from registry.queries.instances import InstanceAsOf


@dataclass(frozen=True)
class InstanceTitles:
    """What each instance is called, by its process and what it was begun for.

    The start of an instance is read once, those of a list at once by `read`.
    """

    declared: Declarations
    connection: Connection
    _purposes: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    def title(self, instance: int, process: str) -> Term:
        """What the instance of that process is called."""
        named = self._is_named(process)
        return Term(_worded("process", process, self._purpose(instance) if named else ""))

    def paper_kind(self, kind: str, instance: int | None) -> str:
        """The key of what a paper of that kind is called, in that instance or in none."""
        return _worded("document_kind", kind, self._purpose(instance) if instance else "")

    def read(self, instances: Iterable[InstanceRow | InstanceAsOf]) -> None:
        """Read for what those of the instances were begun that are called by it."""
        named = {one.id: self._is_named(one.process) for one in instances}
        self._purposes.update((one, "") for one, is_named in named.items() if not is_named)
        self.read_numbered([one for one, is_named in named.items() if is_named])

    def _is_named(self, process: str) -> bool:
        """Whether instances of the process are called by what they were begun for."""
        return self.declared.processes[process].purpose is not None

    def read_numbered(self, instances: Collection[int]) -> None:
        """Read for what the instances were begun, of which more than the number is not known."""
        unread = set(instances) - self._purposes.keys()
        self._purposes.update(dict.fromkeys(unread, ""))
        for instance, (process, start) in starts(self.connection, unread).items():
            purpose = self.declared.processes[process].purpose
            if purpose is not None:
                self._purposes[instance] = start[purpose]

    def _purpose(self, instance: int) -> str:
        if instance not in self._purposes:
            self.read_numbered((instance,))
        return self._purposes[instance]


def _worded(family: str, key: str, purpose: str) -> str:
    own = f"{family}.{key}.{purpose}"
    return own if purpose and known(own) else f"{family}.{key}"
