"""All that the registry holds, as sheets of plain rows: for leaving with it (`export`).

Versions that no longer stand are among them: `superseded_at` says since when. A table has a
sheet by being there, its references told by the names that people know; a query of its own where a
join reads better. What has none is named with its reason in `LEFT_BEHIND`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnClause, Connection, Table, func, select
from sqlalchemy.sql.visitors import iterate

from registry.ledger import canonical
from registry.models import (
    Area,
    Base,
    Document,
)
from registry.models.base import aliased
from registry.queries.export_queries import Rows, own_queries
from registry.rows import columns_of
from registry.rules.redaction import REDACTED, TEXT_MARK

AT_A_TIME = 200
TIMES = ("valid_from", "valid_to", "recorded_at", "superseded_at")
JSON_TEXTS = {"answer", "said"}
_MARK, _SAID = canonical(REDACTED), canonical(TEXT_MARK)


@dataclass(frozen=True)
class ExportSheet:
    """A sheet: its name, the names of its columns, its rows as they come from the database."""

    name: str
    heads: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


# Tables without a sheet, and why.
LEFT_BEHIND = {
    "account": "holds a password's digest, which is nobody's to take away",
    "api_token": "holds a token's digest, which is nobody's to take away",
    "area_alias": "comes with the release",
    "attempt": "the log of refusals and reads, whole in a backup alone",
    "audit": "the chains, whole in a backup alone",
    "authorization_request": "a browser that is with the identity provider just now",
    "calendar_link": "holds a link's digest, which is nobody's to take away",
    "chain_head": "the chains, whole in a backup alone",
    "child_link": "which instance waits for which: the replay's",
    "effect": "what the machine has to do: the replay's",
    "form_draft": "typed into a form and not sent: nobody else reads it",
    "gate_draft": "typed at a gate and not sent: nobody else reads it",
    "held_item": "held for a form that comes back, sealed under a word of that form",
    "invitation": "holds a link's digest, which is nobody's to take away",
    "kept_answer": "what programs were answered, for some days",
    "package": "made from the other tables, and made anew whenever they changed",
    "plan_working": "written and not yet put to the committee: the plan's own workbook holds it",
    "provider_identity": "holds a subject's digest, which is nobody's to take away",
    "rate_hit": "digests of addresses",
    "registry_meta": "what the sheet about the workbook says",
    "seal": "the chains, whole in a backup alone",
    "sign_in": "holds a sign-in's digest, which is nobody's to take away",
    "sign_in_failure": "digests of names and addresses",
    "unknown_identity": "of people whom the registry does not know",
}
# Columns without a place in any sheet, and why.
COLUMNS_LEFT_BEHIND = {
    "cut_by": "which entry cut a fact: its times say what is left of it",
    "superseded_by": "which entry ended a fact: its times say since when",
    "salt": "of a digest in the chains",
    "left_salt": "of a digest in the chains",
    "payload_digest": "of the chains",
    "document.content_hash": "the machine's way to tell one draft from another",
    "document.facts_id": "the facts of a paper, printed on it",
    "document.template_sha256": "which template a draft was made with",
    "directive.number_key": "the number as letters are compared",
    "directive.year_be": "the year of its date",
    "entry.fingerprint": "the machine's way to tell one effect from another",
    "entry.revision": "which steps the process had",
    "legal_basis_text.position": "the order of the sheet's rows",
    "blob.content": "a file of its own",
}
PLURALS = {
    "attendance": "attendance",
    "carried": "carried_activities",
    "figure": "reported_figures",  # `figures` are those of adopted committees
    "held_activity": "held_activities",
    "money": "money",
    "progress": "progress",
    "team_agency": "team_agencies",
}


def sheets(connection: Connection, *, contacts: bool) -> Iterator[ExportSheet]:
    """Every sheet, its rows read while they are taken; telephones and e-mails only if asked."""
    for name, query in _queries().items():
        if name != "contacts" or contacts:
            made = connection.execute(query, execution_options={"yield_per": AT_A_TIME})
            heads = tuple(made.keys())
            yield ExportSheet(name, heads, (_marked(heads, row) for row in made))


def _marked(heads: Sequence[str], row: Sequence[Any]) -> Sequence[Any]:
    """The row, what a redaction took of its JSON said in one word."""
    return tuple(
        value.replace(_MARK, _SAID) if head in JSON_TEXTS and isinstance(value, str) else value
        for head, value in zip(heads, row, strict=True)
    )


@dataclass(frozen=True)
class ExportPaper:
    """A paper of the registry, and the area in whose folder it belongs."""

    id: int
    file_name: str
    sha256: str
    area: str
    area_th: str
    province_th: str


def paper_count(connection: Connection) -> int:
    """How many papers there are."""
    return connection.scalars(select(func.count(Document.id))).one()


def papers(connection: Connection) -> Iterator[ExportPaper]:
    """Every paper without its bytes, by area."""
    province = aliased(Area)
    query = (
        select(
            *columns_of(
                ExportPaper,
                Document,
                area="district_code",
                area_th=Area.name_th,
                province_th=func.coalesce(province.name_th, Area.name_th),
            )
        )
        .join(Area, Area.code == Document.district_code)
        .outerjoin(province, (province.code == Area.parent) & (province.kind == "province"))
        .order_by(Document.district_code, Document.id)
    )
    found = connection.execute(query, execution_options={"yield_per": AT_A_TIME})
    return (ExportPaper(*row) for row in found)


def _queries() -> dict[str, Rows]:
    """The sheets that read better by a query of their own, then one for every other table."""
    own = {
        name: _derived(said) if isinstance(said, Table) else said
        for name, said in own_queries().items()
    }
    told = {table for query in own.values() for table, _ in columns_in(query)}
    others = sorted(set(Base.metadata.tables) - told - set(LEFT_BEHIND))
    return own | {
        PLURALS.get(one, f"{one}s"): _derived(Base.metadata.tables[one]) for one in others
    }


def columns_in(query: Rows) -> set[tuple[str, str]]:
    """The tables' columns that a query has to do with, as (table, column)."""
    columns = (one for one in iterate(query) if isinstance(one, ColumnClause))
    found = (base for one in columns for base in one.base_columns)
    return {(one.table.name, one.name) for one in found if isinstance(one, Column)}


# By what people know the row of a table, where another refers to it.
_KNOWN_BY = {
    "person": "ref", "office": "ref", "agency": "key", "payload": "body", "village": "key",
    "village_problem": "key",
}  # fmt: skip


def _derived(table: Table) -> Rows:
    """All columns of a table; times last, as in every sheet of facts."""
    last = [name for name in TIMES if name in table.c]
    query: Rows = select()
    for column in (*(c for c in table.c if c.name not in last), *(table.c[name] for name in last)):
        if not is_left_behind(column):
            query = _with(query, column)
    return query.order_by(*table.primary_key)


def is_left_behind(column: Column[Any]) -> bool:
    """Whether the column has its reason for being in no sheet."""
    return not COLUMNS_LEFT_BEHIND.keys().isdisjoint({column.name, str(column)})


def _with(query: Rows, column: Column[Any]) -> Rows:
    """The column, or what the row that it refers to is known by."""
    own = column.table.name
    name = column.name.removesuffix("_id")
    if column.name == "id":
        name = own if own not in column.table.c else "id"
    target = next((key.column.table for key in column.foreign_keys), None)
    if target is None or target.name not in _KNOWN_BY:
        return query.add_columns(column.label(name))
    there = target.alias(f"{column.name}_of")
    known = there.c[_KNOWN_BY[target.name]]
    told = query.add_columns(known.label("said" if target.name == "payload" else name))
    return told.outerjoin_from(column.table, there, there.c.id == column)
