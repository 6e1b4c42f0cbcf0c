"""A unit or body that is mentioned by name and set up nowhere.

Why: work is given to it, or taken from it, and nobody heads it or answers for it (ISO 9001:2015, 5.3).

Instead: define it under units/ with its head and refer to it by id; a party outside belongs under externals/.

Guess: what the name ends with (部, 车间, 委员会, department, committee …) or the field it stands in makes it a unit: internal
relationships and whom an assisting duty assists lie within the company, and what is no post there is a unit. A name that is like
that of a defined unit is similar-names, one that can be any unit is vague-party.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.mentions import groups, mentions
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a name, at its first place: to define it mends them all."""
    for first, *others in groups((item for item in mentions(organisation) if item.sort == "unit"), by_file=False):
        related = tuple(Related(item.span(), "other-place") for item in others)
        yield Diagnostic("undefined-unit", first.span(), first.element.ref, {"name": in_words(first.text)}, related)
