"""A deputy who, standing in, would have duties in one hand that system.yaml declares incompatible.

Duties that the post or the deputy has in one hand anyway are reported there and not again.

Why: the separation holds every day but those on which it is tried (COSO, segregation of duties).

Instead: name a deputy without such a duty, or say in a note of the post which duties are not stood in for and who takes them.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.duty_classes import clashes, class_words, held
from remit.evidence.enumeration import enumeration
from remit.evidence.naming import called
from remit.model.entities import Post
from remit.model.organisation import Organisation
from remit.views.wording import in_words


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a post, with every pair of classes that would meet."""
    for post in organisation.all(Post):
        deputy = post.deputy.target if post.deputy else None
        if deputy is None or deputy is post:
            continue
        found = list(clashes(organisation, held(organisation, post), held(organisation, deputy)))
        if found:
            theirs = [called(organisation, clash.second) for clash in found]
            params = {
                "post": in_words(post.name),
                "deputy": in_words(deputy.name),
                "own": class_words(organisation, found[0].first),
                "theirs": class_words(organisation, found[0].second),
                "duties": enumeration(theirs, organisation.languages),
            }
            related = (Related(found[0].second.span(), "other-duty"),)
            yield Diagnostic("deputy-with-incompatible-duties", post.span("deputy"), post.ref, params, related)
