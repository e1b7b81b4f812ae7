"""What papers are called by their kind: a scan by the gate that it is evidence of."""

from config.words import Sentence, both, known

KIND = "document_kind."
SCAN = "scan."


def kind_title(kind: str) -> Sentence | None:
    """What papers of a kind are called; None where there is no word for it."""
    gate = f"gate.{kind.removeprefix(SCAN)}"
    if known(f"{KIND}{kind}"):
        return both(f"{KIND}{kind}")
    if kind.startswith(SCAN) and known(gate):
        return both("page.documents.scan", gate=both(gate))
    return None
