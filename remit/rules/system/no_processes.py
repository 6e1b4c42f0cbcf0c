"""A management system that defines no process at all.

Why: what its policies ask for has no first step, no order and no end, and a system is made of processes (ISO 9001:2015, 4.4.1).

Instead: write each procedure that the texts announce as a process, with who does its steps. Asked of a system that has a policy, or at
least three units and posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.describes_work import describes_work
from remit.model.entities import Process
from remit.model.organisation import Organisation

PROVES_ABSENCE = True


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """One finding for the company."""
    if describes_work(organisation) and not organisation.all(Process):
        system = organisation.system
        yield Diagnostic("no-processes", system.span("name"), system.ref)
