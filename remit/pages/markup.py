"""Values of the language as HTML: text with links, tables of elements, facts of an entity. All escaping happens here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from remit.labels import labels
from remit.language.schemas import Schema, in_language, kinds, resolved
from remit.model.entities import Assignment, AuthorityTier, Criterion, Kpi, System
from remit.model.generate import class_schemas
from remit.model.values import Deliverable, Element, Performer, Ref, Target, Text, Timing
from remit.pages.places import anchor, href
from remit.site import relative_link
from remit.views import wording
from remit.views.local_names import criterion, local_name, tier_case
from remit.views.parties import Party
from remit.views.present import field_name, present

_HIDDEN = frozenset({"id", "note", "formerly", "extra", "basis"})
# A card a row on a phone; the roles say that it is a table where its display no longer does.
_TABLE = Markup(
    '<div class="tablewrap tablewrap--stack"><table class="stack" role="table"><thead role="rowgroup"><tr role="row">{}</tr>'
    '</thead><tbody role="rowgroup">{}</tbody></table></div>'
)


class Markups:
    """Renders values in one language, with links relative to one page."""

    def __init__(self, lang: str, page: str, system: System) -> None:
        self.lang, self.page, self.system = lang, page, system
        self.words = labels(lang)

    def id_of(self, element: Element) -> Markup:
        """The id attribute of a nested element, with a space before it; nothing for one without an address of its own."""
        own = anchor(element)
        return Markup(f' id="{escape(own)}"') if own else Markup("")

    def link(self, element: Element | None, shown: str = "") -> Markup:
        """An element's name, linked to its page."""
        if element is None:
            return Markup("")
        name = shown or wording.name_of(element, self.lang)
        target = href(self.page, element)
        return Markup(f'<a href="{escape(target)}">{escape(name)}</a>') if target else escape(name)  # made most often

    def to(self, path: str) -> str:
        """The link to a page by its path from the language's root."""
        return relative_link(self.page, path)

    def text(self, text: Text | None, words: Callable[[str], Markup] = escape) -> Markup:
        """A text with its links; line breaks are kept. `words` shows what is no link, and escapes it."""
        if text is None:
            return Markup("")
        html = wording.linked(
            text, self.lang, lambda element, shown: str(self.link(element, shown)), lambda part: str(words(part))
        )
        return Markup(html.strip().replace("\n", "<br>"))

    def performer(self, performer: Performer | None) -> Markup:
        """A performer with links."""
        if performer is None:
            return Markup("")

        def show(element: Element, shown: str) -> str:
            return str(self.link(element, shown))

        return Markup(wording.performer(performer, self.lang, show, lambda words: str(escape(words))))

    def party(self, party: Party) -> Markup:
        """A column or lane's name, linked where it has a page."""
        name = wording.party_name(party, self.lang)
        return self.link(party.element, name) if party.element is not None else escape(name)

    def deliverable(self, value: Deliverable) -> Markup:
        """A record as a link, or the text."""
        if value.record is not None and value.record.target is not None:
            return self.link(value.record.target)
        return (
            self.text(value.text or value.named)
            if value.text or value.named
            else escape(wording.deliverable(value, self.lang))
        )

    def timing(self, timing: Timing | None) -> Markup:
        """A time requirement in words."""
        return escape(wording.timing(timing, self.lang))

    def tier(self, tier: AuthorityTier) -> Markup:
        """When a tier of an authority applies."""
        return escape(tier_case(self.system, tier, self.lang))

    def target(self, target: Target | None, kpi: Kpi | None) -> Markup:
        """A target with its unit."""
        return escape(wording.target(target, kpi, self.lang))

    def date(self, value: str | None) -> str:
        """A date as people write it; empty where there is none."""
        return wording.date(value, self.lang)

    def amounts(self, above: float | None, up_to: float | None) -> str:
        """Amounts over one bound and up to another; empty where there is neither."""
        bounded = above is not None or up_to is not None
        return wording.amount_range(above, up_to, self.lang, self.system.currency) if bounded else ""

    def each(self, values: Iterable[Any], separator: str | None = None) -> Markup:
        """Several values in one line."""
        return escape(separator if separator is not None else self.words("list_separator")).join(
            self.value(value) for value in values
        )

    def value(self, value: Any, node: Schema | None = None) -> Markup:
        """Any value of the language."""
        if isinstance(value, Text):
            return self.text(value)
        if isinstance(value, Ref):
            return (
                self.link(value.target)
                if value.target is not None
                else escape(wording.plain(value.named, self.lang) or value.key)
            )
        if isinstance(value, Performer):
            return self.performer(value)
        if isinstance(value, Deliverable):
            return self.deliverable(value)
        if isinstance(value, Timing):
            return self.timing(value)
        if isinstance(value, Target):
            return self.target(value, None)
        if isinstance(value, Element):
            return self._inline(value)
        if isinstance(value, tuple):
            return self._several(value, resolved(node["items"]) if node is not None and "items" in node else None)
        return self._scalar(value, node)

    def _scalar(self, value: Any, node: Schema | None) -> Markup:
        if isinstance(value, bool):
            return escape(self.words("yes" if value else "no"))
        if node is not None and "x-ref-local" in node:
            return escape(local_name(self.system, node["x-ref-local"], value, self.lang))
        if node is not None and "x-labels" in node:
            return escape(in_language(node["x-labels"].get(value, value), self.lang))
        return escape(wording.scalar(value, _format(node), self.lang, self.system.currency))

    def _several(self, values: Sequence[Any], node: Schema | None) -> Markup:
        parts = [self.value(part, node) for part in values]
        if any(isinstance(part, Text | Element) for part in values) and len(parts) > 1:
            return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(part) for part in parts))
        return escape(self.words("list_separator")).join(parts)

    def _inline(self, element: Element) -> Markup:
        """A nested element in one line: its parts separated."""
        if isinstance(element, Criterion):
            return escape(criterion(element, self.lang))
        parts = []
        for name, value, node in self.present(element):
            shown = self.value(value, node)
            parts.append(
                shown
                if isinstance(value, Text | Ref | Performer)
                else Markup("{}{}{}").format(self.label(node, name), self.words("colon"), shown)
            )
        return Markup("；" if self.lang == "zh" else "; ").join(parts)

    def label(self, node: Schema, name: str) -> str:
        """The label of a field in the page's language."""
        return field_name(node, name, self.lang)

    def present(self, element: Element, skip: Iterable[str] = ()) -> list[tuple[str, Any, Schema]]:
        """Name, value and schema of the fields that an element has; those for editors and the confidential ones left out."""
        found = present(element, (*_HIDDEN, *skip))
        return [(name, value, node) for name, value, node in found if not node.get("x-confidential")]

    def facts(self, element: Element, names: Iterable[str] | None = None, skip: Iterable[str] = ()) -> Markup:
        """A table of the simple fields of an element: label and value; nothing where it has none."""
        wanted = set(names) if names is not None else None
        rows = [
            Markup(f"<tr><th>{escape(self.label(node, name))}</th><td>{self.value(value, node)}</td></tr>")
            for name, value, node in self.present(element, skip)
            if (wanted is None or name in wanted) and not _is_table(value)
        ]
        return (
            Markup('<table class="kv"><tbody>{}</tbody></table>').format(Markup("").join(rows)) if rows else Markup("")
        )

    def tables(self, element: Element, skip: Iterable[str] = ()) -> list[tuple[str, str, Markup]]:
        """Anchor, label and table of each field that holds a list of elements."""
        return [
            (f"f-{name}", self.label(node, name), self.table(value))
            for name, value, node in self.present(element, skip)
            if _is_table(value)
        ]

    def table(self, items: Sequence[Element], columns: Sequence[str] | None = None, skip: Iterable[str] = ()) -> Markup:
        """A table of elements of one class: a column for each field that any of them has, a row each, with anchors.
        A phone shows a card a row, each field with its label."""
        if not items:
            return Markup("")
        present = [{name: (value, node) for name, value, node in self.present(item, skip)} for item in items]
        schema = class_schemas()[type(items[0]).__name__]
        names = [name for name in (columns or schema["properties"]) if any(name in row for row in present)]
        titles = {name: self.label(schema["properties"][name], name) for name in names}
        head = Markup("").join(Markup('<th role="columnheader">{}</th>').format(title) for title in titles.values())
        marks = [Markup(' data-label="%s"') % title for title in titles.values()]
        marks[:1] = [Markup(' class="stack__main"')]
        body = []
        for item, row in zip(items, present, strict=True):
            found = zip(marks, (self._cell(item, row.get(name)) for name in titles), strict=True)
            cells = "".join(f'<td role="cell"{mark}>{cell}</td>' for mark, cell in found)
            body.append(Markup(f'<tr role="row"{self.id_of(item)}>{cells}</tr>'))
        return _TABLE.format(head, Markup("").join(body))

    def _cell(self, item: Element, found: tuple[Any, Schema] | None) -> Markup:
        if found is None:
            return Markup("")
        value, node = found
        if isinstance(value, Target):
            return self.target(
                value, item.kpi.target if isinstance(item, Assignment) else item if isinstance(item, Kpi) else None
            )
        return self.value(value, node)


def _format(node: Schema | None) -> str:
    """What the schema says a value is, beside its type."""
    return str(node.get("x-format") or node.get("format") or "") if node is not None else ""


def _is_table(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Element)


def kind_label(kind: str, lang: str) -> str:
    """What people call a kind."""
    return kinds()[kind].label(lang)
