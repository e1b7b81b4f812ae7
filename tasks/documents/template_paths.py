"""The fields that tags name, as the field sheet names them."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

LOOP_WORDS = frozenset({"loop.index", "loop.first", "loop.last", "loop.length"})


# What is answered with yes or no prints nothing of the fields that it asks about.
_QUESTIONS = (nodes.Compare, nodes.Test, nodes.Not)


@dataclass(frozen=True)
class UsedField:
    """A field that a tag names, on which line of the source; `printed`: its value is shown.

    A field that a tag only compares, asks about or runs over is named and not printed.
    """

    path: str
    line: int
    printed: bool


def used_in(tree: nodes.Template) -> Iterator[UsedField]:
    """Every field of a parsed source: `seat.title_th`, where seat runs over body.seats, and
    body over bodies, is `bodies.seats.title_th`.
    """
    return _Paths().of(tree)


class _Paths:
    def __init__(self) -> None:
        self.stands_for: dict[str, str | None] = {}

    def of(self, node: nodes.Node, *, printed: bool = False) -> Iterator[UsedField]:
        match node:
            case nodes.For():
                yield from self._loop(node)
            case nodes.Assign():
                yield from self.of(node.node)
                self._let(node.target, self._path(node.node))
            case nodes.CondExpr():
                yield from self.of(node.test)
                for one in (node.expr1, node.expr2):
                    if one is not None:
                        yield from self.of(one, printed=printed)
            case nodes.Filter():
                yield from self._filtered(node, printed=printed)
            case nodes.Name() | nodes.Getattr():
                path = self._path(node)
                if path is not None and path not in LOOP_WORDS:
                    yield UsedField(path, node.lineno, printed)
            case _:
                shown = isinstance(node, nodes.Output) or printed
                for child in node.iter_child_nodes():
                    yield from self.of(child, printed=shown and not isinstance(node, _QUESTIONS))

    def _filtered(self, node: nodes.Filter, *, printed: bool) -> Iterator[UsedField]:
        """What is written by a filter is printed; what tells the filter how to write is not."""
        for child in node.iter_child_nodes():
            yield from self.of(child, printed=printed and child is node.node)

    def _loop(self, loop: nodes.For) -> Iterator[UsedField]:
        yield from self.of(loop.iter)
        before = dict(self.stands_for)
        self._let(loop.target, self._path(loop.iter))
        inside = [*loop.body, *loop.else_, *([loop.test] if loop.test else [])]
        for child in inside:
            yield from self.of(child)
        self.stands_for = before

    def _let(self, target: nodes.Node, path: str | None) -> None:
        if isinstance(target, nodes.Name):
            self.stands_for[target.name] = path

    def _path(self, node: nodes.Node) -> str | None:
        match node:
            case nodes.Filter() if node.node is not None:
                return self._path(node.node)
            case nodes.Getattr():
                owner = self._path(node.node)
                return None if owner is None else f"{owner}.{node.attr}"
            case nodes.Name():
                return self.stands_for.get(node.name, node.name)
            case _:
                return None
