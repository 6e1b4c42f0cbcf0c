"""How a text cites what a policy contains: by its printed number, under the title of another policy.

第五条第（二）项, 《采购管理制度》第五条; Article 5(b), Article 5 of the Purchasing Policy. Ids never show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from remit.labels import labels
from remit.model.entities import Article, Chapter, Item, Parameter, Policy, SubItem
from remit.model.organisation import Organisation
from remit.model.values import Element
from remit.views.outline import Outline
from remit.views.wording import name_of, number

Cited = Chapter | Article | Item | SubItem


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a citation; `element` is what its text is the printed number or the title of."""

    text: str
    element: Element | None = None


def citation(organisation: Organisation, element: Element, lang: str, within: Policy | None = None) -> str:
    """How a text of the policy `within` (None: of anything else) cites an element; its name where it is in no policy."""
    return "".join(piece.text for piece in pieces(organisation, element, lang, within))


def pieces(organisation: Organisation, element: Element, lang: str, within: Policy | None = None) -> tuple[Piece, ...]:
    """A citation in parts, so that a number or title can become a link of its own."""
    if isinstance(element, Policy):
        return tuple(_filled("policy", {"policy": Piece(name_of(element, lang), element)}, lang))
    if isinstance(element, Parameter):
        return (Piece(_parameter(element, lang), element),)
    owner = organisation.owner_of(element)
    if not isinstance(element, Cited) or not isinstance(owner, Policy):
        return (Piece(name_of(element, lang), element),)
    place = tuple(_place(owner, element, lang))
    if owner is within:
        return place
    title = {"policy": Piece(name_of(owner, lang), owner)}
    return tuple(_filled("elsewhere", title, lang, place))


def _place(policy: Policy, element: Cited, lang: str) -> Iterator[Piece]:
    outline = Outline(policy, lang)
    style = "system" if outline.formal else "clauses"
    for chapter in policy.chapters:
        if chapter is element:
            found = {"chapter": Piece(outline.chapter_number(chapter), chapter)}
            yield from _filled(f"{style}.chapter", found, lang)
        for article in chapter.articles:
            numbers = {"article": Piece(outline.article_number(article), article)}
            if article is element:
                yield from _filled(f"{style}.article", numbers, lang)
            for index, item in enumerate(article.items, 1):
                numbers["item"] = Piece(outline.item(index), item)
                if item is element:
                    yield from _filled(f"{style}.item", numbers, lang)
                for below, sub_item in enumerate(item.items, 1):
                    if sub_item is element:
                        numbers["sub_item"] = Piece(outline.sub_item(below).removesuffix("."), sub_item)
                        yield from _filled(f"{style}.sub_item", numbers, lang)


def _filled(name: str, values: Mapping[str, Piece], lang: str, place: tuple[Piece, ...] = ()) -> Iterator[Piece]:
    """The pieces of a pattern in templates/labels: its words between the values."""
    for words, field, _, _ in Formatter().parse(str(labels(lang).get(f"citation.{name}"))):
        if words:
            yield Piece(words)
        if field == "place":
            yield from place
        elif field:
            yield values[field]


def _parameter(parameter: Parameter, lang: str) -> str:
    name, found = name_of(parameter, lang), parameter_range(parameter, lang)
    return labels(lang)("citation.parameter", name=name, range=found) if found else name


def parameter_range(parameter: Parameter, lang: str) -> str:
    """The limits of a controlled parameter with its unit, else its nominal value; empty where it has neither."""
    words = labels(lang)
    unit = parameter.unit or ""
    unit = f" {unit}" if unit and unit != "%" else unit
    if parameter.min is not None and parameter.max is not None:
        return words("citation.limits.range", low=number(parameter.min), high=number(parameter.max), unit=unit)
    for name, bound in (("at_least", parameter.min), ("at_most", parameter.max), ("equals", parameter.nominal)):
        if bound is not None:
            return words(f"citation.limits.{name}", n=number(bound), unit=unit)
    return ""
