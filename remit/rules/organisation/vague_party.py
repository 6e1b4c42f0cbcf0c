"""A party that can be anybody: 相关部门, 有关人员, 上级领导, relevant departments.

Why: what everybody may have to do nobody does; whoever is asked can say that others were meant (ISO 9001:2015, 5.3).

Instead: name the posts or units; a set that is meant often becomes a group in system.yaml; who depends on the case is written
requester-head, responsible-unit, performer-superior …

Guess: by the words of the name. A post's own superior is clear, and so are all employees as those whom a
training or a reward is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.mentions import groups, mentions
from remit.evidence.name_words import names_nobody
from remit.model.entities import Unit
from remit.model.organisation import Organisation
from remit.views.wording import in_words

GUESSES = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a name and file, at its first place; and units that are set up under such a name and have no members."""
    for first, *others in groups([item for item in mentions(organisation) if item.sort == "vague"]):
        related = tuple(Related(item.span(), "other-place") for item in others)
        yield Diagnostic("vague-party", first.span(), first.element.ref, {"name": in_words(first.text)}, related)
    lang = organisation.languages[0]
    for unit in organisation.all(Unit):
        if not unit.members and names_nobody(str(unit.name), lang):
            yield Diagnostic("vague-party", unit.span("name"), unit.ref, {"name": in_words(unit.name)})
