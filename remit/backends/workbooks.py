"""Workbooks: a responsibility matrix for each process and for the company, the authorities, clauses by unit.

The matrices come from remit/views; here they only get columns, words and a legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from remit.backends import Edition
from remit.backends.paper import (
    case,
    choice,
    company,
    date,
    document_number,
    label,
    office_language,
    properties,
    ref_name,
    words,
)
from remit.labels import labels
from remit.model.entities import Authority, AuthorityTier, Basis, Delegation, Post, Process, System, Unit
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.office.sheets import Column, HeaderCell, Letter, Row, Sheet, Tone, Workbook
from remit.office.xlsx import write_workbook
from remit.views import coverage, responsibility
from remit.views.coverage import Covered
from remit.views.parties import Party, parties
from remit.views.responsibility import Matrix, matrix
from remit.views.wording import amount, amount_range, deliverable, name_of, party_name, performer, plain, unit_of

_RACI_TONES: Mapping[str, Tone] = {"A": "decide", "R": "do", "S": "support", "C": "consult", "I": "inform"}
# Actions of an authority from the weightiest down, which is the order of the legend; a cell takes the colour of the first.
_DOA_TONES: Mapping[str, Tone] = {
    "approve": "decide", "decide": "decide", "deliberate": "deliberate", "countersign": "review", "review": "review",
    "supervise": "watch", "propose": "do", "organise": "support", "draft": "do", "perform": "do", "consult": "consult",
    "issue": "do", "file": "inform", "archive": "inform", "inform": "inform",
}  # fmt: skip
_PARTS: tuple[tuple[str, str, Tone], ...] = (("leads", "■", "decide"), ("main", "▲", "do"), ("supports", "△", "inform"))
_LETTER_WIDTH = 5.0


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/raci/*.xlsx, authorities.xlsx, and coverage/<basis>.xlsx where a basis asks for its sheet."""
    folder = f"downloads/{lang}"
    organisation = edition.organisation
    every = responsibility.company_rows(organisation)
    files: dict[str, bytes] = {}
    for process, group in groupby(every, key=lambda row: row.process):
        book = _process(edition, process, list(group), lang)
        files[f"{folder}/raci/{_file_name(process)}.xlsx"] = write_workbook(book)
    if every:
        files[f"{folder}/raci/company.xlsx"] = write_workbook(_company(edition, every, lang))
    if organisation.all(Authority):
        files[f"{folder}/authorities.xlsx"] = write_workbook(_authorities(edition, lang))
    for basis, clauses in groupby(coverage.clauses(organisation), key=lambda covered: covered.basis):
        if basis.matrix:
            files[f"{folder}/coverage/{basis.id}.xlsx"] = write_workbook(_coverage(edition, basis, list(clauses), lang))
    return files


def _file_name(process: Process) -> str:
    """The id, but for that of the company's own matrix: it gets a dot, which no id has."""
    return "process.company" if process.id == "company" else process.id


def _book(
    edition: Edition, title: str, sheets: Sequence[Sheet], lang: str, state: DocumentState | None = None
) -> Workbook:
    """A workbook; that of one document carries the document's reference and digest."""
    footer = title
    if state is not None:
        footer = words(lang)("workbook.footer", title=title, digest=state.short_digest)
    return Workbook(
        lang=office_language(lang),
        title=title,
        author=company(edition, lang),
        sheets=tuple(sheets),
        footer=footer,
        properties=properties(state, lang) if state is not None else (),
    )


def _process(edition: Edition, process: Process, rows: Sequence[responsibility.Row], lang: str) -> Workbook:
    say = words(lang)
    title = say("workbook.raci_title", process=name_of(process, lang))
    sheet = _raci(edition.organisation, matrix(rows), say("workbook.process_sheet"), title, lang)
    return _book(edition, title, [sheet], lang, edition.states.get(process.ref))


def _company(edition: Edition, rows: Sequence[responsibility.Row], lang: str) -> Workbook:
    """All rows, then for each department those in which one of its posts has a part, with its own posts as columns."""
    say, organisation = words(lang), edition.organisation
    name = company(edition, lang)
    title = say("workbook.company_title", company=name)
    whole = Matrix(tuple(rows), _seniority(matrix(rows).columns))
    sheets = [_raci(organisation, whole, say("workbook.company_sheet"), title, lang, by_process=True)]
    columns: dict[str, list[Party]] = {}
    by_column: dict[str, list[responsibility.Row]] = {}
    for row in rows:
        for key in row.letters:
            by_column.setdefault(key, []).append(row)
    for party in whole.columns:
        unit = _department(party)
        if unit is not None:
            columns.setdefault(unit.ref, []).append(party)
    order = {id(row): number for number, row in enumerate(rows)}
    for unit in organisation.all(Unit):
        own = columns.get(unit.ref, [])
        if own:
            found = {id(row): row for party in own for row in by_column[party.key]}
            mine = tuple(sorted(found.values(), key=lambda row: order[id(row)]))
            heading = say("workbook.unit_title", unit=name_of(unit, lang))
            sheets.append(
                _raci(organisation, Matrix(mine, tuple(own)), name_of(unit, lang), heading, lang, by_process=True)
            )
    return _book(edition, title, sheets, lang)


def _seniority(columns: Iterable[Party]) -> tuple[Party, ...]:
    """Bodies, then posts from the top of the reporting line down, then roles, groups, outsiders and who depends on the case."""
    return tuple(sorted(columns, key=_rank))


def _rank(party: Party) -> tuple[int, int, str, str]:
    if isinstance(party.element, Unit):
        return 0, 0, "", party.key
    if not isinstance(party.element, Post):
        return 2, 0, "", party.key
    depth, seen, current = 0, {party.element.ref}, _superior(party.element)
    while current is not None and current.ref not in seen:
        seen.add(current.ref)
        depth, current = depth + 1, _superior(current)
    unit = _department(party)
    return 1, depth, unit.ref if unit else "", party.key


def _superior(post: Post) -> Post | None:
    """The superior, or that of the first placement that names one."""
    written = (post.superior, *(placement.superior for placement in post.units))
    return next((ref.target for ref in written if ref is not None and ref.target is not None), None)


def _department(party: Party) -> Unit | None:
    """The department of a post's column, else the unit nearest to it that is not part of a department."""
    unit = party.at if party.at is not None else unit_of(party.element) if isinstance(party.element, Post) else None
    seen: list[Unit] = []
    while unit is not None and unit not in seen:
        if unit.tier == "department":
            return unit
        seen.append(unit)
        unit = unit.parent.target if unit.parent is not None else None
    return seen[0] if seen else None


def _raci(
    organisation: Organisation, found: Matrix, name: str, title: str, lang: str, by_process: bool = False
) -> Sheet:
    """A matrix as a sheet; `by_process` puts the process before each activity."""
    say, scheme = words(lang), organisation.system.responsibility or "raci"
    rows: list[Row] = []
    for row in found.rows:
        outputs = say("list").join(deliverable(output, lang) for output in row.outputs)
        before = (name_of(row.process, lang),) if by_process else ()
        rows.append(Row((*before, plain(row.name, lang), outputs, *(row.cell(party) for party in found.columns))))
    meanings: Mapping[str, str] = labels(lang).get("letters.raci")
    notes = [say("workbook.raci_note"), say("workbook.unit_note")]
    if any(len(row.accountable) > 1 for row in found.rows):
        notes.insert(1, say("workbook.tiers_note"))
    first = [say(f"workbook.{key}") for key in (("process",) if by_process else ()) + ("activity", "outputs")]
    return Sheet(
        name=name,
        title=title,
        columns=(*((Column(26),) if by_process else ()), Column(28), Column(24), *_letter_columns(found.columns)),
        header=(_headings(first, found.columns, lang),),
        rows=tuple(rows),
        legend=tuple(
            Letter(letter, meanings[letter], tone) for letter, tone in _RACI_TONES.items() if letter in scheme.upper()
        ),
        notes=tuple(notes),
        freeze_columns=len(first) - 1,
    )


def _letter_columns(parties_: Sequence[Party]) -> Iterator[Column]:
    return (Column(_LETTER_WIDTH if len(parties_) > 8 else 12.0, "letter") for _ in parties_)


def _headings(first: Iterable[str], columns: Sequence[Party], lang: str) -> tuple[HeaderCell, ...]:
    return tuple(HeaderCell(text) for text in (*first, *(party_name(party, lang) for party in columns)))


def _authorities(edition: Edition, lang: str) -> Workbook:
    """Decisions and tiers by party: all, then each area for itself; and what has been delegated on."""
    say = words(lang)
    name = company(edition, lang)
    every = sorted(edition.organisation.all(Authority), key=lambda one: one.domain or "")
    title = say("workbook.doa_title", company=name)
    system = edition.organisation.system
    sheets = [_decisions(every, system, say("workbook.doa_sheet"), title, lang)]
    areas = {authority.domain for authority in every}
    for area, group in groupby(every, key=lambda one: one.domain):
        if area and len(areas) > 1:
            shown = choice("Authority", "domain", area, lang)
            heading = say("in_brackets", text=title, note=shown)
            sheets.append(_decisions(list(group), system, shown, heading, lang))
    delegations = [(authority, given) for authority in every for given in authority.delegations]
    if delegations:
        sheets.append(_delegations(delegations, say("workbook.delegations_title", company=name), lang))
    return _book(edition, title, sheets, lang)


def _decisions(every: Sequence[Authority], system: System, name: str, title: str, lang: str) -> Sheet:
    say = words(lang)
    letters: Mapping[str, str] = labels(lang).get("letters.doa")
    found: dict[str, Party] = {}
    tiers: list[tuple[Authority, AuthorityTier, dict[str, list[str]]]] = []
    for authority in every:
        for tier in authority.tiers:
            cells: dict[str, list[str]] = {}
            for link in tier.chain:
                for party in parties(link.by):
                    found.setdefault(party.key, party)
                    cells.setdefault(party.key, []).append(link.action)
            tiers.append((authority, tier, cells))
    columns = _seniority(found.values())
    rows: list[Row] = []
    for authority, tier, cells in tiers:
        drawn = ("/".join(letters[action] for action in _ranked(cells.get(one.key, ()))) for one in columns)
        rows.append(Row((*_tier(authority, tier, system, lang), *drawn)))
    first = ("decision", "area", "tier", "range", "record", "number")
    actions = {link.action for authority in every for tier in authority.tiers for link in tier.chain}
    return Sheet(
        name=name,
        title=title,
        columns=(*(Column(width) for width in (26, 9, 18, 24, 18, 14)), *_letter_columns(columns)),
        header=(_headings((say(f"workbook.{key}") for key in first), columns, lang),),
        rows=tuple(rows),
        legend=_doa_legend(actions, lang),
        notes=(say("workbook.doa_note"), say("workbook.unit_note")),
        freeze_columns=3,
    )


def _tier(authority: Authority, tier: AuthorityTier, system: System, lang: str) -> tuple[str, ...]:
    """What is decided, in which area, case and amounts, which record it makes, and where it is laid down."""
    bounded = tier.above is not None or tier.up_to is not None
    return (
        name_of(authority, lang),
        choice("Authority", "domain", authority.domain, lang) if authority.domain else "",
        case(tier, system, lang),
        amount_range(tier.above, tier.up_to, lang) if bounded else "",
        ref_name(authority.record, lang),
        document_number(authority),
    )


def _ranked(actions: Iterable[str]) -> list[str]:
    return sorted(set(actions), key=list(_DOA_TONES).index)


def _doa_legend(actions: Iterable[str], lang: str) -> tuple[Letter, ...]:
    """One entry a letter; actions that share one (approve and decide) share its entry."""
    say = words(lang)
    letters: Mapping[str, str] = labels(lang).get("letters.doa")
    meanings: dict[str, list[str]] = {}
    tones: dict[str, Tone] = {}
    for action in _ranked(actions):
        meanings.setdefault(letters[action], []).append(choice("ChainLink", "action", action, lang))
        tones.setdefault(letters[action], _DOA_TONES[action])
    return tuple(Letter(letter, say("list").join(shown), tones[letter]) for letter, shown in meanings.items())


def _delegations(delegations: Sequence[tuple[Authority, Delegation]], title: str, lang: str) -> Sheet:
    say = words(lang)
    names = ("decision", "grantor", "to", "scope", "limit", "from", "until")
    rows = [
        Row(
            (
                name_of(authority, lang),
                performer(authority.grantor, lang),
                performer(given.to, lang),
                plain(given.scope, lang),
                amount(given.limit, lang) if given.limit is not None else "",
                date(given.from_, lang),
                date(given.until, lang),
            )
        )
        for authority, given in delegations
    ]
    return Sheet(
        name=say("workbook.delegations_sheet"),
        title=title,
        columns=(Column(26), Column(18), Column(18), Column(36), Column(18, "center"), Column(18), Column(18)),
        header=(tuple(HeaderCell(say(f"workbook.{name}")) for name in names),),
        rows=tuple(rows),
    )


def _coverage(edition: Edition, basis: Basis, clauses: Sequence[Covered], lang: str) -> Workbook:
    """The clauses of a basis by unit, as the clauses state who leads, who has the main part and who supports."""
    say = words(lang)
    held: list[dict[str, str]] = []
    for covered in clauses:
        parts = ((sign, getattr(covered.clause, part)) for part, sign, _ in reversed(_PARTS))
        held.append({ref.key: sign for sign, refs in parts for ref in refs})
    units = [unit for unit in edition.organisation.all(Unit) if any(unit.ref in signs for signs in held)]
    rows = [
        Row(
            (
                covered.clause.id,
                plain(covered.clause.title, lang),
                labels(lang)(f"coverage.{covered.state}"),
                len(covered.uses),
                *(signs.get(unit.ref, "") for unit in units),
            )
        )
        for covered, signs in zip(clauses, held, strict=True)
    ]
    title = say("workbook.coverage_title", basis=name_of(basis, lang))
    first = ("clause", "clause_title", "coverage_state", "coverage_count")
    names = [say(f"workbook.{name}") for name in first] + [name_of(unit, lang) for unit in units]
    wide = _LETTER_WIDTH if len(units) > 8 else 12.0
    sheet = Sheet(
        name=say("workbook.coverage_sheet"),
        title=title,
        columns=(
            Column(18),
            Column(34),
            Column(12, "center"),
            Column(10, "number"),
            *(Column(wide, "letter") for _ in units),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
        legend=tuple(
            Letter(sign, label("Clause", part, lang).removesuffix(sign).strip(), tone) for part, sign, tone in _PARTS
        ),
        notes=(say("workbook.coverage_note"),),
        freeze_columns=2,
    )
    return _book(edition, title, [sheet], lang)
