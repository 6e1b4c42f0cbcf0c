"""Responsibility and authority matrices as HTML tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from markupsafe import Markup, escape

from remit.model.entities import Authority, AuthorityTier, Process
from remit.pages.markup import Markups
from remit.pages.places import anchor, href
from remit.views import wording
from remit.views.local_names import tier_case
from remit.views.parties import Party, parties, party_keys
from remit.views.responsibility import RACI, Matrix, Row

_WRAP = Markup(
    '<div class="tablewrap tablewrap--matrix"><table class="matrix"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
)

_EMPTY = Markup("<td></td>")


MOST_CELLS = 50_000
"""A matrix with more cells is not shown whole: nearly all of them are empty, and they grow with the square of the company."""


@cache
def letters(cell: str) -> Markup:
    """The letters of a cell, each with its colour and its letter."""
    parts = [
        Markup('<span class="letter letter--{}">{}</span>').format(letter, letter)
        for letter in cell.split("/")
        if letter
    ]
    return Markup(" ").join(parts)


def raci(m: Markups, matrix: Matrix, activity: str, *, by_process: bool = False) -> Markup:
    """One row an activity, one column a party; with `by_process` a sub-heading row a process."""
    head = Markup("<th>{}</th>").format(activity) + Markup("").join(
        Markup('<th class="across"><span>{}</span></th>').format(m.party(party)) for party in matrix.columns
    )
    body: list[Markup] = []
    process: Process | None = None
    for row in matrix.rows:
        if by_process and row.process is not process:
            process = row.process
            body.append(
                Markup('<tr class="group"><th colspan="{}">{}</th></tr>').format(
                    len(matrix.columns) + 1, m.link(process)
                )
            )
        body.append(_row(m, row, matrix.columns))
    return _WRAP.format(head, Markup("").join(body))


def _row(m: Markups, row: Row, columns: Sequence[Party]) -> Markup:
    name = m.link(row.start, wording.plain(row.name, m.lang))
    outputs = m.each(row.outputs)
    small = Markup("<br><small>{}</small>").format(outputs) if outputs else ""
    filled = {key: Markup("<td>%s</td>") % letters(row.cell(party)) for key, party in row.parties.items()}
    cells = Markup("").join(filled.get(party.key, _EMPTY) for party in columns)
    return Markup("<tr><th>{}{}</th>{}</tr>").format(name, small, cells)


def whole_raci(m: Markups, matrix: Matrix, activity: str, large: str) -> Markup:
    """The matrix by process; `large` as a note, with {rows} and {columns}, in place of one that is too large to be read."""
    return _note(large, len(matrix.rows), len(matrix.columns)) or raci(m, matrix, activity, by_process=True)


def whole_authority(m: Markups, found: Iterable[Authority], decision: str, large: str, downloads: Markup) -> Markup:
    """The same for decisions, with the files that have what is not shown."""
    every = tuple(found)
    tiers = sum(len(item.tiers) for item in every)
    note = _note(large, tiers, len(_columns(every)))
    return note + downloads if note else authority(m, every, decision)


def _note(large: str, rows: int, columns: int) -> Markup:
    if rows * columns <= MOST_CELLS:
        return Markup("")
    return Markup('<p class="note">{}</p>').format(large.format(rows=rows, columns=columns))


def _columns(found: Iterable[Authority]) -> dict[str, Party]:
    columns: dict[str, Party] = {}
    for item in found:
        for tier in item.tiers:
            for link in tier.chain:
                for party in parties(link.by):
                    columns.setdefault(party.key, party)
    return columns


def authority(m: Markups, found: Sequence[Authority], decision: str) -> Markup:
    """One row a tier of a decision, one column a party; the letters of delegation of authority."""
    tiers = [(item, tier) for item in found for tier in item.tiers]
    columns = _columns(found)
    head = Markup("<th>{}</th>").format(decision) + Markup("").join(
        Markup('<th class="across"><span>{}</span></th>').format(m.party(party)) for party in columns.values()
    )
    body: list[Markup] = []
    last: Authority | None = None
    for item, tier in tiers:
        if item is not last:
            last = item
            body.append(
                Markup('<tr class="group"><th colspan="{}">{}</th></tr>').format(len(columns) + 1, m.link(item))
            )
        body.append(_tier(m, item, tier, columns))
    return _WRAP.format(head, Markup("").join(body))


def _tier(m: Markups, item: Authority, tier: AuthorityTier, columns: dict[str, Party]) -> Markup:
    cells = []
    found: dict[str, list[str]] = {}
    for link in tier.chain:
        for key in party_keys(link.by):
            found.setdefault(key, []).append(link.action)
    for key in columns:
        if key not in found:
            cells.append(_EMPTY)
            continue
        shown = Markup(" ").join(
            Markup('<span class="letter letter--{}" title="{}">{}</span>').format(
                RACI[action],
                m.words(f"letters.doa.{action}"),
                m.words(f"letters.doa.{action}"),
            )
            for action in found[key]
        )
        cells.append(Markup("<td>{}</td>").format(shown))
    name = escape(tier_case(m.system, tier, m.lang))
    return Markup('<tr><th><a href="{}#{}">{}</a></th>{}</tr>').format(
        href(m.page, item), anchor(tier), name, Markup("").join(cells)
    )
