"""An acknowledgement of a content that was never approved: no approval of the document has its digest.

Why: nobody can say what was read; the signature proves nothing.

Instead: copy the digest from the approval of the version that was read, or record it anew with remit acknowledge.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.diagnostics import Diagnostic
from remit.evidence.naming import called
from remit.model.entities import Acknowledgement
from remit.model.ledger import entries
from remit.model.organisation import Organisation

_SHOWN = 12


def check(organisation: Organisation) -> Iterator[Diagnostic]:
    """Acknowledgements whose digest is in no entry of the ledger for their document."""
    ledger = entries(organisation)
    for item in organisation.all(Acknowledgement):
        target = item.document.target
        known = {approval.digest for approval in ledger.get(item.document.key, ())}
        if target is not None and item.digest not in known:
            digest = item.digest.removeprefix("sha256:")[:_SHOWN]
            params = {"document": called(organisation, target), "digest": digest, "on": item.on}
            yield Diagnostic("reading-of-unknown-content", item.span("digest"), item.ref, params)
