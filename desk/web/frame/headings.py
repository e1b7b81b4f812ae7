"""What a page calls its inputs, as its template says it: a refusal names them so too."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, nodes

INPUTS = frozenset({"area", "check", "checks", "date", "files", "radios", "select", "text"})


@cache
def headings_of(environment: Environment, template: str) -> dict[str, str]:
    """By the name of each input the key of its label: of this template, else of one it takes in.

    An input that is made under several labels is left out: its page knows under which.
    """
    if environment.loader is None:
        return {}
    source, _, _ = environment.loader.get_source(environment, template)
    tree, found = environment.parse(source), dict[str, set[str]]()
    for name, key in _inputs(tree):
        found.setdefault(name, set()).add(key)
    own = {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}
    taken = {
        name: key
        for part in _taken_in(tree)
        for name, key in headings_of(environment, part).items()
        if name not in found
    }
    return own | taken


def _inputs(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Name and key of each input that is made so: `m.date("on", t("page.stop.on"), …)`."""
    for call in tree.find_all(nodes.Call):
        match call:
            case nodes.Call(
                node=nodes.Getattr(attr=macro),
                args=[
                    nodes.Const(value=name),
                    nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=key)]),
                    *_,
                ],
            ) if macro in INPUTS:
                yield str(name), str(key)


def _taken_in(tree: nodes.Template) -> Iterator[str]:
    for kind in (nodes.Include, nodes.Import, nodes.FromImport):
        for part in tree.find_all(kind):
            match dict(part.iter_fields()).get("template"):
                case nodes.Const(value=str() as name) if name != "macros.html":
                    yield name
