"""The catalogues: every word in both languages, none missing, none left over."""

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

import pytest
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
    LANGUAGES,
    LOCALE,
    Field,
    Language,
    labelled,
    say,
    written,
)
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
from registry.refusals import Refusal
from registry.rules.adoption_choices import ScanKind
from registry.rules.handover import HandoverOf
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
NEVER_RAISED = {
    "FileMisfits",
    "SeveralRefused",
    "RegistryFault",
    "_ValueRefused",
}  # what several refusals have in common
ROOT = Path(config.__file__).parent.parent
PAGES = ROOT / "templates" / "desk"
THAI = re.compile(r"[\u0e00-\u0e7f]")
OF_SEATS: dict[type[Enum], str] = {BodyKey: "body", SeatRole: "role", SeatMode: "seat_mode"}
SEAT_CHANGES = (AddSeat, RemoveSeat, RenameSeat, ChangeRole, FillSeat)
BY_COUNT = re.compile(r"\{(\w+):[^}]*\|")
# English that quotes the Thai words of the paper itself.
QUOTED_THAI = {
    "difference.earlier_order",
    "page.offices.title_hint",
    "page.offices.unit_hint",
}
# Words of the draft itself, and hints that show both kinds of digits.
IN_THAI_DIGITS = {
    "page.hint.plan_row.amount", "page.hint.time", "page.paper.operations", "plan_guide.5",
    "plan_word.guide.3", "refusal.time_unreadable", "template.loop.index",
}  # fmt: skip
# Said in the other language: whoever needs it reads no other.
CROSSED = {"page.other_language"}
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
def sources() -> dict[str, str]:
    """Every Python file of the packages, by its path."""
    files = (file for package in PACKAGES for file in Path(package.__path__[0]).rglob("*.py"))
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


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
            if issubclass(part, BaseModel):
                yield from models(part)


def form_models() -> set[type[BaseModel]]:
    """The models of all forms, old versions too."""
    return {one for gate in GATES.values() for form in gate.forms for one in models(form)}


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


def field_names() -> set[str]:
    """The fields of forms and what stands around an answer."""
    around = {one.name for one in fields(Decision)} | {"process"}
    return around | {name for model in form_models() for name in model.model_fields}


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
    return frozenset(of_gates | plain | choices() | order_names() | handover_names())


def test_both_languages_hold_the_same_keys() -> None:
    assert set(keys("th")) == set(keys("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: Language) -> None:
    assert [key for key, count in keys(language).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_declared_has_its_words(language: Language) -> None:
    assert declared_keys() - {key for key, text in words(language).items() if text} == set()


def test_a_sentence_has_the_same_placeholders_in_both_languages() -> None:
    thai, english = words("th"), words("en")
    odd = {k for k in thai if placeholders(thai[k]) != placeholders(english.get(k, ""))}
    assert odd == set()


def test_english_says_of_one_thing_by_its_singular() -> None:
    english = words("en")
    counted = {name for text in english.values() for name in BY_COUNT.findall(text)} - {"number"}
    bare = re.compile(
        rf"\{{(?:{'|'.join(counted)})\}} (?!with |is\b|was\b)(?:[a-z]+ )?(?:[a-z]+s|people)\b"
    )
    assert {key: found[0] for key, text in english.items() if (found := bare.search(text))} == {}


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 people hold 0 of 0 seats"),
        (1, "1 person holds 1 of 1 seat"),
        (2, "2 people hold 2 of 2 seats"),
        (11, "11 people hold 11 of 11 seats"),
    ],
)
def test_a_sentence_that_counts_several_things_has_the_word_of_each_count(
    count: int, said: str
) -> None:
    assert say("package.people.each", "en", people=count, filled=count, of=count) == said
    as_words = {name: str(count) for name in ("people", "filled", "of")}
    assert say("package.people.each", "en", **as_words) == said


def test_thai_is_written_in_thai_and_english_in_latin() -> None:
    bare = {key: re.sub(r"\{\w+\}", "", text) for key, text in words("th").items()}
    lettered = {key for key, text in bare.items() if any(sign.isalpha() for sign in text)}
    assert {key for key in lettered if not THAI.search(bare[key])} == CROSSED
    assert {key for key, text in words("en").items() if THAI.search(text)} == QUOTED_THAI | CROSSED


def test_numbers_are_said_in_arabic_digits_which_papers_print_in_thai_ones() -> None:
    thai = {key for key, text in words("th").items() if re.search("[\u0e50-\u0e59]", text)}
    assert thai == IN_THAI_DIGITS


def test_one_thing_has_one_word_in_thai() -> None:
    dropped = (
        "กรุณา", "ที่นั่ง", "สมุดงาน", "รับโอน", "ห่วง", "ยกรุ่น", "วันที่ตัดสิน", "เริ่มอำเภอ",
        "สิทธิ์", "ในกระดาษ", "บันทึกย้อนหลายขั้น", "แฮช", "เริ่มเอง", "ดำเนินต่อเอง", "เปิดเอง", "เริ่มเรื่องสำหรับ",
        "วันหลังสิ้น", "ถือว่าไม่ได้รายงาน", "แตะต้อง", "เซิร์ฟเวอร์", "ในเว็บ",
    )  # fmt: skip
    odd = {key: text for key, text in words("th").items() if any(one in text for one in dropped)}
    assert odd == {}


def test_no_thai_stands_in_code() -> None:
    assert [path for path, text in sources().items() if THAI.search(text)] == []


def test_every_refusal_is_raised_with_the_values_of_its_sentence() -> None:
    lacking = [
        f"{place}: {kind.code} lacks {sorted(lacks)}"
        for place, kind, given in raised()
        if (lacks := placeholders(words("en").get(f"refusal.{kind.code}", "")) - given)
    ]
    assert lacking == []


def raised() -> Iterator[tuple[str, type[Refusal], set[str]]]:
    """Where refusals are made: file and line, the class, the names that it is given."""
    # A class with an __init__ of its own takes its values there, from elsewhere.
    own = {name for name, one in refusals().items() if one.__init__ is not Refusal.__init__}
    for path, text in sources().items():
        tree = ast.parse(text)
        in_cells = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CellWrong"
            for inner in node.args
        }
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in refusals().keys() - own:
                    given = {one.arg for one in node.keywords if one.arg}
                    given |= {"field"} if id(node) in in_cells else set()  # the cell's column
                    yield f"{path}:{node.lineno}", refusals()[name], given
                case ast.Raise(exc=ast.Name(id=name)) if name in refusals():
                    yield f"{path}:{node.lineno}", refusals()[name], set()


def test_every_word_that_a_page_or_the_code_asks_for_by_its_key_is_there() -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in PAGES.glob("*.html"))
    code = "".join(sources().values())
    asked = set(re.findall(r'\bt\(\s*"([^"]+)"\s*[,)]', pages))
    asked |= set(re.findall(r'\b(?:say|both|Term)\(\s*"([a-z_]+\.[^"]+)"\s*[,)]', code))
    assert len(asked) > 100
    assert asked - keys("th").keys() == set()


def test_no_word_is_left_over() -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in PAGES.glob("*.html"))
    code = "".join(sources().values()) + pages.replace("'", '"')
    prefixes = set(re.findall(r'f"((?:[a-z_]+\.)+)\{', code))
    prefixes |= set(re.findall(r'"((?:[a-z_]+\.)+)" ~', code))
    exact = {f"{key.split('.')[0]}." for key in declared_keys()} - set(shared_families())
    loose = tuple(prefixes - exact)
    quoted = set(re.findall(r'(?<=")[^"\s]+(?=")', code))
    left = {
        key
        for key in keys("th").keys() - declared_keys()
        if quoted.isdisjoint((key, key.removeprefix("problem."), key.removeprefix("field.")))
        and not key.startswith(loose)
        and not is_field_at_a_place(key)
    }
    assert left == set()


def shared_families() -> tuple[str, ...]:
    """Families that declared data needs in part, and other code makes keys of too."""
    return ("role.", "body.", "seat_mode.", "audit.")


def is_field_at_a_place(key: str) -> bool:
    """A label that names a field inside another, or a field that a refusal names itself."""
    *within, name = key.removeprefix("field.").split(".")
    own = set(re.findall(r'field="(?:[a-z_0-9]+\.)*([a-z_]+)"', "".join(sources().values())))
    return key.startswith("field.") and {*within, name} <= own | field_names()


def test_a_field_is_said_by_the_label_of_its_last_named_part() -> None:
    assert written(Field("replies.0.item"), "en") == "Number of the item"
    assert written(Field("earlier.number"), "th") == "เลขที่"


def test_a_name_that_means_another_thing_inside_a_form_has_a_label_there() -> None:
    assert written(Field("person.title_th"), "en") == "Title before the name"
    assert written(Field("changes.0.rename.title_th"), "en") == "Title (Thai)"


def test_a_field_is_not_called_by_a_sentence_about_a_setting() -> None:
    assert written(Field("rows"), "en") == "Rows"
    called = {one: written(Field(one), "th") for one in field_names()}
    assert {one: said for one, said in called.items() if "{" in said} == {}


def test_every_field_that_a_refusal_names_is_called_by_words() -> None:
    named = {
        str(one.value.value)
        for code in sources().values()
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call)
        for one in call.keywords
        if one.arg == "field" and isinstance(one.value, ast.Constant) and one.value.value
    }
    # Options and arguments of the command line are typed as they stand; pages have words for them.
    by_key = {one for one in named if not one.startswith("--") and not one.isupper()}
    assert {one for one in by_key if not labelled(one)} == set()
