"""The policy handbook: every policy that has not been withdrawn, in one PDF and one Word file a language.

Cover, contents, the list of the documents contained, then each document from a new page with its own head and mark. A large
company's is bound in volumes: nobody opens two thousand pages gladly, and to set them at once takes gigabytes. Each volume has
its own contents, and the list of all documents with the volume that each stands in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from remit.backends import Edition
from remit.backends.paper import (
    company,
    control_block,
    design,
    document_number,
    footer,
    office_language,
    properties,
    ref_name,
    version,
    watermark,
    words,
)
from remit.backends.policy_documents import policy_body
from remit.cache.reads import once
from remit.cache.standing import made
from remit.labels import labels
from remit.model.entities import Policy
from remit.model.ledger import DocumentState
from remit.office.blocks import (
    Block,
    Cell,
    Contents,
    ControlBlock,
    Cover,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    WordDocument,
)
from remit.office.docx import write_docx
from remit.office.pdf import write_pdf
from remit.views.belonging import units_in_order
from remit.views.wording import date, name_of, plain

# What leads comes first: the manual, then the rules, then how the work is done.
_OUTLINES = ("iso", "system", "instruction")
_SHORT = 12
MOST = 40
"""Documents in one volume."""
# The columns of the list and their widths in millimetres.
_COLUMNS = {
    "serial": 10, "volume": 10, "number": 29, "title": 46, "version": 13, "effective": 27, "state": 16, "owner": 33,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume: its number, from 1, and the documents of every volume."""

    number: int
    every: tuple[tuple[Policy, ...], ...]

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The documents of this one."""
        return self.every[self.number - 1]

    @property
    def is_one_of_several(self) -> bool:
        """Whether there are others."""
        return len(self.every) > 1

    @property
    def name(self) -> str:
        """What its files are called, and what it calls itself: handbook, handbook-2."""
        return f"handbook-{self.number}" if self.is_one_of_several else "handbook"


def render(edition: Edition, lang: str) -> Iterator[tuple[str, bytes]]:
    """downloads/<lang>/handbook.pdf and .docx, of several volumes handbook-1.pdf and so on; nothing for a company without policies.

    Raises FontMissingError where no installed font has the characters.
    """
    for volume in volumes(contained(edition)):
        documents = once(partial(handbook, edition, volume, lang))
        for path, write in (
            (f"downloads/{lang}/{volume.name}.pdf", _pdf),
            (f"downloads/{lang}/{volume.name}.docx", _docx),
        ):
            yield path, made(path, partial(_written, write, documents))


def _written(
    write: Callable[[Sequence[WordDocument]], bytes], documents: Callable[[], Sequence[WordDocument]]
) -> bytes:
    return write(documents())


def _pdf(documents: Sequence[WordDocument]) -> bytes:
    return write_pdf(documents[0], documents[1:])


def _docx(documents: Sequence[WordDocument]) -> bytes:
    return write_docx(documents[0], bound=documents[1:])


def volumes(policies: Sequence[Policy]) -> tuple[Volume, ...]:
    """The documents of the handbook in as few volumes as hold them, all about as thick; none without documents."""
    count = -(-len(policies) // MOST)
    cuts = [round(len(policies) * number / count) for number in range(count + 1)] if count else [0]
    every = tuple(tuple(policies[start:end]) for start, end in pairwise(cuts))
    return tuple(Volume(number, every) for number in range(1, count + 1))


def contained(edition: Edition) -> tuple[Policy, ...]:
    """The policies of the handbook in its order: manuals, rules, work instructions; by owner, then by number.

    The parts of a volume follow it; what is withdrawn is left out, lest somebody follow it.
    """
    rank = {unit.id: place for place, unit in enumerate(units_in_order(edition.organisation))}
    shown = {
        policy.ref: policy
        for policy in edition.organisation.all(Policy)
        if edition.states[policy.ref].state != "withdrawn"
    }

    def key(policy: Policy) -> tuple[int, int, str, str]:
        owner = policy.control.owner if policy.control else None
        place = rank.get(owner.target.id, len(rank)) if owner and owner.target else len(rank)
        return _OUTLINES.index(policy.outline or "system"), place, document_number(policy), policy.id

    in_volumes = {ref.target.ref for policy in shown.values() for ref in policy.parts if ref.target is not None}
    ordered: dict[str, Policy] = {}

    def add(policy: Policy) -> None:
        if policy.ref in shown and policy.ref not in ordered:
            ordered[policy.ref] = policy
            for ref in policy.parts:
                if ref.target is not None:
                    add(ref.target)

    for policy in sorted(shown.values(), key=lambda one: (one.ref in in_volumes, key(one))):
        add(policy)
    return tuple(ordered.values())


def digest(states: Sequence[DocumentState]) -> str:
    """The digest of a handbook: of the digests of the documents contained, in their order."""
    lines = "".join(f"{state.entity.ref} {state.digest}\n" for state in states)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def handbook(edition: Edition, volume: Volume, lang: str) -> tuple[WordDocument, ...]:
    """The pages in front of a volume, then one document a policy."""
    return tuple(_Handbook(edition, volume, lang).documents())


class _Handbook:
    """Writes a volume of the handbook in one language."""

    def __init__(self, edition: Edition, volume: Volume, lang: str) -> None:
        self.edition, self.volume, self.lang = edition, volume, lang
        self.policies = volume.policies
        self.say = words(lang)
        self.states = [edition.states[policy.ref] for policy in self.policies]
        self.digest = digest(self.states)
        short = self.digest.removeprefix("sha256:")[:_SHORT]
        self.foot = self.say("handbook.footer", digest=short)
        self.short = short

    def documents(self) -> Iterator[WordDocument]:
        yield self.front()
        for policy, state in zip(self.policies, self.states, strict=True):
            yield self.part(policy, state)

    def front(self) -> WordDocument:
        """Cover, contents and the list of the documents contained."""
        say, title, which = self.say, self.say("handbook.title"), ""
        whole = title
        if self.volume.is_one_of_several:
            which = say("handbook.volume", n=self.volume.number, of=len(self.volume.every))
            whole = say("handbook.title_volume", title=title, volume=which)
        count = say("handbook.count", n=len(self.policies))
        lines = [(say("handbook.count_label"), count), (say("handbook.digest_label"), self.short)]
        pending = sum(state.state != "approved" for state in self.states)
        if pending:
            lines.insert(1, (say("handbook.states_label"), say("handbook.count", n=pending)))
        notice = plain(self.edition.organisation.system.notice, self.lang)
        control = control_block(self.edition, self.states[0], whole, self.lang)
        return self._document(
            whole,
            replace(control, number="", version="", effective="", classification="", mark=""),
            (
                Cover(company(self.edition, self.lang), title, which, lines=tuple(lines)),
                Contents(say("handbook.contents"), 1),
                PageBreak(),
                Heading(1, say("handbook.list")),
                self._list(),
            ),
            footer=say("footer_notice", text=self.foot, notice=notice) if notice else self.foot,
            properties=(
                ("remit.reference", self.volume.name),
                ("remit.digest", self.digest),
                ("remit.language", self.lang),
            ),
        )

    def part(self, policy: Policy, state: DocumentState) -> WordDocument:
        """One policy, with the line of its control data under its title."""
        title = name_of(policy, self.lang)
        head, *rest = policy_body(self.edition, policy, state, self.lang)
        own = footer(self.edition, state, self.lang)
        return self._document(
            title,
            control_block(self.edition, state, title, self.lang),
            (head, Paragraph(self._line(policy, state), style="center"), *rest),
            watermark=watermark(state, self.lang),
            footer=self.say("handbook.part_footer", text=own, handbook=self.foot),
            properties=properties(state, self.lang),
        )

    def _line(self, policy: Policy, state: DocumentState) -> str:
        """The control line: what is known of number, version, date and owner, and the state of what is not in force."""
        shown = [
            self.say(f"handbook.line.{name}", text=text) for name, text in self._facts(policy, state).items() if text
        ]
        return self.say("handbook.line_gap").join(shown)

    def _facts(self, policy: Policy, state: DocumentState) -> dict[str, str]:
        """What the control line and the list say of a document."""
        control = state.control
        approval = state.signed
        effective = (approval.effective if approval else None) or (control.effective if control else None)
        return {
            "number": document_number(policy),
            "version": version(state),
            "effective": date(effective, self.lang),
            "owner": ref_name(control.owner, self.lang) if control else "",
            "state": "" if state.shown == "approved" else labels(self.lang)(f"state.{state.shown}"),
        }

    def _list(self) -> Table:
        """The documents contained; a column in which nobody has anything is left out."""
        rows = []
        found = [(number, policy) for number, part in enumerate(self.volume.every, start=1) for policy in part]
        for serial, (number, policy) in enumerate(found, start=1):
            state = self.edition.states[policy.ref]
            facts = self._facts(policy, state)
            title = Paragraph((Run(name_of(policy, self.lang), anchor=policy.ref),))
            rows.append(
                {
                    "serial": Cell(str(serial), align="center"),
                    "volume": Cell(str(number) if self.volume.is_one_of_several else "", align="center"),
                    "number": Cell(facts["number"]),
                    "title": Cell((title,)),
                    "version": Cell(facts["version"], align="center"),
                    "effective": Cell(facts["effective"]),
                    "state": Cell(labels(self.lang)(f"state.{state.shown}"), align="center"),
                    "owner": Cell(facts["owner"]),
                }
            )
        used = [name for name in _COLUMNS if any(row[name].content for row in rows)]
        return Table(
            columns=tuple(_COLUMNS[name] for name in used),
            header=(tuple(Cell(self.say(f"handbook.columns.{name}")) for name in used),),
            rows=tuple(tuple(row[name] for name in used) for row in rows),
            compact=True,
        )

    def _document(
        self,
        title: str,
        control: ControlBlock,
        body: tuple[Block, ...],
        *,
        footer: str,
        properties: tuple[tuple[str, str], ...],
        watermark: str = "",
    ) -> WordDocument:
        return WordDocument(
            lang=office_language(self.lang),
            title=title,
            subject=self.say("handbook.subject"),
            company=company(self.edition, self.lang),
            control=control,
            body=body,
            layout="text",
            design=design(self.edition.organisation),
            scheme="articles",
            watermark=watermark,
            footer=footer,
            properties=properties,
        )
