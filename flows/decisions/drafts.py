"""The draft that a gate is about."""

from config.words import Named, both
from flows.engine.decision import Deciding
from registry.queries.documents import DocumentRow, document_of, documents
from registry.queries.renamings import names_before
from registry.rules.order_facts import Signer


def draft_asked_about(deciding: Deciding) -> DocumentRow:
    """The draft that the gate is about: the one its content hash names."""
    found = document_of(deciding.write.connection, deciding.instance.id, deciding.open.about or "")
    if found is None:
        msg = f"gate {deciding.open.path} is about no document"
        raise LookupError(msg)
    return found


def in_every_language(deciding: Deciding, draft: DocumentRow) -> list[DocumentRow]:
    """The draft in Thai and, of the same version, in English."""
    kept = documents(deciding.write.connection, instance_id=deciding.instance.id)
    return [one for one in kept if (one.kind, one.version) == (draft.kind, draft.version)]


def another_signer(printed: Signer, deciding: Deciding) -> Named | None:
    """The signer whom a draft names, where it names somebody and that is not who decides here.

    Who was renamed since is named as before.
    """
    if printed.name_th in (deciding.by.name.th, both("signer.nobody").th):
        return None
    if printed.name_th in names_before(deciding.write.connection, deciding.by.person):
        return None
    return Named(printed.name_th, printed.name_en)
