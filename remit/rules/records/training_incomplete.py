"""A training of which something is open that makes it happen and shows that it worked.

Why: without audience, trainer, time and content it is not held; without assessment and record nobody can show that it worked
(ISO 9001:2015, 7.2 c and d; PRC Work Safety Law, art. 28, asks for records of safety training).

Instead: write `audience`, `trainer`, `timing`, `contents` (or at least `topic`), `assessment` and `record`.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.enumeration import fields_of
from remit.model.entities import Training
from remit.model.organisation import Organisation
from remit.views.wording import in_words

_NEEDED = ("audience", "trainer", "timing", "contents", "assessment", "record")


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Trainings with the fields they lack; a topic stands for the contents."""
    for training in organisation.all(Training):
        missing = [
            name for name in _NEEDED if not getattr(training, name) and not (name == "contents" and training.topic)
        ]
        if missing:
            params = {"training": in_words(training.name), "missing": fields_of("training", missing)}
            yield Diagnostic("training-incomplete", training.span(), training.ref, params)
