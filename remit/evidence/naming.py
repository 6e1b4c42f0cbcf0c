"""How findings name one element or one performer, in every language of the organisation."""

from __future__ import annotations

from remit.model.organisation import Organisation
from remit.model.values import Element, Performer
from remit.views.wording import name_of, performer


def called(organisation: Organisation, element: Element) -> dict[str, str]:
    """What people call an element."""
    return {lang: name_of(element, lang) for lang in organisation.languages}


def who(organisation: Organisation, by: Performer | None) -> dict[str, str]:
    """The performer in words."""
    return {lang: performer(by, lang) for lang in organisation.languages}
