"""The figures of a quarter as a table: an input for each part of each indicator.

An input is called after its indicator and part, so that a sheet is the same whatever of it was
told before. A figure is exact unless another is chosen beside its total.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.indicators import Indicator, Origin, indicators
from config.words import Named, Value
from desk.web.frame.typed_fields import last_typed
from flows.year.figure_lines import printed_indicators
from registry.rules.figure_words import part_words
from registry.rules.figures import Qualifier

Typed = Mapping[str, Sequence[str]]
FIRST_PARTS = (
    "",
    "numerator",
)  # beside them it is said how the figure is meant, and where it stands
BESIDE = ("qualifier", "evidence")


@dataclass(frozen=True)
class FigureInput:
    """A part of an indicator: what its inputs are called and hold; `qualifier` "" for exact.

    Of the first part it is asked how the figure is meant, and in which paper it stands.
    """

    name: str
    label: Value
    value: str
    qualified: bool
    qualifier: str
    evidence: str

    @property
    def beside(self) -> dict[str, str]:
        """What is said beside the number, by the names of a line's fields."""
        said = {"qualifier": self.qualifier, "evidence": self.evidence.strip()}
        return {name: one for name, one in said.items() if one}


@dataclass(frozen=True)
class FigureBlock:
    """An indicator with the inputs of its parts; `name` begins the name of each of them."""

    key: str
    name: str
    title: Named
    unit: Named
    definition: Named
    victims: bool
    inputs: tuple[FigureInput, ...]

    @property
    def filled(self) -> bool:
        """Whether somebody typed anything in it."""
        return any(one.value for one in self.inputs)


def figure_table(name: str, typed: Typed) -> tuple[FigureBlock, ...]:
    """Every indicator that a district reports, as typed; others where one typed them before."""
    return tuple(
        FigureBlock(
            one.key,
            _called(name, one.key, ""),
            Named(one.title_th, one.title_en),
            Named(one.unit_th, one.unit_en),
            Named(one.definition_th, one.definition_en),
            one.victims,
            tuple(_inputs(name, one, typed)),
        )
        for one in printed_indicators()
        if one.origin is Origin.ENTERED or _is_typed(name, one, typed)
    )


def _is_typed(name: str, of: Indicator, typed: Typed) -> bool:
    parts = indicators().parts_of(of)
    return any(last_typed(typed, _called(name, of.key, part)) for part in parts)


def _inputs(name: str, of: Indicator, typed: Typed) -> Iterator[FigureInput]:
    known = indicators()
    for part in known.parts_of(of):
        own = _called(name, of.key, part)
        yield FigureInput(
            own,
            part_words(known, part),
            last_typed(typed, own),
            part in FIRST_PARTS,
            last_typed(typed, f"{own}.qualifier"),
            last_typed(typed, f"{own}.evidence"),
        )


def _called(name: str, indicator: str, part: str) -> str:
    return f"{name}.f.{indicator}.{part}" if part else f"{name}.f.{indicator}"


def typed_figures(name: str, rows: Sequence[Any]) -> dict[str, list[str]]:
    """Lines of an answer as they would have been typed."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if not isinstance(row, Mapping) or row.get("value") in (None, ""):
            continue
        own = _called(name, str(row.get("indicator")), str(row.get("part") or ""))
        found[own] = [str(row["value"])]
        qualifier = str(row.get("qualifier") or Qualifier.EXACT)
        if qualifier != Qualifier.EXACT:
            found[f"{own}.qualifier"] = [qualifier]
        if row.get("evidence"):
            found[f"{own}.evidence"] = [str(row["evidence"])]
    return found


@dataclass(frozen=True)
class FigureReading:
    """The lines of an answer, and which input each field of them is."""

    rows: list[dict[str, str]]
    inputs: dict[str, str]


def read_figures(name: str, typed: Typed) -> FigureReading:
    """The figures that were typed, in the order of their indicators."""
    read = FigureReading([], {})
    for block in figure_table(name, typed):
        parts = indicators().parts_of(indicators().by_key[block.key])
        for part, one in zip(parts, block.inputs, strict=True):
            if not one.value.strip():
                continue
            place = f"{name}.{len(read.rows)}"
            row = {"indicator": block.key, "part": part, "value": one.value.strip()}
            read.rows.append(row | one.beside)
            fields = dict.fromkeys(("indicator", "part", "value"), one.name)
            fields |= {beside: f"{one.name}.{beside}" for beside in BESIDE}
            read.inputs.update({f"{place}.{field}": named for field, named in fields.items()})
    return read
