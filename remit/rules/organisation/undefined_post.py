"""A post that is mentioned by name and defined nowhere.

Why: the text counts on somebody whom nobody appoints: no duties, no superior, no qualification (ISO 9001:2015, 5.3 and 7.2).

Instead: define it under posts/ (a charge beside the post under roles/) and refer to it by id; a party outside belongs under
externals/.

Guess: what the name ends with (经理, 主管, 员, 长, manager, officer …) or the field it stands in makes it a post. A name
that is like that of a defined post is similar-names, one that can be anybody is vague-party.
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
    for first, *others in groups((item for item in mentions(organisation) if item.sort == "post"), by_file=False):
        related = tuple(Related(item.span(), "other-place") for item in others)
        yield Diagnostic("undefined-post", first.span(), first.element.ref, {"name": in_words(first.text)}, related)
