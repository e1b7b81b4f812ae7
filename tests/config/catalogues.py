"""The words of the catalogues, and every key that declared data makes necessary."""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, get_args, get_type_hints

from babel.messages.pofile import read_po
from pydantic import BaseModel
from sqlalchemy import CheckConstraint

import config
import desk
import flows
import registry
import tasks
from config.defaults import committee
from config.words import (
    LOCALE,
    Language,
    Term,
)
from desk.views.settings_and_law import choices_of
from flows.capabilities import GATES, PROCESSES
from flows.decisions.decide import Decision
from flows.engine.misfit import choice
from flows.engine.replay import Effect, EventKind, Query
from flows.establishment.gates import Advocacy
from flows.order.effects import ORDER_KIND
from flows.order.process import OrderStart
from flows.order.withdrawal import SCAN as SCAN_OF_WITHDRAWAL
from flows.papers.office_templates import paper_kinds
from registry.models import Document, Holding, Instance, table_of
from registry.queries.office_kinds import shipped_kinds
from registry.records.directives import SCAN as SCAN_OF_DIRECTIVE
from registry.records.province_values import KNOWN
from registry.refusals import Refusal
from registry.rules.adoption_choices import ScanKind
from registry.rules.handover import HandoverOf
from registry.rules.partial_dates import WrittenDate
from registry.rules.rights import OFFICE_PARTS, Part, Verb
from registry.rules.seats import (
    AddSeat,
    BodyKey,
    ChangeRole,
    FillSeat,
    RemoveSeat,
    RenameSeat,
    SeatMode,
    SeatRole,
)
from tests.released.contract import effects_declared

PACKAGES = (config, registry, flows, tasks, desk)
ROOT = Path(config.__file__).parent.parent


@cache
def sources() -> dict[str, str]:
    """Every Python file of the packages, by its path."""
    files = (file for package in PACKAGES for file in Path(package.__path__[0]).rglob("*.py"))
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


def parts_of(kind: Any) -> Iterator[type]:
    """The classes that an annotation is made of."""
    if isinstance(kind, type) and not get_args(kind):
        yield kind
    for inner in get_args(kind):
        yield from parts_of(inner)


def models(form: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The form and every model inside it."""
    yield form
    for declaration in form.model_fields.values():
        for part in parts_of(declaration.rebuild_annotation()):
            if issubclass(part, BaseModel) and part is not WrittenDate:  # one field of a page
                yield from models(part)


def form_models() -> set[type[BaseModel]]:
    """The models of all forms, old versions too."""
    return {one for gate in GATES.values() for form in gate.forms for one in models(form)}


def field_names() -> set[str]:
    """The fields of forms and what stands around an answer."""
    around = {one.name for one in fields(Decision)} | {"process"}
    return around | {name for model in form_models() for name in model.model_fields}


NEVER_RAISED = {
    "FileMisfits",
    "SeveralRefused",
    "RegistryFault",
    "_ValueRefused",
}  # what several refusals have in common
OF_SEATS: dict[type[Enum], str] = {BodyKey: "body", SeatRole: "role", SeatMode: "seat_mode"}
SEAT_CHANGES = (AddSeat, RemoveSeat, RenameSeat, ChangeRole, FillSeat)
STATUSES = {
    "status.instance": (Instance, "status"),
    "status.document": (Document, "status"),
    "capacity": (Holding, "capacity"),
    "basis": (Holding, "basis"),
}  # fmt: skip


@cache
def keys(language: Language) -> Counter[str]:
    """How often each key stands in the .po files of a language."""
    files = (LOCALE / language / "LC_MESSAGES").glob("*.po")
    texts = [file.read_text(encoding="utf-8") for file in files]
    return Counter(
        key for text in texts for key in re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    )


@cache
def words(language: Language) -> dict[str, str]:
    """Key to text, from the .po files themselves."""
    messages = {}
    for file in (LOCALE / language / "LC_MESSAGES").glob("*.po"):
        with file.open("rb") as stream:
            messages.update({str(m.id): str(m.string) for m in read_po(stream) if m.id})
    return messages


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    # A small number is a word in English and a figure in Thai.
    return {"count" if name == "counted" else name for name in names}


@cache
def refusals() -> dict[str, type[Refusal]]:
    """Every refusal of the code that is raised, by its class's name."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found = {one.__name__: one for one in below(Refusal) if one.__name__ not in NEVER_RAISED}
    names = {package.__name__ for package in PACKAGES}
    return {name: one for name, one in found.items() if one.__module__.split(".")[0] in names}


def below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    """All classes under it."""
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def values(kind: type) -> set[str]:
    """The keys of what can be chosen where a field is of that class."""
    if kind is bool:
        return {"choice.bool.true", "choice.bool.false"}
    if not issubclass(kind, Enum):
        return set()
    if kind in OF_SEATS:
        return {f"{OF_SEATS[kind]}.{one.value}" for one in kind}
    return {choice(one).key for one in kind}  # type: ignore[arg-type]


def choices() -> set[str]:
    """The keys of all values that forms let choose."""
    annotations = [f.rebuild_annotation() for m in form_models() for f in m.model_fields.values()]
    kinds = {part for annotation in annotations for part in parts_of(annotation)}
    changes = {f"choice.seat_change.{one.model_fields['change'].default}" for one in SEAT_CHANGES}
    return changes | {key for kind in kinds for key in values(kind)}


def constrained(model: type, column: str) -> set[str]:
    """The values that the database takes in a column."""
    rules = (c for c in table_of(model).constraints if isinstance(c, CheckConstraint))
    texts = [str(rule.sqltext) for rule in rules]
    (listed,) = (t for t in texts if re.fullmatch(rf"{column} IN \([^)]*\)", t))
    return set(re.findall(r"'(\w+)'", listed))


def office_kinds() -> set[str]:
    """The kinds of offices that sit, decide or give a part."""
    seated = {kind for seat in committee().seats for kind in seat.office_kinds}
    return seated | {kind for gate in GATES.values() for kind in gate.deciders} | set(OFFICE_PARTS)


def audited() -> set[str]:
    """What is written into the chains beside the journals, by a word or a constant."""
    trees = [ast.parse(text) for text in sources().values()]
    everywhere = {name: said for tree in trees for name, said in constants(tree)}
    found: set[str] = set()
    for tree in trees:
        known = everywhere | dict(constants(tree))
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="audit"), args=[_, act, *_]):
                    found |= acts(act, known)
                case ast.Call(func=ast.Name("_tell"), args=[_, _, _, act, *_]):
                    found |= acts(act, known)
    return found


def constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The words that a file gives names, one by one or several at once."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=ast.Constant(str(word))):
                yield name, word
            case ast.Assign(targets=[ast.Tuple(names)], value=ast.Tuple(words)):
                for one, said in zip(names, words, strict=True):
                    if isinstance(one, ast.Name) and isinstance(said, ast.Constant):
                        yield one.id, str(said.value)


def acts(said: ast.expr, known: Mapping[str, str]) -> set[str]:
    """The word, or both of a choice; an entry of a journal has the words of its kind."""
    match said:
        case ast.Constant(word):
            return {str(word)}
        case ast.IfExp(_, one, other):
            return acts(one, known) | acts(other, known)
        case ast.Name(name) if name != "action":  # each caller says it
            return {known[name]}
    return set()


def named(kind: type[Effect[Any] | Query[Any]]) -> set[str]:
    """The keys of the effects, or of the queries, that are declared."""
    return {one.key for one in effects_declared(kind).values()}


def outcomes() -> set[str]:
    """How the processes can end."""
    hints: list[dict[str, Any]] = [get_type_hints(one.function) for one in PROCESSES.values()]
    ends = [hint["return"] for hint in hints]
    return {str(member) for end in ends for member in end}


LETTERS = (SCAN_OF_DIRECTIVE, SCAN_OF_WITHDRAWAL)


def order_names() -> set[str]:
    """What orders that replace or amend are called, and their papers; and papers as signed."""
    kinds = {*get_args(OrderStart.model_fields["kind"].annotation)} - {"new"}
    as_signed = f"document_kind.{ORDER_KIND}.as_signed"
    named = ("process.order", f"document_kind.{ORDER_KIND}", as_signed)
    return {as_signed, *(f"{one}.{kind}" for one in named for kind in kinds)}


def handover_names() -> set[str]:
    """What handovers of other than a Chief's work are called."""
    return {f"process.handover.{one}" for one in set(HandoverOf) - {HandoverOf.CHIEF}}


def setting_choices() -> set[str]:
    """The words of what a setting can be set to, where they are no pattern of its own."""
    choices = [said for key in KNOWN for _, said in choices_of(key)]
    return {said.key for said in choices if isinstance(said, Term)}


@cache
def declared_keys() -> frozenset[str]:
    """Every key that declared data makes necessary."""
    gates = GATES.values()
    of_gates = {f"gate.{g.key}{end}" for g in gates for end in ("", ".purpose", ".next", ".action")}
    phases = {phase for process in PROCESSES.values() for phase in process.phases}
    families: dict[str, Iterable[str]] = {
        "refusal": {one.code for one in refusals().values()},
        "process": set(PROCESSES),
        "phase": phases | {gate.phase for gate in gates if gate.phase},
        "field": field_names(),
        "office": {*office_kinds(), *shipped_kinds()},  # a kind is offered by being named
        "part": set(Part),
        "verb": set(Verb),
        "event": set(EventKind),
        "effect": named(Effect),
        "outcome": outcomes(),
        "advocacy": set(Advocacy),
        "audit": audited(),
        "document_kind": {*paper_kinds(), *(f"past.{kind}" for kind in ScanKind), *LETTERS},
        "problem": set(re.findall(r'problem\(\s*"(\w+)"', "".join(sources().values()))),
        **{family: constrained(*where) for family, where in STATUSES.items()},
    }
    plain = {f"{family}.{name}" for family, names in families.items() for name in names}
    return frozenset(
        of_gates | plain | choices() | setting_choices() | order_names() | handover_names()
    )


def shared_families() -> tuple[str, ...]:
    """Families that declared data needs in part, and other code makes keys of too."""
    return ("role.", "body.", "seat_mode.", "audit.")
