"""What each document prints, in a form that can be compared: its own content, and the words of its Word file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from remit.backends import Edition
from remit.backends.job_descriptions import render as job_descriptions
from remit.backends.policy_documents import render as policies
from remit.compiler import Compilation
from remit.diagrams.png import FontMissingError
from remit.model.ledger import states
from remit.model.organisation import Organisation


def printed(compilation: Compilation, organisation: Organisation) -> dict[str, tuple[str, str]]:
    """For each document in force its digest, and the digest of what is printed of it in the first language ("" for what
    has no Word file of its own)."""
    edition = Edition(
        organisation,
        states(organisation),
        compilation.findings,
        attachments=compilation.attachments,
        templates=compilation.templates,
    )
    try:
        files = dict(_files(edition))
    except FontMissingError:  # nothing can be printed on this machine: contents alone are compared
        files = {}
    return {
        ref: (state.digest, files.get(ref, ""))
        for ref, state in states(organisation).items()
        if state.state != "withdrawn"
    }


def _files(edition: Edition) -> Iterator[tuple[str, str]]:
    lang = edition.organisation.languages[0]
    for kind, render in (("post", job_descriptions), ("policy", policies)):
        for path, data in render(edition, lang).items():
            if path.endswith(".docx"):
                ident = path.rpartition("/")[2].removesuffix(".docx")
                yield f"{kind}:{ident}", hashlib.sha256(data).hexdigest()
