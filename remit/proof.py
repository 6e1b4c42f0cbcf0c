"""What git says of the evidence of approvals: who committed an entry of the ledger, and whether the commit is signed.

Asked is only what evidence of the types signature and merge claims: that whoever held the approving post on that day put the
entry into the repository. Scans, numbers of the office system and minutes are nothing that git could confirm.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from remit.diagnostics import Diagnostic, Span
from remit.git_history import Commit, Entry, entries
from remit.language.schemas import in_language
from remit.model.entities import Approval
from remit.model.generate import class_schemas
from remit.model.organisation import Organisation
from remit.views.holding import accounts_of
from remit.views.parties import posts_of
from remit.views.wording import name_of, performer

ASKED = ("signature", "merge")
"""Types of evidence that git can be asked about."""
_GOOD, _BAD = "G", "B"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of asking: how many approvals git confirms, findings on those that it does not, evidence it was not asked about.

    `beyond` counts evidence by type.
    """

    confirmed: int
    asked: int
    findings: tuple[Diagnostic, ...]
    beyond: Mapping[str, int]


def prove(root: Path, organisation: Organisation) -> Proof:
    """Ask git about every approval whose evidence names it.

    Raises RevisionError without git, outside a repository, and in a shallow clone, where commits are missing.
    """
    asked = [item for item in organisation.all(Approval) if _types(item) & set(ASKED)]
    beyond = Counter(
        proof.type for item in organisation.all(Approval) for proof in item.evidence if proof.type not in ASKED
    )
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        signers = Path(folder) / "allowed_signers"
        signers.write_text(allowed_signers(organisation), encoding="utf-8", newline="\n")
        known = entries(root, "policies/approvals", signers)
    found = [(item, _judge(organisation, item, known.get(item.origin.document.path))) for item in asked]
    findings = tuple(finding for _, finding in found if finding is not None)
    return Proof(len(asked) - len(findings), len(asked), findings, dict(sorted(beyond.items())))


def allowed_signers(organisation: Organisation) -> str:
    """The keys of system.yaml as ssh-keygen reads them (ALLOWED SIGNERS): a line a key, the reference as principal."""
    settings = organisation.system.git
    accounts = settings.accounts if settings is not None else ()
    return "".join(f'{account.of.key} namespaces="git" {_bare(key)}\n' for account in accounts for key in account.keys)


def fingerprint(key: str) -> str:
    """SHA256:… of a public key as OpenSSH prints it; empty for what is no key."""
    parts = key.split()
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except (IndexError, binascii.Error):
        return ""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def evidence_word(name: str, lang: str) -> str:
    """What a type of evidence is called."""
    labels: Mapping[str, str] = class_schemas()["Evidence"]["properties"]["type"]["x-labels"]
    return in_language(labels[name], lang)


def _bare(key: str) -> str:
    return " ".join(key.split()[:2])


def _types(approval: Approval) -> set[str]:
    return {proof.type for proof in approval.evidence}


def _judge(organisation: Organisation, approval: Approval, entry: Entry | None) -> Diagnostic | None:
    """The finding on an approval that git does not confirm; None where it does."""
    settings = organisation.system.git
    found = accounts_of(organisation, (post.ref for post in posts_of(approval.approved.by)), approval.approved.on)
    if entry is None:
        return Diagnostic("evidence-not-committed", *_about(organisation, approval))
    if not any(account.emails or account.keys for account in found):
        return Diagnostic("evidence-of-nobody-known", *_about(organisation, approval))
    by_merging = "signature" not in _types(approval)
    commit = entry.merged if by_merging else entry.added
    emails = {email.casefold() for account in found for email in account.emails}
    keys = {fingerprint(key) for account in found for key in account.keys}
    by_key = commit.signature == _GOOD and commit.key in keys
    if not by_key and commit.email.casefold() not in emails:
        if by_merging and not commit.merges:
            return _finding(organisation, "evidence-without-merge", approval, commit)
        return _finding(organisation, "approval-committed-by-another", approval, commit)
    if not by_key and ((settings is not None and settings.signed) or commit.signature == _BAD):
        return _finding(organisation, "approval-not-signed", approval, commit)
    if entry.changed is not None:
        return _finding(organisation, "approval-entry-changed", approval, entry.changed)
    return None


def _finding(organisation: Organisation, name: str, approval: Approval, commit: Commit) -> Diagnostic:
    span, subject, params = _about(organisation, approval)
    said = {"commit": commit.short, "author": commit.email, "date": commit.day}
    return Diagnostic(name, span, subject, {**params, **said})


def _about(organisation: Organisation, approval: Approval) -> tuple[Span, str, dict[str, object]]:
    """Place, subject and parameters of a finding on an approval."""
    document = approval.document.target or approval
    params: dict[str, object] = {
        "document": {lang: name_of(document, lang) for lang in organisation.languages},
        "by": {lang: performer(approval.approved.by, lang) for lang in organisation.languages},
        "on": approval.approved.on,
    }
    return approval.span("evidence"), approval.ref, params
