"""Responsibility and authority matrices as HTML tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    filled = {key: Markup("<td>{}</td>").format(letters(row.cell(party))) for key, party in row.parties.items()}
    cells = Markup("").join(filled.get(party.key, _EMPTY) for party in columns)
    return Markup("<tr><th>{}{}</th>{}</tr>").format(name, small, cells)


def authority(m: Markups, found: Iterable[Authority], decision: str) -> Markup:
    """One row a tier of a decision, one column a party; the letters of delegation of authority."""
    tiers = [(item, tier) for item in found for tier in item.tiers]
    columns: dict[str, Party] = {}
    for _, tier in tiers:
        for link in tier.chain:
            for party in parties(link.by):
                columns.setdefault(party.key, party)
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
    for key in columns:
        actions = [link.action for link in tier.chain if key in party_keys(link.by)]
        shown = Markup(" ").join(
            Markup('<span class="letter letter--{}" title="{}">{}</span>').format(
                RACI[action],
                m.words(f"letters.doa.{action}"),
                m.words(f"letters.doa.{action}"),
            )
            for action in actions
        )
        cells.append(Markup("<td>{}</td>").format(shown))
    name = escape(tier_case(m.system, tier, m.lang))
    return Markup('<tr><th><a href="{}#{}">{}</a></th>{}</tr>').format(
        href(m.page, item), anchor(tier), name, Markup("").join(cells)
    )
