"""The company's own Word templates: which one a document is written with.

templates/word/<kind>.<lang>.docx comes before templates/word/<kind>.docx; without either our own layout holds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from remit.backends import Edition

if TYPE_CHECKING:
    from remit.office.word_templates import WordTemplate


class BrokenTemplateError(ValueError):
    """A company's template that cannot be filled in, by its path; `check` says in words what is wrong with it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def company_template(edition: Edition, kind: str, lang: str) -> WordTemplate | None:
    """The template of a kind of document in a language; None where the company has none.

    Raises BrokenTemplateError for a file that is no template.
    """
    for path in (f"word/{kind}.{lang}.docx", f"word/{kind}.docx"):
        if path in edition.templates:  # few companies have any, and filling them takes a template engine
            from remit.office.word_templates import TemplateError

            try:
                return _opened(edition.templates[path])
            except TemplateError as error:
                raise BrokenTemplateError(f"templates/{path}") from error
    return None


@lru_cache(maxsize=8)
def _opened(data: bytes) -> WordTemplate:
    from remit.office.word_templates import WordTemplate

    return WordTemplate(data)
