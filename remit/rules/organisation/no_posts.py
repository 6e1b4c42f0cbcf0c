"""A management system that sets up no post at all.

Why: whatever its policies and processes ask for is asked of nobody: no one is appointed, trained or appraised for it
(ISO 9001:2015, 5.3 and 7.2).

Instead: define the posts under posts/, each with its unit, superior and duties. A single unit alone is not asked: only what has
a policy or process, or at least three units. Where people hold roles only, the roles are who acts.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.describes_work import sets_up_nobody
from remit.evidence.enumeration import enumeration
from remit.language.schemas import kinds
from remit.model.entities import Unit
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company."""
    if sets_up_nobody(organisation):
        system = organisation.system
        lacking = [kinds()[kind] for kind in (("post",) if organisation.all(Unit) else ("unit", "post"))]
        words = [{"zh": kind.label("zh"), "en": kind.label("en").lower()} for kind in lacking]
        yield Diagnostic("no-posts", system.span(), system.ref, {"kinds": enumeration(words, ("zh", "en"))})
