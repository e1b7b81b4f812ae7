"""That a person stands for a setting or a legal basis: told in the chain of its area."""

from registry.queries.audit import verifications
from registry.transaction import Write


def audit_verified(
    write: Write, action: str, area: str, key: str, by: int, against: str, *, new: bool
) -> bool:
    """Tell it where the fact is new, or was held against another paper. Answers whether it was."""
    last = None if new else verifications(write.connection, area).get(key)
    if last is not None and last.against == against:
        return False
    body = {"key": key} | ({"against": against} if against else {})
    write.audit(area, action, actor=by, body=body)
    return True
