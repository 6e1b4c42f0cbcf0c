"""The delegation of authority: a row a decision and tier of amounts, a column a party; and what has been delegated on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby

from remit.backends import Edition
from remit.backends.paper import case, choice, company, date, document_number, ref_name, words
from remit.backends.party_columns import headings, in_bands, letter_columns
from remit.backends.workbook_frame import of_many, workbook
from remit.cache.standing import made
from remit.labels import labels
from remit.model.entities import Authority, AuthorityTier, Delegation, System
from remit.model.organisation import Organisation
from remit.office.sheets import Column, HeaderCell, Letter, Row, Sheet, Tone
from remit.office.xlsx import write_workbook
from remit.views.parties import Party, parties
from remit.views.wording import amount, amount_range, name_of, performer, plain

# Actions of an authority from the weightiest down, which is the order of the legend; a cell takes the colour of the first.
_TONES: Mapping[str, Tone] = {
    "approve": "decide", "decide": "decide", "deliberate": "deliberate", "countersign": "review", "review": "review",
    "supervise": "watch", "propose": "do", "organise": "support", "draft": "do", "perform": "do", "consult": "consult",
    "issue": "do", "file": "inform", "archive": "inform", "inform": "inform",
}  # fmt: skip
# The columns before the parties, with their widths; one that says nothing on a sheet is left out there.
_FIRST = (("decision", 24.0), ("area", 8.0), ("tier", 16.0), ("range", 22.0), ("record", 16.0), ("number", 12.0))


def render(edition: Edition, lang: str) -> dict[str, bytes]:
    """downloads/<lang>/authorities.xlsx: all decisions, then each area for itself, and what has been delegated on."""
    every = sorted(edition.organisation.all(Authority), key=lambda one: one.domain or "")
    if not every:
        return {}
    path = f"downloads/{lang}/authorities.xlsx"
    return {path: made(path, partial(_workbook, edition, every, lang))}


def _workbook(edition: Edition, every: Sequence[Authority], lang: str) -> bytes:
    organisation = edition.organisation
    say, name = words(lang), company(edition, lang)
    title = say("workbook.doa_title", company=name)
    sheets = [_decisions(every, organisation, say("workbook.doa_sheet"), title, lang)]
    areas = {authority.domain for authority in every}
    for area, group in groupby(every, key=lambda one: one.domain):
        if area and len(areas) > 1:
            shown = choice("Authority", "domain", area, lang)
            heading = say("in_brackets", text=title, note=shown)
            sheets.append(_decisions(list(group), organisation, shown, heading, lang))
    delegations = [(authority, given) for authority in every for given in authority.delegations]
    if delegations:
        sheets.append(
            _delegations(
                delegations, say("workbook.delegations_title", company=name), organisation.system.currency, lang
            )
        )
    frame = of_many(edition, "authorities", every, lang)
    return write_workbook(workbook(edition, title, sheets, frame, lang))


def _decisions(every: Sequence[Authority], organisation: Organisation, name: str, title: str, lang: str) -> Sheet:
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
    columns = in_bands(organisation, found.values())
    said = [_tier(authority, tier, organisation.system, lang) for authority, tier, _ in tiers]
    shown = [place for place in range(len(_FIRST)) if not place or any(texts[place] for texts in said)]
    rows: list[Row] = []
    for texts, (_, _, cells) in zip(said, tiers, strict=True):
        drawn = ("/".join(letters[action] for action in _ranked(cells.get(one.key, ()))) for one in columns)
        rows.append(Row((*(texts[place] for place in shown), *drawn)))
    actions = {link.action for authority in every for tier in authority.tiers for link in tier.chain}
    return Sheet(
        name=name,
        title=title,
        columns=(*(Column(_FIRST[place][1]) for place in shown), *letter_columns(columns)),
        header=headings((say(f"workbook.{_FIRST[place][0]}") for place in shown), columns, lang),
        rows=tuple(rows),
        legend=_legend(actions, lang),
        notes=(say("workbook.doa_note"), say("workbook.unit_note")),
        freeze_columns=min(4, len(shown)),
    )


def _tier(authority: Authority, tier: AuthorityTier, system: System, lang: str) -> tuple[str, ...]:
    """What is decided, in which area, case and amounts, which record it makes, and where it is laid down."""
    bounded = tier.above is not None or tier.up_to is not None
    return (
        name_of(authority, lang),
        choice("Authority", "domain", authority.domain, lang) if authority.domain else "",
        case(tier, system, lang),
        amount_range(tier.above, tier.up_to, lang, system.currency) if bounded else "",
        ref_name(authority.record, lang),
        document_number(authority),
    )


def _ranked(actions: Iterable[str]) -> list[str]:
    return sorted(set(actions), key=list(_TONES).index)


def _legend(actions: Iterable[str], lang: str) -> tuple[Letter, ...]:
    """One entry a letter; actions that share one (approve and decide) share its entry."""
    say = words(lang)
    letters: Mapping[str, str] = labels(lang).get("letters.doa")
    meanings: dict[str, list[str]] = {}
    tones: dict[str, Tone] = {}
    for action in _ranked(actions):
        meanings.setdefault(letters[action], []).append(choice("ChainLink", "action", action, lang))
        tones.setdefault(letters[action], _TONES[action])
    return tuple(Letter(letter, say("list").join(shown), tones[letter]) for letter, shown in meanings.items())


def _delegations(
    delegations: Sequence[tuple[Authority, Delegation]], title: str, currency: str | None, lang: str
) -> Sheet:
    say = words(lang)
    names = ("decision", "grantor", "to", "scope", "limit", "from", "until")
    rows = [
        Row(
            (
                name_of(authority, lang),
                performer(authority.grantor, lang),
                performer(given.to, lang),
                plain(given.scope, lang),
                amount(given.limit, lang, currency) if given.limit is not None else "",
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
