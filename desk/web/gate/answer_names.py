"""What the keys and references of an answer are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.words import Named, Value
from registry.rules.seats import Seat


@dataclass(frozen=True)
class AnswerNames:
    """What keys and references of answers are called, and the seats that changes are about.

    `of_field` are those of one field alone, by its name.
    """

    names: Mapping[str, Value]
    seats: Sequence[Seat] = ()
    of_field: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def name(self, key: str) -> Value:
        """What the key is called, the key itself where it is not known."""
        return self.names.get(key, key)

    def seat(self, key: str) -> Value:
        """The title of the seat."""
        return next((Named(s.title_th, s.title_en) for s in self.seats if s.key == key), key)

    def called(self, key: str, field_name: str = "") -> Value:
        """What a key or the key of a seat is called, in that field."""
        own = self.of_field.get(field_name, {})
        if key in own:
            return own[key]
        name = self.name(key)
        return self.seat(key) if name == key else name


NOTHING_KNOWN = AnswerNames({})
