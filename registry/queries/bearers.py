"""What every secret that lets somebody in by bearing it tells of itself, but for the secret."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class BearerRow:
    """Whose it is, and until when it works. Its token nobody can read again."""

    id: int
    person: int
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def works(self, now: datetime) -> bool:
        """Whether who bears it is answered."""
        return self.revoked_at is None and now < self.expires_at
