"""The templates of Word documents, templates/word/: what they are told, and the parts that come out.

Jinja2, escaped and sandboxed, since a company may bring its own. What does not depend on the document is rendered and
deflated once for each look.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import yaml
from jinja2 import BaseLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from remit.office.blocks import Design, Lang, Layout, Scheme, WordDocument
from remit.office.geometry import PAGES, Page
from remit.office.numbering import Counting, Lists, read_lists
from remit.office.package import Part, text_part
from remit.office.xmltext import legal, one_line
from remit.resources import templates_dir

_FIXED_TEMPLATES = {
    "styles.xml": "styles.xml",
    "settings.xml": "settings.xml",
    "fontTable.xml": "fontTable.xml",
    "theme.xml": "theme/theme1.xml",
}
_NUMBERING = "word/numbering.yaml"
# What the head of a page says of one document: the template prints these as they are, where they are not empty.
_CONTROL_TEXTS = ("number", "title", "version", "effective", "classification", "mark")
_OTHER_TEXTS = ("company", "logo", "pages")


@dataclass(frozen=True, slots=True)
class Look:
    """What the looks of a document depend on."""

    lang: Lang
    layout: Layout
    design: Design
    scheme: Scheme

    @property
    def page(self) -> Page:
        """The page of the design."""
        return PAGES[self.design]

    @property
    def two_sided(self) -> bool:
        """Whether even pages have a foot of their own: GB/T 9704 sets the page number on the outer side."""
        return self.design == "gbt9704"


def look_of(doc: WordDocument) -> Look:
    """The look of a document."""
    return Look(doc.lang, doc.layout, doc.design, doc.scheme)


class WordTemplates:
    """The templates of Word documents, with what never changes kept ready.

    `loader` finds `word/styles.xml` and its neighbours; put a loader of the company's before the packaged one
    to override file by file. Make one of these for a build, not for a document.

    Raises ValueError where word/numbering.yaml asks for a number that Word cannot be told to write.
    """

    def __init__(self, loader: BaseLoader) -> None:
        environment = ImmutableSandboxedEnvironment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self._header = environment.get_template("word/header.xml")
        self._footer = environment.get_template("word/footer.xml")
        self._numbering = environment.get_template("word/numbering.xml")
        self._fixed_templates = {
            part: environment.get_template(f"word/{name}") for name, part in _FIXED_TEMPLATES.items()
        }
        schemes = yaml.load(loader.get_source(environment, _NUMBERING)[0], Loader=yaml.CSafeLoader)
        self._schemes = {
            (scheme, lang): read_lists(lists)
            for scheme, languages in schemes.items()
            for lang, lists in languages.items()
        }
        self._fixed: dict[tuple[Look, bool], tuple[Part, ...]] = {}
        self._lists: dict[tuple[Look, int, int], Part] = {}
        self._heads: dict[tuple[object, ...], list[str]] = {}

    def lists(self, look: Look) -> Lists:
        """The lists that Word counts in documents of this look; none without a scheme."""
        return self._schemes[look.scheme, look.lang] if look.scheme else ()

    def fixed(self, look: Look, contents: bool) -> tuple[Part, ...]:
        """Styles, settings, fonts and the theme; with `contents`, the settings ask Word to update its fields."""
        key = (look, contents)
        if key not in self._fixed:
            told = self._told(look)
            self._fixed[key] = tuple(
                text_part(f"word/{part}", template.render(**told, contents=contents))
                for part, template in self._fixed_templates.items()
            )
        return self._fixed[key]

    def numbering(self, look: Look, counting: Counting, numbered: int) -> Part:
        """The numbering of a document that counts so, with so many lists that are `blocks.Numbered`."""
        key = (look, counting.documents, numbered)
        if key not in self._lists:
            xml = self._numbering.render(**self._told(look), documents=counting.documents, numbered=numbered)
            self._lists[key] = text_part("word/numbering.xml", xml)
        return self._lists[key]

    def header(self, doc: WordDocument, logo: str, pages: int) -> str:
        """The head of every page; `logo` is a ready drawing or empty, `pages` what is shown until Word counts them.

        Heads of the same documents differ in a few texts: the template writes marks, which these replace.
        """
        control = doc.control
        texts: dict[str, str] = {name: escape(legal(getattr(control, name))) for name in _CONTROL_TEXTS}
        texts |= {"company": escape(legal(doc.company)), "logo": logo, "pages": str(pages)}
        key = (doc.lang, doc.design, control.labels, doc.watermark, *map(bool, texts.values()))
        if key not in self._heads:
            self._heads[key] = self._head_pieces(doc, {name for name, text in texts.items() if text})
        pieces = list(self._heads[key])
        pieces[1::2] = map(texts.__getitem__, pieces[1::2])
        return "".join(pieces)

    def _head_pieces(self, doc: WordDocument, given: Collection[str]) -> list[str]:
        """The head in pieces, every other of which is the name of a text that is given."""
        marks = {name: f"\0{name}\0" if name in given else "" for name in (*_CONTROL_TEXTS, *_OTHER_TEXTS)}
        labels = doc.control.labels
        watermark = one_line(doc.watermark)
        wide = sum(1 if character.isascii() else 2 for character in watermark)
        head = self._header.render(
            lang=doc.lang,
            page=PAGES[doc.design],
            control=marks | {"labels": {name: legal(getattr(labels, name)) for name in labels.__dataclass_fields__}},
            watermark=watermark,
            watermark_width=min(480, 90 * wide),
            **{name: marks[name] for name in _OTHER_TEXTS},
        )
        return head.split("\0")

    def footer(self, doc: WordDocument, even: bool = False) -> str:
        """The foot of every page, or of the even ones."""
        return self._footer.render(lang=doc.lang, design=doc.design, even=even, footer=legal(doc.footer))

    def _told(self, look: Look) -> dict[str, object]:
        return {
            "lang": look.lang,
            "layout": look.layout,
            "design": look.design,
            "scheme": look.scheme,
            "page": look.page,
            "two_sided": look.two_sided,
            "lists": self.lists(look),
        }


@cache
def packaged_templates() -> WordTemplates:
    """The templates that come with remit."""
    return WordTemplates(FileSystemLoader(templates_dir()))
