"""A post that running text names and that is defined nowhere.

Why: the text gives it a decision or a task, and nobody holds the post (ISO 9001:2015, 5.3).

Instead: define the post, write its defined name, or cite it as {post:…}, so that a renaming reaches the text.

Guess: a word that ends like a post (经理, 主管, 检验员 …; in English behind "the"), that begins where a party can begin (at a
comma, behind 由, 报, 经, 与 …) and ends where one can end. Names and aliases of anything defined, roles and parties outside,
general words (员工, 部门经理, 上级主管) and what is also mentioned with {named: …} are left out. A name that is like that of a
defined post is similar-names.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic, Related
from remit.evidence.like_names import nearest
from remit.evidence.posts_in_text import unknown_posts
from remit.model.organisation import Organisation

GUESSES = True
PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding a name and file, at the first text that has it."""
    for (_, name), (first, *others) in unknown_posts(organisation).items():
        if nearest(organisation, name, "post") is not None:
            continue
        related = tuple(Related(item.span(), "other-place") for item in others if item.span() != first.span())
        yield Diagnostic("post-named-only-in-text", first.span(), first.subject, {"name": name}, related)
