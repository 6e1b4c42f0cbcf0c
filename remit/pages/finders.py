"""The finders of the home page and of the authorities: what their script is told, and the list of tasks for readers
without scripts. The data hold plain text and links by number, never markup: the script writes them as text."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from remit.backends import Edition
from remit.labels import labels
from remit.language.schemas import in_language, kinds
from remit.model import entities as e
from remit.model.organisation import Organisation
from remit.model.values import Element, Entity, Performer, Text
from remit.pages.downloads import Downloads
from remit.pages.order import group, grouped, in_order
from remit.pages.places import anchor, href
from remit.pages.words import group_words
from remit.resources import templates_dir
from remit.views import wording
from remit.views.belonging import units_of
from remit.views.local_names import tier_case
from remit.views.sounds import sounds
from remit.views.tier_amounts import besides, by_amount

_HOME = "index.html"
_MARK = re.compile("\x02([0-9]+)\x03")
_SETTLING = ("approve", "decide")
Parts = list[Any]
"""A text with links in it: strings, and the number of a link as a list of one."""


def finder_files(edition: Edition, lang: str, downloads: Downloads) -> dict[str, Callable[[], bytes]]:
    """The script and the data of the finders, by path from the language's root."""
    script = templates_dir() / "site" / "scripts" / "finders.js"
    return {"finders/data.js": partial(_data, edition, lang, downloads), "finders/finders.js": script.read_bytes}


def _data(edition: Edition, lang: str, downloads: Downloads) -> bytes:
    text = json.dumps(Finders(edition, lang, downloads).data(), ensure_ascii=False, separators=(",", ":"))
    # A script may hold any text, but whoever looks for tags in it should find none.
    return ("var remitFinders=" + text.replace("<", "\\u003c") + ";\n").encode()


def tasks(organisation: Organisation, lang: str) -> list[tuple[str, list[Entity]]]:
    """What can be asked for, by unit: every process, and the records that none of them makes."""
    return grouped(_tasks(organisation), lang)


def _tasks(organisation: Organisation) -> list[Entity]:
    made = {record.id for process in organisation.all(e.Process) for record in records_of(process)}
    return [
        entity
        for entity in in_order(organisation)
        if isinstance(entity, e.Process) or (isinstance(entity, e.Record) and entity.id not in made)
    ]


def records_of(process: e.Process) -> list[e.Record]:
    """The records that come out of a process, in the order of its steps."""
    found: dict[str, e.Record] = {}
    for outputs in (*(step.outputs for step in process.steps), process.outputs):
        for output in outputs:
            if output.record is not None and output.record.target is not None:
                found.setdefault(output.record.target.id, output.record.target)
    return list(found.values())


class Finders:
    """Makes the data of one language; links are interned, because the same posts stand in many steps."""

    def __init__(self, edition: Edition, lang: str, downloads: Downloads) -> None:
        self.org, self.lang, self.downloads = edition.organisation, lang, downloads
        self.links: dict[tuple[str, str], int] = {}
        self.forms: list[list[Any]] = []
        self.form_numbers: dict[str, int] = {}
        self.over_process: dict[str, list[e.Authority]] = defaultdict(list)
        self.over_record: dict[str, list[e.Authority]] = defaultdict(list)
        for item in self.org.all(e.Authority):
            if item.process is not None and item.process.target is not None:
                self.over_process[item.process.target.id].append(item)
            if item.record is not None and item.record.target is not None:
                self.over_record[item.record.target.id].append(item)

    def data(self) -> dict[str, Any]:
        """Everything the script needs, in the order of the organisation chart."""
        ordered = in_order(self.org)
        found: dict[str, Any] = {
            "words": group_words("finders", self.lang) | self._signs(),
            "money": self._money_pattern(),
            "scale": self._scale(),
            "scope": self.org.system.name.get(self.org.languages[0]),
            "posts": [self._post(entity) for entity in ordered if isinstance(entity, e.Post)],
            "tasks": [self._task(entity) for entity in _tasks(self.org)],
            "decisions": [self._decision(entity) for entity in ordered if isinstance(entity, e.Authority)],
        }
        return found | {"forms": self.forms, "links": [list(link) for link in self.links]}

    def _money_pattern(self) -> str:
        words, currency = labels(self.lang), self.org.system.currency
        name = f"currency.{currency}.full" if currency else "currency.none"
        return words(name, n="{n}") if words.has(name) else words("currency.other", n="{n}", code=currency)

    def _signs(self) -> dict[str, str]:
        names = {
            "separator": "list_separator",
            "long_separator": "list_separator_long",
            "colon": "colon",
            "or": "any_separator",
        }
        return {name: labels(self.lang)(label) for name, label in names.items()}

    def _scale(self) -> list[list[Any]]:
        """The words for large numbers: from which on, in steps of what, and the pattern."""
        words = labels(self.lang)
        steps = ((100_000_000, 1_000_000, "yi"), (10_000, 1_000, "wan"))
        return (
            [[least, whole, words(f"scale.{name}", n="{n}")] for least, whole, name in steps]
            if words.has("scale")
            else []
        )

    # Texts with links

    def _link(self, element: Element, shown: str = "") -> int:
        """The number of a link: its words and where it leads from the language's root."""
        return self.links.setdefault(
            (shown or wording.name_of(element, self.lang), href(_HOME, element)), len(self.links)
        )

    def _marked(self, element: Element, shown: str) -> str:
        return f"\x02{self._link(element, shown)}\x03"

    def _parts(self, marked: str) -> Parts:
        # Text from YAML holds no control characters: loading refuses them.
        pieces = _MARK.split(marked)
        return [[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces) if piece]

    def _performer(self, performer: Performer | None) -> Parts:
        return self._parts(wording.performer(performer, self.lang, self._marked))

    def _text(self, text: Text | None) -> Parts:
        return self._parts(wording.linked(text, self.lang, self._marked, str)) if text is not None else []

    # Posts

    def _post(self, post: e.Post) -> list[Any]:
        """Id, link, unit, superior, and the words by which it is found."""
        units = self._listed(wording.name_of(unit, self.lang) for unit in units_of(post))
        refs = [post.superior, *(placement.superior for placement in post.units)]
        above = [ref.target for ref in refs if ref is not None and ref.target is not None]
        superiors = self._listed(dict.fromkeys(wording.name_of(superior, self.lang) for superior in above))
        return [post.id, self._link(post), units, superiors, self._names(post)]

    def _listed(self, names: Iterable[str]) -> str:
        return labels(self.lang)("list_separator").join(names)

    def _names(self, entity: Entity) -> list[str]:
        """Name and aliases in every language, codes, and for Chinese the sounds of both."""
        texts = [entity.name, *entity.aliases] if isinstance(entity, e.Post | e.Process | e.Record) else []
        found = [wording.plain(text, lang) for lang in self.org.languages for text in texts if lang in text.by_language]
        control = getattr(entity, "control", None)
        codes = (getattr(entity, "code", None), getattr(entity, "number", None), control.number if control else None)
        spoken = [sound for name in found for sound in sounds(name)]
        return list(dict.fromkeys([*found, *(code for code in codes if code), *spoken]))

    # Tasks

    def _task(self, entity: Entity) -> dict[str, Any]:
        found: dict[str, Any] = {"l": self._link(entity), "u": group(entity, self.lang), "k": self._names(entity)}
        more = self._process(entity) if isinstance(entity, e.Process) else {}
        if isinstance(entity, e.Record):
            more = {
                "f": [self._form(entity)],
                "m": self._performer(entity.maker),
                "a": list(self._by_tier(self._over([entity]))),
                "d": wording.timing(entity.timing, self.lang),
            }
        return found | {name: value for name, value in more.items() if value}

    def _process(self, process: e.Process) -> dict[str, Any]:
        made = records_of(process)
        return {
            "t": [wording.plain(trigger, self.lang) for trigger in process.triggers],
            "f": [self._form(record) for record in made],
            "a": list(self._by_tier(self.over_process.get(process.id) or self._over(made))),
            "d": wording.timing(process.timing, self.lang),
            "s": [self._step(step) for step in process.steps],
        }

    def _form(self, record: e.Record) -> int:
        """The number of a record's form: link, the Word form ("" where there is none), other words that find it."""
        if record.id not in self.form_numbers:
            self.form_numbers[record.id] = len(self.forms)
            path = self.downloads.form(record)
            texts = [wording.plain(text, self.lang) for text in record.aliases]
            words = [*texts, *([record.number] if record.number else [])]
            self.forms.append([self._link(record), f"../downloads/{path}" if path else "", words])
        return self.form_numbers[record.id]

    def _step(self, step: e.Step) -> list[Any]:
        """Name, anchor, whether it settles the matter, who, and by when."""
        settles = int(step.action in _SETTLING)
        who, due = self._performer(step.performer), wording.timing(step.timing, self.lang)
        return [wording.name_of(step, self.lang), anchor(step), settles, who, due]

    def _over(self, records: Iterable[e.Record]) -> list[e.Authority]:
        return [item for record in records for item in self.over_record.get(record.id, ())]

    def _by_tier(self, found: Iterable[e.Authority]) -> Iterator[list[Any]]:
        """Each authority with its tiers: the case, and who settles it."""
        for item in found:
            tiers = []
            for tier in item.tiers:
                last = [link for link in tier.chain if link.action in _SETTLING] or list(tier.chain[-1:])
                who = self._joined([self._performer(link.by) for link in last])
                tiers.append([tier_case(self.org.system, tier, self.lang), anchor(tier), who])
            yield [self._link(item), tiers]

    def _joined(self, several: Sequence[Parts]) -> Parts:
        found: Parts = []
        for parts in several:
            found += ([labels(self.lang)("list_separator")] if found else []) + parts
        return found

    # Decisions

    def _decision(self, item: e.Authority) -> dict[str, Any]:
        """An authority: its tiers with their amounts (above, at least, up to, below), None where none decides."""
        amounts = by_amount(self.org.system, item)
        found: dict[str, Any] = {
            "i": item.id,
            "l": self._link(item),
            "g": _domain(item, self.lang),
            "q": self._text(item.decision),
            "n": [self._delegation(delegation) for delegation in item.delegations],
            "t": [
                [
                    tier_case(self.org.system, tier, self.lang),
                    anchor(tier),
                    amounts.get(tier.id),
                    [self._chain_link(link) for link in tier.chain],
                    besides(self.org.system, tier, self.lang) if tier.id in amounts else [],
                ]
                for tier in item.tiers
            ],
        }
        return {name: value for name, value in found.items() if value}

    def _chain_link(self, link: e.ChainLink) -> list[Any]:
        action = labels(self.lang)(f"action.{link.action}")
        return [action, int(link.action in _SETTLING), self._performer(link.by), self._text(link.note)]

    def _delegation(self, delegation: e.Delegation) -> list[Any]:
        """To whom, the limit in words, the limit, the scope and the days."""
        limit = delegation.limit
        words = wording.amount_range(None, limit, self.lang, self.org.system.currency) if limit is not None else ""
        days = [wording.date(day, self.lang) for day in (delegation.from_, delegation.until)]
        return [self._performer(delegation.to), words, limit, self._text(delegation.scope), *days]


def _domain(item: e.Authority, lang: str) -> str:
    labelled = kinds()["authority"].schema["properties"]["domain"].get("x-labels", {})
    return in_language(labelled.get(item.domain, item.domain), lang) if item.domain else ""
