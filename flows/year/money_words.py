"""What the steps of a line of money are called."""

from config.words import Term

# Before the grantor has said anything a line was proposed, or not.
PROPOSALS = {"proposed": "sent", "not_sent": "not_sent"}


def step_called(step: str) -> Term:
    """The word for a step as the registry keeps it."""
    if step in PROPOSALS:
        return Term(f"choice.proposal.{PROPOSALS[step]}")
    return Term(f"choice.money_step.{step}")
