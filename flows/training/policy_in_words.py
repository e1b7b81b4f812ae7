"""What a refresher is of, in words: the policy that changed."""

from datetime import date

from sqlalchemy import Connection

from config.words import Named, Value
from registry.journal import InstanceRow
from registry.queries.policy import policies_called


def policy(connection: Connection, row: InstanceRow, _on: date) -> Value:
    """What the policy is called."""
    named = policies_called(connection, row.period)
    return Named(named[-1].title_th, named[-1].title_en) if named else row.period
