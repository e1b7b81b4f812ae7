"""Brings the capability of the tests into this process, as a release would ship it.

A process that did so is for these tests alone: the capability stays.
"""

from pathlib import Path

from babel.messages.pofile import read_po

from config.words import LANGUAGES, catalogue
from flows import capabilities
from flows.engine.capability import Capability
from registry.models import guards
from registry.store import Registry
from tasks.documents.template_folders import kinds
from tests.visits.models import Visit

HERE = Path(__file__).parent


def bring_in(capability: Capability) -> None:
    """Its processes, gates and papers beside those of the release; its words and templates."""
    capabilities.CAPABILITIES = (*capabilities.CAPABILITIES, capability)
    for process in capability.processes:
        capabilities.PROCESSES[process.key] = process
        capabilities.NEWEST[process.key] = process.revision
    capabilities.GATES.update({gate.key: gate for gate in capability.gates})
    capabilities.PAPERS.update({papers.effect.key: papers for papers in capability.papers})
    capabilities.declared.cache_clear()
    for sheet in (HERE / "templates").glob("*.yaml"):
        kinds()[sheet.stem] = sheet.parent
    for language in LANGUAGES:
        with (HERE / "words" / f"{language}.po").open("rb") as file:
            words = {str(one.id): str(one.string) for one in read_po(file) if one.id}
        catalogue(language).update(words)


def make_table(url: str) -> None:
    """The table of visits in a registry that the migrations made."""
    registry = Registry(url)
    with registry.making() as connection:
        Visit.__table__.create(connection)
        guards.install(connection)
    registry.dispose()
