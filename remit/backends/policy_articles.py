"""The body of a policy: chapters, articles, items and sub-items with their printed numbers, then its annexes.

A policy in articles runs an article's title in before its text; one in clauses sets it as a heading. What has a number
but nothing to say is marked as reserved, so that the numbers after it stay those that others cite.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.backends.form_parts import has_form
from remit.backends.forms import form_blocks
from remit.backends.paper import date, label
from remit.backends.policy_blocks import pulled
from remit.backends.policy_tables import checks, parameters, record_list
from remit.backends.policy_text import Scope, annex_mark, runs
from remit.model.entities import Article, Chapter, Item, PlainTable, Policy, Record
from remit.model.ledger import DocumentState
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.office.blocks import Block, Cell, Heading, PageBreak, Paragraph, Run, Table
from remit.views.outline import Outline
from remit.views.wording import name_of, performer, plain


def body(organisation: Organisation, policy: Policy, state: DocumentState, lang: str) -> Iterator[Block]:
    """Title, the line of its approval, chapters, generated tables, and annexes each on a page of its own."""
    yield from _Body(Scope(organisation, policy, lang)).blocks(state)


class _Body:
    """Writes one policy; a bookmark is given to the first element of a reference."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.policy, self.lang = scope, scope.policy, scope.lang
        self.say = scope.say
        self.outline = Outline(scope.policy, scope.lang)
        self.marked: set[str] = set()

    def mark(self, element: Element) -> str:
        """The bookmark of an element; nothing for one without an address of its own."""
        if element.ref in self.marked:
            return ""
        self.marked.add(element.ref)
        return element.ref

    def blocks(self, state: DocumentState) -> Iterator[Block]:
        policy = self.policy
        yield Heading(0, name_of(policy, self.lang), bookmark=self.mark(policy))
        yield from self._approved(state)
        for chapter in policy.chapters:
            yield from self._chapter(chapter)
        shown = {block.show for chapter in policy.chapters for article in chapter.articles for block in article.blocks}
        for name, show in (("parameters", parameters), ("checks", checks)):
            if getattr(policy, name) and name not in shown:
                yield Heading(1, label("Policy", name, self.lang))
                yield from show(self.scope, policy)
        yield from self._annexes()

    def _approved(self, state: DocumentState) -> Iterator[Paragraph]:
        """Who approved it when, and from when it is in force: the line under the title."""
        approval = state.signed
        if approval is None:
            return
        on, effective = date(approval.approved.on, self.lang), date(approval.effective, self.lang)
        by = performer(approval.approved.by, self.lang)
        key = "policy.approved_line" if effective else "policy.approved_line_undated"
        yield Paragraph(self.say(key, by=by, on=on, effective=effective), style="center")

    def _chapter(self, chapter: Chapter) -> Iterator[Block]:
        title = plain(chapter.title, self.lang)
        yield Heading(1, title, self.mark(chapter), self.outline.chapter_number(chapter))
        for article in chapter.articles:
            yield from self._article(article)
        if not chapter.articles:
            yield Paragraph(self.say("policy.reserved"))

    def _article(self, article: Article) -> Iterator[Block]:
        number, title = self.outline.article_number(article), runs(self.scope, article.title)
        paragraphs = [found for found in (runs(self.scope, text) for text in article.paragraphs) if found]
        text = runs(self.scope, article.text)
        if not text and not title and paragraphs:
            text = paragraphs.pop(0)
        below = [*map(Paragraph, paragraphs), *self._below(article)]
        if not text and not below:
            text = (Run(self.say("policy.reserved")),)
        if not self.outline.formal and title:
            heading = "".join(run.text for run in title)
            yield Heading(2, heading, self.mark(article), number)
            if text:
                yield Paragraph(text)
        else:
            bold = tuple(Run(run.text, bold=True, anchor=run.anchor) for run in title)
            gap = (Run(self.say("policy.run_in"), bold=True),) if bold and text else ()
            keep = not text and bool(below)
            yield Paragraph((*bold, *gap, *text), "article", number, self.mark(article), keep)
        yield from below

    def _below(self, article: Article) -> Iterator[Block]:
        for index, item in enumerate(article.items, 1):
            yield from self._item(item, self.outline.item(index))
        if article.table is not None and (article.table.head or article.table.rows):
            yield self._table(article.table)
        for block in article.blocks:
            yield from pulled(self.scope, block)

    def _item(self, item: Item, number: str) -> Iterator[Paragraph]:
        yield Paragraph(runs(self.scope, item.text), "item", number, self.mark(item))
        for index, sub_item in enumerate(item.items, 1):
            text = runs(self.scope, sub_item.text)
            yield Paragraph(text, "subitem", self.outline.sub_item(index), self.mark(sub_item))

    def _table(self, table: PlainTable) -> Table:
        """A table of the text itself; short rows are filled up, and columns are as wide as what stands in them asks for."""
        lines = [*((table.head,) if table.head else ()), *table.rows]
        count = max(len(line) for line in lines)
        filled = [[runs(self.scope, text) for text in line] + [()] * (count - len(line)) for line in lines]
        lengths = [max(_length(line[column]) for line in filled) for column in range(count)]
        widths = tuple(max(4.0, float(length)) ** 0.6 for length in lengths)
        cells = [tuple(Cell((Paragraph(found),)) for found in line) for line in filled]
        header = (cells.pop(0),) if table.head else ()
        return Table(widths, header, tuple(cells), compact=True)

    def _annexes(self) -> Iterator[Block]:
        policy = self.policy
        found = [ref.target for ref in policy.annexes if ref.target is not None]
        if not found:
            return
        numbers = [self.say("policy.annex", n=index) for index in range(1, len(found) + 1)]
        yield Heading(1, self.say("policy.annexes"))
        yield record_list(self.scope, found, numbers)
        for number, record in zip(numbers, found, strict=True):
            if has_form(record):
                yield from self._annex(number, record)

    def _annex(self, number: str, record: Record) -> Iterator[Block]:
        yield PageBreak()
        yield Heading(1, name_of(record, self.lang), annex_mark(self.policy, record), number)
        yield from form_blocks(self.scope.organisation, record, self.lang)


def _length(found: tuple[Run, ...]) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for run in found for character in run.text)
